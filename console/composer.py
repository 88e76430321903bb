"""What the composer of a case shows to one agent, and what becomes of his words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from console.visit import Visit
from core.actions import Kind
from core.canned import Canned, filled, values_of
from core.case import Case, Holder
from core.casebook import CaseFile, Line
from core.composing import Box, ComposeRoom, Draft, Suggested, heard, masked
from core.errors import DeskError, StorageUnavailable
from core.ports import Capabilities
from core.types import Leg

# An answer that left may be deleted there for so long from its page; later it has been read.
PENDING, SENT = "pending", "sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A prepared answer as it would be put in here: its text with the case's facts."""

    id: str
    name: str
    text: str
    is_macro: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Composer:
    """One agent's composer. `held` is his answer that can still be undone, `theirs` what the holder
    has written, `private` the author's private address where the case is public."""

    on: bool = False
    reply: Draft | None = None
    note: Draft | None = None
    theirs: Draft | None = None
    suggested: Suggested | None = None
    prepared: tuple[Prepared, ...] = ()
    held: Line | None = None
    undo_s: float = 0.0
    private: str = ""
    leg: Leg | None = None
    translates: bool = False
    adds: bool = False
    unsayable: frozenset[str] = frozenset()

    def words(self, shown: str) -> str:
        """What stands in the box: what a form brought back, else what was kept."""
        kept = self.reply.text if self.reply else ""
        if self.adds and kept.strip() and shown.strip() not in kept:
            return heard(shown, kept)
        return shown or kept

    def apart(self, shown: str) -> str:
        """Words of another tab, which its reader may want as well."""
        if self.reply is None or not self.reply.aside:
            return ""
        return self.reply.text if self._is_late(shown) else self.reply.aside

    def counter(self, shown: str) -> int:
        """What a tab knows; one that came too late knows nothing until it takes those words."""
        return 0 if self.reply is None or self._is_late(shown) else self.reply.counter

    def _is_late(self, shown: str) -> bool:
        return bool(self.reply and shown.strip() and self.reply.aside.strip() == shown.strip())

    def said(self, shown: str) -> str:
        """The same for the note."""
        return shown or (self.note.text if self.note else "")


async def values(visit: Visit, file: CaseFile) -> dict[str, object]:
    """What templates of a case need for writing."""
    room = visit.services.composing
    if room is None:
        return {"composer": Composer()}
    case, me = file.case, visit.agent.id
    every = await room.drafts.drafts(case.id)
    own = {each.box: each for each in every if each.agent == me}
    private = await door(visit, case)
    return {
        "composer": Composer(
            on=True,
            reply=own.get(Box.REPLY),
            note=own.get(Box.NOTE),
            theirs=_holders(case, me, every),
            suggested=room.articles.suggested(file) if case.is_open else None,
            prepared=await prepared(visit, file),
            held=pending(file, me),
            undo_s=room.undo_s,
            private=private,
            leg=chosen(private, await field(visit, "leg")),
            translates=room.translator is not None,
            adds="use" in visit.request.query_params,
            unsayable=_unsayable(visit, file),
        )
    }


async def drafted(visit: Visit) -> frozenset[str]:
    """The cases in which this agent has words that he did not send."""
    room = visit.services.composing
    return frozenset(await room.drafts.drafted(visit.agent.id)) if room else frozenset()


async def prepared(visit: Visit, file: CaseFile, leg: Leg | None = None) -> tuple[Prepared, ...]:
    """What may be said in this case, filled in; macros too."""
    room = visit.services.composing
    if room is None:
        return ()
    facts = values_of(file, visit.agent.name, room.facts())
    legs = {leg} if leg else ({Leg.PUBLIC, Leg.PRIVATE} if file.case.leg is Leg.PUBLIC else set())
    legs = legs or {file.case.leg}
    return tuple(
        ready(each, file.case, facts)
        for each in await room.canned.canned(visit.agent.id)
        if any(map(each.fits, legs))
    )


def ready(canned: Canned, case: Case, facts: dict[str, str]) -> Prepared:
    """One of them in this case."""
    text = filled(canned, case, facts)
    return Prepared(id=canned.id, name=canned.name, text=text, is_macro=canned.is_macro)


