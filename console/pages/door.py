"""Signing in by a link that works once or by a password and a code, and signing out."""

from __future__ import annotations

import logging
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from console import arriving, passes, render
from console.allowance import client_of
from console.arriving import Told, arrive, door_page
from console.entry import Attempt
from console.keys import codes
from console.keys.passwords import Busy
from console.visit import Writer, own_page, services_of, texts_for
from console.words import COOKIE, LANGUAGES
from core.casebook import Agent
from core.doors import Keys, Step, Way

log = logging.getLogger(__name__)

A_YEAR_S = 365 * 24 * 3600
LONGEST_NAME = 80
CODE = "code"
# Wrong codes after one right password; then the password is asked for again.
TRIES = 5
BUSY_S = 3.0

router = APIRouter()
OwnPage = Depends(own_page)


@router.get("/sign-in")
async def sign_in(request: Request, token: str = "") -> Response:
    """One button for a link: previews fetch this page, and must not use the link up."""
    return door_page(request, 200, Told(), token=token, state="ready" if token else "none")


@router.post("/sign-in", dependencies=[OwnPage])
async def redeem(request: Request, token: Annotated[str, Form()] = "") -> Response:
    """Trade the link for a session, or say how to get a new link."""
    services = services_of(request)
    wait = services.entry.brakes.knocks.take(client_of(request), services.clock.now())
    if wait:
        return door_page(request, 429, Told("wait", wait))
    # Links are made by whoever runs the desk: they work even where nobody else is offered any.
    agent = await passes.redeem(services.door, token, services.clock.now())
    if agent is None:
        return door_page(request, 401, Told(), state="bad")
    return await arrive(request, agent, Way.LINK, strong=False)


@router.post("/sign-in/password", dependencies=[OwnPage])
async def by_password(
    request: Request, name: Annotated[str, Form()] = "", password: Annotated[str, Form()] = ""
) -> Response:
    """Name and password; who has codes is asked for one next."""
    services = services_of(request)
    said = name.strip().lower()[:LONGEST_NAME]
    if not services.entry.table.is_open(Way.PASSWORD):
        return door_page(request, 403, Told("closed"))
    who = await arriving.attempt_of(request, said)
    wait = services.entry.brakes.attempt(who, services.clock.now())
    if wait:
        return door_page(request, 429, Told("wait", wait, said))
    try:
        agent, keys = await _proven(request, who, password)
    except Busy:
        return door_page(request, 503, Told("busy", BUSY_S, said))
    if agent is None:
        # Many a password is typed into the field above its own: only agents' ids are told.
        known = said if await _able(request, said) else "a name that nobody has"
        log.info("console: sign-in refused for %s from %s", known, who.address)
        return door_page(request, 401, Told("wrong", name=said))
    services.entry.brakes.right(who)
    if not keys.secret:
        return await arrive(request, agent, Way.PASSWORD, strong=False)
    response = RedirectResponse("/sign-in/code", 303)
    await arriving.begin_step(request, response, CODE, {}, agent.id)
    return response


@router.get("/sign-in/code")
async def ask_code(request: Request) -> Response:
    """Where the code is typed."""
    return _code_page(request, 200, Told())


@router.post("/sign-in/code", dependencies=[OwnPage])
async def by_code(request: Request, code: Annotated[str, Form()] = "") -> Response:
    """The second proof: a code of the authenticator, or a spare one."""
    services = services_of(request)
    step = await arriving.resume(request, CODE)
    if step is None:
        return door_page(request, 401, Told("again"))
    who = Attempt("", step.agent, (await arriving.attempt_of(request, step.agent)).device)
    brake, now = services.entry.brakes.codes, services.clock.now()
    key = who.device or who.name
    if wait := brake.wait(key, now):
        return door_page(request, 429, Told("wait", wait, step.agent))
    brake.count(key, now)
    agent = await _able(request, step.agent)
    if agent and await _is_code(request, agent, code):
        brake.forgive(key)
        return await arrive(request, agent, Way.PASSWORD, strong=True)
    return await _another_try(request, step)


@router.post("/sign-out")
async def sign_out(visit: Writer) -> Response:
    """End this session, here and everywhere it was copied to."""
    await visit.services.door.end_sessions(visit.agent.id, only=passes.digest(visit.session))
    await arriving.note(visit.request, visit.agent.id, "signed_out")
    response = RedirectResponse("/sign-in", 303)
    arriving.forget(visit.request, response)
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


async def _proven(request: Request, who: Attempt, password: str) -> tuple[Agent | None, Keys]:
    """The agent whose password this is; the same work is done for a name that nobody has."""
    services = services_of(request)
    keys, agent = await services.door.keys(who.name), await _able(request, who.name)
    right = await services.entry.passwords.check(keys.password if agent else "", password)
    if not (right and agent):
        return None, keys
    if services.entry.passwords.is_old(keys.password):
        hashed = await services.entry.passwords.hash(password)
        await services.door.set_password(agent.id, hashed, services.clock.now())
    return agent, keys


async def _able(request: Request, name: str) -> Agent | None:
    everybody = await services_of(request).door.agents()
    return next((each for each in everybody if each.id == name and not each.disabled_at), None)


async def _is_code(request: Request, agent: Agent, code: str) -> bool:
    services = services_of(request)
    keys = await services.door.keys(agent.id)
    number = codes.step_of(keys.secret, code, services.clock.now()) if keys.secret else None
    if number is not None:
        return await services.door.spend_code(agent.id, number)
    if not await services.door.spend_spare(agent.id, codes.spare_digest(code)):
        return False
    await arriving.note(request, agent.id, "spare_code", f"{keys.spares - 1} left")
    return True


async def _another_try(request: Request, step: Step) -> Response:
    tried = int(step.body.get("tried", "0")) + 1
    if tried >= TRIES:
        await arriving.note(request, step.agent, "codes_wrong", f"{tried} in a row")
        return door_page(request, 401, Told("again"))
    response = _code_page(request, 401, Told("code"))
    await arriving.begin_step(request, response, CODE, {"tried": str(tried)}, step.agent)
    return response


def _code_page(request: Request, status: int, told: Told) -> Response:
    notices, texts = services_of(request).notices, texts_for(request)
    values = {"told": told, "notices": notices}
    return render.page(request, "sign_in_code.html", texts, status, values)


def _local(address: str) -> str:
    """An address on this site, whatever was asked for."""
    try:
        split = urlsplit(address.replace("\\", "/"))
    except ValueError:
        return "/"
    path = "/" + split.path.lstrip("/")
    return f"{path}?{split.query}" if split.query else path
