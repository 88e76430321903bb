"""What is sealed at rest, under which keys, and how that is brought up to date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

# Of what nobody sealed yet.
PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Sealed:
    """How many values of a column (`table.column`) are kept under a key; it may be `PLAIN`."""

    place: str
    key: str
    values: int


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a walk over all sealed columns has come: the column, and the last row's key."""

    column: int = 0
    after: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Resealed:
    """One step of the walk: values sealed anew, those that do not open, where it goes on.

    `mark` is None when the walk is over.
    """

    values: int
    unreadable: int
    mark: Mark | None


class SealBook(Protocol):
    """What a memory that seals is to whoever looks after its keys."""

    @property
    def seal_keys(self) -> Sequence[str]:
        """The ids of the keys at hand, the one in force first; empty where nothing is sealed."""
        ...

    async def is_all_sealed(self) -> bool:
        """Whether a walk under the key in force has come to its end once."""
        ...

    async def seal_counts(self) -> Sequence[Sealed]:
        """What is kept under which key, by column; counting reads every row."""
        ...

    async def reseal(self, mark: Mark, *, limit: int) -> Resealed:
        """Seal at most so many values under the key in force, beside the running desk."""
        ...

    async def wipe(self) -> None:
        """Take what was overwritten out of files, logs and free pages, as far as we reach."""
        ...
