"""What both memories agree on about scam cases: what a file is, what a send does to it. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from statistics import median

from core.actions import Kind, Outgoing
from core.ports import Sent, Settlement
from core.protection import ScamCase, ScamStatus
from core.scams import ScamEvent, WarningTimes
from core.types import Author, RiskLevel
from storage import rules
from storage.codec import us

GRADES = {level: grade for grade, level in enumerate(RiskLevel)}
MESSAGE, WARNING, ACT, RULING, RENAME = "message", "warning", "act", "ruling", "rename"
PENDING = "pending"
ASKERS = 5  # of one scene in one look
# Sightings of one trace that are counted, and scam cases that are listed as alike.
ECHOES, ALIKE = 100, 50
VIEWS = {
    "open": (ScamStatus.OPEN, ScamStatus.TAKEN),
    "confirmed": (ScamStatus.CONFIRMED,),
    "dismissed": (ScamStatus.DISMISSED,),
    "all": tuple(ScamStatus),
}

# What an act takes back, by its kind.
_UNDOES = {
    Kind.LIFT: frozenset((Kind.RESTRICT.value, Kind.BAN.value)),
    Kind.SHOW: frozenset((Kind.DELETE.value,)),
}
_STRIKES = frozenset((Kind.DELETE, Kind.RESTRICT, Kind.BAN))
_CAME_TO_NOTHING = frozenset((Sent.FAILED.value, Sent.UNKNOWN.value))
# Greater than the place of any case.
_TOP = (len(GRADES), 0, "")


@dataclass(frozen=True, slots=True)
class Dossier:
    """A scam case with what only the memory needs of it."""

    scam: ScamCase
    conversation: str
    names: tuple[Author, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """An event with how it is found again; see `guard_tables.ScamEventRow`."""

    scam_id: str
    event: ScamEvent
    about: str = ""
    message_key: str = ""
    heard_at: datetime | None = None

    @property
    def mark(self) -> str:
        """No two entries have the same."""
        return f"{self.scam_id}|{self.event.kind}|{self.event.key}"

    @property
    def theme(self) -> str:
        """The same for all versions of a message."""
        return f"{self.scam_id}|{self.event.kind}||{self.about}"


@dataclass(frozen=True, slots=True)
class Fate:
    """An outbox row and how it stands."""

    outgoing: Outgoing
    state: str
    settled_at: datetime | None = None
    remote_id: str = ""


def settled(dossier: Dossier, entry: Entry, word: Settlement) -> tuple[Dossier, Entry]:
    """The file after a warning or act left, or did not."""
    scam, event = dossier.scam, entry.event
    went = word.result is Sent.SENT
    if event.kind == WARNING:
        scam = replace(scam, warned=scam.warned + went)
        event = replace(event, native_id=word.remote_id)
    elif not went:
        scam = replace(scam, acts=_undone(scam.acts, event))
    event = replace(event, state=word.result.value, sent_at=word.at if went else None)
    scam = replace(scam, version=scam.version + 1)
    return replace(dossier, scam=scam), replace(entry, event=event)


def warning(scam_id: str, fate: Fate, at: datetime) -> Entry:
    """A warning in a file; it may have been sent for an earlier attack."""
    out = fate.outgoing
    event = ScamEvent(
        kind=WARNING,
        at=at,
        by=out.by,
        text=out.text,
        key=out.key,
        native_id=fate.remote_id,
        conversation=out.conversation,
        address=out.address,
        sent_at=fate.settled_at if fate.state == Sent.SENT else None,
        state=_standing(fate.state),
    )
    return Entry(scam_id, event, out.key)


def act(scam: ScamCase, fate: Fate, at: datetime) -> Entry:
    """An act in a file; what it takes back is kept with it, in case it comes to nothing."""
    out = fate.outgoing
    taken_back = _UNDOES.get(out.kind, frozenset()) & set(scam.acts)
    event = ScamEvent(
        kind=ACT,
        at=at,
        by=out.by,
        text=out.kind.value,
        key=out.key,
        native_id=out.target or "",
        conversation=out.conversation,
        address=out.address,
        sent_at=fate.settled_at if fate.state == Sent.SENT else None,
        reasons=tuple(sorted(taken_back)),
        state=_standing(fate.state),
    )
    return Entry(scam.id, event, out.key)


def following(scam: ScamCase, entry: Entry) -> ScamCase:
    """The case once a warning or act is in its file."""
    event = entry.event
    if event.kind == WARNING:
        return replace(scam, warned=scam.warned + (event.state == Sent.SENT))
    if event.kind != ACT or event.state in _CAME_TO_NOTHING:
        return scam
    left = [each for each in scam.acts if each not in event.reasons]
    done = (*left, event.text) if event.text in _STRIKES else left
    return replace(scam, acts=tuple(dict.fromkeys(done)))


def forgotten(event: ScamEvent) -> ScamEvent:
    """A message's line without its words and what quotes them; the digest stays."""
    return replace(event, text="", reasons=(rules.DELETED,))


