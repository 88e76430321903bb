"""An incident and the only ways it can move.

          CONFIRM               WATCH                 RESOLVE
suspected ───────▶ confirmed ─────────▶ monitoring ───────────▶ resolved
    │ DISMISS, LAPSE   ▲ ◀───── CONFIRM ────┘
    ▼                  │ RESOLVE goes straight to resolved as well
dismissed         an open one can be merged into another: MERGE ──▶ merged
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b

from core.errors import IllegalTransition


class Phase(StrEnum):
    """How far an incident is."""

    SUSPECTED = "suspected"
    CONFIRMED = "confirmed"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    DISMISSED = "dismissed"
    MERGED = "merged"


class Step(StrEnum):
    """What can happen to an incident; only LAPSE is the desk's own."""

    CONFIRM = "confirm"
    WATCH = "watch"
    RESOLVE = "resolve"
    DISMISS = "dismiss"
    LAPSE = "lapse"
    MERGE = "merge"


class Source(StrEnum):
    """Who said first that there is one."""

    SURGE = "surge"
    PERSON = "person"
    STATUS_PAGE = "status_page"


P, S = Phase, Step

# (phase, step) -> phase. What is not here is refused.
MOVES: dict[tuple[Phase, Step], Phase] = {
    (P.SUSPECTED, S.CONFIRM): P.CONFIRMED,
    (P.SUSPECTED, S.DISMISS): P.DISMISSED,
    (P.SUSPECTED, S.LAPSE): P.DISMISSED,
    (P.SUSPECTED, S.MERGE): P.MERGED,
    (P.CONFIRMED, S.CONFIRM): P.CONFIRMED,
    (P.CONFIRMED, S.WATCH): P.MONITORING,
    (P.CONFIRMED, S.RESOLVE): P.RESOLVED,
    (P.CONFIRMED, S.MERGE): P.MERGED,
    (P.MONITORING, S.CONFIRM): P.CONFIRMED,
    (P.MONITORING, S.RESOLVE): P.RESOLVED,
    (P.MONITORING, S.MERGE): P.MERGED,
}
WAITS_WITH = "waits with the incident"
OPEN = frozenset((P.SUSPECTED, P.CONFIRMED, P.MONITORING))
# In these the approved text answers.
SPEAKS = frozenset((P.CONFIRMED, P.MONITORING))


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One thing that is wrong for many; `topics` are intents, no `coins` means all of them.

    `articles` are those that its questions would lead to, "" where none fits; without any it is
    about whatever is of its topics.
    `texts` (what is the matter) and `clear_texts` (that it is over) are a person's words, by
    language. Who asked since `since` belongs to it; `version` grows with every change.
    """

    id: str
    title: str
    source: Source
    topics: tuple[str, ...]
    opened_at: datetime
    updated_at: datetime
    since: datetime
    phase: Phase = Phase.SUSPECTED
    coins: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    clear_texts: Mapping[str, str] = field(default_factory=dict[str, str])
    approved_by: str = ""
    evidence: str = ""
    external_id: str = ""
    merged_into: str = ""
    version: int = 0

    @property
    def is_open(self) -> bool:
        return self.phase in OPEN

    @property
    def waiting(self) -> str:
        """The reason of a case that waits for it."""
        return f"{WAITS_WITH} “{self.title}”"

    @property
    def speaks(self) -> bool:
        """Whether questions are answered with its text."""
        return self.phase in SPEAKS and bool(self.texts)


def incident_id(seed: str, opened_at: datetime) -> str:
    """Ten characters, the same for the same cause and time."""
    text = f"{seed}|{opened_at.timestamp():.6f}".encode()
    return blake2b(text, digest_size=5).hexdigest()


def can(incident: Incident, step: Step) -> bool:
    """Whether the table allows this step now."""
    return (incident.phase, step) in MOVES


def step(incident: Incident, how: Step, *, at: datetime) -> Incident:
    """The incident after the step, one version on; raises IllegalTransition."""
    try:
        phase = MOVES[incident.phase, how]
    except KeyError:
        raise IllegalTransition(f"cannot {how} an incident that is {incident.phase}") from None
    return replace(incident, phase=phase, updated_at=at, version=incident.version + 1)


def in_language(texts: Mapping[str, str], language: str) -> tuple[str, str]:
    """The text in a language, else in English, else in the first one; and which it is."""
    for code in (language, "en", *texts):
        if text := texts.get(code):
            return text, code
    return "", ""
