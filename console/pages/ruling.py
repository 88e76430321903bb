"""What a moderator says to scam cases: first what would happen, then, if he confirms, it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Response
from fastapi.responses import RedirectResponse

from console.pages.protection import guard_of, known_view
from console.scam_view import VERDICTS, Prospect, may_lift, prospect
from console.services import Services
from console.visit import Moderates, Visit, Weighs
from core.actions import Outgoing
from core.protection import ScamCase
from core.scams import Ruling, ScamFile, Verb

# More would be a page that nobody reads before he confirms it.
MOST_PICKED = 100
# What can be said although nothing leaves the desk.
NO_ACT = frozenset({Verb.TAKE, *VERDICTS})

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """The form of the preview: which cases, what is said, what its reader saw, and why."""

    verb: Verb
    picks: tuple[str, ...]
    seen: tuple[str, ...] = ()
    note: str = ""
    sure: bool = False
    view: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What became of one case: done | lost | changed | gone | nothing, and who was first."""

    scam_id: str
    state: str
    scam: ScamCase | None = None
    by: str = ""
    at: datetime | None = None
    verb: str = ""


def saying(
    verb: Annotated[Verb, Form()],
    pick: Annotated[list[str], Form()],
    seen: Annotated[list[str], Form()] = [],  # noqa: B006 - the framework copies it
    note: Annotated[str, Form()] = "",
    sure: Annotated[str, Form()] = "",
) -> Saying:
    """Read the form; every case comes with what its reader saw of it."""
    if len(seen) not in {0, len(pick)} or len(pick) > MOST_PICKED:
        raise HTTPException(400)
    return Saying(
        verb=verb, picks=tuple(pick), seen=tuple(seen), note=note.strip(), sure=bool(sure)
    )


@router.get("/protection/preview")
async def preview(
    verb: Verb,
    visit: Weighs,
    pick: Annotated[list[str], Query()] = [],  # noqa: B006
    view: str = "",
) -> Response:
    """What exactly would happen, to whom and where, and what cannot be taken back."""
    picks = tuple(dict.fromkeys(pick))[:MOST_PICKED]
    if not picks:
        return RedirectResponse(f"/protection?{urlencode({'view': known_view(view)})}", 303)
    return await _preview(visit, Saying(verb=verb, picks=picks, view=view), "")


@router.post("/protection/rule")
async def rule(
    visit: Moderates,
    said: Annotated[Saying, Depends(saying)],
    view: Annotated[str, Form()] = "",
) -> Response:
    """Say it to every picked case; whatever was decided or changed meanwhile is told, not done."""
    said = replace(said, view=known_view(view))
    prospects = await _prospects(visit, said)
    if problem := _problem(visit, said, prospects):
        return await _preview(visit, said, problem)
    known = {each.scam.id: each for each in prospects}
    told = [
        await _say(visit, said, scam_id, known.get(scam_id), seen)
        for scam_id, seen in zip(said.picks, said.seen or ("",) * len(said.picks), strict=True)
    ]
    if len(told) == 1 and told[0].state == "done":
        query = urlencode({"view": said.view, "done": said.verb})
        return RedirectResponse(f"/protection/{told[0].scam_id}?{query}", 303)
    status = 200 if any(each.state == "done" for each in told) else 409
    return visit.page("scam_ruled.html", status, told=told, said=said, view=said.view)


async def _preview(visit: Visit, said: Saying, problem: str) -> Response:
    prospects = await _prospects(visit, said)
    if not prospects:
        raise HTTPException(404)
    return visit.page(
        "scam_sure.html",
        422 if problem else 200,
        prospects=prospects,
        said=said,
        problem=problem,
        view=known_view(said.view),
        acts=sum(len(each.consequences) for each in prospects),
        final=sum(each.final for one in prospects for each in one.consequences),
        reverses=any(each.reverses for each in prospects),
    )


async def _prospects(visit: Visit, said: Saying) -> list[Prospect]:
    guard, services = guard_of(visit), visit.services
    files = [await guard.scam_file(scam_id) for scam_id in said.picks]
    return [
        prospect(file, said.verb, _acts(services, file, said.verb), services.capabilities)
        for file in files
        if file is not None
    ]


def _acts(services: Services, file: ScamFile, verb: Verb) -> tuple[Outgoing, ...]:
    """What would leave; where nothing was done to the author, there is nothing to lift."""
    if verb is Verb.LIFT and not may_lift(file.scam):
        return ()
    return services.acts_for(file, verb)


def _problem(visit: Visit, said: Saying, prospects: Sequence[Prospect]) -> str:
    """What is missing before anything may happen."""
    if said.verb is Verb.BAN and not said.sure:
        return visit.texts("ruling.tick")
    if not said.note and any(each.reverses for each in prospects):
        return visit.texts("ruling.reason_needed")
    return ""


async def _say(visit: Visit, said: Saying, scam_id: str, known: Prospect | None, seen: str) -> Said:
    if known is None:
        return Said(scam_id=scam_id, state="gone")
    # Taking a case does nothing to anybody, so there is nothing to have seen before.
    if said.verb is not Verb.TAKE and seen != known.seen:
        return Said(scam_id=scam_id, state="changed", scam=known.scam)
    if not known.consequences and said.verb not in NO_ACT:
        return Said(scam_id=scam_id, state="nothing", scam=known.scam)
    by, now = visit.agent.id, visit.now
    outgoing = tuple(replace(each.out, by=by, due_at=now) for each in known.consequences)
    ruling = Ruling(
        scam_id=scam_id, verb=said.verb, by=by, at=now, outgoing=outgoing, note=said.note
    )
    try:
        ruled = await guard_of(visit).rule(ruling)
    except KeyError:
        return Said(scam_id=scam_id, state="gone")
    state = "done" if ruled.won else "lost"
    return Said(
        scam_id=scam_id, state=state, scam=ruled.scam, by=ruled.by, at=ruled.at, verb=ruled.verb
    )
