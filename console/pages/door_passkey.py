"""Signing in by a passkey: the browser shows that it has the key, and the owner agrees."""

from __future__ import annotations

from secrets import token_bytes
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response

from console import arriving
from console.allowance import client_of
from console.arriving import Told, arrive, door_page
from console.keys.passkeys import BadPasskey, Place, ask, identity_of, place_of, shown
from console.visit import own_page, services_of
from core.casebook import Agent
from core.doors import Step, Way

KIND = "passkey"
CHALLENGE_BYTES = 32

router = APIRouter()
OwnPage = Depends(own_page)


@router.post("/sign-in/passkey/ask", dependencies=[OwnPage])
async def challenge(request: Request) -> Response:
    """What the browser asks its owner with; good once."""
    services, place = services_of(request), _place(request)
    if services.entry.brakes.knocks.take(client_of(request), services.clock.now()):
        raise HTTPException(429)
    given = token_bytes(CHALLENGE_BYTES)
    response = Response(ask(place, given), media_type="application/json")
    await arriving.begin_step(request, response, KIND, {"challenge": given.hex()})
    return response


@router.post("/sign-in/passkey", dependencies=[OwnPage])
async def by_passkey(request: Request, answer: Annotated[str, Form()] = "") -> Response:
    """Two proofs at once: the device, and whoever unlocks it."""
    place, step = _place(request), await arriving.resume(request, KIND)
    agent = await _owner(request, place, step, answer) if step else None
    if agent is None:
        return door_page(request, 401, Told("passkey"))
    return await arrive(request, agent, Way.PASSKEY, strong=True)


async def _owner(request: Request, place: Place, step: Step, answer: str) -> Agent | None:
    services = services_of(request)
    challenge = bytes.fromhex(step.body["challenge"])
    try:
        known = await services.door.passkey(identity_of(answer))
        counter = shown(answer, challenge, place, known) if known else 0
    except BadPasskey:
        return None
    if known is None:
        return None
    if not await services.door.use_passkey(known.id, counter, services.clock.now()):
        await arriving.note(request, known.agent, "passkey_copied", known.name)
        return None
    everybody = await services.door.agents()
    return next((e for e in everybody if e.id == known.agent and not e.disabled_at), None)


def _place(request: Request) -> Place:
    services = services_of(request)
    place = place_of(services.public_url, request.headers.get("host", ""))
    if place is None or not services.entry.table.is_open(Way.PASSKEY):
        raise HTTPException(404)
    return place
