"""Files beside an answer: put there, and taken away again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Response

from console import composer, uploads
from console.pages.acts import Filled, sheet, why_not
from console.pages.case import Showing, load, show_case, view_of
from console.uploads import Uploads, text_of
from console.view import is_mine
from console.visit import Visit, Works
from core.casebook import CaseFile

router = APIRouter()


@router.post("/case/{case_id}/attach")
async def attach(case_id: str, visit: Uploads) -> Response:
    """Put files beside the answer of whoever holds the case."""
    file, form = await load(visit, case_id), await visit.request.form()
    filled = sheet(
        text=text_of(form, "text"), note=text_of(form, "note"), view=text_of(form, "view")
    )
    if not is_mine(file.case, visit.agent.id):
        return await _shown(visit, file, filled, [why_not(visit, file.case)], 409)
    told = await uploads.taken_in(visit, file.case)
    return await _shown(visit, file, filled, told, 422 if told else 200)


@router.post("/case/{case_id}/detach")
async def detach(
    case_id: str, visit: Works, filled: Filled, upload: Annotated[str, Form()] = ""
) -> Response:
    """Take one away again."""
    file, files = await load(visit, case_id), uploads.port(visit)
    gone = files is not None and await files.detach(case_id, visit.agent.id, upload)
    told = [] if gone else [visit.texts("attach.gone")]
    return await _shown(visit, file, filled, told, 200 if gone else 409)


async def _shown(
    visit: Visit, file: CaseFile, filled: Filled, told: list[str], status: int
) -> Response:
    """The list alone for the script, which leaves the words where they are; else the page."""
    if visit.target.startswith("attach-"):
        more = await uploads.values(visit, file.case)
        values = {"shown": view_of(visit, file), "case": file.case, "view": filled.view}
        return visit.page("_attach.html", status, told=told, **values, **more)
    await composer.kept(visit, file.case.id, filled.text)
    showing = Showing(view=filled.view, draft=filled.text, note=filled.note, problems=tuple(told))
    return await show_case(visit, file, showing, status)
