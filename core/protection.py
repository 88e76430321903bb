"""The words of protection: traces, who may be hurt, the scammer's file, moderators' rulings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b

from core.traces import Trace
from core.types import Message, Platform, RiskLevel, Verdict

# After so many days without a verdict, what a trace was seen in is forgotten.
TRACE_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the desk wants to know about the surroundings of one message, before it decides."""

    message_key: str
    platform: Platform
    scene: str
    author_id: str
    traces: tuple[Trace, ...]
    asked_since: datetime
    seen_since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Somebody who asked us in a scene where others can answer him, and how to reach him."""

    scene: str
    conversation: str
    platform: Platform
    account: str
    address: str
    author_id: str
    author_name: str
    message_id: str
    asked_at: datetime
    language: str = "und"
    case_id: str = ""
    # Where we may write to him in private, if he ever wrote to us there.
    private_address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """One trace seen before: by how many other authors, in how many scenes, in how many scams."""

    kind: str
    shown: str
    authors: int
    scenes: int
    platforms: int
    scams: int


class ScamStatus(StrEnum):
    """What people made of a scam case; only the first two are on the moderators' list."""

    OPEN = "open"
    TAKEN = "taken"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScamCase:
    """One actor's file: who he is by id, what he did, how sure we are, what people decided."""

    id: str
    platform: Platform
    account: str
    author_id: str
    handle: str
    name: str
    opened_at: datetime
    last_at: datetime
    level: RiskLevel
    score: float
    kinds: tuple[str, ...] = ()
    status: ScamStatus = ScamStatus.OPEN
    messages: int = 0
    warned: int = 0
    acts: tuple[str, ...] = ()
    # What would have been done, were it not for a dry run.
    would: tuple[str, ...] = ()
    agent: str = ""
    decided_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What is known around one message: whom it may hurt, what it repeats, what is on file.

    `traces` are those that the look asked about.
    """

    askers: tuple[Asker, ...] = ()
    echoes: tuple[Echo, ...] = ()
    scam: ScamCase | None = None
    traces: tuple[Trace, ...] = ()
    # Where the author himself can be reached in private, if he ever wrote to us there.
    private_address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """One message judged an attack, as it goes into its author's file."""

    scam_id: str
    message: Message
    verdict: Verdict
    traces: tuple[Trace, ...] = ()
    dry_run: bool = False
    would: tuple[str, ...] = ()
    warned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The traces of one message, kept so that the next one like it is known."""

    message_key: str
    platform: Platform
    scene: str
    author_id: str
    at: datetime
    traces: tuple[Trace, ...]
    scam: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A victim whom the bot may not warn by itself: his case goes to a person, words prepared.

    Kept once by `key`; a conversation without an open case gets none.
    """

    key: str
    conversation: str
    reason: str
    draft: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarding:
    """What one turn means for protection; recorded in the same transaction as the turn."""

    askers: tuple[Asker, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    seen: tuple[Seen, ...] = ()
    attacks: tuple[Attack, ...] = ()


def scam_id(platform: str, author_id: str) -> str:
    """Ten characters, the same each time the same actor is met."""
    name = f"{platform}|{author_id}".encode("utf-8", "surrogatepass")
    return blake2b(name, digest_size=5).hexdigest()
