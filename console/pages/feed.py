"""The live feed: what the desk owes people, most urgent first."""

from __future__ import annotations

from fastapi import APIRouter, Response

from console.visit import Reader, Visit

VIEWS = ("open", "mine", "queue", "bot", "resolved")
PAGE, MOST = 50, 300

router = APIRouter()


@router.get("/")
async def feed(visit: Reader, view: str = "", after: str = "", rows: int = PAGE) -> Response:
    """The feed's page; for htmx its list alone, or just the rows that follow."""
    values = await feed_values(visit, view, after=after, rows=rows)
    if visit.target == "more":
        return visit.page("_rows.html", **values)
    if visit.target == "feed":
        return visit.page("_feed.html", **values)
    return visit.page("desk.html", shown=None, **values)


def known_view(view: str) -> str:
    """The view asked for, else the first."""
    return view if view in VIEWS else VIEWS[0]


async def feed_values(
    visit: Visit, view: str, *, after: str = "", rows: int = PAGE
) -> dict[str, object]:
    """What the feed's templates show."""
    shown = known_view(view)
    limit = min(max(rows, PAGE), MOST)
    page = await visit.services.book.feed(shown, visit.agent.id, after=after, limit=limit)
    return {"page": page, "view": shown, "views": VIEWS, "after": after}
