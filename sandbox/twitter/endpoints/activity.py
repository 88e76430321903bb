"""Webhooks and the subscriptions to activity events."""

from __future__ import annotations

from sandbox.twitter.backend import ANYBODY, APP, Backend, Request, endpoint
from sandbox.twitter.errors import ApiError, invalid
from sandbox.twitter.limits import Budget
from sandbox.twitter.model import Json, Webhook
from sandbox.twitter.push import EVENTS
from sandbox.twitter.schema import some_of

CRC_FAILED = "Crc validation failed: the webhook did not answer the challenge as expected."
SEVERAL = Budget(app=450)


@endpoint("POST /2/webhooks", auth=("app", "oauth1"), budget=SEVERAL, body={"url!": str})
async def register(backend: Backend, request: Request) -> Json:
    """Register an address; it is challenged at once."""
    url = request.body["url"]
    if not url.startswith(("http://", "https://")) or len(url) > 200:
        raise invalid("url", url, "$.url: is not a valid address")
    if any(each.url == url for each in backend.hooks.webhooks.values()):
        raise ApiError(400, "DuplicateUrlFailed", "invalid-request")
    found = await backend.hooks.register(url)
    if found is None:
        raise ApiError(400, CRC_FAILED, "invalid-request", "CrcValidationFailed")
    return found.json()


@endpoint(
    "GET /2/webhooks",
    auth=APP,
    budget=SEVERAL,
    query={"webhook_config.fields": some_of(frozenset({"created_at", "id", "url", "valid"}))},
)
def webhooks(backend: Backend, _request: Request) -> Json:
    """The registered addresses."""
    found = [each.json() for each in backend.hooks.webhooks.values()]
    return ({"data": found} if found else {}) | {"meta": {"result_count": len(found)}}


@endpoint("PUT /2/webhooks/{webhook_id}", auth=("app", "oauth1"), budget=SEVERAL)
async def validate(backend: Backend, request: Request) -> Json:
    """Challenge an address again."""
    hook = _hook(backend, request)
    hook.valid = await backend.hooks.challenge(hook.url)
    return {"data": {"attempted": True}}


@endpoint("DELETE /2/webhooks/{webhook_id}", auth=("app", "oauth1"), budget=SEVERAL)
def forget(backend: Backend, request: Request) -> Json:
    """Forget an address."""
    del backend.hooks.webhooks[_hook(backend, request).id]
    return {"data": {"deleted": True}}


def _hook(backend: Backend, request: Request) -> Webhook:
    found = backend.hooks.webhooks.get(request.path["webhook_id"])
    if found is None:
        raise ApiError(404, "Not Found")
    return found


@endpoint(
    "POST /2/activity/subscriptions",
    auth=ANYBODY,
    budget=SEVERAL,
    body={
        "event_type!": str,
        "filter!": {"user_id": "id"},
        "tag": str,
        "webhook_id": "id",
    },
)
def subscribe(backend: Backend, request: Request) -> Json:
    """Ask for one kind of event about one account."""
    body = request.body
    if body["event_type"] not in EVENTS:
        raise invalid("event_type", body["event_type"], "$.event_type: unknown value")
    made = backend.hooks.subscribe(
        body["event_type"],
        body["filter"].get("user_id", ""),
        body.get("tag", ""),
        body.get("webhook_id", ""),
    )
    return {"data": {"subscription": made.json()}}


@endpoint("GET /2/activity/subscriptions", auth=APP, budget=SEVERAL)
def subscriptions(backend: Backend, _request: Request) -> Json:
    """What was asked for."""
    found = [each.json() for each in backend.hooks.subscriptions.values()]
    return ({"data": found} if found else {}) | {"meta": {"result_count": len(found)}}


@endpoint("DELETE /2/activity/subscriptions/{subscription_id}", auth=APP, budget=SEVERAL)
def unsubscribe(backend: Backend, request: Request) -> Json:
    """Ask for it no more."""
    gone = backend.hooks.subscriptions.pop(request.path["subscription_id"], None)
    if gone is None:
        raise ApiError(404, "Not Found")
    return {"data": {"deleted": True}}
