"""The end of a shift: what colleagues have to know of one's open cases, and who goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, HTTPException, Response
from fastapi.responses import RedirectResponse

from console.visit import Visit, reading, writing
from console.words import Texts
from core.access import Permission, may
from core.case import Case
from core.casebook import Agent
from core.errors import IllegalTransition, NotYours
from core.personal import masked
from core.team.handover import Fact, Summary, summary
from core.team.room import TeamRoom

# Cases on one page; who holds more hands them over in several rounds.
MOST = 50
LONGEST = 4000

router = APIRouter()

Working = Annotated[Visit, Depends(reading(Permission.WORK))]
Giving = Annotated[Visit, Depends(writing(Permission.WORK))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """One case with the words for whoever goes on."""

    case: Case
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The form: whose cases, which of them, to whom, and a note for each."""

    giver: str
    cases: tuple[str, ...]
    taker: str
    notes: tuple[str, ...]


def wish(
    giver: Annotated[str, Form()] = "",
    case: Annotated[list[str] | None, Form()] = None,
    note: Annotated[list[str] | None, Form()] = None,
    to: Annotated[str, Form()] = "",
    only: Annotated[str, Form()] = "",
) -> Wish:
    """Read the form; the button of one case names it in `only`."""
    pairs = list(zip(case or (), note or (), strict=False))[:MOST]
    wanted = [(each, words) for each, words in pairs if only in ("", each)]
    notes = (words.replace("\r\n", "\n").strip()[:LONGEST] for _, words in wanted)
    return Wish(giver=giver, cases=tuple(each for each, _ in wanted), taker=to, notes=tuple(notes))


@router.get("/team/handover")
async def handover(visit: Working, agent: str = "", done: str = "", left: int = 0) -> Response:
    """One's open cases, each with its summary; a lead may look after somebody else's."""
    giver = _giver(visit, agent)
    cases = (await _room(visit).book.held_by(giver))[:MOST]
    leaving = [await _leaving(visit, case) for case in cases]
    takers = await _takers(visit, giver)
    values = {"leaving": leaving, "takers": takers, "giver": giver}
    return visit.page("handover.html", **values, done=done == "1", left=max(left, 0))


@router.post("/team/handover")
async def hand_over(visit: Giving, given: Annotated[Wish, Depends(wish)]) -> Response:
    """Give cases on with their notes; those that moved meanwhile stay where they are."""
    giver, room = _giver(visit, given.giver), _room(visit)
    if given.taker and given.taker not in {each.id for each in await _takers(visit, giver)}:
        raise HTTPException(422)
    left = 0
    for case_id, words in zip(given.cases, given.notes, strict=True):
        try:
            await room.hand_over(case_id, (giver, given.taker), words, visit.agent.id)
        except (NotYours, IllegalTransition):
            left += 1
    query = {"done": "1", "left": left, **({"agent": giver} if giver != visit.agent.id else {})}
    return RedirectResponse(f"/team/handover?{urlencode(query)}", 303)


async def _leaving(visit: Visit, case: Case) -> Leaving:
    file = await visit.services.book.case_file(case.id)
    hide = masked if visit.masks(case.id) else str
    words = told(visit.texts, summary(file), visit.now, hide) if file else ""
    return Leaving(case=case, words=words)


def told(t: Texts, what: Summary, now: datetime, hide: Callable[[str], str] = str) -> str:
    """A summary in words: what is not known is not mentioned, what may not be seen is hidden."""
    topic = t.name("intent", what.topic)
    lines = [t("handover.topic", topic=topic, subject=hide(what.subject))]
    lines += [_fact(t, fact, hide) for fact in what.facts]
    if what.missing:
        kinds = ", ".join(t.name("fact", kind) for kind in what.missing)
        lines.append(t("handover.missing", kinds=kinds))
    if what.theirs:
        lines.append(t("handover.theirs", text=hide(what.theirs), at=_at(what.theirs_at)))
    if what.ours:
        lines.append(t("handover.ours", text=hide(what.ours), at=_at(what.ours_at)))
    if what.promised_until:
        name = "promised" if what.promised_until > now else "late"
        lines.append(t(f"handover.{name}", at=_at(what.promised_until)))
    if what.snoozed_until:
        lines.append(t("handover.snoozed", at=_at(what.snoozed_until)))
    lines += [t("handover.noted", text=hide(text)) for text in what.notes]
    return "\n".join(lines)


def _fact(t: Texts, fact: Fact, hide: Callable[[str], str]) -> str:
    values = ", ".join(map(hide, fact.values))
    return t("handover.fact", kind=t.name("fact", fact.kind), values=values)


def _at(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else ""


async def _takers(visit: Visit, giver: str) -> Sequence[Agent]:
    mates = await _room(visit).mates(await visit.services.door.agents())
    able = (mate for mate in mates if may(mate.agent.role, Permission.WORK))
    return [mate.agent for mate in able if mate.agent.id != giver]


def _giver(visit: Visit, agent: str) -> str:
    """Whose cases: one's own, or anybody's for those who may assign."""
    if agent in ("", visit.agent.id):
        return visit.agent.id
    if not visit.may(Permission.ASSIGN):
        raise HTTPException(403)
    return agent


def _room(visit: Visit) -> TeamRoom:
    room = visit.services.team
    if room is None:
        raise HTTPException(404)
    return room
