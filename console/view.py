"""A case as one agent sees it: what to show where, and what this agent may do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.actions import Kind
from core.case import Case, Holder, Move, Status, can
from core.casebook import DELETED, CaseFile, Line
from core.corrections import Marks, codes_of, marks_of
from core.ports import Capabilities
from core.triage.labels import INTENTS
from core.types import Leg, Sentiment, Urgency

MESSAGE, NOTE = "message", "note"
ACTS = (Kind.DELETE, Kind.RESTRICT, Kind.BAN)
# What the buttons of a case do; reopening is how people take back a hasty "resolved".
MOVES = {
    "claim": Move.CLAIM,
    "release": Move.RELEASE,
    "wake": Move.WAKE,
    "resolve": Move.RESOLVE,
    "reopen": Move.ESCALATE,
}
ONLY_HOLDER = {Move.RELEASE, Move.WAKE}
# What an agent may say instead of what triage said: the field of the form and its codes.
CHOICES: dict[str, tuple[str, ...]] = {
    "intent": INTENTS,
    "urgency": tuple(each.value for each in Urgency),
    "sentiment": tuple(each.value for each in Sentiment),
    "scam": ("no", "yes"),
}
# Messages in these states of the queue are what their author says now, read to the end.
_READ = {"done", "dead"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One place in the conversation: the newest version of a line, and what it said before."""

    line: Line
    side: str
    earlier: tuple[Line, ...] = ()
    acts: tuple[Kind, ...] = ()
    flagged: bool = False
    moved: bool = False

    @property
    def is_gone(self) -> bool:
        """Whether it was deleted where it was written: only that it was there is known."""
        return self.line.kind == MESSAGE and self.line.why == DELETED and not self.line.text

    @property
    def edits(self) -> tuple[tuple[Line, Line], ...]:
        """Each version with the one that followed it, the first first."""
        return tuple(zip(self.earlier, (*self.earlier[1:], self.line), strict=True))

    @property
    def is_lost(self) -> bool:
        """Whether words of ours did not arrive, or nobody knows."""
        return self.side == "ours" and self.line.state in {"failed", "unknown"}

    @property
    def marks(self) -> Marks | None:
        """The labels in force, for those who may find them wrong."""
        line = self.line
        if line.verdict is None or line.state not in _READ:
            return None
        return line.correction.after if line.correction else marks_of(line.verdict)

    @property
    def chosen(self) -> dict[str, str]:
        """The same by field of the form."""
        marks = self.marks
        return dict(codes_of(marks)) if marks else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """Everything the case page shows. `seen` tells a sent form what its writer had in front."""

    file: CaseFile
    entries: tuple[Entry, ...]
    moves: tuple[str, ...]
    mine: bool
    may_send: bool
    leg: Leg
    seen: int
    limits: Capabilities | None
    suggestion: str = ""

    @property
    def case(self) -> Case:
        return self.file.case

    @property
    def last_judged(self) -> Entry | None:
        """The one that the key is for."""
        return next((each for each in reversed(self.entries) if each.marks), None)


def look(file: CaseFile, agent: str, limits: Capabilities | None, suggestion: str) -> CaseView:
    """The case for this agent."""
    case = file.case
    mine = is_mine(case, agent)
    may_send = mine and can(case, Move.ANSWER)
    acts = tuple(kind for kind in ACTS if limits and kind in limits.acts) if may_send else ()
    return CaseView(
        file=file,
        entries=tuple(conversation(file.lines, acts)),
        moves=tuple(_moves(case, mine=mine)),
        mine=mine,
        may_send=may_send,
        leg=case.leg,
        seen=seen(file),
        limits=limits,
        suggestion=suggestion if case.is_open else "",
    )


def is_mine(case: Case, agent: str) -> bool:
    """Whether this agent holds the case."""
    return case.held_by is Holder.AGENT and case.agent == agent


def conversation(lines: Sequence[Line], acts: tuple[Kind, ...]) -> Iterable[Entry]:
    """Lines in order, each edited message once, in the place of its first version."""
    versions: dict[object, list[Line]] = {}
    for number, line in enumerate(lines):
        edited = line.kind in {MESSAGE, NOTE} and line.native_id
        place = (line.case_id, line.native_id) if edited else number
        versions.setdefault(place, []).append(line)
    before: Line | None = None
    for same in versions.values():
        *earlier, latest = sorted(same, key=lambda line: line.version)
        flagged = is_flagged(latest)
        moved = before is not None and before.leg is not latest.leg and latest.kind != NOTE
        yield Entry(
            latest, _side(latest), tuple(earlier), acts if flagged else (), flagged, moved=moved
        )
        before = before if latest.kind == NOTE else latest


def is_flagged(line: Line) -> bool:
    """Whether acting against the author is offered: a likely attack, in a place we moderate."""
    attacks = line.verdict is not None and marks_of(line.verdict).scam
    if line.correction:
        attacks = line.correction.after.scam
    return attacks and line.kind == MESSAGE and line.leg is Leg.PUBLIC


def seen(file: CaseFile) -> int:
    """How many lines of conversation there are; notes change nothing for an answer."""
    if file.said >= 0:
        return file.said
    return sum(1 for line in file.lines if line.kind != NOTE)


def _moves(case: Case, *, mine: bool) -> Iterable[str]:
    elsewhere = case.held_by is Holder.AGENT and not mine and case.is_open
    for name, how in MOVES.items():
        if elsewhere or not can(case, how) or (how in ONLY_HOLDER and not mine):
            continue
        if how is not Move.ESCALATE or case.status is Status.RESOLVED:
            yield name


def _side(line: Line) -> str:
    if line.kind == MESSAGE:
        return "theirs"
    if line.kind == NOTE:
        return "note"
    return "act" if line.kind in {each.value for each in ACTS} or line.kind == "act" else "ours"
