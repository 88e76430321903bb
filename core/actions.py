"""What the desk does and says: decided actions, and the rows that leave through the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.service.wait import Wait
from core.types import Leg, Platform, Urgency


class Audience(StrEnum):
    """Whom an article is for. The desk cannot tell who asks in public: it says by itself only what
    everyone may read, people send the rest."""

    EVERYONE = "everyone"
    REGISTERED = "registered"
    VERIFIED = "verified"
    STAFF = "staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What the exchange knows about one need, in one language; bodies are CommonMark.

    Valid from and until these days, both included. One that is `everywhere` has to be there in
    every language.
    """

    id: str
    language: str
    intent: str
    title: str
    body: str
    short: str = ""
    asks: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    audience: Audience = Audience.EVERYONE
    everywhere: bool = False
    valid_from: date = date.min
    valid_until: date = date.max
    reviewed_at: date | None = None

    def valid_on(self, day: date) -> bool:
        """Whether it holds on that day."""
        return self.valid_from <= day <= self.valid_until

    def said_on(self, day: date) -> bool:
        """Whether the desk may say it by itself on that day."""
        return self.audience is Audience.EVERYONE and self.valid_on(day)


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
    """Put the conversation in front of a person; `wait` is what the author is told of it.

    With `reopens` the case stays what it was about: only somebody was not content.
    """

    priority: Urgency
    reason: str
    wait: Wait | None = None
    reopens: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Protect:
    """Treat the author as an attacker: moderators are told and offered the acts."""

    reason: str
    kinds: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """One press under what is said, where a platform has buttons: its words are a phrase too."""

    phrase: str
    data: str
    values: tuple[tuple[str, str], ...] = ()
    danger: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Inform:
    """Say one phrase of ours with values of ours in it: what a look into the registry came to.

    With `waits` something is still owed: a case stays open, and waits. What is `beside` settles
    nothing: it is said along with what the rules decide.
    """

    phrase: str
    language: str
    reason: str
    values: tuple[tuple[str, str], ...] = ()
    waits: bool = False
    presses: tuple[Press, ...] = ()
    beside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignore:
    """Nothing is owed."""

    reason: str


Action = Reply | Ask | Escalate | Protect | Inform | Ignore


class Kind(StrEnum):
    """What an outbox row does: say something, or act on somebody's message or membership."""

    SAY = "say"
    # A file of an agent's, behind his words; see `core.attaching`.
    FILE = "file"
    DELETE = "delete"
    RESTRICT = "restrict"
    BAN = "ban"
    # What takes those back where the platform can: a restriction or ban; a hidden post.
    LIFT = "lift"
    SHOW = "show"


class Purpose(StrEnum):
    """Why an outbox row exists, which decides what may stop it.

    Only answers are replaced by a newer burst or withdrawn when a person takes the case over. A
    survey asks how we did; that it does not arrive is nobody's business.
    """

    ANSWER = "answer"
    WARNING = "warning"
    REPORT = "report"
    ACT = "act"
    SURVEY = "survey"
    # What a person approved for many at once: nobody's hold withdraws it.
    NOTICE = "notice"


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
    `model` names who worded it where that was no person and no template.
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
    model: str = ""
