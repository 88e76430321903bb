"""Many cases at once: first what would happen to each, then it happens, and can be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import ImmutableMultiDict

from console.casework import usual_reason
from console.feed_view import NEEDS, acts
from console.pages.feed import AskedPlace, known_view
from console.pages.views import room_of
from console.visit import Looks, Notes, Visit
from core.access import Permission
from core.bulk import MOST, Act, Order, planned
from core.snoozing import PRESETS, wake_at, zone_of
from core.tagging import normal_tag

WORDS = ("act", "to", "tag", "until", "reason", "zone")

router = APIRouter()
Words = Annotated[str, Form()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """An order as its form says it: words, not yet read."""

    act: str = ""
    case: tuple[str, ...] = ()
    to: str = ""
    tag: str = ""
    until: str = ""
    reason: str = ""
    zone: str = ""


def sheet_in(fields: ImmutableMultiDict[str, Any]) -> Sheet:
    """Read an address or a form."""
    words = {name: str(fields.get(name, "")) for name in WORDS}
    return Sheet(case=tuple(map(str, fields.getlist("case"))), **words)


def asked_sheet(request: Request) -> Sheet:
    """The order in an address."""
    return sheet_in(request.query_params)


async def sent_sheet(request: Request) -> Sheet:
    """The order in a form."""
    return sheet_in(await request.form())


@router.get("/bulk")
async def preview(
    visit: Looks, view: AskedPlace, sheet: Annotated[Sheet, Depends(asked_sheet)]
) -> Response:
    """What would happen to which cases, and which are left out, and why; nothing happens yet."""
    return await _preview(visit, view, sheet)


@router.post("/bulk")
async def carry_out(
    visit: Notes, sheet: Annotated[Sheet, Depends(sent_sheet)], view: Words = ""
) -> Response:
    """Do it; what came of it is a page of its own, from which it can be taken back."""
    order = _order(visit, sheet)
    if order is None or not sheet.case:
        return await _preview(visit, known_view(view), sheet, 422)
    done = await room_of(visit).bulk.carry_out(order, sheet.case[:MOST])
    return RedirectResponse(f"/bulk/{done.id}?view={known_view(view)}", 303)


@router.get("/bulk/{bulk_id}")
async def outcome(bulk_id: str, visit: Looks, view: AskedPlace) -> Response:
    """What came of an order."""
    return await _outcome(visit, bulk_id, view)


@router.post("/bulk/{bulk_id}/undo")
async def undo(bulk_id: str, visit: Notes, view: Words = "") -> Response:
    """Every case as it was, except those that somebody touched since."""
    undone = await room_of(visit).bulk.undo_bulk(bulk_id, visit.agent.id, visit.now)
    status = 200 if undone else 409
    return await _outcome(visit, bulk_id, known_view(view), status, undone=undone)


async def _outcome(
    visit: Visit, bulk_id: str, view: str, status: int = 200, **more: object
) -> Response:
    room = room_of(visit).bulk
    bulk = await room.bulk(bulk_id)
    if bulk is None or not (bulk.by == visit.agent.id or visit.may(Permission.AUDIT)):
        raise HTTPException(404)
    ids = [*bulk.done, *(each for each, _ in bulk.refused)]
    cases = {each.case.id: each.case for each in await room.picked(ids)}
    values = {"undone": None, "late": status == 409, **more}
    return visit.page("bulk_done.html", status, bulk=bulk, cases=cases, view=view, **values)


async def _preview(visit: Visit, view: str, sheet: Sheet, status: int = 200) -> Response:
    order = _order(visit, sheet)
    picked = await room_of(visit).bulk.picked(sheet.case[:MOST])
    plan = planned(order, picked) if order else []
    values: Mapping[str, object] = {
        "acts": acts(visit),
        "presets": PRESETS,
        "reasons": _reasons(visit),
        "doable": sum(each.after is not None for each in plan),
        "left": max(0, len(sheet.case) - MOST),
    }
    return visit.page(
        "bulk.html", status, sheet=sheet, order=order, picked=picked, plan=plan, view=view, **values
    )


def _order(visit: Visit, sheet: Sheet) -> Order | None:
    """The order that a sheet means; None while something is missing. Raises 403."""
    if sheet.act not in set(Act):
        return None
    act = Act(sheet.act)
    if not visit.may(NEEDS[act]):
        raise HTTPException(403)
    until = wake_at(sheet.until, visit.now, zone_of(sheet.zone))
    tag = normal_tag(sheet.tag)
    reasons = _reasons(visit)
    missing = {
        Act.ASSIGN: sheet.to not in visit.names,
        Act.TAG: not tag,
        Act.SNOOZE: until is None,
        Act.RESOLVE: bool(sheet.reason) and sheet.reason not in reasons,
    }
    if missing.get(act):
        return None
    return Order(
        act=act,
        by=visit.agent.id,
        at=visit.now,
        over=visit.may(Permission.ASSIGN),
        to=sheet.to,
        tag=tag,
        until=until,
        reason=sheet.reason or usual_reason(visit),
    )


def _reasons(visit: Visit) -> Sequence[str]:
    room = visit.services.casework
    return room.reasons if room else ()
