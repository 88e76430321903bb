"""What a rule would have done in the last days, before it is switched on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, get_args

from fastapi import APIRouter, Depends, HTTPException, Query, Response

from console.pages.protection import guard_of
from console.visit import Weighs
from core.guard import Guard
from core.rule_replay import Rule, replay
from core.scams import ScamFile
from core.tables.protect import Act, ProtectTable

DAYS = (7, 30, 90)
ACTS: tuple[str, ...] = get_args(Act)
# Reading more files at one press would hold the database up.
MOST_FILES, PAGE = 500, 100

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The form: which days, and the rule."""

    days: int
    rule: Rule
    tried: bool


def asked(
    days: int = DAYS[1],
    platform: str = "",
    alert: Annotated[list[str], Query()] = [],  # noqa: B006 - the framework copies it
    review: Annotated[list[str], Query()] = [],  # noqa: B006
    tried: str = "",
) -> Asked:
    """Read the form; acts that no rule may have are refused."""
    if {*alert, *review} - set(ACTS) or days not in DAYS:
        raise HTTPException(400)
    rule = Rule(alert=_acts(alert), review=_acts(review), platform=platform)
    return Asked(days=days, rule=rule, tried=bool(tried))


def borders(alert_from: str = "", review_from: str = "") -> Mapping[str, float | None]:
    """The scores at which levels begin; an empty field leaves a level as it was judged."""
    return {"alert_from": _border(alert_from), "review_from": _border(review_from)}


@router.get("/protection/replay")
async def page(
    visit: Weighs,
    asked: Annotated[Asked, Depends(asked)],
    borders: Annotated[Mapping[str, float | None], Depends(borders)],
) -> Response:
    """The form with today's rule in it; once pressed, what the rule would have done."""
    guard = guard_of(visit)
    rule = _with(asked.rule, borders) if asked.tried else _today(visit.services.protect)
    result, cut = None, False
    if asked.tried:
        since = visit.now - timedelta(days=asked.days)
        files, cut = await _files(guard, since)
        result = replay(files, rule, since)
    return visit.page(
        "rule_replay.html",
        rule=rule,
        days=asked.days,
        all_days=DAYS,
        acts=ACTS,
        platforms=sorted(visit.services.capabilities),
        result=result,
        cut=MOST_FILES if cut else 0,
    )


async def _files(guard: Guard, since: datetime) -> tuple[Sequence[ScamFile], bool]:
    """The cases in which something happened since then; and whether there were too many."""
    found: list[ScamFile] = []
    after = ""
    while True:
        page = await guard.scams("all", after=after, limit=PAGE)
        for scam in page.rows:
            if scam.last_at < since:
                continue
            if len(found) == MOST_FILES:
                return found, True
            file = await guard.scam_file(scam.id)
            if file is not None:
                found.append(file)
        after = page.after
        if not after:
            return found, False


def _today(table: ProtectTable) -> Rule:
    return Rule(alert=table.alert, review=table.review)


def _with(rule: Rule, borders: Mapping[str, float | None]) -> Rule:
    return Rule(
        alert=rule.alert,
        review=rule.review,
        platform=rule.platform,
        alert_from=borders["alert_from"],
        review_from=borders["review_from"],
    )


def _acts(names: Sequence[str]) -> tuple[Act, ...]:
    allowed: tuple[Act, ...] = get_args(Act)
    return tuple(act for act in allowed if act in names)


def _border(text: str) -> float | None:
    if not text.strip():
        return None
    try:
        border = float(text)
    except ValueError:
        raise HTTPException(400) from None
    if not 0 <= border <= 1:
        raise HTTPException(400)
    return border
