"""The story of a case, the person behind it, and the cases an agent was called to."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

from fastapi import APIRouter, HTTPException, Response
from fastapi.responses import StreamingResponse

from console import casework
from console.pages.case import load, scam_of_person
from console.pages.feed import known_view
from console.visit import Exports, Looks, Visit
from core.casework import Act, ActKind, CaseRoom
from core.personal import masked
from core.types import Platform

MOST_PAGES = 1000
MOST_CASES = 100

router = APIRouter()


@router.get("/case/{case_id}/story")
async def story(
    case_id: str, visit: Looks, kind: str = "", after: str = "", view: str = ""
) -> Response:
    """Everything that was done to a case, the latest first."""
    room, file = _room(visit), await load(visit, case_id)
    page = await room.work.story(case_id, _kinds(kind), after=after)
    here = {"case": file.case, "kind": kind, "kinds": tuple(ActKind), "after": after}
    return visit.page("story.html", story=page, view=known_view(view), **here)


@router.get("/case/{case_id}/story.json")
async def exported(case_id: str, visit: Exports, kind: str = "") -> Response:
    """The same as a file."""
    room, file = _room(visit), await load(visit, case_id)
    name = f"case-{file.case.id}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    hides = visit.masks(case_id)
    lines = _lines(room, case_id, _kinds(kind), hides=hides)
    return StreamingResponse(lines, media_type="application/json", headers=headers)


@router.get("/person/{platform}/{author_id:path}")
async def person(platform: str, author_id: str, visit: Looks) -> Response:
    """Somebody's names, handles and cases."""
    room = _room(visit)
    found = await room.work.person(Platform(platform), author_id, limit=MOST_CASES)
    if not found.cases and not found.names:
        raise HTTPException(404)
    scam = await scam_of_person(visit, found.platform, author_id)
    return visit.page("person.html", person=found, scam=scam)


@router.get("/mentions")
async def mentions(visit: Looks) -> Response:
    """The cases that colleagues asked this agent to look at."""
    found = await _room(visit).mentions.mentions(visit.agent.id)
    return visit.page("mentions.html", mentions=found)


@router.get("/mentions/unread")
async def unread(visit: Looks) -> Response:
    """How many of them wait, for the mark in the navigation."""
    count = await _room(visit).mentions.unread(visit.agent.id)
    return visit.page("_unread.html", count=count)


async def _lines(
    room: CaseRoom, case_id: str, kinds: frozenset[ActKind], *, hides: bool
) -> AsyncIterator[str]:
    after, first = "", True
    yield "[\n"
    for _ in range(MOST_PAGES):
        page = await room.work.story(case_id, kinds, after=after)
        for each in page.acts:
            told = json.dumps(_plain(each, hides=hides), ensure_ascii=False)
            yield told if first else f",\n{told}"
            first = False
        after = page.after
        if not after:
            break
    yield "\n]\n"


def _plain(act: Act, *, hides: bool) -> dict[str, str]:
    """As JSON; without personal data where its reader has not asked to see them."""
    told = {"at": act.at.isoformat(), "kind": act.kind.value, "act": act.act, "by": act.by}
    words = {"reason": act.reason, "evidence": act.evidence}
    more = {name: masked(each) if hides else each for name, each in words.items()}
    more["state"] = act.state
    return told | {name: value for name, value in more.items() if value}


def _kinds(kind: str) -> frozenset[ActKind]:
    """The kind asked for; anything else means all."""
    return frozenset({ActKind(kind)}) if kind in set(ActKind) else frozenset()


def _room(visit: Visit) -> CaseRoom:
    room = casework.room_of(visit)
    if room is None:
        raise HTTPException(404)
    return room
