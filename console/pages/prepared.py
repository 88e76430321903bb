"""Prepared answers and macros: listed, written with a look at how they read, moved as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from secrets import token_hex
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Response, UploadFile
from fastapi.responses import RedirectResponse

from console.pages.acts import explained
from console.visit import Visit, is_partial, reading, writing
from console.words import Texts
from core.access import Permission
from core.canned import Canned, Deed, Step, faults, found, from_csv, ordered, to_csv
from core.composing import VARIABLES, ComposeRoom
from core.errors import ConfigError, NotYours, Outdated
from core.macro import objections, readings
from core.reply.wording import primary
from core.triage.lexicon import LANGUAGES
from core.types import Leg

TEAM, OWN = "team", "own"
DONE = ("saved", "dropped", "imported")
LEGS: dict[str, Leg | None] = {"both": None, **{each.value: each for each in Leg}}

Reads = Annotated[Visit, Depends(reading(Permission.READ))]
Exports = Annotated[Visit, Depends(reading(Permission.EXPORT))]
# Private ones are everybody's who works; the team's need more, which `_refusals` asks for.
Writes = Annotated[Visit, Depends(writing(Permission.WORK))]
Teaches = Annotated[Visit, Depends(writing(Permission.TEACH))]
Word = Annotated[str, Form()]

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The form of one: what it would be, and whether the writer looks or saves."""

    canned: Canned
    problems: tuple[str, ...] = ()


@router.get("/prepared")
async def listing(visit: Reads, q: str = "", done: str = "") -> Response:
    """The team's and one's own."""
    rows = found(await _room(visit).canned.canned(visit.agent.id), q)
    done = done if done in DONE else ""
    return visit.page("prepared.html", rows=rows, query=q, done=done, problem="")


@router.get("/prepared.csv")
async def export(visit: Exports) -> Response:
    """The team's as a file that a spreadsheet opens."""
    rows = await _room(visit).canned.canned(visit.agent.id)
    body = to_csv(each for each in rows if not each.owner).encode()
    headers = {"Content-Disposition": 'attachment; filename="prepared.csv"'}
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


@router.post("/prepared.csv")
async def load_file(visit: Teaches, rows: Word = "", file: UploadFile | None = None) -> Response:
    """Write what a file says into the team's, all of it or nothing."""
    room, words = _room(visit), rows
    if file is not None and file.filename:
        words = (await file.read()).decode("utf-8", "replace")
    try:
        for each in await _sound(visit, from_csv(words, "", visit.now)):
            await room.canned.keep_canned(each)
    except (ConfigError, NotYours, Outdated) as error:
        listed = found(await room.canned.canned(visit.agent.id), "")
        told = visit.texts("prepared.fault_file", value=str(error))
        return visit.page("prepared.html", 422, rows=listed, query="", done="", problem=told)
    return RedirectResponse("/prepared?done=imported", 303)


@router.get("/prepared/new")
async def new(visit: Reads) -> Response:
    """An empty form."""
    owner = "" if visit.may(Permission.TEACH) else visit.agent.id
    texts = {"en": "", visit.texts.language: ""}
    empty = Canned(id="new", name="", owner=owner, texts=texts, at=visit.now)
    return await _page(visit, Written(canned=empty))


@router.get("/prepared/{identity}")
async def one(identity: str, visit: Reads, done: str = "") -> Response:
    """One with its form and history."""
    canned = (await _versions(visit, identity))[0]
    return await _page(visit, Written(canned=canned), done=done if done in DONE else "")


@router.post("/prepared/{identity}/look")
async def look(identity: str, visit: Writes) -> Response:
    """How the form would read with a sample case."""
    canned = await _written(visit, identity)
    written = Written(canned=canned, problems=_refusals(visit, canned))
    if is_partial(visit.request):
        return visit.page("_prepared_look.html", **_reading(visit, written))
    return await _page(visit, written)


@router.post("/prepared/{identity}")
async def save(identity: str, visit: Writes, drop: Word = "") -> Response:
    """Write it, or take it out of use."""
    canned = await _written(visit, identity)
    canned = replace(canned, dropped=bool(drop))
    problems = _rights(visit, canned) if drop else _refusals(visit, canned)
    if not problems:
        try:
            kept = await _room(visit).canned.keep_canned(canned)
        except Outdated:
            problems = (visit.texts("prepared.fault_outdated"),)
        except NotYours:
            problems = (visit.texts("prepared.fault_taken"),)
        else:
            place = "/prepared?done=dropped" if drop else f"/prepared/{kept.id}?done=saved"
            return RedirectResponse(place, 303)
    return await _page(visit, Written(canned=canned, problems=problems), 422)


