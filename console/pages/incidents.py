"""Incidents: what is wrong for many, the words that answer them, and that it is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from console.pages.acts import explained
from console.visit import Announces, Looks, Visit
from core.errors import IllegalTransition, Outdated, UnsafeText
from core.incidents.heard import TOPICS
from core.incidents.incident import Incident, Phase, Step, can
from core.incidents.ports import IncidentFile, Mode, Word
from core.incidents.room import Draft, Hand, IncidentRoom
from core.incidents.texts import clean

# How long closed incidents stand on the page, and how many of those who cannot be told are named.
SHOWN = timedelta(days=30)
MOST_NAMED = 20
LONGEST = 2000
# Hours for which the volatility switch can be moved by hand.
HOURS = (1, 4, 24)
LANGUAGES = {
    "en": "English", "zh": "中文", "es": "Español", "pt": "Português", "ru": "Русский",
    "tr": "Türkçe", "vi": "Tiếng Việt", "ko": "한국어", "ja": "日本語", "id": "Bahasa Indonesia",
    "ar": "العربية", "hi": "हिन्दी", "fr": "Français", "de": "Deutsch",
}  # fmt: skip
FIRST = ("en", "zh")
# What is said with a step; the others say nothing.
WORDS = {Step.CONFIRM: Word.NEWS, Step.RESOLVE: Word.CLEAR}
QUIET = (Step.WATCH, Step.DISMISS)
DONE = ("open", "edit", "confirm", "watch", "resolve", "dismiss", "merge", "mode")

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Typed:
    """What was sent about one incident: the version its reader saw, and texts by language."""

    seen: int
    texts: Mapping[str, str]


async def form_of(request: Request, seen: Annotated[int, Form()] = 0) -> Typed:
    """Read the fields text_<language>; other languages are left out."""
    form = await request.form()
    texts = {code: _text(form.get(f"text_{code}")) for code in LANGUAGES}
    return Typed(seen, clean(texts))


def draft_of(
    title: Annotated[str, Form()] = "",
    topic: Annotated[list[str], Form()] = [],  # noqa: B006 - the framework copies it
    coins: Annotated[str, Form()] = "",
) -> Draft:
    """Name and scope; coins are separated by spaces or commas."""
    named = coins.upper().replace(",", " ").split()
    topics = tuple(dict.fromkeys(each for each in topic if each in TOPICS))
    return Draft(title=title.strip()[:200], topics=topics, coins=tuple(dict.fromkeys(named))[:20])


Sent = Annotated[Typed, Depends(form_of)]
Drafted = Annotated[Draft, Depends(draft_of)]


@router.get("/incidents")
async def incidents(visit: Looks, done: str = "") -> Response:
    """The open ones, those closed lately, and the switch."""
    return await _list(visit, 200, done=done if done in DONE else "")


@router.post("/incidents")
async def open_one(visit: Announces, draft: Drafted) -> Response:
    """A person knows of it before people ask."""
    if draft.problem:
        return await _list(visit, 422, problem=draft.problem, draft=draft)
    incident = await room_of(visit).open(draft, visit.agent.id)
    return _done(incident.id, "open")


@router.post("/incidents/mode")
async def switch(
    visit: Announces, value: Annotated[str, Form()], hours: Annotated[int, Form()] = 0
) -> Response:
    """Volatility mode by hand, for some hours or until it is moved again."""
    if value not in {"auto", "on", "off"} or hours not in {0, *HOURS}:
        raise HTTPException(400)
    until = visit.now + timedelta(hours=hours) if hours and value != "auto" else None
    await room_of(visit).switch(Mode(value=value, by=visit.agent.id, at=visit.now, until=until))
    return RedirectResponse("/incidents?done=mode", 303)


@router.get("/incidents/{incident_id}")
async def incident(incident_id: str, visit: Looks, done: str = "") -> Response:
    """One, with what was said, who asked and what can be done."""
    file = await _file(visit, incident_id)
    return await _detail(visit, file, 200, done=done if done in DONE else "")


@router.post("/incidents/{incident_id}/edit")
async def edit(incident_id: str, visit: Announces, draft: Drafted, sent: Sent) -> Response:
    """Another name or scope."""
    file = await _file(visit, incident_id)
    if draft.problem:
        return await _detail(visit, file, 422, problem=visit.texts(f"incidents.{draft.problem}"))
    return await _tried(visit, file, "edit", room_of(visit).edit(file.incident.id, draft,
                                                                 _hand(visit, sent)))  # fmt: skip


@router.post("/incidents/{incident_id}/preview/{how}")
async def preview(incident_id: str, how: Step, visit: Announces, sent: Sent) -> Response:
    """The words as they will be said, and how many hear them now."""
    file = await _file(visit, incident_id)
    if how not in WORDS or not can(file.incident, how):
        raise HTTPException(409)
    if wrong := room_of(visit).problems(sent.texts):
        said = [(LANGUAGES.get(code, ""), explained(visit.texts, each)) for code, each in wrong]
        return await _detail(visit, file, 422, wrong=said, draft=sent.texts, drafted=how)
    audience = room_of(visit).hears(file, WORDS[how])
    return visit.page(
        "incident_sure.html",
        file=file,
        incident=file.incident,
        how=how,
        texts=sent.texts,
        names=LANGUAGES,
        audience=audience,
        unreached=audience.unreached[:MOST_NAMED],
    )


@router.post("/incidents/{incident_id}/say/{how}")
async def say(incident_id: str, how: Step, visit: Announces, sent: Sent) -> Response:
    """Confirm it with its text, or say that it is over."""
    file, room, hand = await _file(visit, incident_id), room_of(visit), _hand(visit, sent)
    if how not in WORDS:
        raise HTTPException(400)
    act = room.confirm if how is Step.CONFIRM else room.resolve
    return await _tried(visit, file, how, act(file.incident.id, sent.texts, hand))


@router.post("/incidents/{incident_id}/move/{how}")
async def move(incident_id: str, how: Step, visit: Announces, sent: Sent) -> Response:
    """Watch it, or say that it is none."""
    if how not in QUIET:
        raise HTTPException(400)
    file = await _file(visit, incident_id)
    return await _tried(visit, file, how, room_of(visit).move(file.incident.id, how,
                                                              _hand(visit, sent)))  # fmt: skip


@router.post("/incidents/{incident_id}/merge")
async def merge(
    incident_id: str, visit: Announces, sent: Sent, into: Annotated[str, Form()]
) -> Response:
    """Two names for one thing."""
    file = await _file(visit, incident_id)
    await _file(visit, into)
    merging = room_of(visit).merge(file.incident.id, into, _hand(visit, sent))
    return await _tried(visit, file, "merge", merging)


def room_of(visit: Visit) -> IncidentRoom:
    """What people do to incidents; raises 404 where the desk has none."""
    if visit.services.incidents is None:
        raise HTTPException(404)
    return visit.services.incidents


async def _tried(visit: Visit, file: IncidentFile, act: str, doing: Any) -> Response:
    """Done, or what stands in the way above the page as it is now."""
    try:
        after: Incident = await doing
    except UnsafeText as unsafe:
        said = [("", explained(visit.texts, each)) for each in unsafe.problems]
        return await _detail(visit, file, 422, wrong=said)
    except (Outdated, IllegalTransition):
        now = await _file(visit, file.incident.id)
        return await _detail(visit, now, 409, problem=visit.texts("incidents.changed"))
    return _done(after.id, act)


async def _file(visit: Visit, incident_id: str) -> IncidentFile:
    try:
        return await room_of(visit).file(incident_id)
    except KeyError:
        raise HTTPException(404) from None


async def _list(visit: Visit, status: int, **values: object) -> Response:
    room = room_of(visit)
    known = await room.incidents(visit.now - SHOWN)
    given = {"problem": "", "draft": None, "done": ""} | values
    return visit.page(
        "incidents.html",
        status,
        open_ones=[each for each in known if each.is_open],
        closed=[each for each in known if not each.is_open],
        tallies=await room.tallies([each.id for each in known]),
        mode=await room.mode(),
        volatile=room.volatile,
        hours=HOURS,
        topics=sorted(TOPICS),
        **given,
    )


async def _detail(visit: Visit, file: IncidentFile, status: int, **values: object) -> Response:
    room, one = room_of(visit), file.incident
    given = {"problem": "", "wrong": (), "draft": {}, "drafted": "", "done": ""} | values
    others = [each for each in await room.incidents(visit.now) if each.id != one.id]
    asked = {each.heard.language for each in file.asked}
    wanted = [code for code in LANGUAGES if code in {*FIRST, *asked, *one.texts, *one.clear_texts}]
    return visit.page(
        "incident.html",
        status,
        file=file,
        incident=one,
        steps=[how for how in Step if can(one, how)],
        names=LANGUAGES,
        wanted=wanted,
        others=[each for each in others if each.is_open],
        topics=sorted(TOPICS),
        phases=Phase,
        **given,
    )


def _hand(visit: Visit, sent: Typed) -> Hand:
    return Hand(visit.agent.id, sent.seen)


def _done(incident_id: str, act: str) -> Response:
    return RedirectResponse(f"/incidents/{incident_id}?done={act}", 303)


def _text(value: object) -> str:
    return value[:LONGEST] if isinstance(value, str) else ""
