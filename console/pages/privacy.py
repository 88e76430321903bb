"""A person's data: what is in force about it, a file of it all, hold and erasure; for leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Response
from fastapi.responses import RedirectResponse

from console.visit import Visit, reading, writing
from core.access import Permission
from core.privacy.file import as_html, as_json
from core.privacy.rights import LONGEST_REASON, Identity, Scope, UnderHold
from core.privacy.room import PrivacyRoom
from core.types import Platform

LONGEST = 300
DONE = ("erase", "hold", "lift")
# The newest of those that are over.
MOST = 50
Who = Annotated[str, Query(max_length=LONGEST)]
Given = Annotated[str, Form(max_length=LONGEST)]
Lead = Annotated[Visit, Depends(reading(Permission.EXPORT))]
LeadForm = Annotated[Visit, Depends(writing(Permission.EXPORT))]

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page says besides: what was done, or why nothing was."""

    done: str = ""
    problem: str = ""
    detail: str = ""


@router.get("/privacy")
async def privacy(visit: Lead, who: Who = "", done: str = "") -> Response:
    """Holds and erasures; with `who`, one person."""
    return await _page(visit, who, Shown(done=done if done in DONE else ""))


@router.post("/privacy/export")
async def export(visit: LeadForm, who: Given, form: Given = "json") -> Response:
    """Everything about a person as a file; that it was taken is in the audit."""
    found = await room_of(visit).export(_identity(who), visit.agent.id)
    html = form == "html"
    return Response(
        as_html(found) if html else as_json(found),
        media_type="text/html" if html else "application/json",
        headers={
            "Content-Disposition": f'attachment; filename="person.{"html" if html else "json"}"',
            "Cache-Control": "no-store",
        },
    )


@router.post("/privacy/erase")
async def erase(visit: LeadForm, who: Given, sure: Given = "") -> Response:
    """Two signals: the account typed once more, and a sign-in that is fresh."""
    one = _identity(who)
    if not visit.is_fresh:
        return await _page(visit, who, Shown(problem="stale"), 403)
    if sure.strip() != str(one):
        return await _page(visit, who, Shown(problem="unsure"), 422)
    try:
        await room_of(visit).erase(one, visit.agent.id)
    except UnderHold as error:
        return await _page(visit, who, Shown(problem="held", detail=str(error)), 409)
    return _back(who, "erase")


@router.post("/privacy/hold")
async def hold(
    visit: LeadForm,
    scope: Annotated[Scope, Form()],
    subject: Given,
    reason: Given = "",
    who: Given = "",
) -> Response:
    """Nothing of it is removed from now on."""
    if not (reason.strip() and subject.strip()):
        return await _page(visit, who, Shown(problem="why"), 422)
    name = str(_identity(subject)) if scope is Scope.PERSON else subject.strip()
    await room_of(visit).hold(scope, name, reason.strip()[:LONGEST_REASON], visit.agent.id)
    return _back(who, "hold")


@router.post("/privacy/lift")
async def lift(
    visit: LeadForm, number: Annotated[int, Form(ge=1)], reason: Given = "", who: Given = ""
) -> Response:
    """It may be removed again."""
    if not reason.strip():
        return await _page(visit, who, Shown(problem="why"), 422)
    if not await room_of(visit).lift(number, reason.strip(), visit.agent.id):
        raise HTTPException(404)
    return _back(who, "lift")


def room_of(visit: Visit) -> PrivacyRoom:
    """The room behind the page; 404 where the desk has none."""
    if visit.services.privacy is None:
        raise HTTPException(404)
    return visit.services.privacy


def _identity(who: str) -> Identity:
    platform, colon, author = who.strip().partition(":")
    if not (platform and colon and author):
        raise HTTPException(422)
    return Identity(Platform(platform), author)


def _back(who: str, done: str) -> Response:
    return RedirectResponse(f"/privacy?{urlencode({'who': who, 'done': done})}", 303)


async def _page(visit: Visit, who: str, shown: Shown, status: int = 200) -> Response:
    room = room_of(visit)
    one = _identity(who) if who.strip() else None
    return visit.page(
        "privacy.html",
        status,
        who=str(one or ""),
        said=shown,
        person=await room.standing(one) if one else None,
        holds=[e for e in await room.book.legal_holds() if e.lifted_at is None],
        erasures=(await room.book.erasures())[:MOST],
        table=room.table,
    )
