"""Signing in by a link that works once, signing out, and the language switch."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from console import passes, render
from console.visit import Writer, own_page, services_of, texts_for
from console.words import COOKIE, LANGUAGES

A_YEAR_S = 365 * 24 * 3600

router = APIRouter()
OwnPage = Depends(own_page)


@router.get("/sign-in")
async def sign_in(request: Request, token: str = "") -> Response:
    """One button: link previews fetch this page, and must not use the link up."""
    state = "ready" if token else "none"
    return _door_page(request, 200, {"token": token, "state": state})


@router.post("/sign-in", dependencies=[OwnPage])
async def redeem(request: Request, token: Annotated[str, Form()] = "") -> Response:
    """Trade the link for a session, or say how to get a new link."""
    services = services_of(request)
    session = await passes.redeem(services.door, token, services.clock)
    if session is None:
        return _door_page(request, 401, {"token": "", "state": "bad"})
    response = RedirectResponse("/", 303)
    response.set_cookie(
        passes.cookie_name(services.public_url),
        session,
        max_age=int(passes.SESSION_LASTS.total_seconds()),
        secure=passes.is_secure(services.public_url),
        httponly=True,
        samesite="lax",
    )
    return response


@router.post("/sign-out")
async def sign_out(visit: Writer) -> Response:
    """End this session, here and everywhere it was copied to."""
    url = visit.services.public_url
    await passes.end(visit.services.door, visit.session)
    response = RedirectResponse("/sign-in", 303)
    name, secure = passes.cookie_name(url), passes.is_secure(url)
    response.delete_cookie(name, secure=secure, httponly=True, samesite="lax")
    return response


@router.post("/language", dependencies=[OwnPage])
async def language(
    request: Request, code: Annotated[str, Form()] = "", back: Annotated[str, Form()] = "/"
) -> Response:
    """Remember the reader's language and go back to where he was."""
    response = RedirectResponse(_local(back), 303)
    if code in LANGUAGES:
        secure = passes.is_secure(services_of(request).public_url)
        response.set_cookie(COOKIE, code, max_age=A_YEAR_S, secure=secure, samesite="lax")
    return response


def _local(address: str) -> str:
    """An address on this site, whatever was asked for."""
    split = urlsplit(address.replace("\\", "/"))
    path = "/" + split.path.lstrip("/")
    return f"{path}?{split.query}" if split.query else path


def _door_page(request: Request, status: int, values: dict[str, object]) -> Response:
    notices = services_of(request).notices
    texts = texts_for(request)
    return render.page(request, "sign_in.html", texts, status, {"notices": notices, **values})
