"""A shelf of Nordex's in a folder of the test's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from core.ports import Decision
from knowledge.shelf import FileShelf, Places

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
TODAY = NOON.date()
FACTS = 'site = "https://nordex.example"\nhelp = "https://help.nordex.example"\nminutes = 30\n'
IDENTITIES = '[brand]\nname = "Nordex"\ndomains = ["nordex.example", "help.nordex.example"]\n'
QUESTIONS = "".join(f"  - question number {number}\n" for number in range(6))
ARTICLE = f"""---
id: login-help
intent: login
title: Help with the login
short: Wait {{minutes}} minutes, then try again.
questions:
{QUESTIONS}asks: [uid]
variables: [minutes]
everywhere: true
reviewed_at: 2026-06-01
public: true
---
Wait **{{minutes}} minutes**, then try again.
"""


@dataclass
class Desk:
    """The files, what the audit kept, and how often the running desk was rung."""

    folder: Path
    kept: list[Decision] = field(default_factory=list)
    rings: int = 0

    def write(self, text: str = ARTICLE, name: str = "login-help", language: str = "en") -> Path:
        path = self.folder / "articles" / language / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    @property
    def places(self) -> Places:
        return Places(
            articles=self.folder / "articles",
            facts=self.folder / "facts.toml",
            identities=self.folder / "identities.toml",
            stale_after_days=90,
        )

    def shelf(self) -> FileShelf:
        return FileShelf(self.places, self._audit, self._trail, self._ring)

    async def _audit(self, decision: Decision) -> None:
        self.kept.append(decision)

    async def _trail(self, prefix: str) -> list[Decision]:
        return [each for each in reversed(self.kept) if each.act.startswith(prefix)]

    def _ring(self) -> None:
        self.rings += 1


def a_desk(folder: Path) -> Desk:
    """Facts, the registry, and one article in English."""
    (folder / "facts.toml").write_text(FACTS, encoding="utf-8")
    (folder / "identities.toml").write_text(IDENTITIES, encoding="utf-8")
    desk = Desk(folder)
    desk.write()
    return desk


def swapped(old: str, new: str) -> str:
    """The article with one thing in other words."""
    assert old in ARTICLE
    return ARTICLE.replace(old, new)
