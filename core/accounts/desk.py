"""The exchange's side as the desk sees it: links, how something is going, freezes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from core.errors import DeskError
from core.types import Message, Platform


class AccountsUnavailable(DeskError):  # noqa: N818
    """Accounts cannot be looked into now; the message says why and names nobody."""


class CodeRefused(DeskError):  # noqa: N818
    """A linking code that is unknown, used, or too old."""


class LinkGone(DeskError):  # noqa: N818
    """The exchange knows this link no longer: ended there, or the account was closed."""


class Topic(StrEnum):
    """What can be looked up; the values are intents of the taxonomy."""

    WITHDRAWAL = "withdrawal"
    DEPOSIT = "deposit"
    KYC = "kyc"


class State(StrEnum):
    """How something is going; which of them a topic knows says STATES."""

    CHECKING = "checking"
    PROCESSING = "processing"
    SENT = "sent"
    COMPLETED = "completed"
    CONFIRMING = "confirming"
    CREDITED = "credited"
    HELD = "held"
    FAILED = "failed"
    CANCELLED = "cancelled"
    NOT_STARTED = "not_started"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    MORE_NEEDED = "more_needed"
    REJECTED = "rejected"


S = State
STATES: dict[Topic, frozenset[State]] = {
    Topic.WITHDRAWAL: frozenset(
        {S.CHECKING, S.PROCESSING, S.SENT, S.COMPLETED, S.HELD, S.FAILED, S.CANCELLED}
    ),
    Topic.DEPOSIT: frozenset({S.CONFIRMING, S.CREDITED, S.HELD, S.FAILED}),
    Topic.KYC: frozenset({S.NOT_STARTED, S.IN_REVIEW, S.APPROVED, S.MORE_NEEDED, S.REJECTED}),
}
# Nothing more will happen to it by itself.
OVER = frozenset({S.COMPLETED, S.CREDITED, S.FAILED, S.CANCELLED, S.APPROVED, S.REJECTED})
# Waiting does not help here: a person of the exchange has to look.
TROUBLE = frozenset({S.HELD, S.FAILED, S.REJECTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How one withdrawal, deposit or verification is going.

    Money always comes with `amount`, `coin` and `at`, when it began; `late` is the exchange's own
    word that it takes longer than it should. `done` of `needed` confirmations where it knows them.
    """

    topic: Topic
    id: str
    state: State
    at: datetime | None = None
    amount: Decimal | None = None
    coin: str = ""
    txid: str = ""
    done: int = 0
    needed: int = 0
    late: bool = False

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def is_stuck(self) -> bool:
        """Whether it is a person's turn."""
        return self.late or self.state in TROUBLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Handle:
    """Somebody on a platform, as one account of ours there knows him; only the id is proof."""

    platform: Platform
    account: str
    author_id: str
    name: str = ""


def handle_of(message: Message) -> Handle:
    """Who wrote a message."""
    author = message.author
    return Handle(
        platform=message.platform,
        account=message.account,
        author_id=author.id,
        name=author.handle,
    )


class AccountDesk(Protocol):
    """What an exchange lets the desk do. Every method may raise AccountsUnavailable.

    Each may be repeated: the same question twice has the effect and the answer of one.
    """

    async def link(self, proof: str, handle: Handle) -> str:
        """The opaque reference of the account whose user made the code; raises CodeRefused."""
        ...

    async def unlink(self, reference: str) -> None: ...

    async def progress(self, reference: str, topic: Topic) -> Sequence[Progress]:
        """What of this kind there was in the last 30 days, the latest first, at most 20; of a
        verification exactly one. Raises LinkGone."""
        ...

    async def freeze(self, reference: str, request: str) -> None:
        """Freeze at the user's confirmed request, once for each `request`; raises LinkGone."""
        ...

    async def check(self) -> None:
        """Whether it answers us at all."""
        ...
