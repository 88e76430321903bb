"""One case: who asks, what was said, what the desk thought, and what may be done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Response

from console import casework, composer, uploads
from console.pages.feed import VIEWS, AskedPlace, feed_values, known_view
from console.view import CaseView, look
from console.visit import Looks, Visit
from core.access import Permission
from core.casebook import CaseFile
from core.protection import ScamCase, scam_id
from core.types import Platform

DONE = (
    *("reply", "note", "claim", "release", "resolve", "reopen", "wake", "act", "correct", "macro"),
    *("tag", "untag", "merge", "unmerge", "split", "snooze", "transfer", "note_edit", "again"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """How a case is asked for: `use` puts the suggested reply into the composer, `before` is where
    an earlier page of the conversation ends."""

    view: AskedPlace
    use: str = ""
    done: str = ""
    before: str = ""


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
    before: str = ""


@router.get("/case/{case_id}")
async def case(case_id: str, visit: Looks, asked: Annotated[Asked, Depends()]) -> Response:
    """The case beside its feed."""
    file = await load(visit, case_id, asked.before)
    draft = composer.used(visit, file, asked.use)
    done = asked.done if asked.done in DONE else ""
    showing = Showing(view=asked.view, draft=draft, done=done, before=asked.before)
    return await show_case(visit, file, showing)


@router.get("/case/{case_id}/live")
async def live(case_id: str, visit: Looks, view: AskedPlace, before: str = "") -> Response:
    """The parts of an open case that may change while its agent writes: never his words."""
    file = await load(visit, case_id, before)
    await opened(visit, case_id)
    scam = await scam_of(visit, file)
    more = {**await composer.values(visit, file), **await casework.values(visit, file)}
    around = {"scam": scam, "view": known_view(view), "showing": Showing(before=before), **more}
    return visit.page("_live.html", shown=view_of(visit, file), **around)


async def load(visit: Visit, case_id: str, before: str = "") -> CaseFile:
    """The case's file, or an earlier page of it; raises 404."""
    file = await visit.services.book.case_file(case_id, before=before)
    if file is None:
        raise HTTPException(404)
    return file


async def show_case(
    visit: Visit, file: CaseFile, showing: Showing, status: int = 200, **more: object
) -> Response:
    """A case as a fragment for htmx, else as a page with the feed beside it."""
    await opened(visit, file.case.id)
    values: dict[str, object] = {"shown": view_of(visit, file), "showing": showing}
    values |= {"checked": None, **await composer.values(visit, file), **more}
    values |= await casework.values(visit, file)
    values |= {"told": (), **await uploads.values(visit, file.case)}
    values["scam"] = await scam_of(visit, file)
    if visit.target:
        return visit.page("_case.html", status, view=known_view(showing.view), **values)
    feed = await feed_values(visit, showing.view)
    return visit.page("desk.html", status, **feed, **values)


async def opened(visit: Visit, case_id: str) -> None:
    """The agent has all of it before him: nothing in it is unread."""
    if visit.services.feed is not None:
        await visit.services.feed.book.opened(case_id, visit.agent.id)


async def scam_of(visit: Visit, file: CaseFile) -> ScamCase | None:
    """What protection has on file about the author, if anything."""
    return await scam_of_person(visit, file.case.platform, file.case.author_id)


async def scam_of_person(visit: Visit, platform: Platform, author_id: str) -> ScamCase | None:
    """What protection has on file about somebody, if anything."""
    guard = visit.services.guard
    if guard is None:
        return None
    found = await guard.scam_file(scam_id(platform, author_id))
    return found.scam if found else None


def view_of(visit: Visit, file: CaseFile) -> CaseView:
    """The case through this agent's eyes."""
    services = visit.services
    limits = services.capabilities.get(file.case.platform)
    seen = look(file, visit.agent.id, limits, services.suggestion(file))
    return seen if visit.may(Permission.WORK) else replace(seen, moves=(), may_send=False)
