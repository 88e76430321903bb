"""Where everybody is: the beats of open pages, and who else is in a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import isfinite
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import JSONResponse

from console.allowance import Allowance
from console.pages.case import load
from console.together import Teller
from console.visit import Visit, reading, writing
from core.access import Permission
from core.team.presence import Beat
from core.team.room import TeamRoom

# A page beats every ten seconds, and when somebody opens a case, writes, or stops writing.
BURST, EVERY_S = 30, 2.0
LONGEST_NAME, LONGEST_IDLE_S = 24, 86_400
# What the script says in its own places, in the reader's language.
WORDS = ("viewing", "idle", "writing", "replying", "working", "and_more", "since")

router = APIRouter()

Looking = Annotated[Visit, Depends(reading(Permission.READ))]
Beating = Annotated[Visit, Depends(writing(Permission.READ))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """The form of a beat: which page of this person, in which case, what he does there."""

    page: str
    case: str
    writing: bool
    idle: float
    gone: bool


def pulse(
    page: Annotated[str, Form()] = "",
    case: Annotated[str, Form()] = "",
    writing: Annotated[str, Form()] = "",
    idle: Annotated[float, Form()] = 0.0,
    gone: Annotated[str, Form()] = "",
) -> Pulse:
    """Read the form; names are cut, so that nobody fills the memory with them."""
    seconds = min(max(idle, 0.0), LONGEST_IDLE_S) if isfinite(idle) else 0.0
    return Pulse(
        page=page[:LONGEST_NAME],
        case=case[:LONGEST_NAME],
        writing=writing == "1",
        idle=seconds,
        gone=gone == "1",
    )


@router.get("/presence")
async def presence(visit: Looking) -> Response:
    """Who is where, and the words for it: asked for once by each page, then the stream tells."""
    _room(visit)
    words = {name: visit.texts(f"together.{name}", **_blanks(name)) for name in WORDS}
    cases = await teller_of(visit.request).everywhere()
    return JSONResponse({"me": visit.agent.id, "words": words, "cases": cases})


@router.post("/presence")
async def beat(visit: Beating, said: Annotated[Pulse, Depends(pulse)]) -> Response:
    """A page says where it is; never what is written there."""
    room = _room(visit)
    allowance: Allowance = visit.request.app.state.beats
    if allowance.take(visit.agent.id, visit.now):
        raise HTTPException(429)
    if said.gone:
        room.whereabouts.leave(visit.agent.id, said.page)
    elif said.page:
        room.whereabouts.hear(
            Beat(
                agent=visit.agent.id,
                page=said.page,
                case_id=said.case,
                writing=said.writing,
                active_at=visit.now - timedelta(seconds=said.idle),
                at=visit.now,
            )
        )
    return Response(status_code=204)


@router.get("/case/{case_id}/together")
async def together(case_id: str, visit: Looking, view: str = "") -> Response:
    """The strip of a case alone."""
    _room(visit)
    file = await load(visit, case_id)
    return visit.page("_together.html", case=file.case, view=view)


def teller_of(request: Request) -> Teller:
    """Who tells of whereabouts in this process."""
    teller: Teller = request.app.state.teller
    return teller


def _room(visit: Visit) -> TeamRoom:
    room = visit.services.team
    if room is None:
        raise HTTPException(404)
    return room


def _blanks(name: str) -> dict[str, str]:
    """Places that the script fills in."""
    if name == "since":
        return {"n": "{n}"}
    return {"name": "{name}"} if name != "and_more" else {"name": "{name}", "n": "{n}"}