def is_ours(acts: Iterable[ScamEvent], native_id: str) -> bool:
    """Whether it was us who deleted the message: then its words are evidence, and stay."""
    return any(
        each.text == Kind.DELETE
        and each.native_id == native_id
        and each.state not in _CAME_TO_NOTHING
        for each in acts
    )


def tally(scam: ScamCase) -> str:
    """The counter a case is counted in."""
    return f"scam:{scam.status}:{scam.level}"


def counts(totals: Mapping[str, int]) -> dict[str, int]:
    """How many cases each view holds, how many are taken, how many open ones each level."""
    result = dict.fromkeys((*VIEWS, ScamStatus.TAKEN.value, *(each.value for each in GRADES)), 0)
    for name, value in totals.items():
        if name.startswith("scam:"):
            _, status, level = name.split(":")
            is_open = status in VIEWS["open"]
            for view in {"all", status, *(("open", level) if is_open else ())}:
                result[view] += value
    return result


def place(scam: ScamCase) -> tuple[int, int, str]:
    """Where a case stands in its view: the greatest first."""
    return (GRADES[scam.level], us(scam.last_at), scam.id)


def page_key(scam: ScamCase) -> str:
    """Where a page ends."""
    return "|".join(map(str, place(scam)))


def page_place(after: str) -> tuple[int, int, str]:
    """Where a page starts; anything that is no key means the beginning."""
    grade, last, *rest = [*after.split("|", 2), "", ""]
    is_key = grade.isdecimal() and last.removeprefix("-").isdecimal()
    return (int(grade), int(last), rest[0]) if is_key else _TOP


def in_order(events: Iterable[ScamEvent]) -> tuple[ScamEvent, ...]:
    """Oldest first; what was written first goes first among equals."""
    return tuple(sorted(events, key=lambda each: each.at))


def nearest(scams: Iterable[ScamCase]) -> tuple[ScamCase, ...]:
    """Cases that are listed as alike, the latest first."""
    return tuple(sorted(scams, key=lambda each: (-us(each.last_at), each.id))[:ALIKE])


def times(waits: Iterable[float]) -> WarningTimes:
    """How long people waited for their warning, in seconds; the 95th is the nearest rank."""
    ranked = sorted(waits)
    if not ranked:
        return WarningTimes()
    return WarningTimes(
        count=len(ranked),
        median_s=median(ranked),
        p95_s=ranked[math.ceil(0.95 * len(ranked)) - 1],
        worst_s=ranked[-1],
    )


def first_waits(entries: Iterable[Entry]) -> list[float]:
    """From each attack to the first warning of it; who was warned before it waited for nothing."""
    waits: dict[tuple[str, str], float] = {}
    for each in entries:
        if each.heard_at and each.event.sent_at:
            wait = (each.event.sent_at - each.heard_at).total_seconds()
            name = (each.scam_id, each.message_key)
            waits[name] = min(wait, waits.get(name, wait))
    return [each for each in waits.values() if each >= 0]


def _undone(acts: tuple[str, ...], event: ScamEvent) -> tuple[str, ...]:
    """What came to nothing may be ordered again; what was not taken back is still in force."""
    left = (each for each in acts if each != event.text)
    return tuple(dict.fromkeys((*left, *event.reasons)))


def _standing(state: str) -> str:
    return state if state in {each.value for each in Sent} else PENDING
