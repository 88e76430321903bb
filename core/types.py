"""The vocabulary of the desk: immutable values, no behaviour beyond small derivations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NewType

from core.codes import Leg, Outcome, Place, RiskLevel, Sentiment, Stance, Urgency
from core.traces import Trace

__all__ = [
    "Arrival", "Attachment", "Author", "Checkpoint", "DeadLetter", "Finding", "Labels", "Leg",
    "Masked", "Message", "Outcome", "Place", "Platform", "Reach", "Removal", "Risk", "RiskLevel",
    "Secret", "Sentiment", "Sighting", "Stance", "Urgency", "Utterance", "Verdict",
]  # fmt: skip

# A name, not an Enum: adding a platform must not touch core.
Platform = NewType("Platform", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who wrote a message, as the platform names them; only `id` is proof of anything."""

    id: str
    handle: str = ""
    name: str = ""
    bio: str = ""
    language: str = ""
    is_moderator: bool = False
    created_at: datetime | None = None
    joined_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that came along: known by kind and size, never opened here."""

    kind: str
    name: str = ""
    size: int = 0
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A secret found in a text; offsets count Python characters of the text as received."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Masked:
    """A text without its secrets, and where they were."""

    text: str
    secrets: tuple[Secret, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One version of one message to the desk, stripped of everything platform-specific.

    `conversation` is the unit of order and of answering; `address` is where a reply goes, in the
    platform's own terms; `version` grows with every edit of the same `id`. `scene` names the
    thread, channel or chat in which others read it and answer; empty where nobody else can.
    """

    platform: Platform
    account: str
    id: str
    conversation: str
    address: str
    author: Author
    place: Place
    scene: str = ""
    text: str
    sent_at: datetime
    received_at: datetime
    version: int = 0
    addressed: bool = True
    reply_to: str | None = None
    reply_text: str = ""
    attachments: tuple[Attachment, ...] = ()
    secrets: tuple[Secret, ...] = ()

    @property
    def key(self) -> str:
        """Unique in the whole desk, and the same each time the platform delivers it again."""
        return f"{self.platform}:{self.account}:{self.id}:{self.version}"

    @property
    def leg(self) -> Leg:
        return Leg.PRIVATE if self.place is Place.DM else Leg.PUBLIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """News about where we may speak: somebody blocked us, let us in again, or moved."""

    platform: Platform
    account: str
    address: str
    open: bool
    why: str = ""
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """Something the platform sent that could not be read; kept, counted, never in the way."""

    platform: Platform
    account: str
    id: str
    raw: str
    error: str
    received_at: datetime

    @property
    def key(self) -> str:
        return f"{self.platform}:{self.account}:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """How far an adapter has read; kept together with what it covers, given back at a start."""

    platform: Platform
    account: str
    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A message was deleted there, or, with `address` alone, a whole place was lost: forget it."""

    platform: Platform
    account: str
    id: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """Somebody's name as it shows now; `why`: joined, asks to join, seen (first), renamed, left."""

    platform: Platform
    account: str
    address: str
    author: Author
    why: str
    seen_at: datetime


Arrival = Message | Reach | DeadLetter | Checkpoint | Removal | Sighting


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What the text says, by the codes of the taxonomy; every confidence is in 0..1.

    `answerable` is the chance that the help pages alone settle it; None where nobody can tell.
    """

    language: str = "und"
    language_confidence: float = 0.0
    intent: str = "chatter"
    intent_confidence: float = 0.0
    intents: tuple[tuple[str, float], ...] = ()
    urgency: Urgency = Urgency.P3
    urgency_confidence: float = 0.0
    sentiment: Sentiment = Sentiment.NEUTRAL
    sentiment_score: float = 0.0
    answerable: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One signal's evidence, its reason phrased for the agent who will read it."""

    signal: str
    kind: str
    score: float
    reason: str
    stance: Stance = Stance.ATTEMPT


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """All findings together: probability of an attack, and what it would be."""

    score: float = 0.0
    level: RiskLevel = RiskLevel.NONE
    stance: Stance | None = None
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The triage result: every number here can be explained by a label, a rule or a finding.

    `urgency` is after the rules, `reasons` say why; `article` answers best, with chance `fit`.
    `tags` are the operator's own labels: name -> (label, share). `wish` are the words in which the
    author asks for a person, `mocks` those that mock us and whether they do whatever else is said,
    `traces` what a possible attacker left in it; None where nobody has looked.
    """

    labels: Labels = field(default_factory=Labels)
    findings: tuple[Finding, ...] = ()
    risk: Risk = field(default_factory=Risk)
    urgency: Urgency = Urgency.P3
    reasons: tuple[str, ...] = ()
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    secrets: tuple[str, ...] = ()
    tags: Mapping[str, tuple[str, float]] = field(default_factory=dict[str, tuple[str, float]])
    article: str = ""
    fit: float = 0.0
    wish: str | None = None
    mocks: tuple[str, bool] | None = None
    traces: tuple[Trace, ...] | None = None
    stage: str = "cheap"
    model: str = ""
    ms: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One line of a conversation's past, from either side; `serves` are the keys of the messages
    that a line of ours answers."""

    ours: bool
    author: str
    text: str
    at: datetime
    message_id: str = ""
    serves: tuple[str, ...] = ()
