"""Many cases at once: what would happen to each, and taking it back. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from core.case import Case, Holder, Move, move
from core.caseways import allow, snoozed, transferred
from core.deeds import MOST_TAGS, Deed, Refusal, Refused, Resolve, Snooze, Tag, Transfer
from core.errors import IllegalTransition, NotYours

# Cases in one order, and how long it can be taken back.
MOST, UNDO_WITHIN = 200, timedelta(minutes=10)


class Act(StrEnum):
    """What can be done to many cases at once."""

    CLAIM = "claim"
    RELEASE = "release"
    ASSIGN = "assign"
    TAG = "tag"
    SNOOZE = "snooze"
    RESOLVE = "resolve"


class No(StrEnum):
    """Why a case is left out; codes of the console's texts."""

    GONE = "gone"
    NOT_YOURS = "not_yours"
    HAS_IT = "has_it"
    HAS_TAG = "has_tag"
    RESOLVED = "resolved"
    PAST = "past"
    MOVED = "moved"
    TOO_MANY_TAGS = "too_many_tags"
    MERGED = "merged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What somebody wants to happen to some cases.

    `over`: he may do it to cases that others hold. `to` is a colleague, `reason` why they are done.
    """

    act: Act
    by: str
    at: datetime
    over: bool = False
    to: str = ""
    tag: str = ""
    until: datetime | None = None
    reason: str = "solved"

    def step(self, case: Case) -> Deed | Move:
        """The same for one case: a deed, or a move that needs no words."""
        mine: dict[str, Any] = {"case_id": case.id, "by": self.by, "at": self.at}
        mine |= {"over": self.over}
        steps: dict[Act, Deed | Move] = {
            Act.CLAIM: Move.CLAIM,
            Act.RELEASE: Move.RELEASE,
            Act.ASSIGN: Transfer(**mine, to=self.to),
            Act.TAG: Tag(**mine, tag=self.tag),
            Act.SNOOZE: Snooze(**mine, until=self.until or self.at),
            Act.RESOLVE: Resolve(**mine, reason=self.reason),
        }
        return steps[self.act]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """A case that somebody picked, with its tags."""

    case: Case
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What would become of a case, or why it is left out."""

    case: Case
    after: Case | None = None
    why: No | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk:
    """An order that was carried out: which cases it changed and which not, and why."""

    id: str
    act: Act
    by: str
    at: datetime
    done: tuple[str, ...]
    refused: tuple[tuple[str, No], ...] = ()
    undone_at: datetime | None = None

    def can_undo(self, agent: str, now: datetime) -> bool:
        """Whether this agent can still take it back."""
        fresh = now - self.at <= UNDO_WITHIN and self.undone_at is None
        return fresh and agent == self.by and bool(self.done)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What taking back came to: the cases as they were before, and those that went on since."""

    restored: tuple[str, ...]
    kept: tuple[str, ...] = ()


class BulkBook(Protocol):
    """Implemented by the store; each method is one transaction."""

    async def picked(self, case_ids: Sequence[str]) -> Sequence[Picked]:
        """Those that exist, in this order, each once."""
        ...

    async def carry_out(self, order: Order, case_ids: Sequence[str]) -> Bulk:
        """Do it to every case that allows it, with an audit line for each."""
        ...

    async def bulk(self, bulk_id: str) -> Bulk | None: ...

    async def undo_bulk(self, bulk_id: str, agent: str, at: datetime) -> Undone | None:
        """Restore every case that nobody touched since, once; None where it is too late."""
        ...


def planned(order: Order, picked: Sequence[Picked]) -> list[Planned]:
    """What an order would do to each case as it is now."""
    return [_planned(order, each) for each in picked]


def _planned(order: Order, picked: Picked) -> Planned:
    try:
        return Planned(case=picked.case, after=_after(order, picked))
    except REFUSALS as error:
        return Planned(case=picked.case, why=why_not(error, picked.case))


# What stores raise for one case that does not allow an order.
REFUSALS = (NotYours, IllegalTransition, Refused)


def why_not(error: Exception, case: Case) -> No:
    """The reason, for whoever gave the order."""
    if isinstance(error, Refused):
        return _WHY.get(error.why, No.MOVED)
    if isinstance(error, NotYours):
        return No.NOT_YOURS
    return No.MOVED if case.is_open else No.RESOLVED


_WHY = {
    Refusal.HAS_IT: No.HAS_IT,
    Refusal.SAME: No.HAS_TAG,
    Refusal.RESOLVED: No.RESOLVED,
    Refusal.PAST: No.PAST,
    Refusal.TOO_MANY_TAGS: No.TOO_MANY_TAGS,
    Refusal.MERGED: No.MERGED,
}


def _after(order: Order, picked: Picked) -> Case:
    step, case = order.step(picked.case), picked.case
    if isinstance(step, Move):
        return moved(order, case, step)
    if isinstance(step, Tag):
        return _tagged(step, picked)
    allow(case, step)
    if isinstance(step, Transfer):
        if not order.over and not (case.held_by is Holder.AGENT and case.agent == order.by):
            raise NotYours("only its holder hands a case over")
        return transferred(case, step)
    return snoozed(case, step) if isinstance(step, Snooze) else move(case, Move.RESOLVE, at=step.at)


def _tagged(step: Tag, picked: Picked) -> Case:
    if step.tag in picked.tags:
        raise Refused(Refusal.SAME)
    if len(picked.tags) >= MOST_TAGS:
        raise Refused(Refusal.TOO_MANY_TAGS)
    return picked.case


def moved(order: Order, case: Case, how: Move) -> Case:
    """Claimed by whoever gave the order, or with the queue again; what others hold is taken from
    them only from above, and never claimed: it is assigned."""
    mine = case.agent == order.by
    held = case.is_open and case.held_by is Holder.AGENT
    if held and mine and how is Move.CLAIM:
        raise Refused(Refusal.HAS_IT)
    if held and not mine and (how is Move.CLAIM or not order.over):
        raise NotYours(f"the case is held by {case.agent}")
    return move(case, how, at=order.at, agent=order.by if how is Move.CLAIM else None)


def restored(before: Case, now: Case, at: datetime) -> Case:
    """The case as it was, one version on."""
    return replace(before, version=now.version + 1, updated_at=at)
