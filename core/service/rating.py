"""How people say how we did: whom we ask, by which buttons, what follows from a score. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.actions import BOT, Action, Button, Escalate, Ignore, Inform, Outgoing, Purpose
from core.case import Case
from core.commands import BAD, GOOD, RATE, argument, command
from core.house import House
from core.tables.service import SatisfactionTable
from core.types import Leg, Platform, Urgency

BEST = 5
# What "good" and "bad" count as on the scale.
WORDS = {"good": BEST, "bad": 1}
_FIVE = tuple(Button(label=str(n), data=f"{RATE} {n}") for n in range(1, BEST + 1))
_TWO = (Button(label="👍", data=GOOD), Button(label="👎", data=BAD))
# In a case that was about this, nobody is asked how it was.
SOLEMN = frozenset({"crisis"})
FLAGGED = frozenset({"review", "alert"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """What somebody said about a case, by the message `key`; pressing again changes it."""

    key: str
    conversation: str
    platform: Platform
    score: int
    at: datetime
    case_id: str = ""
    agent: str = ""
    priority: Urgency = Urgency.P3
    intent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """A score that was kept: the case it is about, and the score before that message, else 0."""

    case: Case
    before: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Whose turn it is to be asked: cases solved between these moments; again, or at first."""

    solved_after: datetime
    solved_before: datetime
    again: bool = False
    limit: int = 50


def first_asking(table: SatisfactionTable, now: datetime) -> Asking:
    """Who is asked now."""
    return Asking(
        solved_after=now - timedelta(days=table.valid_days),
        solved_before=now - timedelta(minutes=table.ask_after_min),
    )


def second_asking(table: SatisfactionTable, now: datetime) -> Asking:
    """Who is reminded now; `solved_before` is when the question was asked."""
    return Asking(
        solved_after=now - timedelta(days=table.valid_days),
        solved_before=now - timedelta(hours=table.remind_after_h),
        again=True,
    )


def may_be_asked(case: Case) -> bool:
    """In private only, never whoever may be an attacker, never after a crisis."""
    return (
        not case.is_open
        and case.leg is Leg.PRIVATE
        and case.risk not in FLAGGED
        and case.intent not in SOLEMN
        and not case.unreachable
    )


def question(
    case: Case, house: House, stamp: tuple[datetime, str], *, again: bool = False
) -> Outgoing | None:
    """The question, once a case and once more; None where no button can answer it.

    `stamp` is now and the scale that is wanted.
    """
    now, scale = stamp
    limits = house.capabilities.get(case.platform)
    if limits is None or not limits.buttons or not may_be_asked(case):
        return None
    five = scale == "five" and limits.row_of_buttons >= BEST
    phrase = "rate_again" if again else "rate_five" if five else "rate_ask"
    return Outgoing(
        key=question_key(case.id, again=again),
        platform=case.platform,
        account=case.account,
        conversation=case.conversation,
        address=case.address,
        due_at=now,
        by=BOT,
        purpose=Purpose.SURVEY,
        text=house.library.phrase(phrase, case.language),
        leg=Leg.PRIVATE,
        buttons=_FIVE if five else _TWO,
        case_id=case.id,
    )


def question_key(case_id: str, *, again: bool = False) -> str:
    """By which the outbox knows that somebody was asked."""
    return f"rate:{case_id}:again" if again else f"rate:{case_id}"


def score_of(text: str) -> int:
    """The score in a press or a command, 1 to 5; 0 for everything else."""
    if command(text) != RATE:
        return 0
    said = argument(text).lower()
    if said in WORDS:
        return WORDS[said]
    return int(said) if said in {str(n) for n in range(1, BEST + 1)} else 0


def following(rated: Rated, rating: Rating, table: SatisfactionTable) -> tuple[Action, ...]:
    """What follows from a bad score: an apology, the question what went wrong, and a person.

    A good one needs no words, the platform thanks whoever presses; and where the same was said
    before, a second press is not a second complaint.
    """
    language, reason = rated.case.language, f"rated {rating.score} of {BEST}"
    was_bad = 0 < rated.before <= table.bad_at
    if rating.score > table.bad_at or was_bad:
        return (Ignore(reason=reason),)
    phrase = "rate_sorry_reopened" if table.reopen else "rate_sorry"
    if not table.comment:
        phrase = f"{phrase}_only"
    sorry = Inform(phrase=phrase, language=language, reason=reason)
    if not table.reopen:
        return (sorry,)
    return sorry, Escalate(priority=rated.case.priority, reason=reason, reopens=True)
