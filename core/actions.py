"""What the desk does and says: decided actions, and the rows that leave through the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.types import Leg, Platform, Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What the exchange knows about one need, in one language; bodies are CommonMark."""

    id: str
    language: str
    intent: str
    title: str
    body: str
    short: str = ""
    asks: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Answer by ourselves from an article."""

    article: str
    language: str
    reason: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Ask the author for the safe facts that are missing."""

    facts: tuple[str, ...]
    language: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalate:
    """Put the conversation in front of a person."""

    priority: Urgency
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Protect:
    """Treat the author as an attacker: moderators are told and offered the acts."""

    reason: str
    kinds: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Inform:
    """Say one phrase of ours with values of ours in it: what a look into the registry came to."""

    phrase: str
    language: str
    reason: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignore:
    """Nothing is owed."""

    reason: str


Action = Reply | Ask | Escalate | Protect | Inform | Ignore


class Kind(StrEnum):
    """What an outbox row does: say something, or act on somebody's message or membership."""

    SAY = "say"
    DELETE = "delete"
    RESTRICT = "restrict"
    BAN = "ban"
    # What takes those back where the platform can: a restriction or ban; a hidden post.
    LIFT = "lift"
    SHOW = "show"


class Purpose(StrEnum):
    """Why an outbox row exists, which decides what may stop it.

    Only answers are replaced by a newer burst or withdrawn when a person takes the case over.
    """

    ANSWER = "answer"
    WARNING = "warning"
    REPORT = "report"
    ACT = "act"


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """One press under a reply; `data` comes back as the text of a message."""

    label: str
    data: str
    danger: bool = False


BOT = "bot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One thing to send, exactly once: `key` makes it so, `by` is "bot" or an agent's id.

    `text` is CommonMark when `markdown`, else plain; it already fits the platform's limits.
    `target` names the message (delete, show) or the author (restrict, ban, lift) that an act is
    about. `replaces` is the platform's id of a message of ours that this one takes the place of.
    """

    key: str
    platform: Platform
    account: str
    conversation: str
    address: str
    due_at: datetime
    by: str = BOT
    kind: Kind = Kind.SAY
    text: str = ""
    markdown: bool = False
    leg: Leg = Leg.PUBLIC
    reply_to: str | None = None
    target: str | None = None
    purpose: Purpose = Purpose.ANSWER
    replaces: str | None = None
    buttons: tuple[Button, ...] = ()
    case_id: str = ""
    sequence: int = 0
    attempts: int = 0
