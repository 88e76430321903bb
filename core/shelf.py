"""The articles as people list, write and review them, and the port that keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol


class Trouble(str):
    """What stops a part of an article, as one line of English; its own words elsewhere."""

    __slots__ = ("part", "problem")

    part: str
    problem: str

    def __new__(cls, part: str, problem: str) -> Trouble:
        """`part` is title, short or body; `problem` is the lint's."""
        made = super().__new__(cls, f"'{part}' {problem}")
        made.part, made.problem = part, problem
        return made


class Standing(StrEnum):
    """Whether an article is said, and why not."""

    SAID = "said"
    DRAFT = "draft"
    LATER = "later"
    OVER = "over"
    PEOPLE = "people"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article in one language, as a list shows it; `problem` is why its file is not read."""

    id: str
    language: str
    title: str = ""
    intent: str = ""
    standing: Standing = Standing.BROKEN
    reviewed_at: date | None = None
    stale: bool = False
    everywhere: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Every article, and which ones lack a language that they have to be in."""

    entries: Sequence[Entry]
    missing: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """An article as a form holds it: lists are lines, days are 2026-01-31, truth is "yes"."""

    id: str
    language: str
    intent: str = ""
    audience: str = "everyone"
    title: str = ""
    short: str = ""
    body: str = ""
    questions: str = ""
    asks: str = ""
    valid_from: str = ""
    valid_until: str = ""
    everywhere: str = ""
    public: str = ""


# The fields of the form, in the order of the file; id and language are its address.
FIELDS = tuple(each.name for each in fields(Writing))[2:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a text would look: HTML without live links, and what keeps it from being said."""

    html: str = ""
    short: str = ""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One change: who did what, and the text that stood there before; `name` finds it again."""

    name: str
    verb: str
    by: str
    at: datetime
    reason: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One article before a person: its entry, its form, and its history, the latest first.

    `digest` is what the editor saw; empty where there is no file yet.
    """

    entry: Entry
    writing: Writing
    look: Look
    digest: str = ""
    versions: tuple[Version, ...] = field(default=())


class Shelf(Protocol):
    """Whoever keeps the articles. Raises ConfigError with one line that says what to mend, and
    UnsafeText with a line for each thing that keeps a text from being said."""

    async def overview(self, today: date) -> Overview: ...

    async def open(self, language: str, identity: str, today: date) -> Opened:
        """The article; where there is none, a form that begins with what other languages say."""
        ...

    async def look(self, writing: Writing) -> Look: ...

    async def save(self, writing: Writing, seen: str, by: str, at: datetime) -> None:
        """Write it, and keep who did it and what stood there; refused when `seen` is outdated."""
        ...

    async def review(self, writing: Writing, seen: str, by: str, at: datetime) -> None:
        """Write it as read over today: from then on it may be said."""
        ...

    async def restore(self, language: str, identity: str, name: str, by: str, at: datetime) -> None:
        """Put back the text of that version."""
        ...
