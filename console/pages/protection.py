"""Protection: the queue of scam cases, one case with all that happened, and its evidence."""

from __future__ import annotations

import asyncio
import zipfile
from collections.abc import Mapping
from datetime import datetime, timedelta
from io import BytesIO

from fastapi import APIRouter, HTTPException, Response

from console.pages.feed import MOST, PAGE
from console.scam_view import BULK, offered, was_said
from console.visit import Exports, Looks, Visit
from console.words import LANGUAGES, texts
from core.evidence.pack import Reporter, pack
from core.guard import Guard
from core.scams import ScamFile, Verb

VIEWS = ("open", "confirmed", "dismissed", "all")
# Over which time the page tells how fast people were warned.
MEASURED = timedelta(days=7)
# The earliest time that a ZIP archive can name.
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
OFFERED = (Verb.RESTRICT, Verb.DELETE, Verb.BAN, Verb.LIFT)

router = APIRouter()


@router.get("/protection")
async def queue(
    visit: Looks, view: str = "", after: str = "", rows: int = PAGE, done: str = ""
) -> Response:
    """The queue's page; for htmx its list alone, or just the rows that follow."""
    guard = guard_of(visit)
    shown = known_view(view)
    page = await guard.scams(shown, after=after, limit=min(max(rows, PAGE), MOST))
    values: dict[str, object] = {"page": page, "view": shown, "views": VIEWS, "after": after}
    if visit.target == "more":
        return visit.page("_scam_rows.html", **values)
    if visit.target == "scams":
        return visit.page("_scams.html", **values, verbs=BULK)
    times = await guard.warning_times(visit.now - MEASURED)
    return visit.page("protection.html", **values, verbs=BULK, times=times, done=done_word(done))


@router.get("/protection/{scam_id}")
async def scam(scam_id: str, visit: Looks, view: str = "", done: str = "") -> Response:
    """One scam case; for htmx only what may have changed."""
    file = await load(visit, scam_id)
    values = {**scam_values(visit, file), "view": known_view(view), "done": done_word(done)}
    return visit.page("_scam.html" if visit.target else "scam.html", **values)


@router.get("/protection/{scam_id}/evidence.zip")
async def evidence(scam_id: str, visit: Exports) -> Response:
    """Everything that a platform's abuse form asks for, as one archive."""
    file = await load(visit, scam_id)
    reporter = Reporter(brand=await _brand(visit), kinds=kind_words())
    made_at = visit.now.replace(microsecond=0)
    body = await asyncio.to_thread(lambda: _zipped(pack(file, made_at, reporter), made_at))
    name = f'attachment; filename="evidence-{file.scam.id}.zip"'
    return Response(body, media_type="application/zip", headers={"Content-Disposition": name})


def guard_of(visit: Visit) -> Guard:
    """The memory of scammers; raises 404 where the desk has none."""
    if visit.services.guard is None:
        raise HTTPException(404)
    return visit.services.guard


async def load(visit: Visit, scam_id: str) -> ScamFile:
    """The scam case's file; raises 404."""
    file = await guard_of(visit).scam_file(scam_id)
    if file is None:
        raise HTTPException(404)
    return file


def scam_values(visit: Visit, file: ScamFile) -> dict[str, object]:
    """What the templates of a scam case show."""
    acts_for = visit.services.acts_for
    able = frozenset(verb for verb in OFFERED if acts_for(file, verb))
    return {
        "file": file,
        "scam": file.scam,
        "verbs": offered(file, able),
        "decided": was_said(file.scam, file.events),
    }


def known_view(view: str) -> str:
    """The view asked for, else the first."""
    return view if view in VIEWS else VIEWS[0]


def done_word(done: str) -> str:
    """The verb that was said, if it is one."""
    return done if done in set(Verb) else ""


def kind_words() -> Mapping[str, Mapping[str, str]]:
    """The display names of findings, by language and code."""
    return {language: texts(language).tree["danger"] for language in LANGUAGES}


async def _brand(visit: Visit) -> str:
    registry = visit.services.registry
    return (await registry.read()).identities.brand if registry else ""


def _zipped(files: Mapping[str, bytes], made_at: datetime) -> bytes:
    """The same bytes for the same files and time."""
    stamp = max(ZIP_EPOCH, made_at.timetuple()[:6])
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        for name, body in files.items():
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, body)
    return archive.getvalue()
