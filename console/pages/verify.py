"""The public page that tells whether a handle, link or mail address is the exchange's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import JSONResponse

from console import render
from console.allowance import Allowance, client_of
from console.services import Verify
from console.show import visible
from console.visit import services_of, texts_for
from core.triage.secrets import mask

ANSWERS = ("official", "not_official", "unknown")
LONGEST = 300

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Told:
    """An answer whose words are harmless to show."""

    answer: str
    about: str
    what: str


@router.get("/verify")
async def ask(request: Request, q: str = "") -> Response:
    """The box; with a question in the address, its answer too."""
    return await _page(request, q)


@router.post("/verify")
async def answer(request: Request, q: Annotated[str, Form()] = "") -> Response:
    """The answer, without the question in anybody's history. Changes nothing, so anyone may."""
    return await _page(request, q)


@router.get("/verify.json")
async def as_data(request: Request, q: str = "") -> Response:
    """The same answer for programs."""
    verify = _verify_of(request)
    wait = _wait(request)
    if wait:
        return JSONResponse({"error": "too many questions"}, 429, _retry(wait))
    if not q.strip():
        return JSONResponse({"error": "add ?q= with a handle, a link or a mail address"}, 400)
    told = await _told(verify, q)
    return JSONResponse({"answer": told.answer, "about": told.about, "what": told.what})


async def _page(request: Request, query: str) -> Response:
    verify = _verify_of(request)
    texts, told, headers, status = texts_for(request), None, {}, 200
    if query.strip():
        wait = _wait(request)
        if wait:
            headers, status = _retry(wait), 429
        else:
            told = await _told(verify, query)
    values = {"told": told, "busy": status == 429, "notices": services_of(request).notices}
    response = render.page(request, "verify.html", texts, status, values)
    response.headers.update(headers)
    return response


async def _told(verify: Verify, query: str) -> Told:
    """What is shown of the question is masked first: people paste what they should not."""
    found = await verify(query[:LONGEST])
    answer = found.answer if found.answer in ANSWERS else "unknown"
    return Told(answer, found.about, visible(mask(found.what).text))


def _verify_of(request: Request) -> Verify:
    verify = services_of(request).verify
    if verify is None:
        raise HTTPException(404)
    return verify


def _wait(request: Request) -> float:
    """Seconds until this client may ask again; 0 when it may."""
    allowance: Allowance = request.app.state.allowance
    return allowance.take(client_of(request), services_of(request).clock.now())


def _retry(wait: float) -> dict[str, str]:
    return {"Retry-After": str(int(wait) + 1)}
