"""Who may sign in, and as what; only for those who manage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Response
from fastapi.responses import RedirectResponse

from console import arriving, passes
from console.visit import Visit, reading, writing
from core.access import ROLES, Permission, Role
from core.casebook import Agent
from core.doors import VALID_ID, LastAdmin, Way

DONE = ("role", "disabled", "enabled", "ended", "reset")
LONGEST_NAME = 80
Manager = Annotated[Visit, Depends(reading(Permission.MANAGE))]
ManagerForm = Annotated[Visit, Depends(writing(Permission.MANAGE))]

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page says besides the list: a link that is shown once, or why nothing was done."""

    done: str = ""
    problem: str = ""
    link: str = ""
    name: str = ""
    typed: str = ""


@router.get("/people")
async def people(visit: Manager, done: str = "") -> Response:
    """Everybody, with role and last sign-in."""
    return await _page(visit, Shown(done=done if done in DONE else ""))


@router.post("/people")
async def add(
    visit: ManagerForm,
    role: Annotated[Role, Form()],
    identity: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
) -> Response:
    """Let somebody in; his link is shown once."""
    known = {each.id for each in await visit.services.door.agents()}
    identity, name = identity.strip().lower(), name.strip()[:LONGEST_NAME]
    if not VALID_ID.fullmatch(identity):
        return await _page(visit, Shown(problem="bad_id", name=name, typed=identity), 422)
    if identity in known:
        return await _page(visit, Shown(problem="taken", name=name, typed=identity), 409)
    agent = Agent(id=identity, name=name or identity, created_at=visit.now, role=role)
    await visit.services.door.add_agent(agent)
    await arriving.note(visit.request, visit.agent.id, "agent_added", f"{identity}: {role}")
    return await _invite(visit, agent)


@router.post("/people/{identity}/link")
async def link(identity: str, visit: ManagerForm) -> Response:
    """Another link for somebody who lost every way in."""
    agent = await _person(visit, identity)
    if agent.disabled_at:
        raise HTTPException(409)
    return await _invite(visit, agent)


@router.post("/people/{identity}/role")
async def set_role(identity: str, visit: ManagerForm, role: Annotated[Role, Form()]) -> Response:
    """Another role; whoever had the old one signs in again."""
    agent = await _person(visit, identity)
    try:
        await visit.services.door.set_role(identity, role)
    except LastAdmin:
        return await _page(visit, Shown(problem="last_admin", name=agent.name), 409)
    detail = f"{identity}: {agent.role} -> {role}"
    await arriving.note(visit.request, visit.agent.id, "role", detail)
    return RedirectResponse("/people?done=role", 303)


@router.post("/people/{identity}/disable")
async def disable(identity: str, visit: ManagerForm) -> Response:
    """Out at once: sessions and links end."""
    agent = await _person(visit, identity)
    try:
        await visit.services.door.disable(identity, visit.now)
    except LastAdmin:
        return await _page(visit, Shown(problem="last_admin", name=agent.name), 409)
    await arriving.note(visit.request, visit.agent.id, "agent_disabled", identity)
    return RedirectResponse("/people?done=disabled", 303)


@router.post("/people/{identity}/enable")
async def enable(identity: str, visit: ManagerForm) -> Response:
    """Let somebody in again."""
    await _person(visit, identity)
    await visit.services.door.disable(identity, None)
    await arriving.note(visit.request, visit.agent.id, "agent_enabled", identity)
    return RedirectResponse("/people?done=enabled", 303)


@router.post("/people/{identity}/end-sessions")
async def end_sessions(identity: str, visit: ManagerForm) -> Response:
    """Sign somebody out everywhere."""
    await _person(visit, identity)
    ended = await visit.services.door.end_sessions(identity)
    detail = f"{identity}: {ended}"
    await arriving.note(visit.request, visit.agent.id, "sessions_ended", detail)
    return RedirectResponse("/people?done=ended", 303)


@router.post("/people/{identity}/reset")
async def reset(identity: str, visit: ManagerForm) -> Response:
    """Take away password, codes and passkeys of somebody who lost them or had them stolen."""
    await _person(visit, identity)
    door = visit.services.door
    await door.set_password(identity, "", visit.now)
    await door.set_codes(identity, "", (), visit.now)
    for each in (await door.keys(identity)).passkeys:
        await door.drop_passkey(identity, each.id)
    await door.end_sessions(identity)
    await arriving.note(visit.request, visit.agent.id, "keys_reset", identity)
    return RedirectResponse("/people?done=reset", 303)


async def _person(visit: Visit, identity: str) -> Agent:
    everybody = await visit.services.door.agents()
    found = next((each for each in everybody if each.id == identity), None)
    if found is None:
        raise HTTPException(404)
    return found


async def _invite(visit: Visit, agent: Agent) -> Response:
    services = visit.services
    if not services.entry.table.is_open(Way.LINK):
        return await _page(visit, Shown(problem="no_links", name=agent.name), 409)
    url = await passes.issue_link(services.door, agent.id, services.clock, services.public_url)
    await arriving.note(visit.request, visit.agent.id, "link_issued", agent.id)
    return await _page(visit, Shown(link=url, name=agent.name))


async def _page(visit: Visit, shown: Shown, status: int = 200) -> Response:
    everybody = await visit.services.door.agents()
    return visit.page("people.html", status, people=everybody, said=shown, roles=list(ROLES))
