"""The reference memory's case files: which lines are at home in a case, and its page of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.case import Case
from core.casebook import CaseFile, Line
from core.corrections import Correction, newest
from storage.casework import rules
from storage.casework.rules import Placed, Seat
from storage.codec import stem, us
from storage.feed import showing
from storage.memory.guard import MemoryGuard
from storage.memory.state import Send


class MemoryCaseFile(MemoryGuard):
    """`CaseBook`, the half about one case."""

    def __init__(self) -> None:
        super().__init__()
        self._edits: list[tuple[int, str]] = []

    async def case_file(self, case_id: str, *, before: str = "") -> CaseFile | None:
        case = self._cases.get(case_id)
        if case is None:
            return None
        members = self._members(case)
        conversations = {case.conversation, *(each.conversation for each in members)}
        lines, earlier = self._page(self._seats(members), before)
        decided = [d for name, d in self._decisions if name in conversations]
        return CaseFile(
            case=case,
            lines=lines,
            decisions=tuple(decided[-rules.DECISIONS :]),
            dialogue=self._dialogues.get(case.conversation),
            earlier=earlier,
            said=self._said_in(conversations),
        )

    def _said_in(self, conversations: Iterable[str]) -> int:
        wanted = set(conversations)
        heard = sum(e.message.conversation in wanted for e in self._inbox.values())
        return heard + sum(s.outgoing.conversation in wanted for s in self._outbox.values())

    def _members(self, case: Case) -> list[Case]:
        """The cases whose lines are shown in this one; none where it goes on elsewhere."""
        if case.id in self._parted.merges:
            return []
        return [case, *(self._cases[each] for each in self._joined(case.id))]

    def _joined(self, case_id: str) -> list[str]:
        into = self._parted.merges
        found, wanted = list[str](), [case_id]
        while wanted:
            near = [each for each, m in into.items() if m.into in wanted]
            wanted = sorted(near, key=lambda each: (into[each].at, each))
            found += wanted
        return found

    def _seats(self, members: Sequence[Case]) -> list[Seat]:
        names = {each.conversation for each in members}
        here = [each for each in self._cases.values() if each.conversation in names]
        return rules.seats(members, here, self._parted.splits)

    def _page(self, seats: Sequence[Seat], before: str) -> tuple[tuple[Line, ...], str]:
        placed = [each for seat in seats for each in self._placed(seat)]
        shown, earlier = rules.page_of(each for each in placed if _is_before(each, before))
        own = {each.line.key for each in shown}
        home = {rules.tail(e.line.key): e.line.case_id for e in shown if e.rank == rules.HEARD}
        versions = [
            replace(self._heard_line(key), case_id=home[stem(entry.message)])
            for key, entry in self._inbox.items()
            if stem(entry.message) in home and key not in own
        ]
        notes = {each.number: each.line for each in shown if each.rank == rules.NOTED}
        edits = showing.edits_of(notes, self._edits)
        return rules.whole_file(shown, [*versions, *edits]), earlier

    def _placed(self, seat: Seat) -> Iterable[Placed]:
        firsts = self._firsts(seat.conversation)
        for number, key in enumerate(self._inbox):
            if key in firsts and self._is_home(key, seat):
                line = replace(self._heard_line(key), case_id=seat.case_id)
                yield Placed(rules.HEARD, number, line)
        yield from self._sent(seat)
        for number, note in enumerate(self._notes, start=1):
            if note.case_id == seat.case_id:
                line = showing.noted(number, note.agent, note.text, note.at)
                yield Placed(rules.NOTED, number, replace(line, case_id=seat.case_id))

    def _firsts(self, conversation: str) -> set[str]:
        """The key of the first version of each message."""
        first: dict[str, str] = {}
        heard = [e.message for e in self._inbox.values() if e.message.conversation == conversation]
        for message in sorted(heard, key=lambda each: each.version):
            first.setdefault(stem(message), message.key)
        return set(first.values())

    def _is_home(self, key: str, seat: Seat) -> bool:
        message = self._inbox[key].message
        put = self._parted.put.get(stem(message))
        if put is not None:
            return put == seat.case_id
        versions = [k for k, e in self._inbox.items() if stem(e.message) == stem(message)]
        judged = [self._judged_at[each] for each in versions if each in self._judged_at]
        return seat.covers(us(min(judged, default=message.received_at)))

    def _sent(self, seat: Seat) -> Iterable[Placed]:
        for number, send in enumerate(self._outbox.values()):
            out = send.outgoing
            own = self._cases.get(out.case_id)
            named = own is not None and own.conversation == out.conversation
            mine = out.case_id == seat.case_id if named else seat.covers(us(send.at))
            if out.conversation == seat.conversation and (mine or out.case_id == seat.case_id):
                yield Placed(rules.SAID, number, replace(_said(send), case_id=seat.case_id))

    def _heard_line(self, key: str) -> Line:
        entry, judged = self._inbox[key], self._verdicts.get(key)
        verdict = judged.verdict if judged else None
        line = showing.heard(entry.message, verdict, entry.state, entry.error)
        return replace(line, correction=self._corrected().get(key))

    def _corrected(self) -> dict[str, Correction]:
        """The last word on each message."""
        return {each.message_key: each for each in newest(self._corrections)}


def _said(send: Send) -> Line:
    return showing.said(send.outgoing, send.at, (send.state, send.why, send.remote_id))


def _is_before(placed: Placed, key: str) -> bool:
    at, number = rules.page_end(key, placed.rank)
    return (us(placed.line.at), placed.number) < (at, number)
