"""Webhooks: the challenge, signed deliveries with retries, and which events somebody asked for."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import itertools
import json
import secrets
from collections import deque
from collections.abc import Coroutine
from typing import Any

import httpx

from sandbox.twitter import fields, payloads
from sandbox.twitter.faults import Faults
from sandbox.twitter.model import DirectMessage, Json, Post, Subscription, Webhook
from sandbox.twitter.settings import Settings
from sandbox.twitter.visibility import mentions_us
from sandbox.twitter.world import World, iso

SIGNATURE = "x-twitter-webhooks-signature"
EVENTS = (
    "post.create",
    "post.delete",
    "post.mention.create",
    "post.reply.create",
    "post.quote.create",
    "dm.received",
    "dm.sent",
)
FULL = payloads.View(
    tweet=tuple(fields.TWEET_FIELDS),
    user=tuple(fields.USER_FIELDS),
    dm=tuple(fields.DM_FIELDS),
    expansions=("author_id", "referenced_tweets.id", "entities.mentions.username"),
)
KEPT = 20_000
HALF_AN_EVENT = b'{"data": {"event_uuid": "1'


class Hooks:
    """Registered addresses, subscriptions and the deliveries under way."""

    def __init__(self, world: World, settings: Settings, faults: Faults, secret: str) -> None:
        self.world, self.settings, self.faults = world, settings, faults
        self._secret = secret
        self.webhooks: dict[str, Webhook] = {}
        self.subscriptions: dict[str, Subscription] = {}
        self.deliveries: deque[Json] = deque(maxlen=KEPT)
        self._numbers = itertools.count(1)
        self._tasks: set[asyncio.Task[None]] = set()
        self._held: list[bytes] = []
        self._client: httpx.AsyncClient | None = None
        world.listeners.append(self.hear)

    # Registration

    async def register(self, url: str) -> Webhook | None:
        """A webhook whose challenge was answered, or None."""
        if not await self.challenge(url):
            return None
        number = str(self.world.snowflake(self.world.time()))
        self.webhooks[number] = Webhook(number, url, iso(self.world.time()))
        return self.webhooks[number]

    async def challenge(self, url: str) -> bool:
        """Whether the address knows the consumer secret."""
        token = secrets.token_urlsafe(24)
        try:
            patience = self.settings.webhook_timeout
            answer = await self._web().get(url, params={"crc_token": token}, timeout=patience)
            said = answer.json().get("response_token", "")
        except (httpx.HTTPError, ValueError, AttributeError):
            return False
        return answer.status_code == 200 and said == self.sign(token.encode())

    def subscribe(
        self, event_type: str, user: str, tag: str = "", webhook: str = ""
    ) -> Subscription:
        """Send one kind of event about one user to a webhook, to all of them when none is named."""
        number = str(self.world.snowflake(self.world.time()))
        self.subscriptions[number] = Subscription(number, event_type, user, tag, webhook)
        return self.subscriptions[number]

    def sign(self, body: bytes) -> str:
        """The signature over raw bytes."""
        digest = hmac.new(self._secret.encode(), body, hashlib.sha256).digest()
        return f"sha256={base64.b64encode(digest).decode()}"

    def _web(self) -> httpx.AsyncClient:
        if self._client is None:
            # Only this machine is ever pushed to, and its certificate is its own.
            self._client = httpx.AsyncClient(trust_env=False, verify=False)  # noqa: S501
        return self._client

    # Events

    def hear(self, kind: str, thing: Any) -> None:
        """Something became true: tell who subscribed."""
        if not self.webhooks or not self.subscriptions:
            return
        for event_type, user in self._events(kind, thing):
            for each in tuple(self.subscriptions.values()):
                if (each.event_type, each.user) == (event_type, user):
                    self._deliver(each, self._payload(thing))

    def _events(self, kind: str, thing: Any) -> list[tuple[str, str]]:
        us = str(self.world.us.id)
        if kind == "dm":
            return [("dm.sent" if thing.sender == self.world.us.id else "dm.received", us)]
        if kind == "delete":
            return [("post.delete", str(thing.author))]
        found = [("post.create", str(thing.author))]
        # An implicit mention of a reply is not an event.
        if mentions_us(self.world, thing) and self.world.us.id in thing.mentions:
            found.append(("post.mention.create", us))
        if thing.in_reply_to_user == self.world.us.id != thing.author:
            found.append(("post.reply.create", us))
        quoted = self.world.posts.get(thing.quotes)
        if quoted and quoted.author == self.world.us.id:
            found.append(("post.quote.create", us))
        return found

    def _payload(self, thing: Post | DirectMessage) -> Json:
        if isinstance(thing, DirectMessage):
            sender = payloads.user_json(self.world.user(thing.sender), FULL)
            return {"payload": payloads.message_json(thing, FULL), "includes": {"users": [sender]}}
        if thing.id not in self.world.posts:
            return {"payload": {"id": str(thing.id), "author_id": str(thing.author)}}
        FULL.errors.clear()
        body = {"payload": payloads.post_json(self.world, thing, FULL)}
        return body | {"includes": payloads.includes(self.world, [thing], FULL)}

    def _deliver(self, to: Subscription, content: Json) -> None:
        event = {
            "event_uuid": str(self.world.snowflake(self.world.time())),
            "filter": {"user_id": to.user},
            "event_type": to.event_type,
        }
        body = json.dumps({"data": event | ({"tag": to.tag} if to.tag else {}) | content}).encode()
        how = self.faults.spoils("webhook")
        if how == "reorder":
            self._held.append(body)
            return
        if how == "malformed":
            body = HALF_AN_EVENT
        bodies = [body] * (2 if how == "duplicate" else 1) + self._held
        self._held = []
        self._start(self._push_all(to.webhook, bodies))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _push_all(self, webhook: str, bodies: list[bytes]) -> None:
        for each in (
            [self.webhooks[webhook]] if webhook in self.webhooks else [*self.webhooks.values()]
        ):
            for body in bodies:
                await self._push(each, body)

    async def _push(self, hook: Webhook, body: bytes) -> None:
        for attempt in range(self.settings.webhook_tries):
            status = await self._post(hook.url, body)
            told = {"number": next(self._numbers), "url": hook.url, "attempt": attempt + 1}
            self.deliveries.append(told | {"status": status, "body": body.decode()})
            if 200 <= status < 300 or hook.id not in self.webhooks:
                return
            await asyncio.sleep(self.settings.webhook_retry * 2**attempt)

    async def _post(self, url: str, body: bytes) -> int:
        """The status of one delivery; 0 where nobody answered."""
        headers = {SIGNATURE: self.sign(body), "content-type": "application/json"}
        patience = self.settings.webhook_timeout
        try:
            answer = await self._web().post(url, content=body, headers=headers, timeout=patience)
        except httpx.HTTPError:
            return 0
        return answer.status_code

    def clear(self) -> None:
        """Forget all addresses, subscriptions and deliveries."""
        self.webhooks.clear()
        self.subscriptions.clear()
        self.deliveries.clear()
        self._held.clear()

    async def stop(self) -> None:
        """Give up every delivery."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._client:
            await self._client.aclose()
