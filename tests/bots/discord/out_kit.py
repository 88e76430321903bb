"""A connected client with everything a user can touch, and the speaker, against the sandbox."""

from __future__ import annotations

import asyncio
import contextlib
import types
from dataclasses import dataclass, field
from datetime import UTC, datetime

import discord
import pytest

from bots.discord.buttons import encode
from bots.discord.client import DeskClient
from bots.discord.commands import install
from bots.discord.interactions import Memory
from bots.discord.line import lead_webhooks
from bots.discord.scene import PLATFORM
from bots.discord.settings import Config
from bots.discord.speak import Speaker
from core.actions import Outgoing
from core.types import Message
from sandbox.discord import DiscordSandbox
from tests.bots.discord.kit import wrong_requests

POST = "POST /channels/{channel_id}/messages"
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
EDIT = "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"
FOLLOW = "POST /webhooks/{webhook_id}/{webhook_token}"
COMMANDS = "PUT /applications/{application_id}/commands"


async def until(true, seconds=5.0):
    """Wait until something holds."""
    async with asyncio.timeout(seconds):
        while not (found := true()):  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    return found


@dataclass
class Desk:
    """The outbound half as the adapter wires it, and the people around it."""

    sandbox: DiscordSandbox
    config: Config
    memory: Memory
    client: DeskClient = None
    heard: list[Message] = field(default_factory=list)
    prints: list[str] = field(default_factory=list)
    link: asyncio.Task = None
    pause: float = 0.0

    async def hear(self, arrivals):
        await asyncio.sleep(self.pause)
        self.heard += arrivals

    async def connect(self, known=""):
        intents = discord.Intents.none()
        intents.guilds = intents.messages = intents.message_content = intents.members = True
        self.client = DeskClient(self.config, intents)
        await self.client.login(self.sandbox.token)
        self.prints.append(await install(self.client, self.config, self.hear, self.memory, known))
        self.link = asyncio.create_task(self.client.connect())
        await until(self.client.is_ready)
        lead_webhooks(self.config.api_base)
        return self

    async def close(self):
        await self.client.close()
        self.link.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await self.link

    async def restart(self):
        """As after a crash: nothing remembered but what the server has."""
        await self.close()
        self.memory, known = Memory(), self.prints[-1]
        await self.connect(known)

    @property
    def speaker(self):
        return Speaker(self.client, self.config, self.memory)

    @property
    def me(self):
        return self.sandbox.application_id

    def row(self, text="Hello", *, address="", conversation="", key="row-1", **more):
        user = self.user["id"]
        place = address or f"channel/{self.channel}"
        talk = conversation or f"{PLATFORM}:{self.me}:channel:{self.channel}:{user}"
        return Outgoing(
            key=key,
            platform=PLATFORM,
            account=str(self.me),
            conversation=talk,
            address=place,
            due_at=datetime.now(UTC),
            text=text,
            **more,
        )

    def talk(self, kind, number):
        return f"{PLATFORM}:{self.me}:{kind}:{number}"

    def custom_id(self, data, who=None):
        return encode(data, str(who or self.user["id"]))

    def bodies(self, route=POST):
        return [call.body for call in self.sandbox.calls.of(route)]

    def said(self, channel=None):
        every = self.sandbox.control.messages(int(channel or self.channel))
        return [each for each in every if each["author"]["id"] == str(self.me)]

    def people(self):
        control = self.sandbox.control
        self.owner = control.create_user("owner")
        self.user = control.create_user("ann", global_name="Ann")
        self.other = control.create_user("bob")
        guild = control.create_guild("Nordex Official", int(self.owner["id"]))
        self.guild, self.channel = int(guild["id"]), int(guild["channels"][0])
        for each in (self.user, self.other):
            control.join(int(each["id"]), self.guild)
        self.ann, self.bob = int(self.user["id"]), int(self.other["id"])

    async def answered(self, made):
        """The interaction once it was answered somehow."""
        number = int(made["id"])
        await until(lambda: self.sandbox.world.interaction(number).acked)
        return self.sandbox.control.interaction(number)


@contextlib.asynccontextmanager
async def a_desk(*, people=True, **settings):
    async with DiscordSandbox() as sandbox:
        config = Config(
            api_base=sandbox.api_base,
            gateway_url=sandbox.gateway_url,
            guilds_quiet_s=0.01,
            **settings,
        )
        desk = Desk(sandbox, config, Memory())
        if people:
            desk.people()
        await desk.connect()
        try:
            yield desk
        finally:
            await desk.close()
        # C14: everything that was asked is as the platform's own description says.
        assert wrong_requests(sandbox) == []


@pytest.fixture
async def desk():
    async with a_desk() as made:
        yield made


class _Hurry(types.ModuleType):
    """The event loop's module, in which nobody sleeps."""

    def __getattr__(self, name):
        return getattr(asyncio, name)

    @staticmethod
    async def sleep(_seconds):
        await asyncio.sleep(0)


@pytest.fixture
def no_waiting(monkeypatch):
    """The library waits whole seconds between its own tries."""
    monkeypatch.setattr(discord.http, "asyncio", _Hurry("asyncio"))
