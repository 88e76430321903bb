"""`TokenBook`, `OnceBook` and `Webhooks` over the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from core.case import Case
from core.once import Answer, Try, Turn
from core.ports import Decision
from core.tokens import Token
from core.types import Message
from core.webhooks.kinds import Delivery, DeliveryPage, Fate, Grip, News, Webhook
from storage.api import reading as api_reading
from storage.api import tokens as api_tokens
from storage.api import webhooks as api_webhooks
from storage.engine.threads import Database


class SqlApi:
    """Implements what programs need; the ports promise."""

    _database: Database

    async def put_token(self, token: Token, trace: Decision) -> None:
        await self._database.write(api_tokens.PUT, api_tokens.Issue(token, trace))

    async def token(self, digest: str) -> Token | None:
        return await self._database.read(partial(api_tokens.token, digest=digest))

    async def tokens(self) -> Sequence[Token]:
        return await self._database.read(api_tokens.tokens)

    async def token_used(self, token_id: str, at: datetime) -> None:
        await self._database.write(api_tokens.USE, api_tokens.Use(token_id, at))

    async def revoke_token(self, token_id: str, trace: Decision) -> Token | None:
        wish = api_tokens.Revocation(token_id, trace)
        return await self._database.write(api_tokens.REVOKE, wish)

    async def begin_once(self, wanted: Try) -> tuple[Turn, Answer | None]:
        return await self._database.write(api_tokens.BEGIN, wanted)

    async def end_once(self, wanted: Try, answer: Answer | None) -> None:
        await self._database.write(api_tokens.END, api_tokens.Ending(wanted, answer))

    async def put_webhook(self, webhook: Webhook, trace: Decision) -> bool:
        wish = api_webhooks.Keeping(webhook, trace)
        return await self._database.write(api_webhooks.PUT, wish)

    async def webhooks(self) -> Sequence[Webhook]:
        return await self._database.read(api_webhooks.webhooks)

    async def drop_webhook(self, webhook_id: str, trace: Decision) -> bool:
        wish = api_webhooks.Dropping(webhook_id, trace)
        return await self._database.write(api_webhooks.DROP, wish)

    async def deliveries(self, webhook_id: str, *, before: int | None, limit: int) -> DeliveryPage:
        page = partial(api_webhooks.deliveries, webhook_id=webhook_id, before=before, limit=limit)
        return await self._database.read(page)

    async def replay_delivery(self, webhook_id: str, number: int, now: datetime) -> bool:
        wish = api_webhooks.Replaying(webhook_id, number, now)
        return await self._database.write(api_webhooks.REPLAY, wish)

    async def webhook_mark(self, cursor: str) -> int | None:
        return await self._database.read(partial(api_webhooks.mark, cursor=cursor))

    async def webhook_told(self, subjects: Sequence[str]) -> Mapping[str, str]:
        return await self._database.read(partial(api_webhooks.told, subjects=subjects))

    async def tell_webhooks(self, news: News) -> int:
        return await self._database.write(api_webhooks.TELL, news)

    async def due_deliveries(self, grip: Grip) -> Sequence[Delivery]:
        return await self._database.write(api_webhooks.DUE, grip)

    async def settle_delivery(self, fate: Fate) -> None:
        await self._database.write(api_webhooks.SETTLE, fate)

    async def forget_deliveries(self, before: datetime) -> int:
        return await self._database.write(api_webhooks.FORGET, before)

    async def cases_named(self, case_ids: Sequence[str]) -> Mapping[str, Case]:
        return await self._database.read(partial(api_reading.cases, case_ids=case_ids))

    async def heard_in(self, conversation: str, since: datetime) -> Sequence[Message]:
        query = partial(api_reading.heard_in, conversation=conversation, since=since)
        return await self._database.read(query)
