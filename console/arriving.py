"""Coming in: the last step of every way, and the half-done ones in between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from secrets import token_urlsafe

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from console import passes, render
from console.allowance import client_of
from console.entry import Attempt
from console.keys.passkeys import place_of
from console.passes import Arrival, cookie_name, digest, is_secure
from console.visit import services_of, texts_for
from console.words import Texts
from core.casebook import Agent
from core.doors import Step, Way
from core.ports import Decision

STEP_LASTS = timedelta(minutes=10)
STEP, KNOWN = "-step", "-device"
# Shorter waits are told in seconds.
SHORT_S = 100


@dataclass(frozen=True, slots=True)
class Told:
    """What the sign-in page says beside its forms."""

    problem: str = ""
    wait: float = 0.0
    name: str = ""


async def arrive(request: Request, agent: Agent, way: Way, *, strong: bool) -> Response:
    """Sign in: a new session whatever the browser brought, its old one is over."""
    services = services_of(request)
    now, old = services.clock.now(), request.cookies.get(cookie_name(services.public_url), "")
    device = passes.device_of(request.headers.get("user-agent", ""))
    arrival = Arrival(way, strong, device, client_of(request))
    lasts = timedelta(minutes=services.entry.table.session_min)
    token, session = passes.new_session(agent.id, arrival, now, lasts)
    await services.door.open_session(session, instead_of=digest(old) if old else "")
    await services.door.signed_in(agent.id, now)
    await note(request, agent.id, "signed_in", f"{way}, {device or '?'}, {client_of(request)}")
    response = RedirectResponse("/", 303)
    keep(request, response, "", token, lasts)
    await _know(request, response, agent.id)
    forget(request, response, STEP)
    return response


async def turn(request: Request, response: Response, agent: str, *, strong: bool) -> None:
    """Another session for the same visit: what he proved has changed, so the old token is over."""
    services = services_of(request)
    now, old = services.clock.now(), request.cookies.get(cookie_name(services.public_url), "")
    found = await services.door.session(digest(old))
    if found is None:
        return
    before = found[0]
    arrival = Arrival(before.way, strong, before.device, before.address)
    token, session = passes.new_session(agent, arrival, now, before.until - now)
    await services.door.open_session(session, instead_of=before.digest)
    await services.door.end_sessions(agent, but=session.digest)
    keep(request, response, "", token, before.until - now)


async def begin_step(
    request: Request, response: Response, kind: str, body: Mapping[str, str], agent: str = ""
) -> None:
    """Remember a half-done sign-in under a token that only this browser gets."""
    services, token = services_of(request), token_urlsafe(passes.TOKEN_BYTES)
    until = services.clock.now() + STEP_LASTS
    step = Step(digest=digest(token), kind=kind, until=until, agent=agent, body=body)
    await services.door.put_step(step)
    keep(request, response, STEP, token, STEP_LASTS)


async def resume(request: Request, kind: str) -> Step | None:
    """The half-done sign-in of this browser; whoever takes it on must begin it again."""
    services = services_of(request)
    token = request.cookies.get(cookie_name(services.public_url, STEP), "")
    if not token or len(token) > passes.LONGEST_TOKEN:
        return None
    return await services.door.take_step(digest(token), kind, services.clock.now())


async def attempt_of(request: Request, name: str) -> Attempt:
    """Who says to be whom; measured by his device where he has signed in from it before."""
    services = services_of(request)
    token = request.cookies.get(cookie_name(services.public_url, KNOWN), "")
    usable = token if len(token) <= passes.LONGEST_TOKEN else ""
    now, known = services.clock.now(), digest(usable)
    owner = await services.door.take_pass(known, passes.DEVICE, now) if usable else None
    ours = owner is not None and owner.id == name
    return Attempt(client_of(request), name, known if ours else "")


async def note(request: Request, agent: str, act: str, detail: str = "") -> None:
    """Into the audit: what happened at the door."""
    services = services_of(request)
    at = services.clock.now()
    decision = Decision(message_key="", act=f"door:{act}", reason=detail, by=agent, at=at)
    await services.door.audit(decision)


async def _know(request: Request, response: Response, agent: str) -> None:
    services = services_of(request)
    if (await attempt_of(request, agent)).device:
        return
    token = token_urlsafe(passes.TOKEN_BYTES)
    until = services.clock.now() + passes.DEVICE_LASTS
    await services.door.put_pass(digest(token), agent, passes.DEVICE, until)
    keep(request, response, KNOWN, token, passes.DEVICE_LASTS)


def keep(request: Request, response: Response, suffix: str, token: str, lasts: timedelta) -> None:
    """A cookie that no script reads and no other site sends along with a form."""
    url = services_of(request).public_url
    response.set_cookie(
        cookie_name(url, suffix),
        token,
        max_age=int(lasts.total_seconds()),
        secure=is_secure(url),
        httponly=True,
        samesite="lax",
    )


def forget(request: Request, response: Response, suffix: str = "") -> None:
    """Take a cookie back."""
    url = services_of(request).public_url
    name, secure = cookie_name(url, suffix), is_secure(url)
    response.delete_cookie(name, secure=secure, httponly=True, samesite="lax")


def door_page(request: Request, status: int, told: Told, **values: object) -> Response:
    """The sign-in page with every way that is open."""
    services = services_of(request)
    table, host = services.entry.table, request.headers.get("host", "")
    shown: dict[str, object] = {
        "notices": services.notices,
        "told": told,
        "ways": [way.value for way in Way if table.is_open(way)],
        "company": table.company.name,
        "passkeys": place_of(services.public_url, host) is not None,
        "token": "",
        "state": "none",
    }
    texts = texts_for(request)
    shown["span"] = _span(texts, told.wait)
    response = render.page(request, "sign_in.html", texts, status, {**shown, **values})
    if told.wait:
        response.headers["Retry-After"] = str(max(1, round(told.wait)))
    return response


def _span(texts: Texts, seconds: float) -> str:
    if seconds < SHORT_S:
        return texts("entry.seconds", n=ceil(seconds))
    return texts.span(ceil(seconds / 60) * 60)
