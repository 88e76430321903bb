"""Webhooks and deliveries as programs see them."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel

from core.webhooks.kinds import Delivery, Webhook


class WebhookOut(BaseModel):
    """A webhook; `version` is also its ETag, `off_why` is empty while it is on."""

    id: str
    url: str
    events: list[str]
    made_at: datetime
    made_by: str
    failing_since: datetime | None
    off_why: str
    old_secret_until: datetime | None
    version: int


class WebhookMade(WebhookOut):
    """A webhook with its new secret, which is shown this once."""

    secret: str


class Webhooks(BaseModel):
    """All of them, the oldest first."""

    items: list[WebhookOut]


class DeliveryOut(BaseModel):
    """One event for one webhook; `answer` is the HTTP status, null where nobody answered."""

    number: int
    event_id: str
    event: str
    state: str
    attempts: int
    answer: int | None
    why: str
    made_at: datetime
    due_at: datetime
    settled_at: datetime | None


class DeliveryPage(BaseModel):
    """Deliveries, the latest first."""

    items: list[DeliveryOut]
    next: str | None


def webhook_out(webhook: Webhook) -> WebhookOut:
    """A webhook without its secrets."""
    return WebhookOut.model_validate(_fields(webhook))


def webhook_made(webhook: Webhook) -> WebhookMade:
    """A webhook just made, with its secret."""
    return WebhookMade.model_validate({**_fields(webhook), "secret": webhook.secret})


def delivery_out(each: Delivery) -> DeliveryOut:
    """A delivery without its body."""
    return DeliveryOut(
        number=each.number,
        event_id=each.event_id,
        event=each.event.value,
        state=each.state.value,
        attempts=each.attempts,
        answer=each.answer or None,
        why=each.why,
        made_at=each.made_at,
        due_at=each.due_at,
        settled_at=each.settled_at,
    )


def _fields(webhook: Webhook) -> dict[str, object]:
    return {
        "id": webhook.id,
        "url": webhook.url,
        "events": sorted(webhook.events),
        "made_at": webhook.made_at,
        "made_by": webhook.made_by,
        "failing_since": webhook.failing_since,
        "off_why": webhook.off_why,
        "old_secret_until": webhook.old_until,
        "version": webhook.version,
    }
