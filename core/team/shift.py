"""Who works when and knows what: one entry of the roster. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.service.calendar import Calendar, Hours
from core.tables.service import hours_of, zone_of
from core.team.presence import Choice
from core.triage.labels import INTENTS

MOST_CASES = 8
HIGHEST_LIMIT = 200
DAYS_OFF = ("",) * 7
# Languages are primary tags of BCP 47: two or three letters.
_TAG = (2, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An agent as the roster knows him: `week` are his hours from Monday on, as people write them.

    Without skills he takes every topic, without languages every language; without hours he is
    never on shift, so that nobody is given work who was not planned for it.
    """

    agent: str
    zone: str = "UTC"
    week: tuple[str, ...] = DAYS_OFF
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    most: int = MOST_CASES
    choice: Choice | None = None

    @property
    def calendar(self) -> Calendar:
        """His working time."""
        hours: tuple[Hours, ...] = tuple(map(hours_of, self.week))
        return Calendar(zone=zone_of(self.zone), week=hours)

    def on_shift(self, now: datetime) -> bool:
        """Whether he works at this moment."""
        return self.calendar.is_open(now)


def checked(member: Member) -> Member:
    """The same, tidied; ValueError in one line for what cannot be meant."""
    zone_of(member.zone)
    for text in member.week:
        hours_of(text)
    unknown = sorted(member.skills - set(INTENTS))
    if unknown:
        raise ValueError(f"there is no topic '{unknown[0]}'")
    for tag in sorted(member.languages):
        if not (len(tag) in _TAG and tag.isascii() and tag.isalpha() and tag.islower()):
            raise ValueError(f"'{tag}' is no language: write it like en or zh")
    if not 1 <= member.most <= HIGHEST_LIMIT:
        raise ValueError(f"the most cases at once should be 1 to {HIGHEST_LIMIT}")
    return member
