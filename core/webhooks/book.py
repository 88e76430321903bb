"""The ports of webhooks: who is told, what is to be told, and what it is about.

Each method is one transaction and raises StorageUnavailable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.case import Case
from core.ports import Decision
from core.types import Message
from core.webhooks.kinds import Delivery, DeliveryPage, Fate, Grip, News, Webhook


class WebhookBook(Protocol):
    """The webhooks and what was delivered. Each method is one transaction."""

    async def put_webhook(self, webhook: Webhook, trace: Decision) -> bool:
        """Keep it, new or changed; False where it was changed since (`version` is the next)."""
        ...

    async def webhooks(self) -> Sequence[Webhook]:
        """All of them, the oldest first."""
        ...

    async def drop_webhook(self, webhook_id: str, trace: Decision) -> bool:
        """Forget it with its deliveries; False where there is none."""
        ...

    async def deliveries(self, webhook_id: str, *, before: int | None, limit: int) -> DeliveryPage:
        """What it was told or is to be told."""
        ...

    async def replay_delivery(self, webhook_id: str, number: int, now: datetime) -> bool:
        """Tell it once more; False where there is no such delivery or it is still on its way."""
        ...


class WebhookQueue(Protocol):
    """What is to be told. Each method is one transaction."""

    async def webhook_mark(self, cursor: str) -> int | None:
        """How far something was read; None at the very first time."""
        ...

    async def webhook_told(self, subjects: Sequence[str]) -> Mapping[str, str]:
        """How these looked when they were told of last."""
        ...

    async def tell_webhooks(self, news: News) -> int:
        """Queue each happening for every webhook that wants it, and keep the mark; how many."""
        ...

    async def due_deliveries(self, grip: Grip) -> Sequence[Delivery]:
        """Take those that are due, of each webhook and lane only the first that is not settled."""
        ...

    async def settle_delivery(self, fate: Fate) -> None:
        """What became of one; the webhook's own standing follows."""
        ...

    async def forget_deliveries(self, before: datetime) -> int:
        """Forget those that were settled before then; how many."""
        ...


class WebhookSource(Protocol):
    """What webhooks are told about, beside the feed of changes."""

    async def cases_named(self, case_ids: Sequence[str]) -> Mapping[str, Case]:
        """Cases by id, as they are now; those that are there."""
        ...

    async def heard_in(self, conversation: str, since: datetime) -> Sequence[Message]:
        """What was received in a conversation after then, oldest first; at most two hundred."""
        ...


class Webhooks(WebhookBook, WebhookQueue, Protocol):
    """Both, as the store keeps them."""
