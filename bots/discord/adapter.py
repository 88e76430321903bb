"""The I/O half of Discord: one bot's gateway session in, single calls out."""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from datetime import UTC, datetime

import discord
from pydantic import SecretStr

from bots.discord.client import DeskClient
from bots.discord.clients import Clients
from bots.discord.commands import install
from bots.discord.convert import Known
from bots.discord.ears import Ears
from bots.discord.errors import IntentsRefused, translate
from bots.discord.interactions import Memory
from bots.discord.limits import CAPABILITIES
from bots.discord.line import lead_webhooks
from bots.discord.near import Near
from bots.discord.scene import PLATFORM
from bots.discord.session import Session
from bots.discord.settings import Config
from bots.discord.speak import Speaker
from core.actions import Outgoing
from core.errors import CredentialsRefused, Rejected
from core.ports import Capabilities, Clock
from core.types import Arrival, Checkpoint, Platform

log = logging.getLogger(__name__)

LESS = (
    "Discord did not grant every intent (4014): going on with %s; without message_content only"
    " what is addressed to the bot can be read, without members no new names are seen"
)
# The name under which it is kept which commands Discord has.
COMMANDS = "commands"
DEAF = (
    "without message_content nobody can read what others write near a question: scammers who answer"
    " our users in Discord are seen only by their names"
)
NOTHING_PRIVILEGED = "none of the privileged ones"


class SystemClock:
    """The time of day."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class Discord:
    """One bot account, by the gateway."""

    platform: Platform = PLATFORM
    capabilities: Capabilities = CAPABILITIES

    def __init__(self, config: Config, token: SecretStr, *, clock: Clock | None = None) -> None:
        self._config, self._clock = config, clock or SystemClock()
        self._clients, self._memory = Clients(self._new_client, token), Memory()
        self._content, self._members = config.message_content, config.members
        self._me, self._ears, self._commands = 0, Ears({}, self._known), ""
        self._near, self._deaf = Near(config.watch_min), False

    @property
    def account(self) -> str:
        return str(self._me) if self._me else ""

    async def arrivals(self, since: Mapping[str, str]) -> AsyncGenerator[Sequence[Arrival], None]:
        """Batches until cancelled; the first comes as soon as the session stands."""
        self._ears, self._commands = Ears(since, self._known), since.get(COMMANDS, "")
        while True:
            try:
                async with aclosing(self._stay(self._ears)) as batches:
                    async for batch in batches:
                        yield batch
            except IntentsRefused:
                continue

    async def send(self, outgoing: Outgoing) -> str:
        async with self._clients.use() as client:
            try:
                return await self._speaker(client).send(outgoing)
            except Rejected as error:
                if error.permanent:
                    self._ears.closed(outgoing.address)
                raise

    async def find(self, outgoing: Outgoing) -> str | None:
        async with self._clients.use() as client:
            return await self._speaker(client).find(outgoing)

    def gauges(self) -> Mapping[str, float]:
        """Intents count as 1 when granted; `gaps` are channels of which too much was missed."""
        told = {
            "sessions": float(self._ears.sessions),
            "message_content": float(self._content),
            "members": float(self._members),
            "gaps": float(self._ears.gaps),
        }
        client = self._clients.current
        if client is None:
            return told
        told |= {"last_event_s": client.last_event_s, "waiting": float(client.queue.qsize())}
        told |= {"down_s": client.down_s, "identifies_left": float(client.identifies_left)}
        return told | ({"latency_s": client.latency} if math.isfinite(client.latency) else {})

    async def _stay(self, ears: Ears) -> AsyncGenerator[Sequence[Arrival], None]:
        """One session, from login to the end of its line."""
        async with self._clients.use() as client:
            self._me = client.user.id if client.user else 0
            try:
                await self._find_gateway(client)
                kept = await self._install(client)
                async with Session(client, ears, self._clock.sleep) as session:
                    first = await session.next()
                    self._say_if_deaf()
                    yield [*kept, *first]
                    while True:
                        yield await session.next()
            except IntentsRefused as error:
                if not (self._content or self._members):
                    raise CredentialsRefused(str(error)) from None
                self._ask_for_less(client)
                raise
            finally:
                self._clients.retire(client)

    def _say_if_deaf(self) -> None:
        """Once: what cannot be read cannot be watched."""
        if not (self._content or self._deaf) and self._config.watch_min:
            log.warning(DEAF)
            self._deaf = True

    async def _find_gateway(self, client: DeskClient) -> None:
        try:
            await client.find_gateway()
        except Exception as error:
            raise translate(error, repeatable=True) from None

    async def _install(self, client: DeskClient) -> Sequence[Arrival]:
        """Commands and buttons, before anybody can use them; what was registered is kept."""

        async def hear(arrivals: Sequence[Arrival]) -> None:
            client.hear(*arrivals)

        before = self._commands
        after = await install(client, self._config, hear, self._memory, before)
        self._commands = after
        kept = Checkpoint(platform=PLATFORM, account=self.account, name=COMMANDS, value=after)
        return [] if after == before else [kept]

    def _ask_for_less(self, client: DeskClient) -> None:
        """Keep what the portal says we have; if that is what was refused, keep nothing."""
        flags = client.application_flags
        content = flags.gateway_message_content or flags.gateway_message_content_limited
        members = flags.gateway_guild_members or flags.gateway_guild_members_limited
        content, members = self._content and content, self._members and members
        if (content, members) == (self._content, self._members):
            content = members = False
        self._content, self._members = content, members
        granted = [name for name, on in (("message_content", content), ("members", members)) if on]
        log.warning(LESS, " and ".join(granted) or NOTHING_PRIVILEGED)

    def _new_client(self) -> DeskClient:
        intents = discord.Intents.none()
        intents.guilds = intents.messages = True
        intents.message_content, intents.members = self._content, self._members
        return DeskClient(self._config, intents, sleep=self._clock.sleep)

    def _speaker(self, client: DeskClient) -> Speaker:
        lead_webhooks(self._config.api_base)
        return Speaker(client, self._config, self._memory, self._clock.sleep)

    def _known(self) -> Known:
        client = self._clients.current
        assert client is not None  # noqa: S101  # whoever hears anything has a client
        return Known(
            me=self._me,
            now=self._clock.now(),
            thread=client.places.thread,
            guild=client.places.guild,
            support=self._config.support_channels,
            watched=self._config.watch_channels,
            near=self._near,
            staff=frozenset({self._config.staff_channel} - {0}),
        )
