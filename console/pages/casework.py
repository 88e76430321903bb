"""What an agent does to a case: tags, merging, splitting, putting aside, handing over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Response

from console import casework
from console.pages.acts import Filled, Refusal, Sheet, again, done, why_not
from console.pages.case import load
from console.visit import Notes, Visit, Works
from core import deeds
from core.casework import CaseRoom
from core.deeds import Deed, Refused
from core.errors import IllegalTransition, NotYours
from core.snoozing import own_time, wake_at, zone_of
from core.tagging import normal_tag

LONGEST_WORDS = 2000

router = APIRouter()
Words = Annotated[str, Form()]
Lines = Annotated[list[str], Form()]


@dataclass(frozen=True, slots=True)
class Wish:
    """Until when a case is put aside: a preset, or a time of the agent's own."""

    until: str
    own: str
    zone: str


def wish(until: Words = "", own: Words = "", zone: Words = "") -> Wish:
    """Read the form."""
    return Wish(until, own, zone)


@router.post("/case/{case_id}/tag")
async def tag(case_id: str, visit: Notes, filled: Filled, tag: Words = "") -> Response:
    """Give the case a word."""
    plain = normal_tag(tag)
    if not plain:
        return await _refuse(visit, case_id, filled, "no_tag")
    deed = casework.over(visit, deeds.Tag, case_id, tag=plain)
    return await _do(visit, filled, deed, "tag")


@router.post("/case/{case_id}/untag")
async def untag(case_id: str, visit: Notes, filled: Filled, tag: Words = "") -> Response:
    """Take a word away."""
    deed = casework.over(visit, deeds.Untag, case_id, tag=tag)
    return await _do(visit, filled, deed, "untag")


@router.post("/case/{case_id}/merge")
async def merge(
    case_id: str, visit: Works, filled: Filled, other: Words = "", stays: Words = "this"
) -> Response:
    """Another case goes on in this one, or the other way round."""
    survivor, gone = (other.strip(), case_id) if stays == "other" else (case_id, other.strip())
    deed = casework.over(visit, deeds.Merge, survivor, other=gone)
    return await _do(visit, filled, deed, "merge", shown=survivor)


@router.post("/case/{case_id}/unmerge")
async def unmerge(case_id: str, visit: Works, filled: Filled, other: Words = "") -> Response:
    """A case that goes on in another one goes on by itself again."""
    deed = casework.over(visit, deeds.Unmerge, other or case_id)
    return await _do(visit, filled, deed, "unmerge", shown=case_id)


@router.post("/case/{case_id}/split")
async def split(case_id: str, visit: Works, filled: Filled, line: Lines = []) -> Response:  # noqa: B006
    """The chosen messages become a case of their own, which is shown then."""
    deed = casework.over(visit, deeds.Split, case_id, lines=tuple(line))
    return await _do(visit, filled, deed, "split", shown="")


@router.post("/case/{case_id}/snooze")
async def snooze(
    case_id: str,
    visit: Works,
    filled: Filled,
    wish: Annotated[Wish, Depends(wish)],
) -> Response:
    """Put the case aside until a moment in the agent's own zone."""
    here = zone_of(wish.zone)
    moment = wake_at(wish.until, visit.now, here) or own_time(wish.own, here)
    if moment is None:
        return await _refuse(visit, case_id, filled, "no_time")
    deed = casework.over(visit, deeds.Snooze, case_id, until=moment)
    return await _do(visit, filled, deed, "snooze")


@router.post("/case/{case_id}/transfer")
async def transfer(
    case_id: str, visit: Works, filled: Filled, to: Words = "", words: Words = ""
) -> Response:
    """Give the case to a colleague, with a word on why."""
    known = {each.id for each in await casework.colleagues(visit)}
    if to not in known:
        return await _refuse(visit, case_id, filled, "nobody")
    said = words.replace("\r\n", "\n").strip()[:LONGEST_WORDS]
    deed = casework.over(visit, deeds.Transfer, case_id, to=to, note=said)
    return await _do(visit, filled, deed, "transfer")


@router.post("/case/{case_id}/resolve")
async def resolve(
    case_id: str, visit: Works, filled: Filled, reason: Words = "", words: Words = ""
) -> Response:
    """Done, for a reason from the list."""
    if reason not in _room(visit).reasons:
        raise HTTPException(400)
    said = " ".join(words.split())[:LONGEST_WORDS]
    deed = casework.over(visit, deeds.Resolve, case_id, reason=reason, words=said)
    return await _do(visit, filled, deed, "resolve")


@router.post("/case/{case_id}/note/edit")
async def edit_note(
    case_id: str, visit: Notes, filled: Filled, line: Words = "", words: Words = ""
) -> Response:
    """Change one's own fresh note."""
    said = words.replace("\r\n", "\n").strip()
    if not said:
        return await _refuse(visit, case_id, filled, "no_words")
    deed = casework.over(visit, deeds.EditNote, case_id, key=line, text=said)
    return await _do(visit, filled, deed, "note_edit")


@router.post("/case/{case_id}/again")
async def send_again(
    case_id: str, visit: Works, filled: Filled, line: Words = "", looked: Words = ""
) -> Response:
    """Send once more what failed."""
    deed = casework.over(visit, deeds.Again, case_id, key=line, looked=looked == "yes")
    return await _do(visit, filled, deed, "again")


async def _do(
    visit: Visit, filled: Sheet, deed: Deed, what: str, *, shown: str | None = None
) -> Response:
    """The case after a deed, or after its refusal; `shown` is another one to show, "" the one
    that the deed left behind."""
    try:
        after = await _room(visit).work.do(deed)
    except Refused as refused:
        return await _refuse(visit, deed.case_id, filled, refused.why.value, 409)
    except (NotYours, IllegalTransition):
        file = await load(visit, deed.case_id)
        refusal = Refusal(409, why_not(visit, file.case))
        return await again(visit, deed.case_id, filled, refusal)
    place = after.id if shown == "" else shown or deed.case_id
    return await done(visit, place, filled, what)


async def _refuse(
    visit: Visit, case_id: str, filled: Sheet, why: str, status: int = 422
) -> Response:
    refusal = Refusal(status, visit.texts(f"refusal.{why}"))
    return await again(visit, case_id, filled, refusal)


def _room(visit: Visit) -> CaseRoom:
    room = casework.room_of(visit)
    if room is None:
        raise HTTPException(404)
    return room
