"""How service went: promises, waits, scores; and the link by which somebody on call answers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response

from console import render
from console.visit import Looks, Visit, own_page, services_of, texts_for
from core.service.room import SPANS, ServiceRoom

WEEK = 7
OwnPage = Depends(own_page)

router = APIRouter()


@router.get("/service")
async def service(visit: Looks, days: int = WEEK) -> Response:
    """The numbers of the last days, and who was called."""
    room = _room(visit)
    span = days if days in SPANS else WEEK
    report, calls = await room.report(span), await room.calls(span)
    return visit.page("service.html", report=report, calls=calls, days=span, spans=SPANS)


@router.get("/on-call/{token}")
async def called(request: Request, token: str) -> Response:
    """One button: whatever previews a link must not take the case."""
    if services_of(request).service is None:
        raise HTTPException(404)
    return _door(request, 200, {"token": token, "state": "ready", "case": None})


@router.post("/on-call/{token}", dependencies=[OwnPage])
async def acknowledge(request: Request, token: str, sure: Annotated[str, Form()] = "") -> Response:
    """Whoever was called looks after the case; nobody else is called."""
    room = services_of(request).service
    if room is None or sure != "yes":
        raise HTTPException(404)
    case = await room.acknowledge(token)
    state = "done" if case else "gone"
    return _door(request, 200 if case else 404, {"token": "", "state": state, "case": case})


def _room(visit: Visit) -> ServiceRoom:
    room = visit.services.service
    if room is None:
        raise HTTPException(404)
    return room


def _door(request: Request, status: int, values: dict[str, object]) -> Response:
    notices = services_of(request).notices
    texts = texts_for(request)
    return render.page(request, "service_call.html", texts, status, {"notices": notices, **values})
