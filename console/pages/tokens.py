"""Tokens of programs: who has which, for what, and since when nobody used them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Response
from fastapi.responses import RedirectResponse

from console.visit import Visit, reading, writing
from core.access import Permission, may
from core.api import ApiRoom
from core.tokens import NEEDS, Order, Scope, make, traced

DAYS = (30, 90, 365, 0)
LONGEST_NAME = 80
DONE = ("revoked",)
Manager = Annotated[Visit, Depends(reading(Permission.MANAGE))]
ManagerForm = Annotated[Visit, Depends(writing(Permission.MANAGE))]

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the page says besides the list: a token that is shown once, or why there is none."""

    done: str = ""
    problem: str = ""
    token: str = ""
    name: str = ""
    owner: str = ""
    scopes: frozenset[Scope] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The form of a new token."""

    name: str
    owner: str
    scopes: frozenset[Scope]
    days: int


def wish(
    owner: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    scopes: Annotated[list[Scope] | None, Form()] = None,
    days: Annotated[int, Form()] = DAYS[1],
) -> Wish:
    """Read the form; a length that the page does not offer is refused."""
    if days not in DAYS:
        raise HTTPException(400)
    name = name.strip()[:LONGEST_NAME]
    return Wish(name=name, owner=owner, scopes=frozenset(scopes or ()), days=days)


@router.get("/tokens")
async def tokens(visit: Manager, done: str = "") -> Response:
    """All of them, the latest first."""
    return await _page(visit, Said(done=done if done in DONE else ""))


@router.post("/tokens")
async def add(visit: ManagerForm, wanted: Annotated[Wish, Depends(wish)]) -> Response:
    """Make one; it is shown this once."""
    problem = await _problem(visit, wanted)
    kept = Said(problem=problem, name=wanted.name, owner=wanted.owner, scopes=wanted.scopes)
    if problem:
        return await _page(visit, kept, 422)
    until = visit.now + timedelta(days=wanted.days) if wanted.days else None
    order = Order(
        name=wanted.name,
        agent=wanted.owner,
        scopes=wanted.scopes,
        by=visit.agent.id,
        expires_at=until,
    )
    shown, token = make(order, visit.now)
    await room(visit).books.put_token(token, traced(token, "add", visit.agent.id, visit.now))
    return await _page(visit, Said(token=shown, name=wanted.name))


@router.post("/tokens/{token_id}/revoke")
async def revoke(token_id: str, visit: ManagerForm) -> Response:
    """It is worth nothing from now on."""
    books = room(visit).books
    known = next((each for each in await books.tokens() if each.id == token_id), None)
    if known is None:
        raise HTTPException(404)
    await books.revoke_token(token_id, traced(known, "revoke", visit.agent.id, visit.now))
    return RedirectResponse("/tokens?done=revoked", 303)


def room(visit: Visit) -> ApiRoom:
    """What programs' pages stand on; raises 404 where there is no door for them."""
    if visit.services.api is None:
        raise HTTPException(404)
    return visit.services.api


async def _problem(visit: Visit, wanted: Wish) -> str:
    people = {each.id: each for each in await visit.services.door.agents()}
    owner = people.get(wanted.owner)
    if owner is None or owner.disabled_at is not None:
        return "no_owner"
    if not wanted.scopes:
        return "no_scopes"
    return "" if all(may(owner.role, NEEDS[each]) for each in wanted.scopes) else "role"


async def _page(visit: Visit, said: Said, status: int = 200) -> Response:
    people = await visit.services.door.agents()
    return visit.page(
        "tokens.html",
        status,
        tokens=await room(visit).books.tokens(),
        people=[each for each in people if each.disabled_at is None],
        said=said,
        scopes=list(Scope),
        days=DAYS,
    )
