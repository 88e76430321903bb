"""Shifts as files: the roster as a table, a calendar as hours, one's own to take along."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response, UploadFile
from fastapi.responses import RedirectResponse

from console.pages.team import agent_of, plan_form, room_of, team_page
from console.visit import Visit, reading, writing
from core.access import Permission
from core.errors import ConfigError
from core.team.roster_csv import from_csv, to_csv
from core.team.shift import Member, checked

CSV, ICAL = "text/csv; charset=utf-8", "text/calendar; charset=utf-8"

router = APIRouter()

Looking = Annotated[Visit, Depends(reading(Permission.READ))]
Planner = Annotated[Visit, Depends(reading(Permission.ASSIGN))]
Planning = Annotated[Visit, Depends(writing(Permission.ASSIGN))]
Word = Annotated[str, Form()]


@router.get("/team/me.ics")
async def own_shifts(visit: Looking) -> Response:
    """One's own shifts as a calendar that repeats every week."""
    from core.team.roster_ical import to_ical  # noqa: PLC0415 - 10 MB, and few ask for it

    member = (await _members(visit)).get(visit.agent.id, Member(agent=visit.agent.id))
    body = to_ical(member, visit.texts("roster.shift"), visit.now)
    return Response(body, media_type=ICAL, headers=_named("shifts.ics"))


@router.get("/team/roster.csv")
async def taken_along(visit: Planner) -> Response:
    """Everybody's entry, those without one included."""
    members = await _members(visit)
    agents = await visit.services.door.agents()
    rows = [members.get(e.id, Member(agent=e.id)) for e in agents if e.disabled_at is None]
    return Response(to_csv(rows).encode("utf-8-sig"), media_type=CSV, headers=_named("roster.csv"))


@router.post("/team/roster")
async def brought(visit: Planning, rows: Word = "", file: UploadFile | None = None) -> Response:
    """Write what a table says, all of it or nothing; who is not in it stays as he is."""
    room = room_of(visit)
    text = (await file.read()).decode("utf-8", "replace") if file and file.filename else rows
    agents = {each.id for each in await visit.services.door.agents()}
    try:
        members = from_csv(text, agents)
    except ConfigError as error:
        return await team_page(visit, 422, problem=str(error))
    known = await _members(visit)
    for each in members:
        choice = known[each.agent].choice if each.agent in known else None
        await room.book.keep_member(replace(each, choice=choice), visit.agent.id, visit.now)
    return RedirectResponse("/team?done=brought", 303)


@router.post("/team/plan/{agent_id}/calendar")
async def calendar(agent_id: str, visit: Planning, file: UploadFile | None = None) -> Response:
    """Somebody's hours as a calendar has them; the form shows them before they are kept."""
    from core.team.roster_ical import from_ical  # noqa: PLC0415

    agent = await agent_of(visit, agent_id)
    member = (await _members(visit)).get(agent.id, Member(agent=agent.id))
    body = await file.read() if file else b""
    try:
        return plan_form(visit, agent, checked(from_ical(body, member, visit.now)), read=True)
    except (ConfigError, ValueError) as error:
        return plan_form(visit, agent, member, str(error))


async def _members(visit: Visit) -> dict[str, Member]:
    return {each.agent: each for each in await room_of(visit).book.members()}


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
