"""Webhooks as programs look after them; a secret is shown once, when it is made."""

from __future__ import annotations

from dataclasses import replace
from secrets import token_hex

from fastapi import Response

from console.api import shown
from console.api.caller import Caller, Calling
from console.api.inputs import PAGE, After, Limit, Number, OwnId, WebhookChange, WebhookIn
from console.api.problem import FieldError, Refusal
from console.api.route import needs, router
from console.api.webhook_models import (
    DeliveryPage,
    WebhookMade,
    WebhookOut,
    Webhooks,
    delivery_out,
    webhook_made,
    webhook_out,
)
from console.api.write import Write, Writing, etag
from core.ports import Decision
from core.tokens import Scope
from core.webhooks.address import problem_of
from core.webhooks.kinds import Webhook, new_secret, rotated

MANAGE = [needs(Scope.MANAGE_WEBHOOKS)]
MOST = 50

routes = router(tags=["webhooks"])


@routes.get("/webhooks", dependencies=MANAGE, operation_id="list_webhooks")
async def webhooks(caller: Calling) -> Webhooks:
    """All webhooks of the desk."""
    return Webhooks(items=[webhook_out(each) for each in await caller.books.webhooks()])


@routes.post("/webhooks", dependencies=MANAGE, operation_id="add_webhook", status_code=201)
async def add(
    write: Writing,
    said: WebhookIn,
) -> WebhookMade:
    """Tell another address from now on."""
    _must_be_outside(write.caller, said.url)
    if len(await write.caller.books.webhooks()) >= MOST:
        raise Refusal("not_possible", why=f"there are {MOST} webhooks already")
    made = Webhook(
        id=f"wh_{token_hex(8)}",
        url=said.url,
        events=frozenset(said.events),
        secret=new_secret(),
        made_at=write.caller.now,
        made_by=write.caller.agent.id,
    )
    await _keep(write.caller, made, "add")
    write.response.headers["Location"] = f"/api/v1/webhooks/{made.id}"
    write.tag(made)
    return webhook_made(made)


@routes.get("/webhooks/{webhook_id}", dependencies=MANAGE, operation_id="get_webhook")
async def webhook(caller: Calling, webhook_id: OwnId, response: Response) -> WebhookOut:
    """One of them."""
    found = await _load(caller, webhook_id)
    response.headers["ETag"] = etag(found)
    return webhook_out(found)


@routes.patch("/webhooks/{webhook_id}", dependencies=MANAGE, operation_id="change_webhook")
async def change(
    write: Writing,
    webhook_id: OwnId,
    said: WebhookChange,
) -> WebhookOut:
    """Another address, other events, on or off."""
    before = await _load_for(write, webhook_id)
    if said.url is not None:
        _must_be_outside(write.caller, said.url)
    after = replace(
        before,
        url=before.url if said.url is None else said.url,
        events=before.events if said.events is None else frozenset(said.events),
        version=before.version + 1,
    )
    if said.on is not None:
        after = replace(after, off_why="" if said.on else "by_hand", failing_since=None)
    await _keep(write.caller, after, "change")
    write.tag(after)
    return webhook_out(after)


@routes.delete(
    "/webhooks/{webhook_id}", dependencies=MANAGE, operation_id="drop_webhook", status_code=204
)
async def drop(
    write: Writing,
    webhook_id: OwnId,
) -> Response:
    """Tell it nothing any more, and forget what it was told."""
    before = await _load_for(write, webhook_id)
    if not await write.caller.books.drop_webhook(before.id, _trace(write.caller, before, "drop")):
        raise Refusal("not_found")
    return Response(status_code=204)


@routes.post("/webhooks/{webhook_id}/rotate", dependencies=MANAGE, operation_id="rotate_secret")
async def rotate(
    write: Writing,
    webhook_id: OwnId,
) -> WebhookMade:
    """A new secret; the old one signs as well for a day."""
    after = rotated(await _load_for(write, webhook_id), write.caller.now)
    await _keep(write.caller, after, "rotate")
    write.tag(after)
    return webhook_made(after)


@routes.get(
    "/webhooks/{webhook_id}/deliveries", dependencies=MANAGE, operation_id="list_deliveries"
)
async def deliveries(
    caller: Calling, webhook_id: OwnId, after: After = "", limit: Limit = PAGE
) -> DeliveryPage:
    """What it was told, and what came of it."""
    await _load(caller, webhook_id)
    before = shown.number_of(after)
    page = await caller.books.deliveries(webhook_id, before=before, limit=limit)
    items = [delivery_out(each) for each in page.deliveries]
    return DeliveryPage(items=items, next=shown.cursor(page.before))


@routes.post(
    "/webhooks/{webhook_id}/deliveries/{number}/replay",
    dependencies=MANAGE,
    operation_id="replay_delivery",
    status_code=202,
)
async def replay(
    write: Writing,
    webhook_id: OwnId,
    number: Number,
) -> WebhookOut:
    """Tell it once more, under the same id."""
    found = await _load_for(write, webhook_id)
    if not await write.caller.books.replay_delivery(webhook_id, number, write.caller.now):
        raise Refusal("not_found")
    return webhook_out(found)


async def _load(caller: Caller, webhook_id: str) -> Webhook:
    known = await caller.books.webhooks()
    found = next((each for each in known if each.id == webhook_id), None)
    if found is None:
        raise Refusal("not_found")
    return found


async def _load_for(write: Write, webhook_id: str) -> Webhook:
    """The webhook, unless it changed since the program read it; raises Refusal."""
    found = await _load(write.caller, webhook_id)
    write.must_match(found)
    return found


async def _keep(caller: Caller, webhook: Webhook, act: str) -> None:
    if not await caller.books.put_webhook(webhook, _trace(caller, webhook, act)):
        raise Refusal("changed")


def _trace(caller: Caller, webhook: Webhook, act: str) -> Decision:
    return Decision(
        message_key="",
        act=f"webhook:{act}",
        reason=f"{webhook.id} {webhook.url}",
        by=caller.agent.id,
        at=caller.now,
        evidence=caller.token.prefix,
    )


def _must_be_outside(caller: Caller, url: str) -> None:
    problem = problem_of(url, caller.room.table.inside_hosts)
    if problem:
        raise Refusal("invalid", errors=(FieldError(where="/url", detail=problem),))
