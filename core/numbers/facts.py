"""What is known of one case for the numbers. Pure.

Both memories keep it, in the transaction in which each thing becomes true; what such a thing adds
to the numbers is said in `steps` and `words`, what needs no case in `events`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from core.case import Case
from core.numbers.happening import About, Happening
from core.numbers.measures import M

# Such a score is a complaint.
BAD = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFact:
    """`since`, `episode` and `people_since` are the platform's times of the messages that began
    the case, opened it last, and put it in front of people; None where nobody knows.

    `about` is what the case was about when it was answered first, at `answered_at`. `replied`:
    the bot has composed an answer, not only a question. `scored` is the last score, when, by whom.
    """

    case_id: str
    conversation: str
    about: About
    since: datetime | None = None
    episode: datetime | None = None
    people_since: datetime | None = None
    bot_at: datetime | None = None
    people_at: datetime | None = None
    answered_at: datetime | None = None
    by_bot: bool = False
    replied: bool = False
    touched: bool = False
    complained: bool = False
    corrected: bool = False
    score: int = 0
    scored_at: datetime | None = None
    scored_about: About | None = None
    scored_by: str = ""

    @property
    def spoilt(self) -> bool:
        """Whether an answer of the bot's was not the end of it."""
        return self.touched or self.complained


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a turn means for its case: the platform's times of what began and raised it."""

    began: datetime | None = None
    raised: datetime | None = None
    replied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A row of the outbox that was sent."""

    by: str
    kind: str
    purpose: str
    sequence: int
    platform: str
    at: datetime


# The fact as it is now, and what is counted.
Step = tuple[CaseFact, list[Happening]]


def about(case: Case) -> About:
    """What a case is about now."""
    return About(case.platform, case.intent, case.language)


def complaint(fact: CaseFact) -> Step:
    """Its author was not content."""
    found = spoil(fact, M.BOT_COMPLAINED) if not fact.complained else []
    return replace(fact, complained=True), found


def spoil(fact: CaseFact, how: M) -> list[Happening]:
    """Of the hour in which the bot answered, once for each cause and once for all."""
    if not fact.by_bot or fact.answered_at is None:
        return []
    kinds = (how,) if fact.spoilt else (how, M.BOT_SPOILT)
    return [Happening(measure=each, at=fact.answered_at, about=fact.about) for each in kinds]
