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
from core.service_table import DAYS
from core.team.presence import Availability
from core.team.room import TeamRoom
from core.team.shift import MOST_CASES, Member, checked
from core.triage.labels import INTENTS
from core.types import Urgency

DONE = ("chosen", "planned", "handed")
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
    room = _room(visit)
    mates = await room.mates(await visit.services.door.agents())
    mine = next((mate for mate in mates if mate.agent.id == visit.agent.id), None)
    return visit.page(
        "team.html",
        mates=mates,
        mine=mine,
        table=room.table,
        urgencies=tuple(Urgency),
        choices=tuple(Availability),
        done=done if done in DONE else "",
    )


@router.post("/team/me")
async def choose(visit: Choosing, value: Annotated[str, Form()] = "") -> Response:
    """Say how one can be reached; it counts for a shift."""
    if value not in set(Availability):
        raise HTTPException(422)
    await _room(visit).choose(visit.agent.id, Availability(value))
    return _back("chosen")


@router.get("/team/plan/{agent_id}")
async def plan(agent_id: str, visit: Planner) -> Response:
    """One entry of the roster, to be changed."""
    agent = await _agent(visit, agent_id)
    members = {each.agent: each for each in await _room(visit).book.members()}
    member = members.get(agent.id, Member(agent=agent.id))
    return _form(visit, agent, member)


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
    agent = await _agent(visit, agent_id)
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
        return _form(visit, agent, member, str(error))
    await _room(visit).book.keep_member(member, visit.agent.id, visit.now)
    return _back("planned")


def _form(visit: Visit, agent: Agent, member: Member, problem: str = "") -> Response:
    return visit.page(
        "team_plan.html",
        422 if problem else 200,
        agent=agent,
        member=member,
        problem=problem,
        works=may(agent.role, Permission.WORK),
        days=tuple(zip(DAYS, member.week, strict=True)),
        topics=INTENTS,
        zones=sorted(available_timezones()),
    )


async def _agent(visit: Visit, agent_id: str) -> Agent:
    _room(visit)
    for each in await visit.services.door.agents():
        if each.id == agent_id:
            return each
    raise HTTPException(404)


def _room(visit: Visit) -> TeamRoom:
    room = visit.services.team
    if room is None:
        raise HTTPException(404)
    return room


def _back(done: str) -> Response:
    return RedirectResponse(f"/team?{urlencode({'done': done})}", 303)
