"""The programs' door inside the desk: its books, who thinks about texts, webhooks and seals."""

from __future__ import annotations

from collections.abc import Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from typing import Any, Protocol

from app.sealing.audit import Sealer
from app.sealing.rows import RowSealer
from app.webhooks.desk import WebhookParts, build_webhooks
from app.webhooks.teller import Desk as Told
from console.services import Services
from core.api import ApiBooks, ApiRoom, Posed
from core.desk import Desk
from core.errors import EncoderUnavailable
from core.identities import Question
from core.ports import Triage
from core.sealing import SealBook
from core.tables.api import ApiTable
from core.types import Author, Masked, Message, Place, Verdict


class Books(ApiBooks, Told, SealBook, Protocol):
    """What the store is to programs and webhooks."""


@dataclass(frozen=True, slots=True)
class ApiParts:
    """The running parts."""

    room: ApiRoom
    webhooks: WebhookParts
    sealer: Sealer
    rows: RowSealer

    def coroutines(self) -> list[Coroutine[Any, Any, None]]:
        """What runs as long as the desk does."""
        return [*self.webhooks.coroutines(), self.sealer.seal_forever(), self.rows.stand()]

    def shown(self, services: Services) -> Services:
        """The console's services with the door, and webhooks that were switched off."""
        parts = services.parts
        return replace(
            services,
            api=self.room,
            parts=lambda: [*parts(), *self.webhooks.courier.parts()],
        )


async def build_api(desk: Desk, store: Books, table: ApiTable, stack: AsyncExitStack) -> ApiParts:
    """Wire the door into a desk."""
    thinker = Thinker(desk.triage)
    room = ApiRoom(books=store, think=thinker.think, table=table)
    webhooks = await build_webhooks(store, desk.clock, table, stack)
    sealer = Sealer(store=store, clock=desk.clock, pause_s=table.seal_every_s)
    return ApiParts(room, webhooks, sealer, RowSealer(store=store, clock=desk.clock))


@dataclass(frozen=True, slots=True)
class Thinker:
    """Asks triage about a text that belongs to no conversation."""

    triage: Triage

    async def think(self, posed: Posed) -> tuple[Masked, Verdict]:
        """The text as it would be kept, and the verdict; raises EncoderUnavailable."""
        (masked,) = await self.triage.mask([posed.text])
        question = Question(message=_message(posed, masked), now=posed.at)
        (verdict,) = await self.triage.assess([question])
        if isinstance(verdict, Exception):
            raise EncoderUnavailable(type(verdict).__name__)
        return masked, verdict


def _message(posed: Posed, masked: Masked) -> Message:
    return Message(
        platform=posed.platform,
        account="",
        id="api",
        conversation="api",
        address="",
        author=Author(id="", handle=posed.handle, name=posed.author_name),
        place=Place.DM if posed.private else Place.MENTION,
        text=masked.text,
        sent_at=posed.at,
        received_at=posed.at,
        secrets=masked.secrets,
    )
