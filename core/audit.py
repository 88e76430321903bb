"""The audit: every automatic and human act, and the chain of seals over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.ports import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One row of the audit, with its number."""

    number: int
    decision: Decision
    case_id: str = ""
    conversation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """One link of the chain; `salt` is empty once the act's person and words were erased."""

    number: int
    act: int
    sealed_at: datetime
    salt: str
    person: str
    words: str
    previous: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A seal and the act as it stands now; None where it is gone.

    `unread` are the ids of sealing keys that are not here and under which words of it lie.
    """

    seal: Seal
    act: Act | None
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """The first place that does not fit; `why` is changed | removed | order | seal | inserted |
    erased | anchor."""

    why: str
    seal: int = 0
    act: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which acts somebody wants to see; `by` is an agent, "bot", or "people" for everybody else."""

    by: str = ""
    act: str = ""
    case_id: str = ""
    since: datetime | None = None
    before: int | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ActPage:
    """Acts, the latest first; `before` is the key of the next page."""

    acts: tuple[Act, ...]
    before: int | None = None


class AuditTrail(Protocol):
    """The acts. Each method is one transaction; raises StorageUnavailable."""

    async def audit(self, decision: Decision) -> None:
        """Keep an act that belongs to no conversation."""
        ...

    async def acts(self, wish: Wish) -> ActPage: ...

    async def erase_acts(self, conversation: str, by: str, at: datetime) -> int:
        """Empty what the acts of a conversation say of its person, and say so in an act; how many.

        That there were acts, by whom and when stays, and so does the chain over them.
        """
        ...


class AuditChain(Protocol):
    """The seals over the acts. Each method is one transaction; raises StorageUnavailable."""

    async def seal_acts(self, now: datetime, *, limit: int) -> int:
        """Seal committed acts in the order of their numbers; how many. 0 also where another
        process was faster."""
        ...

    async def chain_head(self) -> Seal | None:
        """The last seal."""
        ...

    async def chain(self, after: int, *, limit: int) -> Sequence[Link]:
        """Seals after a number, with their acts."""
        ...

    async def unsealed(self) -> Sequence[int]:
        """Numbers of acts without a seal that the sealing has passed by, at most ten."""
        ...


class Audit(AuditTrail, AuditChain, Protocol):
    """Both, for the console and the command."""
