"""The crowd's people and what they have to say, read from the two data files."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PEOPLE_FILE, LINES_FILE = HERE / "people.toml", HERE / "lines.toml"
MEMBER, MODERATOR, OWNER, SCAMMER = "member", "moderator", "owner", "scammer"
TELEGRAM, X, DISCORD = "telegram", "x", "discord"
PRIVATE = "private"
# Where one can write on each platform, as the stories call it.
PLACES = {
    TELEGRAM: frozenset({PRIVATE, "group"}),
    X: frozenset({PRIVATE, "public"}),
    DISCORD: frozenset({PRIVATE, "support", "general", "thread"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with an account everywhere; `role`: member | moderator | owner | scammer.

    `username` is the one on Telegram, `handle` that on X and Discord where it is another.
    """

    key: str
    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    handle: str = ""
    language: str = ""
    role: str = MEMBER

    @property
    def name(self) -> str:
        """The whole name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def account(self) -> str:
        """The account's name where everybody needs one."""
        return self.handle or self.username or self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a story; `to` numbers the earlier step it answers, `edit` replaces the last."""

    say: str = ""
    by: str = ""
    after: float | None = None
    to: int | None = None
    edit: str = ""
    photo: bool = False
    sticker: bool = False
    anonymous: bool = False
    slash: str = ""
    rename: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One errand: who comes with it, on which platform, where, and how they react to the bot."""

    who: str
    where: str
    steps: tuple[Step, ...]
    on: str = TELEGRAM
    asked: str = ""
    press: str = ""
    then: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody, the group they meet in, and their stories; `lures` are what somebody false says
    to whoever asked last, as language and words."""

    group: str
    group_username: str
    people: dict[str, Person]
    stories: tuple[Story, ...]
    scammers: tuple[Person, ...] = field(default=())
    lures: tuple[tuple[str, str], ...] = ()

    @property
    def staff(self) -> tuple[Person, ...]:
        """The exchange's own people."""
        return tuple(each for each in self.people.values() if each.role in {OWNER, MODERATOR})


def load_cast(people: Path = PEOPLE_FILE, lines: Path = LINES_FILE) -> Cast:
    """Read both files; raises ValueError when a story is about nobody or happens nowhere."""
    table = tomllib.loads(people.read_text(encoding="utf-8"))
    persons = {each["key"]: Person(**each) for each in table["person"]}
    told = tomllib.loads(lines.read_text(encoding="utf-8"))
    stories = tuple(_story(each) for each in told["story"])
    for story in stories:
        names = {story.who, *(step.by for step in story.steps if step.by)}
        if not names <= persons.keys():
            raise ValueError(f"a story names {min(names - persons.keys())!r}, who is nobody")
        if story.where not in PLACES.get(story.on, ()):
            raise ValueError(
                f"a story happens in {story.where!r} on {story.on!r}, which is nowhere"
            )
    return Cast(
        group=table["group"],
        group_username=table["group_username"],
        people=persons,
        stories=stories,
        scammers=tuple(each for each in persons.values() if each.role == SCAMMER),
        lures=tuple((each["language"], each["say"]) for each in told.get("lure", ())),
    )


def _story(table: dict[str, Any]) -> Story:
    steps = tuple(
        Step(say=each) if isinstance(each, str) else Step(**each) for each in table["steps"]
    )
    return Story(**{**table, "steps": steps, "then": tuple(table.get("then", ()))})