async def _written(visit: Visit, identity: str) -> Canned:
    """What the form says; an existing one stays its owner's."""
    form = await visit.request.form()
    words = {name: value for name, value in form.items() if isinstance(value, str)}
    known = None if identity == "new" else (await _versions(visit, identity))[0]
    owner = "" if words.get("owner") == TEAM else visit.agent.id
    return Canned(
        id=known.id if known else token_hex(6),
        name=words.get("name", "").strip().lower(),
        owner=known.owner if known else owner,
        leg=LEGS.get(words.get("leg", "")),
        texts=_texts(words),
        steps=_steps(words),
        version=_number(words.get("seen", "")) if known else 0,
        by=visit.agent.id,
        at=visit.now,
    )


def _texts(words: dict[str, str]) -> dict[str, str]:
    """The text of each language that has one."""
    given = {n.removeprefix("text_"): each for n, each in words.items() if n.startswith("text_")}
    if words.get("another"):
        given |= {primary(words.get("another_language", "")): words["another"]}
    plain = {code: text.replace("\r\n", "\n").strip() for code, text in given.items()}
    return {code: text for code, text in plain.items() if text}


def _steps(words: dict[str, str]) -> tuple[Step, ...]:
    given = [Step(deed, words.get(f"step_{deed}", "").strip()) for deed in Deed]
    return ordered(each for each in given if each.value)


def _refusals(visit: Visit, canned: Canned) -> tuple[str, ...]:
    """Why it may not be kept, in the writer's language."""
    t, room = visit.texts, _room(visit)
    told = [_fault(t, each) for each in faults(canned, VARIABLES)]
    told += [
        t("prepared.fault_text", language=code, problem=explained(t, problem))
        for code, problem in objections(canned, room.facts(), room.lint)
    ]
    return (*_rights(visit, canned), *told)


def _rights(visit: Visit, canned: Canned) -> tuple[str, ...]:
    """The team's are changed by those who teach; another's are not even seen."""
    allowed = bool(canned.owner) or visit.may(Permission.TEACH)
    return () if allowed else (visit.texts("prepared.fault_team"),)


def _fault(t: Texts, code: str) -> str:
    name, _, value = code.partition(":")
    shown = f"{{{value}}}" if name == "variable" else value
    if name == "step":
        shown = t(f"prepared.step_{value}")
    return t(f"prepared.fault_{name}", value=shown)


def _onto(known: Canned | None, fresh: Canned, visit: Visit) -> Canned:
    """What a file says, on top of what is there."""
    if known is None or known.owner:
        return replace(fresh, id=token_hex(6), by=visit.agent.id)
    return replace(
        known,
        leg=fresh.leg,
        texts={**known.texts, **fresh.texts},
        steps=fresh.steps,
        by=visit.agent.id,
        at=visit.now,
    )


async def _sound(visit: Visit, fresh: Sequence[Canned]) -> list[Canned]:
    """What a file says, ready to be kept; raises ConfigError where one of them may not be."""
    known = {each.name: each for each in await _room(visit).canned.canned("")}
    made = [_onto(known.get(each.name), each, visit) for each in fresh]
    for each in made:
        if problems := _refusals(visit, each):
            raise ConfigError(f"{each.name}: {problems[0]}")
    return made


async def _page(visit: Visit, written: Written, status: int = 200, *, done: str = "") -> Response:
    canned = written.canned
    versions = await _room(visit).canned.canned_versions(canned.id)
    codes = dict.fromkeys(("en", visit.texts.language, *sorted(canned.texts)))
    return visit.page(
        "prepared_one.html",
        status,
        versions=versions,
        codes=list(codes),
        others=[each for each in LANGUAGES if each not in codes],
        variables=sorted(VARIABLES),
        steps={each.deed: each.value for each in canned.steps},
        deeds=list(Deed),
        agents=visit.names,
        may_write=not _rights(visit, canned),
        done=done,
        **_reading(visit, written),
    )


def _reading(visit: Visit, written: Written) -> dict[str, object]:
    samples = readings(written.canned, _room(visit).facts())
    return {"canned": written.canned, "problems": written.problems, "samples": samples}


async def _versions(visit: Visit, identity: str) -> Sequence[Canned]:
    """Every version; raises 404 for none and for somebody else's."""
    found_ = await _room(visit).canned.canned_versions(identity)
    if not found_ or found_[0].owner not in {"", visit.agent.id}:
        raise HTTPException(404)
    return found_


def _room(visit: Visit) -> ComposeRoom:
    if visit.services.composing is None:
        raise HTTPException(404)
    return visit.services.composing


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else -1
