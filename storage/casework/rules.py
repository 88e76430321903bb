"""What both memories agree on about casework: which case a line belongs to, where pages end, what
the audit calls things. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.actions import Kind
from core.case import Case
from core.casebook import Line
from core.casework import Act, ActKind, Story
from core.deeds import Deed
from core.ports import Decision
from storage.codec import us
from storage.feed import showing

REVEAL = "reveal"  # of what is masked in a case; its id follows
LINES, ACTS, DECISIONS = 100, 100, 100  # of a page
FOREVER = 1 << 62
# What was given first goes first among equals.
HEARD, SAID, NOTED, DECIDED = 0, 1, 2, 3

# A line of the story with its time, rank and number.
PlacedAct = tuple[datetime, int, int, Act]
# What an agent says or does is told by the outbox row, with its fate.
TOLD_BY_SENDS = frozenset({"answer", *(each.value for each in Kind)})
_BY_KIND: dict[ActKind, frozenset[str]] = {
    ActKind.MOVE: frozenset(
        {
            *("claim", "release", "wake", "resolve", "escalate", "snooze", "transfer"),
            *("merge", "unmerge", "split", "tag", "untag", "page_acknowledged"),
        }
    ),
    ActKind.NOTE: frozenset({"note", "note_edit"}),
    ActKind.SEND: frozenset({"again"}),
    ActKind.CORRECTION: frozenset({"correct"}),
    ActKind.REVEAL: frozenset({REVEAL}),
}
NAMED_ACTS = frozenset(act for acts in _BY_KIND.values() for act in acts)


@dataclass(frozen=True)
class Seat:
    """What of a conversation a case has: what came in this span, besides what was put there."""

    case_id: str
    conversation: str
    since: int
    until: int

    def covers(self, micros: int) -> bool:
        """Whether what came then is at home here."""
        return self.since <= micros < self.until

    @property
    def whole(self) -> bool:
        """Whether the conversation is all of it."""
        return self.since == -FOREVER and self.until == FOREVER


def seats(members: Iterable[Case], here: Iterable[Case], apart: Collection[str]) -> list[Seat]:
    """The seat of each of these cases, given all cases of their conversations; those `apart` were
    split off and have only what was put into them."""
    lanes: dict[str, list[Case]] = {}
    for each in sorted(here, key=lambda case: (case.opened_at, case.id)):
        if each.id not in apart:
            lanes.setdefault(each.conversation, []).append(each)
    return [_seat(each, lanes.get(each.conversation, [])) for each in members]


def _seat(case: Case, lane: Sequence[Case]) -> Seat:
    place = next((n for n, each in enumerate(lane) if each.id == case.id), None)
    if place is None:
        return Seat(case.id, case.conversation, 0, 0)
    since = us(case.opened_at) if place else -FOREVER
    until = us(lane[place + 1].opened_at) if place + 1 < len(lane) else FOREVER
    return Seat(case.id, case.conversation, since, until)


def page_key(at: datetime, rank: int, number: int) -> str:
    """Where a page begins, so that the one before can end there."""
    return f"{us(at)}|{rank}|{number}"


def page_end(key: str, rank: int) -> tuple[int, int]:
    """(at, number) below which lines of this rank are before a key; no key means the end."""
    parts = key.split("|")
    if len(parts) != 3 or not all(each.lstrip("-").isdecimal() for each in parts):
        return FOREVER, FOREVER
    at, of, number = (max(min(int(each), FOREVER), -FOREVER) for each in parts)
    return at, number if rank == of else FOREVER if rank < of else -FOREVER


@dataclass(frozen=True)
class Placed:
    """A line with its place in the order of all."""

    rank: int
    number: int
    line: Line

    @property
    def order(self) -> tuple[datetime, int, int]:
        return (self.line.at, self.rank, self.number)


def page_of(placed: Iterable[Placed]) -> tuple[list[Placed], str]:
    """The last lines of these, oldest first, and the key of the page before, if there is one."""
    ordered = sorted(placed, key=lambda each: each.order)
    page = ordered[-LINES:]
    more = len(ordered) > LINES
    return page, page_key(page[0].line.at, page[0].rank, page[0].number) if more else ""


def whole_file(page: Iterable[Placed], versions: Iterable[Line]) -> tuple[Line, ...]:
    """A page's lines with the other versions of its messages."""
    return showing.in_order([*(each.line for each in page), *versions])


def kind_of(act: str) -> ActKind:
    """What the story filters an act by."""
    name = act.partition(":")[0] if act.startswith(f"{REVEAL}:") else act
    for kind, acts in _BY_KIND.items():
        if name in acts:
            return kind
    return ActKind.DECISION


def acts_of(kinds: Collection[ActKind]) -> frozenset[str]:
    """The named acts of these kinds."""
    return frozenset(act for kind in kinds for act in _BY_KIND.get(kind, ()))


def told(decision: Decision) -> Act:
    """A line of the story about something decided."""
    return Act(
        at=decision.at,
        kind=kind_of(decision.act),
        act=decision.act,
        by=decision.by,
        reason=decision.reason,
        evidence=decision.evidence if decision.by == "bot" else "",
    )


def sent(line: Line) -> Act:
    """A line of the story about something sent."""
    return Act(
        at=line.at,
        kind=ActKind.SEND,
        act=line.kind,
        by=line.by,
        reason=line.text,
        evidence=line.why,
        state=line.state,
    )


def story_of(placed: Iterable[PlacedAct]) -> Story:
    """A page of acts, the latest first."""
    ordered = sorted(placed, key=lambda each: each[:3], reverse=True)
    page = ordered[:ACTS]
    more = len(ordered) > ACTS
    return Story(
        acts=tuple(each[3] for each in page), after=page_key(*page[-1][:3]) if more else ""
    )


def traced(act: str, deed: Deed, reason: str = "", evidence: str = "") -> Decision:
    """The audit's line about a deed."""
    return Decision(
        message_key="", act=act, reason=reason, by=deed.by, at=deed.at, evidence=evidence
    )


def tail(stem: str) -> str:
    """A message's key without its version."""
    return stem.rpartition(":")[0]
