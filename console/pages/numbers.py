"""The numbers: a dashboard to look at, the cases behind it, and files to take along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Query, Response
from fastapi.responses import JSONResponse

from console import charts, number_words
from console.visit import Visit, reading
from core.access import Permission
from core.numbers.board import Board, NumberRoom
from core.numbers.book import What
from core.numbers.figures import FEW, GROUPS, Unit
from core.numbers.pictures import Picture
from core.numbers.span import DAYS_OF, OWN, Filters, Span, own_span, span, zone_of
from core.numbers.table import as_json, csv_of, figure_rows, people_rows, rows_of

ZONE_COOKIE, YEAR_S = "skerry_zone", 365 * 86_400
WEEK = "7"
# Which cases stand behind a figure.
BEHIND = {
    "first_bot_p90": What.FIRST_BOT,
    "first_people_p90": What.FIRST_PEOPLE,
    "sla": What.MISSED,
    "csat": What.SCORED,
    "automation": What.TOUCHED,
    "complained": What.COMPLAINED,
}
# What the value of such a case is; some have none.
UNITS = {
    What.FIRST_BOT: Unit.SECONDS,
    What.FIRST_PEOPLE: Unit.SECONDS,
    What.MISSED: Unit.SECONDS,
    What.SCORED: Unit.SCORE,
}
FIGURES, PEOPLE = "figures", "people"

Viewer = Annotated[Visit, Depends(reading(Permission.READ))]
Exporter = Annotated[Visit, Depends(reading(Permission.EXPORT))]
Word = Annotated[str, Query(max_length=64)]

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; `wrong` names a value that was not understood."""

    span: Span
    filters: Filters
    wrong: str = ""

    def query(self, **changes: str) -> str:
        """The same as the end of an address, with changes."""
        values = {
            "range": self.span.name,
            "zone": self.span.zone.key,
            "platform": self.filters.platform,
            "topic": self.filters.topic,
            "language": self.filters.language,
        }
        if self.span.name == OWN:
            values |= {"from": f"{self.span.first}", "to": f"{self.span.last}"}
        return urlencode({name: v for name, v in {**values, **changes}.items() if v})


def asked(platform: Word = "", topic: Word = "", language: Word = "") -> Filters:
    """The filters of an address."""
    return Filters(platform, topic, language)


Chosen = Annotated[Filters, Depends(asked)]


@router.get("/numbers")
async def numbers(visit: Viewer, filters: Chosen) -> Response:
    """The dashboard."""
    room, wish = _room(visit), _asked(visit, filters)
    may_see_people = visit.may(Permission.ASSIGN)
    board = await room.board(wish.span, wish.filters, people=may_see_people)
    words = number_words
    page = visit.page(
        "numbers.html",
        board=board,
        wish=wish,
        groups=GROUPS,
        ranges=DAYS_OF,
        behind=BEHIND,
        few=FEW,
        draw=partial(charts.draw, texts=visit.texts),
        rows=partial(charts.rows, texts=visit.texts),
        written=lambda figure: words.written(visit.texts, figure.unit, figure.value),
        change=lambda figure: words.change(visit.texts, figure),
        named=partial(words.series, visit.texts),
        code=partial(words.code, visit.texts),
        legend=_legend,
    )
    if visit.request.query_params.get("zone") == wish.span.zone.key:
        _remember_zone(page, visit, wish.span.zone.key)
    return page


@router.get("/numbers/cases/{what}")
async def cases(visit: Viewer, what: str, filters: Chosen) -> Response:
    """The cases behind one figure, the worst first."""
    if what not in list(What):
        raise HTTPException(404)
    wish = _asked(visit, filters)
    rows = await _room(visit).behind(wish.span, wish.filters, What(what))
    unit = UNITS.get(What(what))

    def said(value: float) -> str:
        return number_words.written(visit.texts, unit, value) if unit else ""

    return visit.page("numbers_cases.html", rows=rows, wish=wish, what=what, said=said)


@router.get("/numbers.json")
async def all_numbers(visit: Exporter, filters: Chosen) -> Response:
    """Everything in one file; single agents for those who may see them."""
    board = await _board(visit, filters)
    return JSONResponse(as_json(board), headers=_file(board, "numbers", "json"))


@router.get("/numbers/{name}.csv")
async def one_file(visit: Exporter, name: str, filters: Chosen) -> Response:
    """The table behind a picture, all figures, or the agents."""
    board = await _board(visit, filters)
    if name == FIGURES:
        rows = figure_rows(board)
    elif name == PEOPLE and visit.may(Permission.ASSIGN):
        rows = people_rows(board)
    elif name in {each.name for each in board.pictures}:
        rows = rows_of(board.picture(name))
    else:
        raise HTTPException(404)
    text = csv_of(rows).encode("utf-8-sig")
    return Response(text, media_type="text/csv; charset=utf-8", headers=_file(board, name, "csv"))


async def _board(visit: Visit, filters: Filters) -> Board:
    wish = _asked(visit, filters)
    if wish.wrong:
        raise HTTPException(400)
    people = visit.may(Permission.ASSIGN)
    return await _room(visit).board(wish.span, wish.filters, people=people)


def _room(visit: Visit) -> NumberRoom:
    room = visit.services.numbers
    if room is None:
        raise HTTPException(404)
    return room


def _asked(visit: Visit, filters: Filters) -> Asked:
    """What is not understood is said, and a week in the desk's own zone shown instead."""
    request, now = visit.request, visit.now
    names = request.query_params
    wanted = names.get("zone") or request.cookies.get(ZONE_COOKIE) or _room(visit).zone()
    try:
        zone, wrong = zone_of(wanted), ""
    except ValueError:
        zone, wrong = zone_of(_room(visit).zone()), wanted
    name = names.get("range", WEEK)
    if name != OWN:
        return Asked(span(name, now, zone), filters, wrong)
    try:
        first = date.fromisoformat(names.get("from", ""))
        last = date.fromisoformat(names.get("to", ""))
        return Asked(own_span(first, last, now, zone), filters, wrong)
    except (ValueError, OverflowError):
        given = f"{names.get('from', '')} – {names.get('to', '')}"
        return Asked(span(WEEK, now, zone), filters, given[:64])


def _remember_zone(page: Response, visit: Visit, zone: str) -> None:
    """So that the next visit is in the reader's own days."""
    secure = visit.services.public_url.startswith("https:")
    page.set_cookie(ZONE_COOKIE, zone, max_age=YEAR_S, httponly=True, samesite="lax", secure=secure)


def _legend(picture: Picture) -> bool:
    """Whether rows of values need names beside the picture."""
    return picture.kind not in {"heat", "ranks"} and len(picture.series) > 1


def _file(board: Board, name: str, kind: str) -> dict[str, str]:
    days = f"{board.span.first}_{board.span.last}"
    return {"Content-Disposition": f'attachment; filename="skerry-{name}-{days}.{kind}"'}
