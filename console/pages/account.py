"""One's own account: where one is signed in, and the ways in that one has."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from console import arriving, passes
from console.keys.passkeys import place_of
from console.visit import Keeps, Looks, Visit
from core.doors import Way

DONE = ("session", "others", "password", "no_password", "codes", "no_codes", "passkey",
        "no_passkey", "connected")  # fmt: skip

router = APIRouter()


@router.get("/account")
async def account(visit: Looks, done: str = "") -> Response:
    """Everything that lets this agent in."""
    return await account_page(visit, done=done if done in DONE else "")


@router.post("/account/sessions/end")
async def end_one(visit: Keeps, session: Annotated[str, Form()] = "") -> Response:
    """End one of one's own sessions; another's is not there."""
    if session:
        ended = await visit.services.door.end_sessions(visit.agent.id, only=session)
        if ended:
            await arriving.note(visit.request, visit.agent.id, "session_ended")
    return RedirectResponse("/account?done=session", 303)


@router.post("/account/sessions/end-others")
async def end_others(visit: Keeps) -> Response:
    """Stay here and nowhere else."""
    own = passes.digest(visit.session)
    ended = await visit.services.door.end_sessions(visit.agent.id, but=own)
    await arriving.note(visit.request, visit.agent.id, "sessions_ended", f"{ended} others")
    return RedirectResponse("/account?done=others", 303)


@router.post("/account/sign-out-everywhere")
async def end_all(visit: Keeps) -> Response:
    """Leave on every device, this one too."""
    ended = await visit.services.door.end_sessions(visit.agent.id)
    await arriving.note(visit.request, visit.agent.id, "sessions_ended", f"all {ended}")
    response = RedirectResponse("/sign-in", 303)
    arriving.forget(visit.request, response)
    return response


async def account_page(
    visit: Visit, status: int = 200, *, done: str = "", problem: str = ""
) -> Response:
    """The page; `problem` names a sentence about what could not be done."""
    services = visit.services
    table, host = services.entry.table, visit.request.headers.get("host", "")
    return visit.page(
        "account.html",
        status,
        sessions=await services.door.sessions(visit.agent.id),
        own=passes.digest(visit.session),
        keys=await services.door.keys(visit.agent.id),
        ways=[way.value for way in Way if table.is_open(way)],
        company=table.company.name,
        passkeys=place_of(services.public_url, host) is not None,
        shortest=table.shortest_password,
        owes=table.second_factor == "required" and not (visit.signed and visit.signed.strong),
        done=done,
        problem=problem,
    )
