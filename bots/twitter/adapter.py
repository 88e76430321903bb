"""One account on X: several ways in, merged; one way out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from datetime import UTC, datetime

from bots.twitter.budget import steady
from bots.twitter.client import XClient
from bots.twitter.content import PLATFORM
from bots.twitter.convert import Known
from bots.twitter.costs import CHECKPOINT, dump
from bots.twitter.dms import DirectMessages
from bots.twitter.gap import Gap
from bots.twitter.hooks import Registration
from bots.twitter.limits import CAPABILITIES
from bots.twitter.mentions import Mentions
from bots.twitter.merge import Funnel, Source, Supervisor
from bots.twitter.names import Names
from bots.twitter.recall import Recall, remember
from bots.twitter.settings import Config, Secrets
from bots.twitter.speak import Speaker
from bots.twitter.stopwords import silencing
from bots.twitter.stream import Stream
from bots.twitter.watch import Watch
from bots.twitter.webhook import WebhookServer
from core.actions import Outgoing
from core.ports import Capabilities, Clock
from core.types import Arrival, Checkpoint, Message, Place, Platform, Reach, Removal

log = logging.getLogger(__name__)

UNSEEN = (
    "@%s: X does not deliver encrypted chats to apps: of direct messages only the unencrypted"
    " reach the desk"
)
# Where events are pushed, polling only looks for what was not delivered.
RARELY = 20.0


class SystemClock:
    """The time of day."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class Twitter:
    """One account, by polling, stream or webhooks."""

    platform: Platform = PLATFORM
    capabilities: Capabilities = CAPABILITIES

    def __init__(self, config: Config, secrets: Secrets, *, clock: Clock | None = None) -> None:
        self._config, self._secrets, self._clock = config, secrets, clock or SystemClock()
        tick = steady(self._clock.now().timestamp()) if clock is None else None
        self._client = XClient(config, secrets, now=self._clock.now, tick=tick)
        self._recall = Recall()
        self._speaker = Speaker(
            client=self._client, config=config, clock=self._clock, recall=self._recall, tick=tick
        )
        self._watch = Watch(self._client, self._known)
        self._names = Names()
        self._stop = silencing(config.stop_words)
        self._me, self._handle = "", ""
        self._supervisor: Supervisor | None = None
        self._pushed: list[Stream | WebhookServer] = []
        self._lag_s = 0.0

    @property
    def account(self) -> str:
        return self._me

    @property
    def webhook_port(self) -> int:
        """Where webhooks are listened for now; 0 while they are not."""
        servers = [each for each in self._pushed if isinstance(each, WebhookServer)]
        return servers[0].port if servers else 0

    async def arrivals(self, since: Mapping[str, str]) -> AsyncGenerator[Sequence[Arrival], None]:
        """Batches until cancelled; the first comes as soon as the line is up, and is empty."""
        async with self._client.open():
            await self._connect(since)
            supervisor = Supervisor(funnel=Funnel(), clock=self._clock)
            self._supervisor = supervisor
            tasks = [asyncio.create_task(supervisor.keep(each)) for each in self._sources(since)]
            try:
                yield []
                async with aclosing(supervisor.funnel.batches()) as batches:
                    async for batch in batches:
                        self._take_note(batch)
                        yield [*batch, *self._names.news(batch), *self._spending()]
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    async def send(self, outgoing: Outgoing) -> str:
        return await self._speaker.send(outgoing)

    async def find(self, outgoing: Outgoing) -> str | None:
        return await self._speaker.find(outgoing)

    async def replies(self, conversation_id: str, since: datetime) -> list[Message]:
        """What others wrote in a thread since then, oldest first; none of it is addressed to us."""
        async with self._client.open():
            await self._introduce()
            return await self._watch.replies(conversation_id, since)

    async def look(self, scene: str, since: datetime) -> Sequence[Message]:
        """What others wrote in a scene of ours, `post:<thread>`; our own words are left out."""
        found = await self.replies(scene.partition(":")[2], since)
        return [each for each in found if each.author.id != self._me]

    async def vanished(self, ids: Sequence[str]) -> list[Removal]:
        """Which of these messages of ours to keep are gone from X; at most 100 a call to X."""
        async with self._client.open():
            await self._introduce()
            return await self._watch.vanished(ids)

    def gauges(self) -> Mapping[str, float]:
        """last_event_s, lag_s, sources_failing, and what line, stream and webhook tell."""
        figures = {"lag_s": self._lag_s, "encrypted_chats_readable": 0.0, **self._client.gauges()}
        if self._supervisor:
            figures |= {"sources_failing": float(len(self._supervisor.failing))}
            if last := self._supervisor.last_sign:
                figures["last_event_s"] = (self._clock.now() - last).total_seconds()
        for each in self._pushed:
            figures |= each.gauges()
        return figures

    async def _connect(self, since: Mapping[str, str]) -> None:
        if CHECKPOINT in since:
            self._client.meter.restore(since[CHECKPOINT])
        if not self._me:
            await self._introduce()
            log.info(UNSEEN, self._handle)

    async def _introduce(self) -> None:
        me = await self._client.me()
        self._me, self._handle = str(me["id"]), str(me.get("username", ""))

    def _sources(self, since: Mapping[str, str]) -> list[Source]:
        config, how = self._config, self._config.listening
        pushed = config.mode == "webhook"
        gap = Gap(self._client, self._known, how.gap_pages)
        mentions = Mentions(self._client, gap, self._known, since)
        letters = DirectMessages(self._client, self._known, since)
        mentions.every_s = config.mentions_every_s * (RARELY if pushed else 1.0)
        letters.every_s = config.messages_every_s * (RARELY if pushed else 1.0)
        mentions.first_look_back_s = letters.first_look_back_s = how.first_look_back_s
        self._pushed = []
        if config.stream:
            self._pushed.append(Stream(self._client, self._known, how, self._clock))
        if pushed:
            secret = self._secrets.consumer_secret
            server = WebhookServer(config.webhook, how, secret, self._known)
            self._pushed.append(server)
        return [mentions, letters, *self._pushed, *self._registration()]

    def _registration(self) -> list[Source]:
        """Without a public address of ours an operator registers the webhook himself."""
        where = self._config.webhook.public_url
        if self._config.mode != "webhook" or not where:
            return []
        return [Registration(self._client, self._known, where, lambda: self.webhook_port > 0)]

    def _known(self) -> Known:
        return Known(me=self._me, handle=self._handle, now=self._clock.now(), stop=self._stop)

    def _take_note(self, batch: Sequence[Arrival]) -> None:
        """What the speaking half has to know about what came in."""
        for each in batch:
            if isinstance(each, Message):
                self._lag_s = max(0.0, (each.received_at - each.sent_at).total_seconds())
                if each.place is not Place.DM:
                    self._recall.heard(each.id, summoned=each.addressed)
                    remember(self._recall.handles, each.author.id, each.author.handle)
            elif isinstance(each, Reach):
                person = each.address.partition("/")[2]
                (self._recall.welcome if each.open else self._recall.silence)(person)

    def _spending(self) -> list[Checkpoint]:
        value = dump(self._client.meter.spend)
        return [Checkpoint(platform=PLATFORM, account=self._me, name=CHECKPOINT, value=value)]
