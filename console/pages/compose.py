"""While an agent writes: checking and keeping his words, taking them back, putting words in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Response
from fastapi.responses import JSONResponse, RedirectResponse

from console import composer
from console.pages.acts import Filled, Sheet, explained
from console.pages.case import Showing, load, show_case
from console.visit import Visit, reading, writing
from console.words import Texts
from core.access import Permission
from core.actions import Kind
from core.case import Case
from core.casebook import CaseFile
from core.composing import Box, ComposeRoom, Draft, TooLate, heard
from core.errors import IllegalTransition, NotYours, UnsafeText
from core.reply.split import length
from core.triage.secrets import mask
from core.types import Leg

# Longer texts are only counted while somebody types.
MOST_PARTS = 20
MOST_QUERY = 200

Worker = Annotated[Visit, Depends(writing(Permission.WORK))]
Noter = Annotated[Visit, Depends(writing(Permission.NOTE))]
Looker = Annotated[Visit, Depends(reading(Permission.READ))]

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the platform and the lint say of a text: its length there, the parts it is sent in."""

    count: int
    over: bool = False
    parts: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    draft: Draft | None = None
    late: bool = False


@router.post("/case/{case_id}/check")
async def check(case_id: str, visit: Worker, filled: Filled) -> Response:
    """Count, check and keep what stands in the composer; without script the page again."""
    file = await load(visit, case_id)
    draft = await composer.kept(visit, case_id, filled.text)
    found = await _checked(visit, file.case, filled.text)
    found = replace(found, draft=draft, late=_is_late(draft, filled.text))
    if visit.target:
        return _counted(_told(visit.texts, found), found.draft, late=found.late)
    showing = Showing(view=filled.view, draft=filled.text, note=filled.note)
    return await show_case(visit, file, showing, checked=found)


@router.post("/case/{case_id}/draft")
async def draft(case_id: str, visit: Noter, filled: Filled) -> Response:
    """Keep what stands in the boxes; the page goes on by itself."""
    form = await visit.request.form()
    answer = Response(status_code=204)
    if "note" in form:
        kept = await composer.kept(visit, case_id, filled.note, Box.NOTE)
        _counted(answer, kept, late=_is_late(kept, filled.note))
    if "text" in form:
        kept = await composer.kept(visit, case_id, filled.text)
        _counted(answer, kept, late=_is_late(kept, filled.text))
    if visit.target or "beacon" in form:
        return answer
    return RedirectResponse(f"/case/{case_id}?view={filled.view}", 303)


@router.post("/case/{case_id}/undo")
async def undo(case_id: str, visit: Worker, filled: Filled) -> Response:
    """Take an answer back before it is sent; its words come back before those written since."""
    room, file = _room(visit), await load(visit, case_id)
    key = await composer.field(visit, "key")
    try:
        await room.recalls.take_back(case_id, visit.agent.id, key, visit.now)
    except (TooLate, NotYours):
        return await _refused(visit, file, filled, "composer.too_late")
    words = heard(filled.text, await _last_sent(room, case_id, visit.agent.id))
    await composer.kept(visit, case_id, words)
    showing = Showing(view=filled.view, draft=words, note=filled.note, done="undo")
    return await show_case(visit, await load(visit, case_id), showing)


@router.post("/case/{case_id}/unsay")
async def unsay(case_id: str, visit: Worker, filled: Filled) -> Response:
    """Delete one's own answer where it was said; audited like every act."""
    file, key = await load(visit, case_id), await composer.field(visit, "line")
    services, case = visit.services, file.case
    limits = services.capabilities.get(case.platform)
    lines = [each for each in file.lines if key and each.key == key]
    if not lines or not composer.deletable(lines[0], file, limits, visit.agent.id):
        return await _refused(visit, file, filled, "composer.cannot_unsay")
    try:
        gone = services.act(case, lines[0], Kind.DELETE, visit.agent.id, visit.now)
        await services.book.answer(case_id, visit.agent.id, [gone])
    except (IllegalTransition, NotYours):
        return await _refused(visit, file, filled, "composer.cannot_unsay")
    showing = Showing(view=filled.view, draft=filled.text, note=filled.note, done="unsay")
    return await show_case(visit, await load(visit, case_id), showing)


@router.post("/case/{case_id}/aside")
async def aside(case_id: str, visit: Noter, filled: Filled) -> Response:
    """Take the words of another tab as well, or let them go."""
    room, file = _room(visit), await load(visit, case_id)
    own = await _own(room, case_id, visit.agent.id)
    words = filled.text
    if own is not None:
        late = own.aside.strip() == words.strip() and bool(words.strip())
        other = own.text if late else own.aside
        wanted = not await composer.field(visit, "drop")
        words = heard(other, words) if wanted else words
        await room.drafts.save_draft(replace(own, text=words, saved_at=visit.now))
    showing = Showing(view=filled.view, draft=words, note=filled.note)
    return await show_case(visit, file, showing)


