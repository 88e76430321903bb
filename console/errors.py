"""Every failure as a page an agent can act on: never a traceback, never a lost draft."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from console import render
from console.guard import HEADERS, is_upload
from console.visit import NotSignedIn, ProofOwed, is_partial, services_of, texts_for
from core.errors import StorageUnavailable

log = logging.getLogger(__name__)

# Statuses with words of their own; others are told as the nearest of these.
TOLD = {400, 401, 403, 404, 413, 429, 500, 503}


def install(app: FastAPI) -> None:
    """Answer every kind of failure."""
    app.add_exception_handler(NotSignedIn, not_signed_in)
    app.add_exception_handler(ProofOwed, proof_owed)
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(RequestValidationError, malformed)
    app.add_exception_handler(StorageUnavailable, no_storage)
    app.add_exception_handler(Exception, crashed)


async def not_signed_in(request: Request, _: Exception) -> Response:
    """To the door; but a form that was just sent shows its words again first."""
    if request.method == "GET" and not is_partial(request) and request.url.path != "/events":
        return RedirectResponse("/sign-in", 303)
    return await failure(request, 401)


async def proof_owed(request: Request, _: Exception) -> Response:
    """To the page where he adds the second proof."""
    if request.method == "GET" and not is_partial(request) and request.url.path != "/events":
        return RedirectResponse("/account", 303)
    return await failure(request, 403)


async def refused(request: Request, error: Exception) -> Response:
    """An HTTP status that the code raised on purpose."""
    return await failure(request, getattr(error, "status_code", 500))


async def malformed(request: Request, _: Exception) -> Response:
    """A request whose fields do not parse."""
    return await failure(request, 400)


async def no_storage(request: Request, error: Exception) -> Response:
    """Nothing was saved; say so."""
    log.warning("console: storage: %s", error)
    return await failure(request, 503)


async def crashed(request: Request, _: Exception) -> Response:
    """A bug: the server's log has the details, the reader gets a sentence.

    This answer leaves outside the other middleware, so it carries its headers itself.
    """
    response = await failure(request, 500)
    response.headers.update(HEADERS)
    response.headers["Cache-Control"] = "no-store"
    return response


async def failure(request: Request, status: int) -> Response:
    """The page for a status; for htmx a line above the case, which stays as it is."""
    told = status if status in TOLD else (400 if status < 500 else 500)
    notices = services_of(request).notices
    values = {"status": told, "draft": await _draft(request), "notices": notices}
    template = "_error.html" if is_partial(request) else "error.html"
    response = render.page(request, template, texts_for(request), status, values)
    if is_partial(request):
        response.headers.update({"HX-Retarget": "#flash", "HX-Reswap": "innerHTML"})
    return response


async def _draft(request: Request) -> str:
    """The words of a form that failed; unreadable where the body was refused."""
    # Files of somebody who was refused are not read.
    if request.method != "POST" or is_upload(request.url.path):
        return ""
    try:
        form = await request.form()
    except (HTTPException, RuntimeError):
        return ""
    words = form.get("text") or form.get("note") or ""
    return words if isinstance(words, str) else ""