def pending(file: CaseFile, agent: str) -> Line | None:
    """The first part of this agent's last answer, while it waits."""
    ours = [e for e in file.lines if e.kind == Kind.SAY and e.by == agent and e.purpose != "act"]
    waits = [each for each in ours if each.state == PENDING]
    return waits[0] if waits else None


def _unsayable(visit: Visit, file: CaseFile) -> frozenset[str]:
    limits = visit.services.capabilities.get(file.case.platform)
    me = visit.agent.id
    if file.case.agent != me or not file.case.is_open:
        return frozenset()
    return frozenset(each.key for each in file.lines if deletable(each, file, limits, me))


def deletable(line: Line, file: CaseFile, limits: Capabilities | None, agent: str) -> bool:
    """Whether an answer that was sent can be taken away there again, by whoever sent it."""
    able = limits is not None and Kind.DELETE in limits.alone
    ours = line.kind in {Kind.SAY, Kind.FILE} and line.by == agent and line.state == SENT
    gone = any(e.kind == Kind.DELETE and e.text == line.native_id for e in file.lines)
    return able and ours and not gone and bool(line.native_id) and line.leg is file.case.leg


async def door(visit: Visit, case: Case) -> str:
    """Where the author of a public case can be written to in private; empty where nowhere."""
    room, limits = visit.services.composing, visit.services.capabilities.get(case.platform)
    if room is None or case.leg is Leg.PRIVATE:
        return ""
    known = await room.recalls.private_door(case.platform, case.account, case.author_id)
    return known or (limits.private(case.author_id) if limits and limits.private else "")


def chosen(private: str, wish: str) -> Leg | None:
    """The leg that the switch stands on; None where there is no switch."""
    if not private:
        return None
    return Leg.PRIVATE if wish == Leg.PRIVATE else Leg.PUBLIC


def used(visit: Visit, file: CaseFile, wish: str) -> str:
    """The words that `use` names: an article by its id, else what is suggested."""
    room = visit.services.composing
    if room is None or wish in {"", "1"}:
        return visit.services.suggestion(file) if wish else ""
    found = room.articles.article(wish, file.case.language)
    return found.text if found else ""


async def addressed(visit: Visit, case: Case) -> Case:
    """The case with the leg that its form asks for: where the words of the form go."""
    wish = await field(visit, "leg")
    if wish != Leg.PRIVATE or case.leg is Leg.PRIVATE:
        return case
    private = await door(visit, case)
    return replace(case, leg=Leg.PRIVATE, address=private) if private else case


async def sent(visit: Visit, case_id: str, text: str, box: Box = Box.REPLY) -> None:
    """The words have left the box; they are kept in case they are taken back."""
    room = visit.services.composing
    if room is not None:
        await room.drafts.sent_draft(masked(await _draft(visit, case_id, text, box)))


async def kept(visit: Visit, case_id: str, text: str, box: Box = Box.REPLY) -> Draft | None:
    """Keep words that were not sent; what stands now, None where nothing is kept.

    Never in the way: whoever is refused for another reason hears that one.
    """
    room = visit.services.composing
    if room is None:
        return None
    try:
        return await room.drafts.save_draft(masked(await _draft(visit, case_id, text, box)))
    except StorageUnavailable:
        raise
    except DeskError:
        return None


def room_of(visit: Visit) -> ComposeRoom | None:
    """Whatever helps to write here."""
    return visit.services.composing


async def field(visit: Visit, name: str) -> str:
    """A field of the form that was sent; empty where there is none."""
    value = (await visit.request.form()).get(name)
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""


async def _draft(visit: Visit, case_id: str, text: str, box: Box) -> Draft:
    told = await field(visit, "counter" if box is Box.REPLY else "note_counter")
    counter = int(told) if told.isdecimal() and len(told) < 10 else 0
    now: datetime = visit.now
    return Draft(
        case_id=case_id, agent=visit.agent.id, box=box, text=text, counter=counter, saved_at=now
    )


def _holders(case: Case, me: str, every: Sequence[Draft]) -> Draft | None:
    """What the one who holds the case is writing, for somebody else."""
    if case.held_by is not Holder.AGENT or case.agent == me:
        return None
    his = (each for each in every if each.agent == case.agent and each.box is Box.REPLY)
    return next((each for each in his if each.text.strip()), None)
