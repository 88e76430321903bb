"""Who is real: the registry as people see and change it, every change shown before it is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from console.visit import Looks, Visit, Vouches
from core.errors import ConfigError
from core.registry import FIELDS, Edit, Registry, Section

DONE = ("add", "change", "remove")
LONGEST_FIELD = 2000

router = APIRouter()


async def edit_of(
    request: Request,
    section: Annotated[Section, Form()],
    number: Annotated[str, Form()] = "",
    remove: Annotated[str, Form()] = "",
    seen: Annotated[str, Form()] = "",
) -> Edit:
    """Read the form of one entry; fields that the section does not have are left out."""
    if number and not (number.isascii() and number.isdigit() and len(number) < 7):
        raise HTTPException(400)
    form = await request.form()
    values = {name: _text(form.get(f"field_{name}")) for name in FIELDS[section]}
    return Edit(
        section=section,
        number=int(number) if number else None,
        values={} if remove else values,
        seen=seen,
    )


Edited = Annotated[Edit, Depends(edit_of)]


@router.get("/identities")
async def identities(visit: Looks, done: str = "") -> Response:
    """The registry and who changed it."""
    return await _page(visit, 200, done=done if done in DONE else "")


@router.post("/identities/preview")
async def preview(visit: Vouches, edit: Edited) -> Response:
    """The lines that would change; a mistake is told above the form, which keeps its words."""
    try:
        lines = await registry_of(visit).preview(edit)
    except ConfigError as error:
        return await _page(visit, 422, problem=str(error), draft=edit)
    return visit.page("identity_sure.html", edit=edit, lines=lines)


@router.post("/identities")
async def change(visit: Vouches, edit: Edited) -> Response:
    """Make the change that was shown."""
    try:
        await registry_of(visit).change(edit, visit.agent.id, visit.now)
    except ConfigError as error:
        return await _page(visit, 409, problem=str(error), draft=edit)
    return RedirectResponse(f"/identities?done={edit.verb}", 303)


def registry_of(visit: Visit) -> Registry:
    """Whoever keeps the registry; raises 404 where the desk has none."""
    if visit.services.registry is None:
        raise HTTPException(404)
    return visit.services.registry


async def _page(
    visit: Visit, status: int, *, problem: str = "", draft: Edit | None = None, done: str = ""
) -> Response:
    registry = registry_of(visit)
    values: Mapping[str, Any] = {"registered": None}
    try:
        values = {"registered": await registry.read()}
    except ConfigError as error:
        problem, status = problem or str(error), max(status, 409)
    return visit.page(
        "identities.html",
        status,
        **values,
        sections=list(Section),
        fields=FIELDS,
        problem=problem,
        draft=draft,
        done=done,
    )


def _text(value: object) -> str:
    words = value if isinstance(value, str) else ""
    return words.replace("\r\n", "\n").strip()[:LONGEST_FIELD]
