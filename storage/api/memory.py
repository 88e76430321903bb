"""The reference memory's tokens, keys of requests, webhooks and deliveries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core.case import Case
from core.once import KEPT, Answer, Known, Try, Turn, turn
from core.ports import Decision
from core.tokens import Token
from core.types import Message
from core.webhooks.kinds import (
    Delivery,
    DeliveryPage,
    Fate,
    Grip,
    Happening,
    News,
    Sending,
    Webhook,
    after_try,
)
from storage.api.reading import MOST_HEARD
from storage.api.webhooks import MOST
from storage.audit.acts import NOWHERE
from storage.memory.state import State


class MemoryApi(State):
    """`TokenBook`, `OnceBook`, `Webhooks` and `WebhookSource`."""

    def __init__(self) -> None:
        super().__init__()
        self._tokens: dict[str, Token] = {}
        self._once: dict[tuple[str, str], Known] = {}
        self._hooks: dict[str, Webhook] = {}
        self._deliveries: dict[int, Delivery] = {}
        self._delivered = 0
        self._told: dict[str, str] = {}
        self._marks: dict[str, int] = {}

    async def put_token(self, token: Token, trace: Decision) -> None:
        self._tokens[token.id] = token
        self._decisions.append((NOWHERE, trace))

    async def token(self, digest: str) -> Token | None:
        return next((each for each in self._tokens.values() if each.digest == digest), None)

    async def tokens(self) -> Sequence[Token]:
        named = sorted(self._tokens.values(), key=lambda each: each.id)
        return sorted(named, key=lambda each: each.made_at, reverse=True)

    async def token_used(self, token_id: str, at: datetime) -> None:
        if token_id in self._tokens:
            self._tokens[token_id] = replace(self._tokens[token_id], used_at=at)

    async def revoke_token(self, token_id: str, trace: Decision) -> Token | None:
        token = self._tokens.get(token_id)
        if token is not None and token.revoked_at is None:
            self._tokens[token_id] = token = replace(token, revoked_at=trace.at)
            self._decisions.append((NOWHERE, trace))
        return token

    async def begin_once(self, wanted: Try) -> tuple[Turn, Answer | None]:
        self._once = {k: e for k, e in self._once.items() if e.at >= wanted.at - KEPT}
        known = self._once.get((wanted.token, wanted.key))
        what = turn(known, wanted)
        if what is Turn.DO:
            self._once[wanted.token, wanted.key] = Known(digest=wanted.digest, at=wanted.at)
        return what, known.answer if known and what is Turn.REPEAT else None

    async def end_once(self, wanted: Try, answer: Answer | None) -> None:
        if answer is None:
            self._once.pop((wanted.token, wanted.key), None)
        else:
            known = Known(digest=wanted.digest, at=wanted.at, answer=answer)
            self._once[wanted.token, wanted.key] = known

    async def put_webhook(self, webhook: Webhook, trace: Decision) -> bool:
        known = self._hooks.get(webhook.id)
        if webhook.version != (known.version + 1 if known else 0):
            return False
        self._hooks[webhook.id] = webhook
        self._decisions.append((NOWHERE, trace))
        return True

    async def webhooks(self) -> Sequence[Webhook]:
        return sorted(self._hooks.values(), key=lambda each: (each.made_at, each.id))

    async def drop_webhook(self, webhook_id: str, trace: Decision) -> bool:
        if self._hooks.pop(webhook_id, None) is None:
            return False
        left = {n: e for n, e in self._deliveries.items() if e.webhook != webhook_id}
        self._deliveries = left
        self._decisions.append((NOWHERE, trace))
        return True

    async def deliveries(self, webhook_id: str, *, before: int | None, limit: int) -> DeliveryPage:
        wanted = min(max(limit, 1), MOST)
        found = [
            each
            for number, each in sorted(self._deliveries.items(), reverse=True)
            if each.webhook == webhook_id and (before is None or number < before)
        ]
        more = found[wanted - 1].number if len(found) > wanted else None
        return DeliveryPage(deliveries=tuple(found[:wanted]), before=more)

    async def replay_delivery(self, webhook_id: str, number: int, now: datetime) -> bool:
        known = self._deliveries.get(number)
        if known is None or known.webhook != webhook_id or known.state is Sending.PENDING:
            return False
        self._deliveries[number] = replace(
            known,
            state=Sending.PENDING,
            due_at=now,
            attempts=0,
            answer=0,
            why="",
            settled_at=None,
        )
        return True

    async def webhook_mark(self, cursor: str) -> int | None:
        return self._marks.get(cursor)

    async def webhook_told(self, subjects: Sequence[str]) -> Mapping[str, str]:
        return {each: self._told[each] for each in subjects if each in self._told}

    async def tell_webhooks(self, news: News) -> int:
        before = len(self._deliveries)
        for happening in news.happenings:
            for webhook in await self.webhooks():
                if webhook.is_on and happening.event in webhook.events:
                    self._queue_delivery(webhook.id, happening, news.at)
        self._told.update({each.subject: each.state for each in news.told})
        self._marks[news.cursor] = news.mark
        return len(self._deliveries) - before

    def _queue_delivery(self, webhook_id: str, happening: Happening, now: datetime) -> None:
        known = {(each.webhook, each.event_id) for each in self._deliveries.values()}
        if (webhook_id, happening.id) in known:
            return
        self._delivered += 1
        self._deliveries[self._delivered] = Delivery(
            number=self._delivered,
            webhook=webhook_id,
            event_id=happening.id,
            event=happening.event,
            lane=happening.lane,
            body=happening.body,
            made_at=happening.at,
            due_at=now,
        )

    async def due_deliveries(self, grip: Grip) -> Sequence[Delivery]:
        first: dict[tuple[str, str], Delivery] = {}
        for _, each in sorted(self._deliveries.items()):
            if each.state is Sending.PENDING:
                first.setdefault((each.webhook, each.lane), each)
        due = [
            each
            for each in first.values()
            if each.due_at <= grip.now
            and self._hooks[each.webhook].is_on
            and each.webhook not in grip.rest
        ]
        due = sorted(due, key=lambda each: (each.due_at, each.number))[: grip.limit]
        until = grip.now + timedelta(seconds=grip.lease_s)
        for each in due:
            self._deliveries[each.number] = replace(each, due_at=until)
        return due

    async def settle_delivery(self, fate: Fate) -> None:
        known = self._deliveries.get(fate.number)
        if known is None or known.state is not Sending.PENDING:
            return
        over = fate.state is not Sending.PENDING
        self._deliveries[fate.number] = replace(
            known,
            state=fate.state,
            attempts=known.attempts + 1,
            answer=fate.answer,
            why=fate.why,
            due_at=fate.due_at or fate.at,
            settled_at=fate.at if over else None,
        )
        before = self._hooks[known.webhook]
        after = after_try(before, fate)
        version = before.version + (before.off_why != after.off_why)
        self._hooks[known.webhook] = replace(after, version=version)

    async def forget_deliveries(self, before: datetime) -> int:
        old = [n for n, e in self._deliveries.items() if e.settled_at and e.settled_at < before]
        for number in old:
            del self._deliveries[number]
        return len(old)

    async def cases_named(self, case_ids: Sequence[str]) -> Mapping[str, Case]:
        return {each: self._cases[each] for each in case_ids if each in self._cases}

    async def heard_in(self, conversation: str, since: datetime) -> Sequence[Message]:
        here = [
            each.message
            for each in self._inbox.values()
            if each.message.conversation == conversation and each.message.received_at > since
        ]
        return sorted(here, key=lambda each: (each.received_at, each.key))[:MOST_HEARD]
