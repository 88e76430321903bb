"""The search: cases in which somebody said these words, by the same filters as the feed."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from console import feed_view
from console.pages.views import room_of
from console.visit import Looks, Visit
from core.feed import Filters, filters_of
from core.finding import Finder, Found, FoundPage, Search
from core.personal import masked
from core.views import FIRST, Place

LONGEST, PAGE = 500, 30
# Parts of 2,048 hits that are looked at for one page; who wants to know of more asks for it.
MOST_PARTS = 4

router = APIRouter()


@router.get("/search")
async def search(request: Request, visit: Looks, q: str = "", after: str = "") -> Response:
    """Results, or the question alone while there is none."""
    room, words = room_of(visit), q.strip()[:LONGEST]
    own = filters_of(request.query_params)
    asked = Search(
        words=words, agent=visit.agent.id, now=visit.now, filters=own, after=after, limit=PAGE
    )
    page = await _found(room.finder, asked) if words else None
    totals = (await visit.services.book.feed(FIRST, visit.agent.id, limit=1)).totals
    standing = feed_view.Standing(Place(own=own), own, Filters())
    values: dict[str, object] = {
        "q": words,
        "found": page,
        "after": after,
        "form": await feed_view.form(visit, standing, totals),
        "again": urlencode({"q": words, **own.set}),
        "filters": own,
        "marked": lambda found: _parts(visit, found),
    }
    return visit.page("search.html", **values)


async def _found(finder: Finder, asked: Search) -> FoundPage:
    """A page that is full, or has all there is: where filters refuse most of what has the words,
    the memory looks at a part of it at a time, so that nobody else waits for it."""
    page = await finder.find(asked)
    for _ in range(MOST_PARTS):
        left = asked.limit - len(page.rows)
        if not page.cut or left <= 0:
            break
        more = await finder.find(replace(asked, after=page.after, limit=left))
        page = replace(more, rows=(*page.rows, *more.rows), named=page.named)
    return page


def _parts(visit: Visit, found: Found) -> tuple[tuple[str, bool], ...]:
    """The line with its words marked; what is personal is hidden as a whole, never by halves."""
    plain = masked(found.text) if visit.masks(found.case.id) else found.text
    return found.parts if plain == found.text else ((plain, False),)
