"""The reference memory's outbox: what may leave, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.actions import BOT, Outgoing, Purpose
from core.case import Case, promised
from core.ports import Sent, Settlement
from core.types import Platform, Reach
from storage import rules
from storage.guard import alarms
from storage.memory.queue import MemoryQueue
from storage.memory.state import Send, place_of


class MemoryOutbox(MemoryQueue):
    """`Store`, the half that speaks."""

    async def due(
        self, platforms: Sequence[Platform], now: datetime, *, limit: int
    ) -> Sequence[Outgoing]:
        with self._transaction():
            self._give_up(
                [s for s in self._sending(platforms) if s.leased and s.leased <= now], now
            )
            taken: list[Send] = []
            while len(taken) < limit and (send := self._next(platforms, now)):
                if self._may_leave(send, now):
                    send.state, send.leased = "sending", now + rules.SEND_LEASE
                    taken.append(send)
            return [each.outgoing for each in taken]

    def _sending(self, platforms: Sequence[Platform]) -> list[Send]:
        return [
            each
            for each in self._outbox.values()
            if each.state == "sending" and each.outgoing.platform in platforms
        ]

    def _next(self, platforms: Sequence[Platform], now: datetime) -> Send | None:
        """The first due row among the first unsent rows of all conversations; acts do not wait."""
        first: dict[tuple[str, ...], Send] = {}
        for send in self._outbox.values():
            if send.state in {"pending", "sending"}:
                first.setdefault(_line(send.outgoing), send)
        ready = [
            each
            for each in first.values()
            if each.state == "pending"
            and each.outgoing.platform in platforms
            and each.outgoing.due_at <= now
        ]
        return min(ready, key=lambda each: each.outgoing.due_at, default=None)

    def _may_leave(self, send: Send, now: datetime) -> bool:
        """A row that may not is withdrawn, readdressed or failed here."""
        out, news = send.outgoing, self._reach.get(place_of(send.outgoing))
        answer = out.purpose is Purpose.ANSWER
        if answer and out.by == BOT and self._taken_over(out):
            send.settle("withdrawn", now, rules.TAKEN_OVER)
            self._touch(self._cases.get(out.case_id), "outbox")
        elif news and news.moved_to:
            send.outgoing = replace(out, address=news.moved_to)
        elif news and not news.open and out.purpose in rules.SAID_ALOUD:
            why = rules.CLOSED.format(why=news.why)
            self._settle(send, Settlement(key=out.key, result=Sent.FAILED, at=now, why=why))
        else:
            return True
        return False

    def _taken_over(self, out: Outgoing) -> bool:
        own = self._cases.get(out.case_id)
        here = [each for each in self._cases.values() if each.conversation == out.conversation]
        return bool(own and rules.silences_bot(own)) or any(map(rules.with_person, here))

    async def settle(self, settlements: Sequence[Settlement]) -> None:
        with self._transaction():
            for each in settlements:
                send = self._outbox.get(each.key)
                if send and send.state in {"sending", "unknown"}:
                    self._settle(send, each)

    def _settle(self, send: Send, word: Settlement) -> None:
        if not rules.settles(send.state, send.outgoing.attempts, word):
            return
        out = send.outgoing
        address = word.moved_to or out.address
        send.outgoing = replace(out, attempts=out.attempts + 1, address=address)
        send.remote_id = word.remote_id
        if word.result is Sent.RETRY:
            send.state, send.why = "pending", word.why
            send.outgoing = replace(send.outgoing, due_at=word.retry_at or word.at)
        else:
            send.settle(word.result.value, word.at, word.why)
        self._tell(out, word)
        failed = word.result in {Sent.FAILED, Sent.UNKNOWN}
        case = self._leading(out.case_id) or self._case_of(out.conversation)
        if failed and out.purpose is not Purpose.ANSWER:
            self._decisions.append((out.conversation, alarms.lost(word, out.purpose)))
            failed = False
        if failed:
            self._cut(send, word.at)
        self._follow(case, word, failed=failed)
        if word.result is Sent.SENT:
            self.numbers.said(case, out, word.at)
        if word.result is not Sent.RETRY and out.purpose is not Purpose.ANSWER:
            self._settle_scams(word)

    def _tell(self, out: Outgoing, word: Settlement) -> None:
        if (word.reach_closed and out.purpose in rules.SAID_ALOUD) or word.moved_to:
            news = Reach(
                platform=out.platform,
                account=out.account,
                address=out.address,
                open=False,
                why=word.why,
                moved_to=word.moved_to,
            )
            self._learn(news)

    def _cut(self, send: Send, at: datetime) -> None:
        """The rest of an answer whose beginning did not arrive is not said."""
        later = False
        for each in self._outbox.values():
            same = each.answer == send.answer and each.outgoing.by == BOT
            if later and same and each.state == "pending":
                each.settle("withdrawn", at, rules.CUT_SHORT)
            later = later or each is send

    def _follow(self, case: Case | None, word: Settlement, *, failed: bool) -> None:
        after = rules.settled(case, word) if case and failed else case
        after = after and promised(case, after, self.promises, word.at)
        if case is None or after is None or after is case:
            self._touch(case, "outbox")
            return
        self._save(after)
        if rules.needs_person(case):
            self._decisions.append((case.conversation, rules.given_up(word, after.reason)))

    def _silence(self, case: Case, at: datetime) -> None:
        for send in self._outbox.values():
            out = send.outgoing
            ours = out.by == BOT and out.purpose is Purpose.ANSWER
            if out.conversation == case.conversation and ours and send.state == "pending":
                send.settle("withdrawn", at, rules.TAKEN_OVER)

    async def stranded(self, platform: Platform) -> Sequence[Outgoing]:
        return [each.outgoing for each in self._sending([platform])]

    def _give_up(self, sends: Sequence[Send], now: datetime) -> None:
        for send in sends:
            key = send.outgoing.key
            word = Settlement(key=key, result=Sent.UNKNOWN, at=now, why=rules.LEFT_ALONE)
            self._settle(send, word)


def _line(out: Outgoing) -> tuple[str, ...]:
    """Whatever waits in the same line leaves one after the other."""
    return (out.key,) if out.purpose is Purpose.ACT else (out.conversation, out.purpose)
