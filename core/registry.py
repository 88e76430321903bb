"""The registry of who is real as people edit it: entries, edits, and the port that keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from core.identities import Identities
from core.ports import Decision


class Section(StrEnum):
    """What an entry of the registry is."""

    BRAND = "brand"
    ALIAS = "alias"
    DOMAIN = "domain"
    OFFICIAL = "official"
    STAFF = "staff"
    FAN = "fan"
    FAKE = "fake"


# The fields of an entry, as forms and the file name them. `accounts` holds one account a line:
# platform, id and, where there is one, the handle.
FIELDS: Mapping[Section, tuple[str, ...]] = {
    Section.BRAND: ("name",),
    Section.ALIAS: ("alias",),
    Section.DOMAIN: ("domain",),
    Section.OFFICIAL: ("platform", "id", "handle", "name"),
    Section.STAFF: ("name", "role", "accounts"),
    Section.FAN: ("handle",),
    Section.FAKE: ("platform", "id", "handle"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry as it stands in the registry; `number` counts from 0 within its section."""

    section: Section
    number: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change: without `number` an entry is added, without `values` it is removed.

    `seen` is the digest of the registry that the editor had before him.
    """

    section: Section
    number: int | None = None
    values: Mapping[str, str] = field(default_factory=dict[str, str])
    seen: str = ""

    @property
    def verb(self) -> str:
        """add | change | remove."""
        if self.number is None:
            return "add"
        return "change" if self.values else "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """The registry as it is: what the desk goes by, its entries, and who changed what."""

    identities: Identities
    entries: tuple[Entry, ...]
    digest: str
    trail: Sequence[Decision] = ()

    def of(self, section: Section) -> tuple[Entry, ...]:
        """The entries of one section, in the registry's order."""
        return tuple(each for each in self.entries if each.section is section)


class Registry(Protocol):
    """Whoever keeps the registry. Raises ConfigError with one line that says what to mend."""

    async def read(self) -> Registered: ...

    async def preview(self, edit: Edit) -> Sequence[str]:
        """The lines that would change: each starts with "+", "-" or " "."""
        ...

    async def change(self, edit: Edit, by: str, at: datetime) -> Registered:
        """Make it so, and keep who did it; refused when somebody changed the registry since."""
        ...
