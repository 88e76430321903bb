"""What an agent does to a case: take it, answer it, note on it, act against an attacker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, HTTPException, Response
from fastapi.responses import RedirectResponse

from console import casework, composer, uploads
from console.pages.case import Showing, load, show_case
from console.pages.feed import known_view
from console.view import ACTS, MOVES, conversation, is_mine, seen
from console.visit import Moderates, Notes, Visit, Works
from console.words import Texts
from core.actions import Kind, Outgoing
from core.attaching import MOST_FILES, enclosed
from core.case import Case, Holder
from core.casebook import CaseFile, Line
from core.composing import Box
from core.errors import IllegalTransition, NotYours, UnsafeText
from core.reply.problem import Problem
from core.types import Leg

# Kept in the case's history, so in the desk's own language.
REOPENED = "reopened by hand"

router = APIRouter()


class Refusal(Exception):  # noqa: N818
    """What was asked is not done; the agent is told why and keeps his words."""

    def __init__(self, status: int, *problems: str) -> None:
        super().__init__(*problems)
        self.status, self.problems = status, problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A form of the case page: the words in it and what its writer had in front of him."""

    text: str
    note: str
    view: str
    seen: int
    before: str = ""


def sheet(
    text: Annotated[str, Form()] = "",
    note: Annotated[str, Form()] = "",
    view: Annotated[str, Form()] = "",
    seen: Annotated[int, Form()] = -1,
    before: Annotated[str, Form()] = "",
) -> Sheet:
    """Read the form; browsers send line ends as CRLF."""
    words = [each.replace("\r\n", "\n") for each in (text, note)]
    return Sheet(text=words[0], note=words[1], view=known_view(view), seen=seen, before=before)


Filled = Annotated[Sheet, Depends(sheet)]


@router.post("/case/{case_id}/reply")
async def reply(case_id: str, visit: Works, filled: Filled) -> Response:
    """Send the holder's words, unless they are unsafe or something new was said meanwhile."""
    file = await load(visit, case_id)
    try:
        await send(visit, file, filled)
    except Refusal as refusal:
        await composer.kept(visit, case_id, filled.text)
        return await again(visit, case_id, filled, refusal)
    await composer.sent(visit, case_id, filled.text)
    return await done(visit, case_id, filled, "reply")


@router.post("/case/{case_id}/note")
async def note(
    case_id: str,
    visit: Notes,
    filled: Filled,
    mention: Annotated[list[str], Form()] = [],  # noqa: B006
) -> Response:
    """Keep a note for colleagues; it never leaves the desk."""
    file = await load(visit, case_id)
    words = filled.note.strip()
    if not words:
        problem = visit.texts("note.empty")
        showing = Showing(view=filled.view, draft=filled.text, note_problem=problem)
        return await show_case(visit, file, showing, 422)
    await casework.keep_note(visit, case_id, words, mention)
    await composer.sent(visit, case_id, words, Box.NOTE)
    return await done(visit, case_id, filled, "note")


@router.post("/case/{case_id}/move/{name}")
async def move(case_id: str, name: str, visit: Works, filled: Filled) -> Response:
    """Claim, release, wake, resolve or reopen."""
    if name not in MOVES:
        raise HTTPException(404)
    file = await load(visit, case_id)
    book = visit.services.book
    reason = {"reopen": REOPENED, "resolve": casework.usual_reason(visit)}.get(name, "")
    try:
        await book.move_case(case_id, MOVES[name], visit.agent.id, visit.now, reason=reason)
    except (IllegalTransition, NotYours):
        file = await load(visit, case_id)
        refusal = Refusal(409, why_not(visit, file.case))
        return await again(visit, case_id, filled, refusal)
    return await done(visit, case_id, filled, name)


@router.post("/case/{case_id}/act/{kind}")
async def act(
    case_id: str, kind: Kind, visit: Moderates, filled: Filled, line: Annotated[str, Form()] = ""
) -> Response:
    """Delete a flagged message, or restrict or ban its author."""
    file = await load(visit, case_id, filled.before)
    try:
        await _strike(visit, file, kind, line)
    except Refusal as refusal:
        return await again(visit, case_id, filled, refusal)
    return await done(visit, case_id, filled, "act")


