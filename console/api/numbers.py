"""The numbers: what the page of the same name shows of a span of time, for programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from fastapi import Depends, Query

from console.api.caller import Caller, Calling
from console.api.number_models import Numbers
from console.api.problem import FieldError, Refusal
from console.api.route import needs, router
from core.access import Permission, may
from core.numbers.board import NumberRoom
from core.numbers.span import LONGEST_ZONE, MOST_DAYS, Filters, Span, own_span, zone_of
from core.numbers.span import span as days_until
from core.numbers.table import as_json
from core.tokens import Scope

routes = router(tags=["numbers"])

Word = Annotated[str, Query(max_length=64)]
Range = Annotated[
    Literal["today", "7", "30", "90"],
    Query(alias="range", description="So many days, today being the last."),
]
Zone = Annotated[
    str,
    Query(max_length=LONGEST_ZONE, description="Whose days are meant; else the desk's own zone."),
]
First = Annotated[date | None, Query(alias="from", description="The first day; with `to`.")]
Last = Annotated[date | None, Query(alias="to", description="The last day, itself included.")]


@dataclass(frozen=True, slots=True)
class When:
    """Which time is asked about: a range until now, or from one day to another."""

    name: str
    zone: str
    first: date | None
    last: date | None


def when(span: Range = "7", zone: Zone = "", first: First = None, last: Last = None) -> When:
    """Read the address."""
    return When(span, zone, first, last)


def filters(platform: Word = "", topic: Word = "", language: Word = "") -> Filters:
    """Only of these; empty is all."""
    return Filters(platform, topic, language)


@routes.get("/numbers", dependencies=[needs(Scope.READ_NUMBERS)], operation_id="get_numbers")
async def numbers(
    caller: Calling,
    asked: Annotated[When, Depends(when)],
    only: Annotated[Filters, Depends(filters)],
) -> Numbers:
    """Figures, what stands behind each picture, and, for those who give cases to agents, agents."""
    room = caller.services.numbers
    if room is None:
        raise Refusal("not_found")
    people = may(caller.agent.role, Permission.ASSIGN)
    board = await room.board(_span(caller, room, asked), only, people=people)
    return Numbers.model_validate(as_json(board))


def _span(caller: Caller, room: NumberRoom, asked: When) -> Span:
    try:
        zone = zone_of(asked.zone or room.zone())
    except ValueError:
        raise _wrong("/zone", "write it like Europe/Berlin") from None
    if asked.first is None and asked.last is None:
        return days_until(asked.name, caller.now, zone)
    if asked.first is None or asked.last is None:
        raise _wrong("/from", "say both, `from` and `to`")
    try:
        return own_span(asked.first, asked.last, caller.now, zone)
    except (ValueError, OverflowError):
        raise _wrong("/from", f"name at most {MOST_DAYS} days, none to come") from None


def _wrong(where: str, detail: str) -> Refusal:
    return Refusal("invalid", errors=(FieldError(where=where, detail=detail),))
