"""Saved views: filters under a name, one's own or everybody's, in an order of one's own."""

from __future__ import annotations

from dataclasses import replace
from secrets import token_hex
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, HTTPException, Response
from fastapi.responses import RedirectResponse

from console import feed_view
from console.visit import Keeps, Looks, Visit
from core.access import Permission
from core.feed_room import FeedRoom
from core.views import SavedView, place_of, renumbered

LONGEST, MOST = 40, 50

router = APIRouter()
Words = Annotated[str, Form()]


@router.get("/views")
async def views(visit: Looks) -> Response:
    """One's own views, to order, rename and drop, and the shared ones."""
    saved = await room_of(visit).book.views(visit.agent.id)
    return visit.page("views.html", saved=saved, problem="")


@router.post("/views")
async def save(visit: Keeps, name: Words = "", view: Words = "", shared: Words = "") -> Response:
    """Keep the filters of a place under a name."""
    room, words = room_of(visit), " ".join(name.split())[:LONGEST]
    saved = await room.book.views(visit.agent.id)
    mine = [each for each in saved if each.owner == visit.agent.id]
    if not words or len(mine) >= MOST:
        problem = "no_name" if not words else "too_many"
        return visit.page("views.html", 422, saved=saved, problem=problem)
    _may_share(visit, shared)
    fresh = SavedView(
        id=f"v{token_hex(5)}",
        owner=visit.agent.id,
        name=words,
        filters=feed_view.standing(place_of(view), saved).filters,
        made_at=visit.now,
        shared=bool(shared),
        rank=len(mine),
    )
    await room.book.keep_view(fresh)
    return RedirectResponse(f"/?{urlencode({'view': fresh.id})}", 303)


@router.post("/views/{view_id}")
async def change(
    view_id: str, visit: Keeps, name: Words = "", shared: Words = "", do: Words = "keep"
) -> Response:
    """Rename, share, move up or down, or drop one's own view; a shared one with the permission."""
    room = room_of(visit)
    saved = await room.book.views(visit.agent.id)
    view = next((each for each in saved if each.id == view_id), None)
    if view is None:
        raise HTTPException(404)
    if view.owner != visit.agent.id and not visit.may(Permission.ASSIGN):
        raise HTTPException(403)
    if do == "drop":
        await room.book.drop_view(view_id)
    elif do in ("up", "down"):
        kind = [each for each in saved if each.shared == view.shared]
        for each in renumbered(kind, view_id, up=do == "up"):
            await room.book.keep_view(each)
    else:
        words = " ".join(name.split())[:LONGEST] or view.name
        if bool(shared) != view.shared:
            _may_share(visit, "yes")
        await room.book.keep_view(replace(view, name=words, shared=bool(shared)))
    return RedirectResponse("/views", 303)


def _may_share(visit: Visit, shared: str) -> None:
    if shared and not visit.may(Permission.ASSIGN):
        raise HTTPException(403)


def room_of(visit: Visit) -> FeedRoom:
    """The feed's room; raises 404 where there is none."""
    if visit.services.feed is None:
        raise HTTPException(404)
    return visit.services.feed
