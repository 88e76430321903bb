"""What the programs' door stands on; the composition root fills it in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from core.audit import Audit
from core.casework import Casework
from core.composing import Drafts
from core.incidents.ports import IncidentMemory
from core.once import OnceBook
from core.tables.api import ApiTable
from core.tokens import TokenBook
from core.types import Masked, Platform, Verdict
from core.webhooks.book import WebhookBook


@dataclass(frozen=True, slots=True, kw_only=True)
class Posed:
    """A text that somebody wants the desk's opinion on; it belongs to no conversation."""

    text: str
    platform: Platform
    private: bool
    author_name: str
    handle: str
    at: datetime


# A text -> as it would be kept, and what the desk thinks of it; raises EncoderUnavailable.
Think = Callable[[Posed], Awaitable[tuple[Masked, Verdict]]]


class ApiBooks(TokenBook, OnceBook, WebhookBook, Audit, Casework, Drafts, IncidentMemory, Protocol):
    """Everything that the store keeps for programs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiRoom:
    """The books, how much programs may ask, and who thinks about texts for them."""

    books: ApiBooks
    think: Think
    table: ApiTable = field(default_factory=ApiTable)
