"""The articles: listed, read, written with a look at how they come out, reviewed, put back."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from console.pages.acts import explained
from console.visit import Drafts, Looks, Teaches, Visit, is_partial
from console.words import Texts
from core.actions import Audience
from core.errors import ConfigError, UnsafeText
from core.shelf import FIELDS, Entry, Look, Opened, Overview, Shelf, Standing, Trouble, Writing
from core.triage.labels import INTENTS
from core.triage.lexicon import LANGUAGES

ROWS = 100
LONGEST_FIELD = 40_000
ONLY = ("said", "draft", "stale", "missing", "broken")
DONE = ("saved", "reviewed", "restored")

router = APIRouter()


async def writing_of(request: Request, language: str, identity: str) -> Writing:
    """Read the form of one article; fields that are missing are empty."""
    form = await request.form()
    values = {name: _text(form.get(name)) for name in FIELDS}
    return Writing(id=identity, language=language, **values)


Written = Annotated[Writing, Depends(writing_of)]
Seen = Annotated[str, Form()]


@router.get("/knowledge")
async def listing(
    visit: Looks, language: str = "", intent: str = "", only: str = "", after: int = 0
) -> Response:
    """The articles of a language and intent, or those that something is the matter with."""
    chosen = {"language": language, "intent": intent, "only": only if only in ONLY else ""}
    overview, problem = Overview(entries=()), ""
    try:
        overview = await shelf_of(visit).overview(visit.now.date())
    except ConfigError as error:
        problem = str(error)
    rows = [each for each in _rows(overview) if _fits(each, chosen)]
    start = max(0, min(after, len(rows)))
    return visit.page(
        "knowledge.html",
        409 if problem else 200,
        rows=rows[start : start + ROWS],
        total=len(rows),
        start=start,
        next=start + ROWS if start + ROWS < len(rows) else None,
        chosen=chosen,
        counts=_counts(overview),
        problem=problem,
        choices={"language": list(LANGUAGES), "intent": list(INTENTS), "only": ONLY},
    )


@router.get("/knowledge/new")
async def new(visit: Drafts, language: str = "", identity: str = "") -> Response:
    """The form of an article that is not there yet."""
    shelf_of(visit)
    return RedirectResponse(f"/knowledge/{language or 'en'}/{identity.strip() or '-'}", 303)


@router.get("/knowledge/{language}/{identity}")
async def article(visit: Looks, language: str, identity: str, done: str = "") -> Response:
    """One article with its form and history."""
    opened = await _opened(visit, language, identity)
    return _page(visit, opened, done=done if done in DONE else "")


@router.post("/knowledge/{language}/{identity}/look")
async def look(visit: Teaches, written: Written, seen: Seen = "") -> Response:
    """How the form would come out: a fragment while somebody types, else the page."""
    found = await shelf_of(visit).look(written)
    if is_partial(visit.request):
        return visit.page("_knowledge_look.html", look=found, problems=_told(visit.texts, found))
    opened = await _opened(visit, written.language, written.id)
    return _page(visit, opened, written=written, look=found, seen=seen)


@router.post("/knowledge/{language}/{identity}")
async def save(visit: Teaches, written: Written, seen: Seen = "", review: Seen = "") -> Response:
    """Write the article; with `review` as read over today."""
    shelf = shelf_of(visit)
    try:
        write = shelf.review if review else shelf.save
        await write(written, seen, visit.agent.id, visit.now)
    except (ConfigError, UnsafeText) as error:
        opened = await _opened(visit, written.language, written.id)
        found = await shelf.look(written)
        told = error.problems if isinstance(error, UnsafeText) else (str(error),)
        status = 422 if isinstance(error, UnsafeText) else 409
        shown = Look(html=found.html, short=found.short, problems=told)
        return _page(visit, opened, status, written=written, look=shown, seen=seen, refused=True)
    return _back(written.language, written.id, "reviewed" if review else "saved")


@router.post("/knowledge/{language}/{identity}/restore")
async def restore(visit: Teaches, language: str, identity: str, version: Seen = "") -> Response:
    """Put back the text of a version."""
    try:
        await shelf_of(visit).restore(language, identity, version, visit.agent.id, visit.now)
    except (ConfigError, UnsafeText) as error:
        opened = await _opened(visit, language, identity)
        told = error.problems if isinstance(error, UnsafeText) else (str(error),)
        return _page(visit, opened, 409, look=Look(problems=told), refused=True)
    return _back(language, identity, "restored")


def shelf_of(visit: Visit) -> Shelf:
    """Whoever keeps the articles; raises 404 where the desk has none."""
    if visit.services.shelf is None:
        raise HTTPException(404)
    return visit.services.shelf


async def _opened(visit: Visit, language: str, identity: str) -> Opened:
    """The article; raises 404 for an address that no article can have."""
    try:
        return await shelf_of(visit).open(language, identity, visit.now.date())
    except ConfigError:
        raise HTTPException(404) from None


def _page(
    visit: Visit,
    opened: Opened,
    status: int = 200,
    *,
    written: Writing | None = None,
    look: Look | None = None,
    **values: Any,
) -> Response:
    shown = look or opened.look
    around = {"done": "", "refused": False, "seen": opened.digest, **values}
    return visit.page(
        "knowledge_article.html",
        status,
        opened=opened,
        writing=written or opened.writing,
        look=shown,
        problems=_told(visit.texts, shown),
        choices={"intent": list(INTENTS), "audience": list(Audience)},
        **around,
    )


def _back(language: str, identity: str, done: str) -> Response:
    return RedirectResponse(f"/knowledge/{language}/{identity}?done={done}", 303)


def _rows(overview: Overview) -> list[Entry]:
    """What is there and what is missing, in one list."""
    gaps = [
        Entry(id=identity, language=language, everywhere=True, standing=Standing.DRAFT)
        for identity, language in overview.missing
    ]
    known = {(each.id, each.language) for each in overview.entries}
    rows = [*overview.entries, *(gap for gap in gaps if (gap.id, gap.language) not in known)]
    return sorted(rows, key=lambda each: (each.id, each.language))


def _fits(entry: Entry, chosen: dict[str, str]) -> bool:
    wanted = chosen["only"]
    fields = (("language", entry.language), ("intent", entry.intent))
    if any(chosen[name] and chosen[name] != value for name, value in fields):
        return False
    return not wanted or wanted in _marks(entry)


def _marks(entry: Entry) -> set[str]:
    """The filters that an entry goes through."""
    if not entry.title and not entry.problem:
        return {"missing"}
    marks = {entry.standing.value}
    marks |= {"broken"} if entry.problem else set()
    return marks | ({"stale"} if entry.stale else set())


def _counts(overview: Overview) -> dict[str, int]:
    marks = [_marks(each) for each in _rows(overview)]
    return {name: sum(name in each for each in marks) for name in ONLY}


def _told(t: Texts, look: Look) -> list[str]:
    """What stops the article, in the reader's language."""
    return [
        f"{t.name('knowledge', f'part_{each.part}')}: {explained(t, each.problem)}"
        if isinstance(each, Trouble)
        else each
        for each in look.problems
    ]


def _text(value: object) -> str:
    words = value if isinstance(value, str) else ""
    return words.replace("\r\n", "\n").strip()[:LONGEST_FIELD]
