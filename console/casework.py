"""What the case page shows beside the conversation: tags, the person, what may be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from console.visit import Visit
from core import deeds
from core.access import Permission, may
from core.case import Case, Holder, Move, Status, can
from core.casebook import Agent, CaseFile, Line
from core.caseways import editable
from core.casework import CaseRoom, PastCase, Person, Standing
from core.deeds import Deed
from core.snoozing import PRESETS
from core.tagging import among, named_in

EMPTY: Mapping[str, object] = {"work": None}
SHOWN_TAGS = 50  # from which agents choose without typing


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Everything about one case that its conversation does not say."""

    visit: Visit
    case: Case
    standing: Standing
    person: Person
    used: tuple[str, ...]
    reasons: tuple[str, ...]
    colleagues: tuple[Agent, ...]
    presets: tuple[str, ...] = PRESETS

    @property
    def notes(self) -> bool:
        """Whether words that stay in the desk may be left here."""
        return self.visit.may(Permission.NOTE) and not self.standing.into

    @property
    def works(self) -> bool:
        """Whether this agent may move the case: nobody's, his own, or anybody's from above."""
        return self.visit.may(Permission.WORK) and (self._free or self.visit.may(Permission.ASSIGN))

    @property
    def snoozes(self) -> bool:
        return self._acts and self.case.is_open

    @property
    def resolves(self) -> bool:
        return self._acts and can(self.case, Move.RESOLVE)

    @property
    def hands_over(self) -> bool:
        """Whether he may give it to somebody: his own, or from above."""
        above = self.visit.may(Permission.ASSIGN)
        own = self.visit.may(Permission.WORK) and self._mine
        return (above or own) and self.case.is_open and not self.standing.into

    @property
    def splits(self) -> bool:
        return self._acts

    @property
    def takes_in(self) -> tuple[PastCase, ...]:
        """The person's other cases that could go on in this one, open ones first."""
        if not self._acts or not self.case.is_open:
            return ()
        inside = {self.case.id, *(each.case.id for each in self.standing.merged)}
        others = [each for each in self.person.cases if each.case.id not in inside]
        return tuple(sorted(others, key=lambda each: not each.case.is_open))

    @property
    def others(self) -> tuple[PastCase, ...]:
        """The person's other cases, the latest first."""
        return tuple(each for each in self.person.cases if each.case.id != self.case.id)

    @property
    def is_snoozed(self) -> bool:
        return self.case.status is Status.SNOOZED

    def may_edit(self, line: Line) -> bool:
        """Whether a note is this agent's own, and fresh."""
        who, now = self.visit.agent.id, self.visit.now
        return self.notes and line.version == 0 and editable(line.by, line.at, who, now)

    @property
    def _mine(self) -> bool:
        return self.case.held_by is Holder.AGENT and self.case.agent == self.visit.agent.id

    @property
    def _free(self) -> bool:
        held = self.case.is_open and self.case.held_by is Holder.AGENT
        return self._mine or not held

    @property
    def _acts(self) -> bool:
        return self.works and not self.standing.into


def room_of(visit: Visit) -> CaseRoom | None:
    """Casework, where the desk has it."""
    return visit.services.casework


async def values(visit: Visit, file: CaseFile) -> Mapping[str, object]:
    """What the templates of a case show of it; the agent has the case before him now."""
    room = room_of(visit)
    if room is None:
        return EMPTY
    case = file.case
    if await room.mentions.unread(visit.agent.id):
        await room.mentions.looked(visit.agent.id, case.id, visit.now)
    work = Work(
        visit=visit,
        case=case,
        standing=await room.work.standing(case.id),
        person=await room.work.person(case.platform, case.author_id),
        used=tuple(tag for tag, _ in await room.work.tags_used("", limit=SHOWN_TAGS)),
        reasons=room.reasons,
        colleagues=tuple(await colleagues(visit)),
    )
    return {"work": work}


async def keep_note(visit: Visit, case_id: str, words: str, chosen: Sequence[str]) -> None:
    """Keep a note and call those whom it names, or who were chosen beside it."""
    room = room_of(visit)
    if room is None:
        await visit.services.book.note(case_id, visit.agent.id, words, visit.now)
        return
    named = (*named_in(words, visit.names), *among(chosen, visit.names))
    called = tuple(dict.fromkeys(named))
    await room.work.do(over(visit, deeds.Note, case_id, text=words, mentions=called))


def usual_reason(visit: Visit) -> str:
    """For what one press resolves a case."""
    room = room_of(visit)
    return room.reasons[0] if room else ""


def over(visit: Visit, kind: type[Deed], case_id: str, **more: object) -> Deed:
    """A deed of this agent, now."""
    above = visit.may(Permission.ASSIGN)
    values = {"case_id": case_id, "by": visit.agent.id, "at": visit.now, "over": above}
    return kind(**values, **more)  # type: ignore[arg-type]  # the fields of every deed, and its own


async def colleagues(visit: Visit) -> list[Agent]:
    """Those who may work on cases, by name."""
    people = await visit.services.door.agents()
    at_work = [e for e in people if may(e.role, Permission.WORK) and e.disabled_at is None]
    return sorted(at_work, key=lambda each: each.name.casefold())
