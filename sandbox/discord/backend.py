"""Everything a route may touch, and the table that routes enter themselves in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.discord.buckets import Buckets
from sandbox.discord.events import Events
from sandbox.discord.faults import Faults
from sandbox.discord.gateway import Hub
from sandbox.discord.interactions import Interactions
from sandbox.discord.line import Line
from sandbox.discord.membership import Membership
from sandbox.discord.model import Json
from sandbox.discord.recorder import Recorder
from sandbox.discord.scene import Scene
from sandbox.discord.world import World


@dataclass(slots=True)
class Backend:
    """The simulated Discord behind its HTTP face."""

    world: World
    hub: Hub
    events: Events
    scene: Scene
    membership: Membership
    interactions: Interactions
    line: Line
    faults: Faults
    buckets: Buckets
    calls: Recorder
    nonces: dict[tuple[int, str], tuple[float, int]] = field(default_factory=dict)
    opened: list[float] = field(default_factory=list)
    created_commands: list[float] = field(default_factory=list)
    typing: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Given:
    """One request as a route sees it: ids in the path are numbers already."""

    params: dict[str, Any]
    query: dict[str, str]
    body: Any
    reason: str = ""
    files: tuple[Json, ...] = ()

    def fields(self) -> Json:
        """The body as an object."""
        return self.body if isinstance(self.body, dict) else {}


Handler = Callable[[Backend, Given], Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One route. `status` is that of success; without `auth` the path itself is the secret."""

    method: str
    path: str
    run: Handler
    status: int
    auth: bool

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"


ROUTES: list[Entry] = []


def route(
    method: str, path: str, status: int = 200, *, auth: bool = True
) -> Callable[[Handler], Handler]:
    """Enter a handler under its method and path, named as in the platform's specification."""

    def enter(run: Handler) -> Handler:
        ROUTES.append(Entry(method, path, run, status, auth))
        return run

    return enter
