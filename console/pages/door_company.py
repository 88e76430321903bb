"""Signing in where the company's own sign-in vouches for somebody (OpenID Connect)."""

from __future__ import annotations

import logging
import re

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from console import arriving
from console.allowance import client_of
from console.arriving import Told, arrive, door_page
from console.visit import NotSignedIn, own_page, services_of, visitor
from core.access import ROLES, Role
from core.casebook import Agent
from core.doors import Company, CompanyRefused, Known, LastAdmin, Way
from core.tables.door import CompanyTable

log = logging.getLogger(__name__)

KIND = "company"
BACK = "/sign-in/company/back"
# From the least to the most that a role may do.
RANK = sorted(Role, key=lambda role: len(ROLES[role]))
_UNFIT = re.compile(r"[^a-z0-9._-]+")
LONGEST_ID = 40

router = APIRouter()


# A link and no form: browsers hold forms to this site even where it sends them on.
@router.get("/sign-in/company", dependencies=[Depends(own_page)])
async def begin(request: Request) -> Response:
    """On to the company's sign-in."""
    services, company = services_of(request), _company(request)
    wait = services.entry.brakes.knocks.take(client_of(request), services.clock.now())
    if wait:
        return door_page(request, 429, Told("wait", wait))
    try:
        place, kept = await company.begin(_back(request))
    except CompanyRefused as refused:
        return _refused(request, refused)
    response = RedirectResponse(place, 303)
    await arriving.begin_step(request, response, KIND, kept, await _already(request))
    return response


@router.get(BACK)
async def back(request: Request) -> Response:
    """And back: only to the browser that went, and only once."""
    company, step = _company(request), await arriving.resume(request, KIND)
    if step is None:
        return door_page(request, 401, Told("again"))
    try:
        known = await company.finish(_back(request), dict(request.query_params), step.body)
        agent = await _agent(request, known, step.agent)
    except CompanyRefused as refused:
        return _refused(request, refused)
    return await arrive(request, agent, Way.COMPANY, strong=True)


async def _agent(request: Request, known: Known, already: str) -> Agent:
    """Whom we know by this subject, else whoever is signed in here, else somebody new."""
    services = services_of(request)
    table = services.entry.table.company
    allowed = role_of(known, table)
    if allowed is None:
        raise CompanyRefused("company_not_you")
    agent = await services.door.agent_of(known.issuer, known.subject)
    if agent is None:
        name = already or await _new_agent(request, known, allowed)
        if not await services.door.connect(known.issuer, known.subject, name):
            raise CompanyRefused("company_disabled")
        await arriving.note(request, name, "company_connected", known.issuer)
        agent = await services.door.agent_of(known.issuer, known.subject)
    if agent is None:
        raise CompanyRefused("company_disabled")
    if table.groups and agent.role is not allowed:
        await _follow(request, agent, allowed)
    return agent


async def _follow(request: Request, agent: Agent, role: Role) -> None:
    """His groups changed, so his role does; the last admin stays one."""
    try:
        await services_of(request).door.set_role(agent.id, role)
    except LastAdmin:
        log.warning("console: %s stays an admin: he is the last", agent.id)
        return
    await arriving.note(request, agent.id, "role", f"{agent.role} -> {role}, by his groups")


async def _new_agent(request: Request, known: Known, role: Role) -> str:
    services = services_of(request)
    if not services.entry.table.company.create:
        raise CompanyRefused("company_unknown")
    taken = {each.id for each in await services.door.agents()}
    stem = _UNFIT.sub("-", known.mail.partition("@")[0].lower()).strip("-._")[:LONGEST_ID]
    wanted = [stem or "agent", *(f"{stem or 'agent'}-{n}"[-LONGEST_ID:] for n in range(2, 1000))]
    identity = next(each for each in wanted if each not in taken)
    new = Agent(id=identity, name=known.name or identity, created_at=services.clock.now())
    await services.door.add_agent(new)
    await services.door.set_role(identity, role)
    return identity


def role_of(known: Known, table: CompanyTable) -> Role | None:
    """What somebody of these groups and this address is here; None where he may not come in."""
    ours = {each.lower().lstrip("@") for each in table.domains}
    host = known.mail.rpartition("@")[2].lower()
    by_mail = known.mail_confirmed and host in ours
    by_group = [table.groups[each] for each in known.groups if each in table.groups]
    if table.domains and not by_mail:
        return None
    if table.groups and not by_group:
        return None
    return max(by_group, key=RANK.index) if by_group else table.role


async def _already(request: Request) -> str:
    """Who is signed in here already, and so connects the two."""
    try:
        visit = await visitor(request)
    except NotSignedIn:
        return ""
    return visit.agent.id if visit.is_fresh else ""


def _company(request: Request) -> Company:
    entry = services_of(request).entry
    if entry.company is None or not entry.table.is_open(Way.COMPANY):
        raise HTTPException(404)
    return entry.company


def _back(request: Request) -> str:
    return services_of(request).public_url.rstrip("/") + BACK


def _refused(request: Request, refused: CompanyRefused) -> Response:
    log.info("console: the company's sign-in: %s", refused)
    return door_page(request, 401, Told(refused.code))
