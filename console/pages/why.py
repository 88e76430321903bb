"""The reasons of one message's labels, worked out when an agent asks for them."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Response

from console.pages.case import load
from console.pages.feed import known_view
from console.reasons import sentence
from console.visit import Looks

router = APIRouter()


@router.get("/case/{case_id}/why")
async def why(
    case_id: str, visit: Looks, line: str = "", view: str = "", before: str = ""
) -> Response:
    """Why a message got its labels: a fragment for htmx, else a page of its own."""
    file = await load(visit, case_id, before)
    asked = next((each for each in file.lines if each.key == line and each.verdict), None)
    if asked is None or asked.verdict is None:
        raise HTTPException(404)
    told: dict[str, list[str]] = {}
    for each in await visit.services.explain(asked.text, asked.verdict):
        told.setdefault(each.label, []).append(sentence(visit.texts, each))
    values: dict[str, object] = {"case": file.case, "line": asked, "reasons": told}
    template = "_reasons.html" if visit.target else "why.html"
    return visit.page(template, view=known_view(view), **values)
