"""Showing the personal data of one case: asked for, for a while, and written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Response
from fastapi.responses import RedirectResponse

from console import passes
from console.pages.acts import Filled
from console.pages.case import Showing, load, show_case
from console.visit import Visit, writing
from core.access import Permission
from core.errors import NotYours
from core.ports import Decision

router = APIRouter()


@router.post("/case/{case_id}/reveal")
async def reveal(
    case_id: str, visit: Annotated[Visit, Depends(writing(Permission.REVEAL))], filled: Filled
) -> Response:
    """Show this session what is hidden in this case; the audit says who looked, and where."""
    file = await load(visit, case_id)
    seen = await shown(visit, case_id)
    if not visit.target and not filled.text and not filled.note:
        return RedirectResponse(f"/case/{case_id}?view={filled.view}", 303)
    showing = Showing(view=filled.view, draft=filled.text, note=filled.note)
    return await show_case(seen, file, showing)


async def shown(visit: Visit, key: str) -> Visit:
    """The visit from now on, with what stands under this key shown; raises 429 or 401."""
    services = visit.services
    if services.entry.brakes.reveals.take(visit.agent.id, visit.now):
        raise HTTPException(429)
    until = visit.now + timedelta(minutes=services.entry.table.reveal_min)
    decision = Decision(
        message_key="", act=f"reveal:{key}", reason="", by=visit.agent.id, at=visit.now
    )
    digest = passes.digest(visit.session)
    try:
        await services.door.reveal(digest, key, until, decision)
    except NotYours:
        raise HTTPException(401) from None
    found = await services.door.session(digest)
    return replace(visit, signed=found[0]) if found else visit
