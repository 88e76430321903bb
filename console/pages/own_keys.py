"""Changing how one signs in: only soon after signing in, and every change turns the session."""

from __future__ import annotations

from secrets import token_bytes
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Response
from fastapi.responses import RedirectResponse

from console import arriving
from console.arriving import begin_step, resume
from console.entry import Attempt
from console.keys import codes
from console.keys.passkeys import BadPasskey, Maker, Place, made, offer, place_of
from console.keys.passwords import Busy, weakness
from console.pages.account import account_page
from console.visit import Keeps, Visit
from core.doors import Way

NEW_CODES, NEW_PASSKEY = "new_codes", "new_passkey"
LONGEST_NAME = 60
MOST_PASSKEYS = 20
CHALLENGE_BYTES = 32

router = APIRouter()


@router.post("/account/password")
async def set_password(
    visit: Keeps, current: Annotated[str, Form()] = "", new: Annotated[str, Form()] = ""
) -> Response:
    """A first password or another one; who has one shows it again."""
    agent, services = visit.agent, visit.services
    table = services.entry.table
    if not table.is_open(Way.PASSWORD):
        raise HTTPException(404)
    weak = weakness(new, table.shortest_password, about=(agent.id, agent.name, "skerry"))
    if problem := await _why_not(visit, current) or weak:
        return await account_page(visit, 422, problem=problem)
    try:
        hashed = await services.entry.passwords.hash(new)
    except Busy:
        return await account_page(visit, 503, problem="busy")
    await services.door.set_password(agent.id, hashed, visit.now)
    return await _changed(visit, "password")


@router.post("/account/password/remove")
async def drop_password(visit: Keeps, current: Annotated[str, Form()] = "") -> Response:
    """Come in some other way from now on."""
    if problem := await _why_not(visit, current):
        return await account_page(visit, 422, problem=problem)
    await visit.services.door.set_password(visit.agent.id, "", visit.now)
    return await _changed(visit, "no_password")


@router.post("/account/codes/new")
async def new_codes(visit: Keeps) -> Response:
    """A secret for the authenticator; nothing counts before a code of it was typed."""
    if not visit.is_fresh:
        return await account_page(visit, 403, problem="stale")
    return await _offer_codes(visit, codes.new_secret())


@router.post("/account/codes")
async def set_codes(visit: Keeps, code: Annotated[str, Form()] = "") -> Response:
    """The first code shows that the device has the secret; the spare ones are shown once."""
    step = await resume(visit.request, NEW_CODES)
    if step is None or step.agent != visit.agent.id:
        return await account_page(visit, 409, problem="codes_again")
    secret, door = step.body["secret"], visit.services.door
    number = codes.step_of(secret, code, visit.now)
    if number is None:
        return await _offer_codes(visit, secret, 422)
    spares = codes.new_spares()
    await door.set_codes(visit.agent.id, secret, list(map(codes.spare_digest, spares)), visit.now)
    await door.spend_code(visit.agent.id, number)
    await arriving.note(visit.request, visit.agent.id, "codes")
    response = visit.page("account_spares.html", spares=spares)
    # two proofs in one session: who set the codes up holds the device in his hand
    await arriving.turn(visit.request, response, visit.agent.id, strong=True)
    arriving.forget(visit.request, response, arriving.STEP)
    return response


@router.post("/account/codes/remove")
async def drop_codes(visit: Keeps) -> Response:
    """One proof less."""
    if not visit.is_fresh:
        return await account_page(visit, 403, problem="stale")
    await visit.services.door.set_codes(visit.agent.id, "", (), visit.now)
    return await _changed(visit, "no_codes")


@router.post("/account/passkeys/offer")
async def offer_passkey(visit: Keeps) -> Response:
    """What the browser needs to make a passkey."""
    place, keys = _place(visit), await visit.services.door.keys(visit.agent.id)
    if not visit.is_fresh or len(keys.passkeys) >= MOST_PASSKEYS:
        raise HTTPException(403)
    challenge = token_bytes(CHALLENGE_BYTES)
    body = offer(visit.agent, place, keys.passkeys, challenge)
    response = Response(body, media_type="application/json")
    kept = {"challenge": challenge.hex()}
    await begin_step(visit.request, response, NEW_PASSKEY, kept, visit.agent.id)
    return response


@router.post("/account/passkeys")
async def add_passkey(
    visit: Keeps, answer: Annotated[str, Form()] = "", name: Annotated[str, Form()] = ""
) -> Response:
    """Keep the public half of what the browser made."""
    place, step = _place(visit), await resume(visit.request, NEW_PASSKEY)
    if step is None or step.agent != visit.agent.id:
        return await account_page(visit, 409, problem="passkey_again")
    maker = Maker(visit.agent.id, name.strip()[:LONGEST_NAME] or "passkey", visit.now)
    try:
        passkey = made(answer, bytes.fromhex(step.body["challenge"]), place, maker)
    except BadPasskey:
        return await account_page(visit, 422, problem="passkey_bad")
    if not await visit.services.door.add_passkey(passkey):
        return await account_page(visit, 409, problem="passkey_bad")
    return await _changed(visit, "passkey", strong=True)


@router.post("/account/passkeys/remove")
async def drop_passkey(visit: Keeps, passkey: Annotated[str, Form()] = "") -> Response:
    """Forget one of one's own."""
    if not visit.is_fresh:
        return await account_page(visit, 403, problem="stale")
    await visit.services.door.drop_passkey(visit.agent.id, passkey)
    return await _changed(visit, "no_passkey")


async def _why_not(visit: Visit, current: str) -> str:
    """Why the password may not be changed now; guesses at it wait like guesses at the door."""
    services, keys = visit.services, await visit.services.door.keys(visit.agent.id)
    if not visit.is_fresh:
        return "stale"
    if not keys.password:
        return ""
    own = visit.signed.digest if visit.signed else ""
    who = Attempt("", visit.agent.id, f"account {own}")
    if services.entry.brakes.attempt(who, visit.now):
        return "wait"
    try:
        right = await services.entry.passwords.check(keys.password, current)
    except Busy:
        return "busy"
    if right:
        services.entry.brakes.right(who)
    return "" if right else "current"


async def _changed(visit: Visit, what: str, *, strong: bool = False) -> Response:
    await arriving.note(visit.request, visit.agent.id, what)
    response = RedirectResponse(f"/account?done={what}", 303)
    strong = strong or bool(visit.signed and visit.signed.strong)
    await arriving.turn(visit.request, response, visit.agent.id, strong=strong)
    return response


async def _offer_codes(visit: Visit, secret: str, status: int = 200) -> Response:
    text = codes.address(secret, visit.agent.id, visit.request.url.hostname or "")
    values = {"secret": secret, "picture": codes.picture(text), "side": codes.side(text)}
    response = visit.page("account_codes.html", status, wrong=status != 200, **values)
    kept = {"secret": secret}
    await begin_step(visit.request, response, NEW_CODES, kept, visit.agent.id)
    return response


def _place(visit: Visit) -> Place:
    services = visit.services
    place = place_of(services.public_url, visit.request.headers.get("host", ""))
    if place is None or not services.entry.table.is_open(Way.PASSKEY):
        raise HTTPException(404)
    return place
