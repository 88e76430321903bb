"""Who is real: the registry of the exchange's own accounts, and what triage may look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from core.types import Author, Message, Utterance

if TYPE_CHECKING:
    from core.triage.hosts import HostJudge


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
    """The registry of who is real: `identities.toml`; one object, so caches know it by itself.

    `aliases`: other names of the brand; `fans`: handles that may look like ours; `fakes`: accounts
    known to pose; `avatars`: fingerprints of our pictures, a tuple for each.
    """

    brand: str = ""
    domains: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    aliases: tuple[str, ...] = ()
    fans: tuple[str, ...] = ()
    fakes: tuple[Account, ...] = ()
    avatars: tuple[tuple[int, ...], ...] = ()

    def is_real(self, platform: str, author: Author) -> bool:
        """True only by the platform's immutable id; names prove nothing."""
        return (platform, author.id) in _ids(self)


@lru_cache(maxsize=16)
def _ids(known: Identities) -> frozenset[tuple[str, str]]:
    return frozenset((each.platform, each.id) for each in known.accounts if each.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Everything triage may look at besides the message: input only.

    `victim_at`: when the message that it answers was written, where that one asked us.
    """

    now: datetime
    history: tuple[Utterance, ...] = ()
    identities: Identities = field(default_factory=Identities)
    victim_at: datetime | None = None
    # Built where weights and lists can be read; without it links are judged by rules alone.
    hosts: HostJudge | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One message put to triage, with the past it was written in."""

    message: Message
    now: datetime
    history: tuple[Utterance, ...] = ()
