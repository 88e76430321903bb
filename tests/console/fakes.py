"""An in-memory book and door that keep the ports' promises, for tests of the console."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta

from core.access import Role
from core.actions import Kind, Outgoing
from core.case import Case, Holder, Move, Status, case_id, due_at, move
from core.casebook import Agent, CaseFile, Change, FeedPage, FeedRow, Line
from core.corrections import Correction, Opinion, correction_of, following
from core.errors import NotYours, StorageUnavailable, UnsafeText
from core.feed import holds
from core.ports import Capabilities, Decision
from core.types import Leg, Platform, Urgency
from core.views import asked, tally_names
from storage.doors.memory import MemoryDoors
from tests.conftest import NOON, a_message

VIEWS = ("open", "mine", "queue", "bot", "resolved")


def a_case(number: int = 1, **changes) -> Case:
    """A case of Ann's in the queue; any field can be changed."""
    conversation = f"replay:nordex:{number}"
    priority = changes.get("priority", Urgency.P1)
    opened = changes.get("opened_at", NOON)
    values = {
        "id": case_id(conversation, NOON),
        "platform": Platform("replay"),
        "account": "nordex",
        "conversation": conversation,
        "address": "ann",
        "subject": "withdrawal pending",
        "author_id": f"u{number}",
        "author_name": "Ann",
        "priority": priority,
        "opened_at": opened,
        "updated_at": opened,
        "due_at": due_at(priority, opened),
        "held_by": Holder.QUEUE,
        "intent": "withdrawal",
        "language": "en",
        "reason": "funds are stuck",
    }
    return Case(**(values | changes))


def a_line(text: str = "hello", **changes) -> Line:
    """A private message of Ann's."""
    values = {"kind": "message", "at": NOON, "by": "Ann", "leg": Leg.PRIVATE, "native_id": text}
    return Line(text=text, **{"key": f"k:{text}", **values, **changes})


class FakeBook:
    """Cases in a dict; `broken` makes every method fail as a full disk would."""

    def __init__(self, wait: float = 0.5) -> None:
        self.files: dict[str, CaseFile] = {}
        self.sent: list[Outgoing] = []
        self.log: list[Change] = []
        self.broken = False
        self._wait, self._bell = wait, asyncio.Event()

    def add(self, case: Case, *lines: Line, decisions: tuple[Decision, ...] = ()) -> Case:
        self.files[case.id] = CaseFile(case=case, lines=lines, decisions=decisions)
        self.changed(case.id, "case")
        return case

    def say(self, case_id: str, *lines: Line) -> None:
        file = self.files[case_id]
        self.files[case_id] = replace(file, lines=(*file.lines, *lines))
        self.changed(case_id, "line")

    def case(self, case_id: str) -> Case:
        return self.files[case_id].case

    async def feed(
        self, view, agent: str, *, after: str = "", limit: int = 50, now=NOON
    ) -> FeedPage:
        self._check()
        cases = [file.case for file in self.files.values()]
        counts = {name: sum(holds(asked(name), c, agent, now) for c in cases) for name in VIEWS}
        totals = Counter(name for case in cases for name in tally_names(case))
        chosen = sorted((c for c in cases if holds(asked(view), c, agent, now)), key=_place)
        rest = [case for case in chosen if _place(case) > after]
        more = _place(rest[limit - 1]) if len(rest) > limit else ""
        rows = tuple(map(self._row, rest[:limit]))
        return FeedPage(rows=rows, counts=counts, after=more, totals=totals)

    async def case_file(self, case_id: str, *, before: str = "") -> CaseFile | None:
        self._check()
        return self.files.get(case_id)

    async def move_case(self, case_id, how: Move, agent: str, at, *, reason: str = "") -> Case:
        self._check()
        file = self.files[case_id]
        if file.case.held_by is Holder.AGENT and file.case.agent != agent and file.case.is_open:
            raise NotYours(f"held by {file.case.agent}")
        case = move(file.case, how, at=at, agent=agent)
        decision = Decision(message_key="", act=how, reason=reason, by=agent, at=at)
        self.files[case_id] = replace(file, case=case, decisions=(*file.decisions, decision))
        self.changed(case_id, how)
        return case

    async def answer(self, case_id: str, agent: str, outgoing) -> Case:
        self._check()
        file = self.files[case_id]
        if file.case.held_by is not Holder.AGENT or file.case.agent != agent:
            raise NotYours("not the holder")
        self.sent.extend(outgoing)
        says = any(each.kind is Kind.SAY for each in outgoing)
        case = move(file.case, Move.ANSWER, at=outgoing[0].due_at) if says else file.case
        lines = (*file.lines, *(_line(each) for each in outgoing))
        self.files[case_id] = replace(file, case=case, lines=lines)
        self.changed(case_id, "answer")
        return case

    async def note(self, case_id: str, agent: str, text: str, at) -> None:
        self._check()
        self.say(case_id, Line(kind="note", at=at, by=agent, text=text, leg=Leg.PRIVATE))

    async def correct(self, case_id: str, opinion: Opinion) -> Case:
        self._check()
        file = self.files[case_id]
        line = next((each for each in file.lines if each.key == opinion.message_key), None)
        if line is None or line.verdict is None:
            raise NotYours("there is no such message")
        message = a_message(line.text)
        made = correction_of(message, line.verdict, line.correction, opinion)
        lines = tuple(replace(e, correction=made) if e is line else e for e in file.lines)
        case = following(file.case, made, ())
        self.files[case_id] = replace(file, case=case, lines=lines)
        self.changed(case_id, "case")
        return case

    async def corrections(self) -> list[Correction]:
        lines = [line for file in self.files.values() for line in file.lines]
        return [line.correction for line in lines if line.correction]

    async def changes(self, after: int, *, limit: int = 200) -> list[Change]:
        self._check()
        if not any(each.number > after for each in self.log):
            bell = self._bell
            try:
                await asyncio.wait_for(bell.wait(), self._wait)
            except TimeoutError:
                return []
        return [each for each in self.log if each.number > after][:limit]

    async def latest_change(self) -> int:
        self._check()
        return len(self.log)

    def _row(self, case: Case) -> FeedRow:
        lines = [line for line in self.files[case.id].lines if line.kind == "message"]
        return FeedRow(case=case, snippet=lines[-1].text if lines else "", messages=len(lines))

    def changed(self, case_id: str, kind: str) -> None:
        self.log.append(Change(number=len(self.log) + 1, case_id=case_id, kind=kind))
        bell, self._bell = self._bell, asyncio.Event()
        bell.set()

    def _check(self) -> None:
        if self.broken:
            raise StorageUnavailable("disk full")


