"""One case: who asks, what was said, what the desk thought, and what may be done."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Response

from console.pages.feed import VIEWS, feed_values, known_view
from console.view import CaseView, look
from console.visit import Reader, Visit
from core.casebook import CaseFile
from core.protection import ScamCase, scam_id

DONE = ("reply", "note", "claim", "release", "resolve", "reopen", "wake", "act", "correct")

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """What a case page shows besides the case: where it was opened, drafts, what happened."""

    view: str = VIEWS[0]
    draft: str = ""
    note: str = ""
    problems: tuple[str, ...] = ()
    note_problem: str = ""
    done: str = ""


@router.get("/case/{case_id}")
async def case(
    case_id: str, visit: Reader, view: str = "", use: str = "", done: str = ""
) -> Response:
    """The case beside its feed; `use` puts the suggested reply into the composer."""
    file = await load(visit, case_id)
    draft = visit.services.suggestion(file) if use else ""
    done = done if done in DONE else ""
    return await show_case(visit, file, Showing(view=view, draft=draft, done=done))


@router.get("/case/{case_id}/live")
async def live(case_id: str, visit: Reader, view: str = "") -> Response:
    """The parts of an open case that may change while its agent writes: never his words."""
    file = await load(visit, case_id)
    scam = await scam_of(visit, file)
    return visit.page("_live.html", shown=view_of(visit, file), scam=scam, view=known_view(view))


async def load(visit: Visit, case_id: str) -> CaseFile:
    """The case's file; raises 404."""
    file = await visit.services.book.case_file(case_id)
    if file is None:
        raise HTTPException(404)
    return file


async def show_case(visit: Visit, file: CaseFile, showing: Showing, status: int = 200) -> Response:
    """A case as a fragment for htmx, else as a page with the feed beside it."""
    values: dict[str, object] = {"shown": view_of(visit, file), "showing": showing}
    values["scam"] = await scam_of(visit, file)
    if visit.target:
        return visit.page("_case.html", status, view=known_view(showing.view), **values)
    feed = await feed_values(visit, showing.view)
    return visit.page("desk.html", status, **feed, **values)


async def scam_of(visit: Visit, file: CaseFile) -> ScamCase | None:
    """What protection has on file about the author, if anything."""
    guard, case = visit.services.guard, file.case
    if guard is None:
        return None
    found = await guard.scam_file(scam_id(case.platform, case.author_id))
    return found.scam if found else None


def view_of(visit: Visit, file: CaseFile) -> CaseView:
    """The case through this agent's eyes."""
    services = visit.services
    limits = services.capabilities.get(file.case.platform)
    return look(file, visit.agent.id, limits, services.suggestion(file))