@router.post("/case/{case_id}/insert")
async def insert(case_id: str, visit: Worker, filled: Filled) -> Response:
    """Put a prepared answer behind what stands there; a macro is looked at first."""
    file, wish = await load(visit, case_id), await composer.field(visit, "canned")
    found = [each for each in await composer.prepared(visit, file) if each.id == wish]
    if found and found[0].is_macro:
        await composer.kept(visit, case_id, filled.text)
        place = f"/case/{case_id}/macro/{found[0].id}?view={filled.view}"
        if visit.target:
            return Response(status_code=204, headers={"HX-Redirect": place})
        return RedirectResponse(place, 303)
    words = heard(found[0].text if found else "", filled.text)
    await composer.kept(visit, case_id, words)
    return await show_case(visit, file, Showing(view=filled.view, draft=words, note=filled.note))


@router.get("/case/{case_id}/prepared")
async def prepared(case_id: str, visit: Looker, leg: str = "") -> list[dict[str, str | bool]]:
    """What the list behind the stroke offers, filled in for this case."""
    file = await load(visit, case_id)
    legs = {each.value: each for each in Leg}
    found = await composer.prepared(visit, file, legs.get(leg))
    return [
        {"id": each.id, "name": each.name, "text": each.text, "macro": each.is_macro}
        for each in found
    ]


@router.get("/case/{case_id}/articles")
async def articles(case_id: str, visit: Looker, q: str = "", view: str = "") -> Response:
    """Articles that an agent looks for, in the user's language."""
    file, room = await load(visit, case_id), _room(visit)
    found = room.articles.search(q[:MOST_QUERY], file.case.language) if q.strip() else ()
    names = {"case": file.case, "found": found, "query": q[:MOST_QUERY], "view": view}
    return visit.page("_articles.html" if visit.target else "articles.html", **names)


async def _checked(visit: Visit, case: Case, text: str) -> Checked:
    case = await composer.addressed(visit, case)
    limits = visit.services.capabilities.get(case.platform)
    here = limits.on(case.leg) if limits else None
    words = text.strip()
    count = length(words, here) if here else len(words)
    over = here is not None and count > here.max_length * (here.parts or MOST_PARTS)
    if not words or (over and here is not None and not here.parts):
        return Checked(count=count, over=over)
    try:
        rows = visit.services.compose(case, words, visit.agent.id, visit.now)
    except UnsafeText as unsafe:
        told = tuple(explained(visit.texts, each) for each in unsafe.problems)
        return Checked(count=count, over=over, problems=told)
    return Checked(count=count, over=over, parts=tuple(each.text for each in rows))


def _told(t: Texts, found: Checked) -> Response:
    """The same for the script, which puts it in as plain text."""
    several = len(found.parts) > 1
    return JSONResponse(
        {
            "count": found.count,
            "over": found.over,
            "title": t("composer.problems"),
            "problems": found.problems,
            "parted": t("composer.parts", n=len(found.parts)),
            "parts": found.parts if several else (),
            "late": t("composer.late") if found.late else "",
        }
    )


async def _refused(visit: Visit, file: CaseFile, filled: Sheet, why: str) -> Response:
    showing = Showing(
        view=filled.view, draft=filled.text, note=filled.note, problems=(visit.texts(why),)
    )
    return await show_case(visit, await load(visit, file.case.id), showing, 409)


async def _own(room: ComposeRoom, case_id: str, agent: str) -> Draft | None:
    every = await room.drafts.drafts(case_id)
    own = (each for each in every if each.agent == agent and each.box is Box.REPLY)
    return next(own, None)


async def _last_sent(room: ComposeRoom, case_id: str, agent: str) -> str:
    own = await _own(room, case_id, agent)
    return own.sent if own else ""


def _is_late(draft: Draft | None, text: str) -> bool:
    """Whether the words were set aside: another tab has written since."""
    words = mask(text).text.strip()
    return bool(draft and words and draft.aside.strip() == words)


def _counted(answer: Response, draft: Draft | None, *, late: bool) -> Response:
    """Tells the script what the next words are written on top of."""
    if draft is not None:
        answer.headers["X-Draft"] = "late" if late else str(draft.counter)
    return answer


def _room(visit: Visit) -> ComposeRoom:
    """Whatever helps to write; raises 404 where nothing does."""
    room = composer.room_of(visit)
    if room is None:
        raise HTTPException(404)
    return room
