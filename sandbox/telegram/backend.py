"""Everything a Bot API method may touch, and the table that methods enter themselves in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram.business import Business
from sandbox.telegram.faults import Faults
from sandbox.telegram.flood import Flood
from sandbox.telegram.membership import Membership
from sandbox.telegram.recorder import Recorder
from sandbox.telegram.scene import Scene
from sandbox.telegram.schema import Field, Given
from sandbox.telegram.updates import UpdateQueue
from sandbox.telegram.world import World


@dataclass(slots=True)
class Hook:
    """Where updates are pushed, and how that goes."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error_at: int = 0
    last_error: str = ""


@dataclass(slots=True)
class Backend:
    """The simulated Telegram behind its HTTP face."""

    world: World
    updates: UpdateQueue
    scene: Scene
    membership: Membership
    business: Business
    flood: Flood
    faults: Faults
    calls: Recorder
    strict: bool = True
    throttle_polls: bool = False
    hook: Hook = field(default_factory=Hook)
    commands: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    poller: asyncio.Future[str] | None = None
    last_poll: tuple[int, float] = (0, 0.0)
    hook_retry_seconds: float = 1.0

    def close(self) -> None:
        """Let everybody who waits go."""
        self.closing.set()
        self.updates.changed.set()


Handler = Callable[[Backend, Given], Any]


@dataclass(frozen=True, slots=True)
class Method:
    """One Bot API method."""

    name: str
    run: Handler
    fields: Mapping[str, Field]
    metered: bool = False


METHODS: dict[str, Method] = {}


def method(name: str, *, metered: bool = False, **fields: Field) -> Callable[[Handler], Handler]:
    """Enter a handler under its Bot API name; `metered` ones count against the flood limits."""

    def enter(run: Handler) -> Handler:
        METHODS[name.lower()] = Method(name, run, fields, metered)
        return run

    return enter
