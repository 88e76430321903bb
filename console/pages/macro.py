"""A macro before it acts, and what it does: its text like any send, then its steps in order."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Response
from fastapi.responses import RedirectResponse

from console import composer
from console.pages.acts import Filled, Refusal, explained, send
from console.pages.case import Showing, load, show_case
from console.pages.feed import known_view
from console.view import is_mine, seen
from console.visit import Visit, reading, writing
from core.access import Permission
from core.canned import Canned, Deed, Step, filled, values_of
from core.casebook import CaseFile
from core.composing import ComposeRoom
from core.deeds import Refused
from core.errors import IllegalTransition, NotYours, UnsafeText
from core.macro import deed_of

Looker = Annotated[Visit, Depends(reading(Permission.WORK))]
Worker = Annotated[Visit, Depends(writing(Permission.WORK))]

router = APIRouter()


@router.get("/case/{case_id}/macro/{identity}")
async def preview(case_id: str, identity: str, visit: Looker, view: str = "") -> Response:
    """What would be said and done; nothing is."""
    file, macro = await load(visit, case_id), await _macro(visit, identity)
    room = _room(visit)
    text = filled(macro, file.case, values_of(file, visit.agent.name, room.facts()))
    mine = is_mine(file.case, visit.agent.id)
    problems = [] if mine else [visit.texts("macro.not_yours")]
    problems += _objections(visit, file, text) if text else []
    return _page(visit, file, macro, text=text, problems=problems, view=known_view(view))


@router.post("/case/{case_id}/macro/{identity}")
async def act(case_id: str, identity: str, visit: Worker, form: Filled) -> Response:
    """Do it: what cannot be said stops all of it, a step that cannot be done those behind it."""
    file, macro = await load(visit, case_id), await _macro(visit, identity)
    if not is_mine(file.case, visit.agent.id):
        problems = (visit.texts("macro.not_yours"),)
        return _page(visit, file, macro, text=form.text, problems=problems, view=form.view)
    try:
        if macro.texts:
            await send(visit, file, form)
            await composer.sent(visit, case_id, form.text)
    except Refusal as refusal:
        file = await load(visit, case_id)
        found = {"text": form.text, "problems": refusal.problems, "view": form.view}
        return _page(visit, file, macro, refusal.status, **found)
    try:
        await _steps(visit, case_id, macro)
    except Refusal as refusal:
        # Not the macro again: its answer is on its way already.
        showing = Showing(view=form.view, problems=refusal.problems)
        return await show_case(visit, await load(visit, case_id), showing, refusal.status)
    return RedirectResponse(f"/case/{case_id}?view={form.view}&done=macro", 303)


async def _steps(visit: Visit, case_id: str, macro: Canned) -> None:
    for step in macro.steps:
        if step.deed is Deed.ASSIGN and step.value not in visit.names:
            raise _halted(visit, step)
        try:
            await _room(visit).do(deed_of(step, case_id, visit.agent.id, visit.now))
        except (Refused, NotYours, IllegalTransition):
            raise _halted(visit, step) from None


def _halted(visit: Visit, step: Step) -> Refusal:
    t = visit.texts
    what = t(f"macro.do_{step.deed}", value=visit.name_of(step.value))
    return Refusal(409, t("macro.halted", value=what))


def _objections(visit: Visit, file: CaseFile, text: str) -> list[str]:
    try:
        visit.services.compose(file.case, text, visit.agent.id, visit.now)
    except UnsafeText as unsafe:
        return [explained(visit.texts, each) for each in unsafe.problems]
    return []


async def _macro(visit: Visit, identity: str) -> Canned:
    """One that this agent may use; raises 404."""
    for each in await _room(visit).canned.canned(visit.agent.id):
        if each.id == identity:
            return each
    raise HTTPException(404)


def _page(
    visit: Visit, file: CaseFile, macro: Canned, status: int = 200, **shown: object
) -> Response:
    names = {"case": file.case, "macro": macro, "seen": seen(file)}
    ready = is_mine(file.case, visit.agent.id)
    return visit.page("macro.html", status, ready=ready, **names, **shown)


def _room(visit: Visit) -> ComposeRoom:
    if visit.services.composing is None:
        raise HTTPException(404)
    return visit.services.composing