async def send(visit: Visit, file: CaseFile, filled: Sheet) -> None:
    """Queue the holder's words; raises Refusal."""
    t, services, words = visit.texts, visit.services, filled.text.strip()
    if not is_mine(file.case, visit.agent.id):
        raise Refusal(409, why_not(visit, file.case))
    if not words:
        raise Refusal(422, t("reply.empty"))
    # Also what stops the second press of the button from sending the same words twice.
    if filled.seen != seen(file):
        raise Refusal(409, t("reply.stale"))
    file = replace(file, case=await composer.addressed(visit, file.case))
    try:
        outgoing = services.compose(file.case, words, visit.agent.id, visit.now)
    except UnsafeText as unsafe:
        raise Refusal(422, *(explained(t, each) for each in unsafe.problems)) from None
    files = await uploads.waiting(visit, file.case)
    limits = uploads.takes(visit, file.case)
    most = min(limits.most, MOST_FILES) if limits else 0
    if len(files) > most:
        raise Refusal(422, t("attach.too_many_files", value=most, name=""))
    await _queue(visit, file, *enclosed(_answering(file, outgoing), files))


def explained(t: Texts, problem: str) -> str:
    """Why a text is stopped and what to change, in the agent's language."""
    if not isinstance(problem, Problem):
        return problem
    return t(f"lint.{problem.code}", value=problem.value)


def _answering(file: CaseFile, outgoing: Sequence[Outgoing]) -> list[Outgoing]:
    """The first part answers the user's last message, where others read along."""
    heard = [line.native_id for line in file.lines if line.kind == "message"]
    public = file.case.leg is Leg.PUBLIC and heard
    return [
        replace(each, reply_to=heard[-1]) if public and not each.sequence else each
        for each in outgoing
    ]


async def _strike(visit: Visit, file: CaseFile, kind: Kind, key: str) -> None:
    services = visit.services
    cause = _cause(visit, file, kind, key)
    try:
        outgoing = services.act(file.case, cause, kind, visit.agent.id, visit.now)
    except IllegalTransition:
        raise Refusal(409, visit.texts("act.impossible")) from None
    await _queue(visit, file, outgoing)


async def _queue(visit: Visit, file: CaseFile, *outgoing: Outgoing) -> None:
    try:
        await visit.services.book.answer(file.case.id, visit.agent.id, outgoing)
    except (IllegalTransition, NotYours):
        now = await load(visit, file.case.id)
        raise Refusal(409, why_not(visit, now.case)) from None


def _cause(visit: Visit, file: CaseFile, kind: Kind, key: str) -> Line:
    """The flagged line an act is about; the page offers no other, so anything else is refused."""
    if not is_mine(file.case, visit.agent.id):
        raise Refusal(409, why_not(visit, file.case))
    limits = visit.services.capabilities.get(file.case.platform)
    acts = tuple(each for each in ACTS if limits and each in limits.acts)
    for entry in conversation(file.lines, acts):
        if key and entry.line.key == key and kind in entry.acts:
            return entry.line
    raise Refusal(409, visit.texts("act.impossible"))


def why_not(visit: Visit, case: Case) -> str:
    """Who or what stands in the way, for the agent who came second."""
    t = visit.texts
    if case.held_by is Holder.AGENT and case.is_open and not is_mine(case, visit.agent.id):
        return t("held.by", name=visit.name_of(case.agent))
    if is_mine(case, visit.agent.id):
        return t("held.moved", status=t.name("status", case.status))
    return t("held.nobody")


async def again(visit: Visit, case_id: str, filled: Sheet, refusal: Refusal) -> Response:
    """The case after a refusal, with everything its agent wrote."""
    showing = Showing(
        view=filled.view, draft=filled.text, note=filled.note, problems=refusal.problems
    )
    return await show_case(visit, await load(visit, case_id), showing, refusal.status)


async def done(visit: Visit, case_id: str, filled: Sheet, what: str) -> Response:
    """The case after a change: a fragment, or by redirect so that reloading repeats nothing."""
    draft = "" if what == "reply" else filled.text
    note = "" if what == "note" else filled.note
    if visit.target or draft:
        showing = Showing(view=filled.view, draft=draft, note=note, done=what)
        return await show_case(visit, await load(visit, case_id), showing)
    query = urlencode({"view": filled.view, "done": what})
    return RedirectResponse(f"/case/{case_id}?{query}", 303)
