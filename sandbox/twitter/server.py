"""The simulated X as a running server on a loopback port."""

from __future__ import annotations

from typing import Any, Self

from sandbox.twitter import endpoints
from sandbox.twitter.backend import Backend
from sandbox.twitter.control import Control
from sandbox.twitter.faults import Faults
from sandbox.twitter.feed import Feed
from sandbox.twitter.hosting import HOST, Host
from sandbox.twitter.identity import Credentials, Identity
from sandbox.twitter.limits import Limiter
from sandbox.twitter.model import User
from sandbox.twitter.push import Hooks
from sandbox.twitter.recorder import Recorder
from sandbox.twitter.scene import Scene
from sandbox.twitter.settings import Settings
from sandbox.twitter.wire import Wire
from sandbox.twitter.world import World

OUR_ID, OUR_NAME, OUR_HANDLE = 1001, "Nordex Support", "NordexSupport"

__all__ = ["TwitterSandbox", "build", "endpoints"]


def build(world: World, credentials: Credentials, settings: Settings) -> Backend:
    """Everything behind the HTTP face, wired together."""
    faults = Faults(world.time)
    return Backend(
        world=world,
        settings=settings,
        scene=Scene(world),
        identity=Identity(credentials, world, settings),
        limits=Limiter(world.time, settings),
        faults=faults,
        calls=Recorder(),
        feed=Feed(world, settings, faults),
        hooks=Hooks(world, settings, faults, credentials.consumer_secret),
    )


class TwitterSandbox:
    """`async with TwitterSandbox() as sandbox:` and point any v2 client at its base_url."""

    def __init__(self, *, port: int = 0, **settings: Any) -> None:
        """`settings`: see settings.Settings."""
        self._held = Credentials(OUR_ID)
        us = User(OUR_ID, OUR_NAME, OUR_HANDLE, created_at=1_500_000_000.0)
        self.backend = build(World(us), self._held, Settings(**settings))
        self.world, self.scene = self.backend.world, self.backend.scene
        self.settings, self.faults = self.backend.settings, self.backend.faults
        self.limits, self.calls = self.backend.limits, self.backend.calls
        self.identity, self.feed, self.hooks = (
            self.backend.identity,
            self.backend.feed,
            self.backend.hooks,
        )
        self.control = Control(self.backend)
        self._host = Host(Wire(self.backend, self.control).app(), port)

    @property
    def base_url(self) -> str:
        """The address that takes the place of https://api.twitter.com; known once started."""
        return f"http://{HOST}:{self._host.port}"

    @property
    def control_url(self) -> str:
        """Where the control verbs are."""
        return f"{self.base_url}/control"

    @property
    def user_id(self) -> str:
        """Our account's id."""
        return str(self.world.us.id)

    @property
    def credentials(self) -> dict[str, str]:
        """The app's and the account's keys, by the names of the settings that take them."""
        return {
            "CONSUMER_KEY": self._held.consumer_key,
            "CONSUMER_SECRET": self._held.consumer_secret,
            "ACCESS_TOKEN": self._held.access_token,
            "ACCESS_TOKEN_SECRET": self._held.access_token_secret,
            "BEARER_TOKEN": self._held.bearer_token,
        }

    @property
    def client(self) -> dict[str, str]:
        """The OAuth 2.0 client; user tokens come from `control.issue_tokens`."""
        return {"CLIENT_ID": self._held.client_id, "CLIENT_SECRET": self._held.client_secret}

    def addresses(self) -> dict[str, Any]:
        """What a client needs to know."""
        return {
            "base_url": self.base_url,
            "control_url": self.control_url,
            "user_id": self.user_id,
            "username": self.world.us.username,
            "credentials": self.credentials,
            "client": self.client,
        }

    async def start(self) -> Self:
        """Bind and serve; returns when requests are answered."""
        await self._host.start()
        return self

    async def stop(self) -> None:
        """Answer who still waits, and close."""
        self.backend.closing.set()
        self.feed.close()
        await self.hooks.stop()
        await self._host.stop()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, *_: object) -> None:
        await self.stop()