class FakeDoor(MemoryDoors):
    """The reference memory's door, with its people let in and a switch that breaks it."""

    def __init__(self, *names: str, role: Role = Role.ADMIN) -> None:
        super().__init__()
        self.broken = False
        for name in names:
            self.admit(Agent(id=name.lower(), name=name, created_at=NOON, role=role))

    def admit(self, agent: Agent) -> None:
        self._agents[agent.id] = agent

    @property
    def people(self) -> dict[str, Agent]:
        return self._agents

    @property
    def passes(self) -> dict[str, tuple[str, str, object]]:
        return self._passes

    async def agents(self) -> list[Agent]:
        if self.broken:
            raise StorageUnavailable("disk full")
        return list(self._agents.values())


LIMITS = {
    Platform("replay"): Capabilities(
        max_length=400,
        utf16=True,
        acts=frozenset({Kind.DELETE, Kind.RESTRICT, Kind.BAN, Kind.LIFT}),
    )
}


def compose(case: Case, text: str, agent: str, now) -> tuple[Outgoing, ...]:
    """One message; words that ask for a secret are refused."""
    if "password" in text.lower():
        raise UnsafeText(("Never ask for a password.", "Say what you need instead."))
    return (an_outgoing(case, agent, now, text=text),)


def act(case: Case, line: Line, kind: Kind, agent: str, now) -> Outgoing:
    """An act against the author of a line."""
    target = line.native_id if kind is Kind.DELETE else case.author_id
    return an_outgoing(case, agent, now, kind=kind, target=target)


def an_outgoing(case: Case, agent: str, now, **changes) -> Outgoing:
    return Outgoing(
        key=f"{case.id}:{case.version}:{agent}",
        platform=case.platform,
        account=case.account,
        conversation=case.conversation,
        address=case.address,
        due_at=now + timedelta(seconds=0),
        by=agent,
        case_id=case.id,
        **changes,
    )


def _line(out: Outgoing) -> Line:
    return Line(
        kind=out.kind, at=out.due_at, by=out.by, text=out.text, state="pending", key=out.key
    )


def _place(case: Case) -> str:
    asleep = "~" if case.status is Status.SNOOZED else ""
    return f"{asleep}{case.priority}|{case.due_at.isoformat()}|{case.id}"
