"""The live feed: what the desk owes people, most urgent first, by any filters."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from console import composer, feed_view
from console.visit import Looks, Visit
from core.views import VIEWS as DEFAULTS
from core.views import place_in, place_of

VIEWS = tuple(DEFAULTS)
PAGE, MOST = 50, 300

router = APIRouter()


def asked_place(request: Request) -> str:
    """Where in the feed an address is about: what follows `view=`, filters and all."""
    return str(place_in(request.query_params))


# For pages beside the feed, so that the way back keeps its filters.
AskedPlace = Annotated[str, Depends(asked_place)]


@router.get("/")
async def feed(visit: Looks, view: AskedPlace, after: str = "", rows: int = PAGE) -> Response:
    """The feed's page; for htmx its list alone, or just the rows that follow."""
    values = await feed_values(visit, view, after=after, rows=rows)
    if visit.target == "more":
        return visit.page("_rows.html", **values)
    if visit.target == "feed":
        return visit.page("_feed.html", **values)
    return visit.page("desk.html", shown=None, **values)


def known_view(view: str) -> str:
    """The place that was asked for, as it stands in addresses; an unknown view is the first."""
    return str(place_of(view))


async def feed_values(
    visit: Visit, view: str, *, after: str = "", rows: int = PAGE
) -> dict[str, object]:
    """What the feed's templates show."""
    saved = await feed_view.saved_views(visit)
    standing = feed_view.standing(place_of(view), saved)
    limit = min(max(rows, PAGE), MOST)
    page = await visit.services.book.feed(
        standing.filters, visit.agent.id, after=after, limit=limit, now=visit.now
    )
    values: dict[str, object] = {"page": page, "view": str(standing.place), "after": after}
    values["drafted"] = await composer.drafted(visit)
    if visit.target == "more":
        return values
    tabs = await feed_view.tabs(visit, saved, page)
    form = await feed_view.form(visit, standing, page.totals)
    return {
        **values,
        "tabs": tabs,
        "standing": standing,
        "form": form,
        "acts": feed_view.acts(visit),
    }
