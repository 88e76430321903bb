"""The seams of the desk: everything outside `core` implements one of these."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from core.actions import Action, Outgoing
from core.capabilities import Capabilities as Capabilities  # noqa: PLC0414 - ports speak of it
from core.case import Case
from core.dialogue import Dialogue
from core.identities import Context, Question
from core.protection import Guarding
from core.types import Arrival, Finding, Masked, Message, Platform, Utterance, Verdict

if TYPE_CHECKING:  # commands that encode nothing start without it
    import numpy as np
    from numpy.typing import NDArray


class Adapter(Protocol):
    """One account on one platform: arrivals in, single sends out."""

    @property
    def platform(self) -> Platform: ...

    @property
    def account(self) -> str:
        """Our own id there; empty until `arrivals` has connected."""
        ...

    @property
    def capabilities(self) -> Capabilities: ...

    def arrivals(self, since: Mapping[str, str]) -> AsyncGenerator[Sequence[Arrival], None]:
        """Connect and yield batches until cancelled; `since` are the checkpoints kept so far.

        A batch is acknowledged to the platform only when the next one is asked for: by then the
        caller has stored it. Raises AdapterError when the link drops, CredentialsRefused for good.
        """
        ...

    async def send(self, outgoing: Outgoing) -> str:
        """Do one outbox row, at most once; the platform's id of what was sent, or AdapterError."""
        ...

    async def find(self, outgoing: Outgoing) -> str | None:
        """What became of a send that nobody knows about: its id, or None if it surely did not go.

        Raises MaybeSent where the platform cannot tell.
        """
        ...

    def gauges(self) -> Mapping[str, float]:
        """How the connection is doing, by name: last_event_s, lag_s, budget_left, spent_usd, …"""
        ...


class Signal(Protocol):
    """One triage rule: pure, synchronous, and silent when it has nothing to say."""

    def __call__(self, message: Message, context: Context) -> Finding | None: ...


class Encoder(Protocol):
    """Texts to vectors: slow beside the rest, so it is asked only where the cheap stage doubts."""

    @property
    def name(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(texts, width), each vector of length one; EncoderUnavailable when it cannot be asked."""
        ...


class Triage(Protocol):
    """Reads messages, off the event loop."""

    async def mask(self, texts: Sequence[str]) -> Sequence[Masked]:
        """Find and cover secrets; called before anything is stored or logged."""
        ...

    async def assess(self, questions: Sequence[Question]) -> Sequence[Verdict | Exception]:
        """One verdict each, in order; an exception where reading that one message failed."""
        ...


class Clock(Protocol):
    """Time, so that tests own it."""

    def now(self) -> datetime: ...

    async def sleep(self, seconds: float) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A message and what the desk thought of it; `error` when triage failed on it."""

    message: Message
    verdict: Verdict
    actions: tuple[Action, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One conversation's turn to be worked on, claimed under a lease.

    `fresh` are the messages nobody judged yet, oldest first; `burst` those already judged whose
    answer has not left the outbox, so that one answer can serve all; `history` is what was said
    before, both sides, oldest first, at most 20; `case` is the conversation's latest case;
    `dialogue` is what the bot was finding out, perhaps in public, where its author now writes in
    private.
    """

    conversation: str
    version: int
    fresh: tuple[Message, ...]
    burst: tuple[Judged, ...] = ()
    history: tuple[Utterance, ...] = ()
    case: Case | None = None
    dialogue: Dialogue | None = None
    attempts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The trace of one automatic or human act: what was done, why, and on which evidence."""

    message_key: str
    act: str
    reason: str
    by: str
    at: datetime
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnResult:
    """What one turn came to; `Store.record` makes all of it true together.

    Recording replaces the bot's unsent replies in the conversation by `outgoing` when `supersede`.
    With `retry_at`, nothing else is recorded: the lane is put back for later and `error` kept.
    `outgoing` may hold warnings, reports and acts, which belong to other conversations. `dialogue`
    is None where nothing in it is new; `left` names the conversation that it came from.
    """

    turn: Turn
    judged: tuple[Judged, ...] = ()
    case: Case | None = None
    outgoing: tuple[Outgoing, ...] = ()
    decisions: tuple[Decision, ...] = ()
    guarding: Guarding = field(default_factory=Guarding)
    dialogue: Dialogue | None = None
    left: str = ""
    supersede: bool = True
    retry_at: datetime | None = None
    error: str = ""


class Sent(StrEnum):
    """How an outbox row ended, or that it has to be tried again."""

    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    RETRY = "retry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What became of one send. FAILED and UNKNOWN put the case in front of a person."""

    key: str
    result: Sent
    at: datetime
    remote_id: str = ""
    why: str = ""
    retry_at: datetime | None = None
    reach_closed: bool = False
    moved_to: str | None = None
    # Of which try this is the word, as `Outgoing.attempts` counts them; None: of the last one.
    attempt: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """Something that was to happen at a time, with the case it is about and its dialogue."""

    key: str
    kind: str
    case: Case
    dialogue: Dialogue | None = None


class Store(Protocol):
    """The desk's memory and queue. Each method is one transaction; raises StorageUnavailable."""

    async def put(self, arrivals: Sequence[Arrival]) -> int:
        """Remember arrivals and wake their lanes; how many were new. Masked texts only."""
        ...

    async def claim(self, now: datetime, *, limit: int, lease: float) -> Sequence[Turn]:
        """Take up to `limit` ready conversations for `lease` seconds; nobody else gets them."""
        ...

    async def renew(self, conversations: Sequence[str], now: datetime, *, lease: float) -> None:
        """Whoever has claimed these keeps them for `lease` seconds more."""
        ...

    async def record(self, results: Sequence[TurnResult], now: datetime) -> Sequence[str]:
        """Make results true, all or none of each; the conversations whose case changed meanwhile
        and which therefore stay ready, untouched, to be worked again."""
        ...

    async def due(
        self, platforms: Sequence[Platform], now: datetime, *, limit: int
    ) -> Sequence[Outgoing]:
        """Take rows to send, at most the first of each conversation; they are `sending` now.

        The bot's rows in a case that a person holds are withdrawn here, in the same transaction.
        """
        ...

    async def settle(self, settlements: Sequence[Settlement]) -> None: ...

    async def stranded(self, platform: Platform) -> Sequence[Outgoing]:
        """The rows that are `sending` on this platform; after a crash nobody knows about them."""
        ...

    async def checkpoints(self, platform: Platform) -> Mapping[str, str]:
        """How far this platform was read, by name."""
        ...

    async def ring(self, now: datetime, *, limit: int) -> Sequence[Timer]:
        """Take the timers that are due, each once."""
        ...

    async def hold(self, name: str, owner: str, now: datetime, *, seconds: float) -> bool:
        """Take or renew a named lease; False when somebody else has it."""
        ...

    async def vacant(self, name: str, owner: str) -> bool:
        """Whether whoever had a lease last has surely ended, so that nothing of his is still on its
        way, or is `owner` himself; False where nobody can tell."""
        ...
