"""Who is real: the registry of the exchange's own accounts, and what triage may look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from core.types import Author, Message, Utterance


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account that really is the exchange's, or a member of its staff's."""

    platform: str
    id: str = ""
    handle: str = ""
    name: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Identities:
    """The registry of who is real: `identities.toml`; one object, so caches know it by itself."""

    brand: str = ""
    domains: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    aliases: tuple[str, ...] = ()
    fans: tuple[str, ...] = ()
    fakes: tuple[Account, ...] = ()

    def is_real(self, platform: str, author: Author) -> bool:
        """True only by the platform's immutable id; names prove nothing."""
        return any(
            each.id == author.id and each.platform == platform for each in self.accounts if each.id
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Everything triage may look at besides the message: input only."""

    now: datetime
    history: tuple[Utterance, ...] = ()
    identities: Identities = field(default_factory=Identities)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One message put to triage, with the past it was written in."""

    message: Message
    now: datetime
    history: tuple[Utterance, ...] = ()
