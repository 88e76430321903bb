"""Webhooks: who is told of what, what came of it, and how to tell it once more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from secrets import token_hex
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, HTTPException, Query, Response
from fastapi.responses import RedirectResponse

from console.pages.tokens import Manager, ManagerForm, room
from console.visit import Visit
from core.ports import Decision
from core.webhooks.address import NOT_HTTPS, NOT_WHOLE, WITH_WORDS, problem_of
from core.webhooks.kinds import Event, Webhook, new_secret, rotated

PAGE = 50
DONE = ("changed", "dropped", "replayed")
# What is wrong with an address, in the reader's language; what is left is one inside a network.
PROBLEMS = {NOT_WHOLE: "not_whole", NOT_HTTPS: "not_https", WITH_WORDS: "with_words"}

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the page says besides the webhooks: a secret that is shown once, or what is wrong."""

    done: str = ""
    problem: str = ""
    secret: str = ""
    url: str = ""


@router.get("/webhooks")
async def webhooks(visit: Manager, done: str = "") -> Response:
    """All of them."""
    return await _page(visit, Said(done=done if done in DONE else ""))


@router.post("/webhooks")
async def add(
    visit: ManagerForm,
    url: Annotated[str, Form()] = "",
    events: Annotated[list[Event] | None, Form()] = None,
) -> Response:
    """Tell another address from now on; its secret is shown this once."""
    url = url.strip()
    problem = problem_of(url, room(visit).table.inside_hosts)
    if problem or not events:
        words = _said_of(visit, url, problem) if problem else visit.texts("webhooks.no_events")
        return await _page(visit, Said(problem=words, url=url), 422)
    made = Webhook(
        id=f"wh_{token_hex(8)}",
        url=url,
        events=frozenset(events),
        secret=new_secret(),
        made_at=visit.now,
        made_by=visit.agent.id,
    )
    await _keep(visit, made, "add")
    return await _page(visit, Said(secret=made.secret, url=made.url))


@router.get("/webhooks/{webhook_id}")
async def webhook(
    webhook_id: str,
    visit: Manager,
    before: Annotated[int | None, Query(ge=1, le=2**62)] = None,
    done: str = "",
) -> Response:
    """What one was told, the latest first."""
    found = await _load(visit, webhook_id)
    page = await room(visit).books.deliveries(webhook_id, before=before, limit=PAGE)
    done = done if done in DONE else ""
    return visit.page("webhook.html", hook=found, page=page, said=Said(done=done))


@router.post("/webhooks/{webhook_id}/switch")
async def switch(webhook_id: str, visit: ManagerForm, on: Annotated[bool, Form()]) -> Response:
    """On or off; what was not told yet waits until it is on again."""
    before = await _load(visit, webhook_id)
    off = "" if on else "by_hand"
    after = replace(before, off_why=off, failing_since=None, version=before.version + 1)
    await _keep(visit, after, "change")
    return RedirectResponse("/webhooks?done=changed", 303)


@router.post("/webhooks/{webhook_id}/rotate")
async def rotate(webhook_id: str, visit: ManagerForm) -> Response:
    """A new secret, shown this once; the old one signs as well for a day."""
    after = rotated(await _load(visit, webhook_id), visit.now)
    await _keep(visit, after, "rotate")
    return await _page(visit, Said(secret=after.secret, url=after.url))


@router.post("/webhooks/{webhook_id}/drop")
async def drop(webhook_id: str, visit: ManagerForm) -> Response:
    """Forget it and what it was told."""
    found = await _load(visit, webhook_id)
    await room(visit).books.drop_webhook(webhook_id, _trace(visit, found, "drop"))
    return RedirectResponse("/webhooks?done=dropped", 303)


@router.post("/webhooks/{webhook_id}/replay/{number}")
async def replay(webhook_id: str, number: int, visit: ManagerForm) -> Response:
    """Tell it once more."""
    await _load(visit, webhook_id)
    if not 0 < number < 1 << 62:
        raise HTTPException(404)
    if not await room(visit).books.replay_delivery(webhook_id, number, visit.now):
        raise HTTPException(404)
    return RedirectResponse(f"/webhooks/{webhook_id}?done=replayed", 303)


def _said_of(visit: Visit, url: str, problem: str) -> str:
    why = PROBLEMS.get(problem, "inside")
    host = "" if why == "not_whole" else urlsplit(url).hostname
    return visit.texts(f"webhooks.{why}", host=host or "")


async def _load(visit: Visit, webhook_id: str) -> Webhook:
    known = await room(visit).books.webhooks()
    found = next((each for each in known if each.id == webhook_id), None)
    if found is None:
        raise HTTPException(404)
    return found


async def _keep(visit: Visit, hook: Webhook, act: str) -> None:
    if not await room(visit).books.put_webhook(hook, _trace(visit, hook, act)):
        raise HTTPException(409)


def _trace(visit: Visit, hook: Webhook, act: str) -> Decision:
    words = f"{hook.id} {hook.url}"
    return Decision(
        message_key="", act=f"webhook:{act}", reason=words, by=visit.agent.id, at=visit.now
    )


async def _page(visit: Visit, said: Said, status: int = 200) -> Response:
    known = await room(visit).books.webhooks()
    return visit.page("webhooks.html", status, hooks=known, said=said, events=list(Event))
