"""The simulated Discord as a running server on a loopback port."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Self

from aiohttp import web

from sandbox.discord import (  # noqa: F401 - each enters its routes in the table
    routes_accounts,
    routes_archive,
    routes_channels,
    routes_commands,
    routes_guilds,
    routes_interactions,
    routes_messages,
    routes_threads,
    routes_webhooks,
)
from sandbox.discord.backend import Backend
from sandbox.discord.buckets import Buckets
from sandbox.discord.connection import Connection
from sandbox.discord.control import Control
from sandbox.discord.control_http import add_control
from sandbox.discord.events import Events
from sandbox.discord.faults import Faults
from sandbox.discord.gateway import Hub
from sandbox.discord.interactions import Interactions
from sandbox.discord.line import Line
from sandbox.discord.membership import Membership
from sandbox.discord.model import Settings, User
from sandbox.discord.recorder import Recorder
from sandbox.discord.rest import PREFIX, Rest
from sandbox.discord.scene import Scene
from sandbox.discord.world import World

HOST = "127.0.0.1"
BOT_ID, BOT_NAME = 1_100_000_000_000_000_001, "Nordex Helpdesk"
MOST_BODY_BYTES = 32 * 1024 * 1024
LAST_WORDS_SECONDS = 0.5


def build(
    settings: Settings | None = None, limits: Mapping[str, tuple[int, float]] | None = None
) -> Backend:
    """Everything behind the HTTP face, wired together."""
    world = World(User(id=BOT_ID, username=BOT_NAME, bot=True), settings)
    hub = Hub(world)
    events = Events(world, hub)
    return Backend(
        world=world,
        hub=hub,
        events=events,
        scene=Scene(world, events),
        membership=Membership(world, events, hub),
        interactions=Interactions(world, hub),
        line=Line(world, hub),
        faults=Faults(world.time),
        buckets=Buckets(world.time, dict(limits or {})),
        calls=Recorder(),
    )


class DiscordSandbox:
    """`async with DiscordSandbox() as sandbox:` and point any Discord client at it.

    `limits`: (calls, seconds) by route, buckets.REAL for what the platform is known for.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        token: str = "",
        settings: Settings | None = None,
        limits: Mapping[str, tuple[int, float]] | None = None,
    ) -> None:
        self.backend = build(settings, limits)
        self.world, self.hub = self.backend.world, self.backend.hub
        self.scene, self.membership = self.backend.scene, self.backend.membership
        self.line, self.events = self.backend.line, self.backend.events
        self.interactions = self.backend.interactions
        self.faults, self.buckets = self.backend.faults, self.backend.buckets
        self.calls, self.settings = self.backend.calls, self.backend.world.settings
        self.hub.token = token or f"sandbox.{secrets.token_urlsafe(24)}"
        self.control = Control(self.backend)
        self._port = port

    @property
    def token(self) -> str:
        """What REST and gateway accept; a reset changes it."""
        return self.hub.token

    @property
    def application_id(self) -> int:
        return self.world.bot.id

    @property
    def url(self) -> str:
        """The address everything hangs below; known once started."""
        return f"http://{HOST}:{self._port}"

    @property
    def api_base(self) -> str:
        return f"{self.url}{PREFIX}"

    @property
    def gateway_url(self) -> str:
        return f"ws://{HOST}:{self._port}/gateway"

    @property
    def control_url(self) -> str:
        return f"{self.url}/control"

    def addresses(self) -> dict[str, str]:
        """What a client needs to know."""
        return {
            "api_base": self.api_base,
            "gateway_url": self.gateway_url,
            "token": self.token,
            "application_id": str(self.application_id),
            "control_url": self.control_url,
        }

    async def start(self) -> Self:
        """Bind and serve; returns when requests are answered."""
        app = web.Application(client_max_size=MOST_BODY_BYTES)
        Rest(self.backend).add_routes(app)
        app.router.add_get("/gateway", self._connect)
        add_control(app, self.control)
        self._runner = web.AppRunner(
            app, access_log=None, shutdown_timeout=LAST_WORDS_SECONDS, handler_cancellation=True
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, self._port, reuse_address=True)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.hub.url = self.gateway_url
        return self

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        return await Connection(self.hub, request).serve()

    async def stop(self) -> None:
        """Cut every line and close."""
        for each in self.hub.open:
            each.cut()
        await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, *_: object) -> None:
        await self.stop()
