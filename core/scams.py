"""What people see and decide of scammers: files, pages, rulings, and how fast we warned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.actions import Outgoing
from core.protection import ScamCase
from core.traces import Trace
from core.types import Author, Platform

MOST_NAMES = 50  # of one person that a look brings, the latest


class Verb(StrEnum):
    """What a moderator can say to a scam case. `scam` and `not_scam` are verdicts."""

    TAKE = "take"
    SCAM = "scam"
    NOT_SCAM = "not_scam"
    DELETE = "delete"
    RESTRICT = "restrict"
    BAN = "ban"
    LIFT = "lift"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A moderator's decision with the acts that follow from it; the first one of its kind wins."""

    scam_id: str
    verb: Verb
    by: str
    at: datetime
    outgoing: tuple[Outgoing, ...] = ()
    note: str = ""
    # How people are told who it was; empty: by his id.
    by_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """What became of a ruling: `won`, or else who decided before and when."""

    won: bool
    scam: ScamCase
    by: str = ""
    at: datetime | None = None
    verb: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScamEvent:
    """One line of a scam case: `kind` is message | warning | act | ruling | rename.

    For a message, `sha256` is of the masked text as stored, `reasons` are the findings' words; for
    warnings and acts `key` is the outbox row's, `state` how it ended.
    """

    kind: str
    at: datetime
    by: str
    text: str = ""
    key: str = ""
    native_id: str = ""
    scene: str = ""
    conversation: str = ""
    address: str = ""
    sent_at: datetime | None = None
    sha256: str = ""
    score: float = 0.0
    level: str = ""
    reasons: tuple[str, ...] = ()
    state: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ScamFile:
    """A scam case with everything that happened, oldest first, and who shares its traces."""

    scam: ScamCase
    events: tuple[ScamEvent, ...]
    traces: tuple[Trace, ...] = ()
    names: tuple[Author, ...] = ()
    alike: tuple[ScamCase, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScamPage:
    """A page of scam cases, the gravest first; `after` is the key of the next page."""

    rows: tuple[ScamCase, ...]
    counts: Mapping[str, int] = field(default_factory=dict[str, int])
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A scene in which somebody asked us lately; what others answer there has to be looked at."""

    scene: str
    asked_at: datetime
    askers: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicted:
    """One message of a scam case that people decided: what the desk thought, and what is true."""

    scam_id: str
    message_key: str
    at: datetime
    score: float
    scam: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSeen:
    """A name that somebody bore, and between which moments he was seen with it."""

    handle: str
    name: str
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAs:
    """Somebody by id, the names he was seen with (the latest first), and his scam case if any."""

    platform: Platform
    author_id: str
    names: tuple[NameSeen, ...] = ()
    scam: ScamCase | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningTimes:
    """How long it took from the arrival of an attack to the warning's leaving, in seconds."""

    count: int = 0
    median_s: float = 0.0
    p95_s: float = 0.0
    worst_s: float = 0.0


def folded(handle: str) -> str:
    """A handle as it is looked for: with or without @, in whatever case."""
    return handle.strip().removeprefix("@").casefold()
