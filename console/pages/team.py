"""The team: who is here, on shift and loaded how; and who works when and knows what."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode
from zoneinfo import available_timezones

from fastapi import APIRouter, Depends, Form, HTTPException, Response
from fastapi.responses import RedirectResponse

from console.visit import Visit, reading, writing
from core.access import Permission, may
from core.casebook import Agent
from core.tables.service import DAYS
from core.team.presence import Availability
from core.team.room import TeamRoom
from core.team.shift import MOST_CASES, Member, checked
from core.triage.labels import INTENTS
from core.types import Urgency

DONE = ("chosen", "planned", "handed", "brought")
# An entry of the roster with more than this was not written by a person.
MOST_LANGUAGES = 20

router = APIRouter()

Looking = Annotated[Visit, Depends(reading(Permission.READ))]
Choosing = Annotated[Visit, Depends(writing(Permission.READ))]
Planner = Annotated[Visit, Depends(reading(Permission.ASSIGN))]
Planning = Annotated[Visit, Depends(writing(Permission.ASSIGN))]


@router.get("/team")
async def team(visit: Looking, done: str = "") -> Response:
    """Everybody, as he is now."""
    return await team_page(visit, done=done if done in DONE else "")


async def team_page(
    visit: Visit, status: int = 200, *, done: str = "", problem: str = ""
) -> Response:
    """The page, with what was done or what is wrong."""
    room = room_of(visit)
    mates = await room.mates(await visit.services.door.agents())
    mine = next((mate for mate in mates if mate.agent.id == visit.agent.id), None)
    return visit.page(
        "team.html",
        status,
        mates=mates,
        mine=mine,
        table=room.table,
        urgencies=tuple(Urgency),
        choices=tuple(Availability),
        done=done,
        problem=problem,
    )


@router.post("/team/me")
async def choose(visit: Choosing, value: Annotated[str, Form()] = "") -> Response:
    """Say how one can be reached; it counts for a shift."""
    if value not in set(Availability):
        raise HTTPException(422)
    await room_of(visit).choose(visit.agent.id, Availability(value))
    return _back("chosen")


@router.get("/team/plan/{agent_id}")
async def plan(agent_id: str, visit: Planner) -> Response:
    """One entry of the roster, to be changed."""
    agent = await agent_of(visit, agent_id)
    members = {each.agent: each for each in await room_of(visit).book.members()}
    member = members.get(agent.id, Member(agent=agent.id))
    return plan_form(visit, agent, member)


def planned(
    zone: Annotated[str, Form()] = "UTC",
    hours: Annotated[list[str] | None, Form()] = None,
    skill: Annotated[list[str] | None, Form()] = None,
    languages: Annotated[str, Form()] = "",
    most: Annotated[int, Form()] = MOST_CASES,
) -> Member:
    """Read the form as it was written."""
    week = [text.strip() for text in hours or ()][: len(DAYS)]
    tags = languages.replace(",", " ").lower().split()
    return Member(
        agent="",
        zone=zone.strip(),
        week=tuple(week + [""] * (len(DAYS) - len(week))),
        skills=frozenset(skill or ()),
        languages=frozenset(tags[:MOST_LANGUAGES]),
        most=most,
    )


@router.post("/team/plan/{agent_id}")
async def keep(
    agent_id: str, visit: Planning, wish: Annotated[Member, Depends(planned)]
) -> Response:
    """Write an entry; what cannot be meant is said beside the form."""
    agent = await agent_of(visit, agent_id)
    member = Member(
        agent=agent.id,
        zone=wish.zone,
        week=wish.week,
        skills=wish.skills,
        languages=wish.languages,
        most=wish.most,
    )
    try:
        checked(member)
    except ValueError as error:
        return plan_form(visit, agent, member, str(error))
    await room_of(visit).book.keep_member(member, visit.agent.id, visit.now)
    return _back("planned")


def plan_form(
    visit: Visit, agent: Agent, member: Member, problem: str = "", *, read: bool = False
) -> Response:
    """The form of an entry; `read` where its hours come from a file and are not kept yet."""
    return visit.page(
        "team_plan.html",
        422 if problem else 200,
        agent=agent,
        member=member,
        problem=problem,
        read=read,
        works=may(agent.role, Permission.WORK),
        days=tuple(zip(DAYS, member.week, strict=True)),
        topics=INTENTS,
        zones=sorted(available_timezones()),
    )


async def agent_of(visit: Visit, agent_id: str) -> Agent:
    """Somebody who may sign in; raises 404."""
    room_of(visit)
    for each in await visit.services.door.agents():
        if each.id == agent_id:
            return each
    raise HTTPException(404)


def room_of(visit: Visit) -> TeamRoom:
    """The team's room; raises 404 where there is none."""
    room = visit.services.team
    if room is None:
        raise HTTPException(404)
    return room


def _back(done: str) -> Response:
    return RedirectResponse(f"/team?{urlencode({'done': done})}", 303)
