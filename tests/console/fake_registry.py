"""A registry in memory that keeps the port's promises, and a check of who is real."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import ConfigError
from core.identities import Identities
from core.ports import Decision
from core.registry import Edit, Entry, Registered, Section

FIRST = (
    (Section.BRAND, {"name": "Nordex"}),
    (Section.DOMAIN, {"domain": "nordex.example"}),
    (Section.OFFICIAL, {"platform": "replay", "id": "1001", "handle": "NordexSupport"}),
    (
        Section.STAFF,
        {"name": "Mira Solberg", "role": "support agent", "accounts": "replay 2001 mira_nordex"},
    ),
)


class FakeRegistry:
    """Entries in a list; an entry whose first field is empty is refused."""

    def __init__(self) -> None:
        self.rows = [(section, dict(values)) for section, values in FIRST]
        self.trail: list[Decision] = []
        self.broken = ""

    async def read(self) -> Registered:
        if self.broken:
            raise ConfigError(self.broken)
        entries = []
        for section in Section:
            same = [values for each, values in self.rows if each is section]
            entries += [
                Entry(section=section, number=number, values=values)
                for number, values in enumerate(same)
            ]
        return Registered(
            identities=Identities(brand="Nordex", domains=("nordex.example",)),
            entries=tuple(entries),
            digest=str(len(self.trail)),
            trail=tuple(self.trail),
        )

    async def preview(self, edit: Edit) -> list[str]:
        before = await self._checked(edit)
        lines = [f'-{name} = "{value}"' for name, value in (before or {}).items()]
        return [*lines, *(f'+{name} = "{value}"' for name, value in edit.values.items() if value)]

    async def change(self, edit: Edit, by: str, at) -> Registered:
        before = await self._checked(edit)
        lines = await self.preview(edit)
        place = next((n for n, (_, values) in enumerate(self.rows) if values is before), None)
        if place is None:
            self.rows.append((edit.section, dict(edit.values)))
        elif edit.values:
            self.rows[place] = (edit.section, dict(edit.values))
        else:
            del self.rows[place]
        act = f"identities:{edit.verb}:{edit.section}"
        self.trail.append(Decision(message_key="", act=act, reason="; ".join(lines), by=by, at=at))
        return await self.read()

    async def _checked(self, edit: Edit) -> dict[str, str] | None:
        if edit.seen != str(len(self.trail)):
            raise ConfigError("somebody changed the registry since you opened this page")
        if edit.values and not next(iter(edit.values.values())):
            raise ConfigError(f"'{next(iter(edit.values))}' is empty: write it")
        same = [values for section, values in self.rows if section is edit.section]
        if edit.number is None:
            return None
        if edit.number >= len(same):
            raise ConfigError("there is no such entry any more")
        return same[edit.number]


@dataclass(frozen=True)
class Verified:
    answer: str
    about: str
    what: str


async def verify(query: str) -> Verified:
    """Ours, an imitation of ours, or a stranger."""
    if query == "@NordexSupport":
        return Verified("official", "handle", "NordexSupport")
    if "nordex" in query.lower():
        return Verified("not_official", "link", query)
    return Verified("unknown", "name", query)
