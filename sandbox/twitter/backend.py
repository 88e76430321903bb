"""Everything an endpoint may touch, and the table that endpoints enter themselves in."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.twitter.faults import Faults
from sandbox.twitter.feed import Feed
from sandbox.twitter.identity import Caller, Identity
from sandbox.twitter.limits import Budget, Limiter
from sandbox.twitter.model import Json
from sandbox.twitter.push import Hooks
from sandbox.twitter.recorder import Recorder
from sandbox.twitter.scene import Scene
from sandbox.twitter.schema import Reader, Shape
from sandbox.twitter.settings import Settings
from sandbox.twitter.world import World

ANYBODY = ("app", "oauth2", "oauth1")
USERS = ("oauth2", "oauth1")
APP = ("app",)


@dataclass(slots=True)
class Backend:
    """The simulated X behind its HTTP face; `read` holds the posts read, for the usage report."""

    world: World
    settings: Settings
    scene: Scene
    identity: Identity
    limits: Limiter
    faults: Faults
    calls: Recorder
    feed: Feed
    hooks: Hooks
    read: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])
    closing: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(frozen=True, slots=True)
class Request:
    """A checked request: the caller, the path's variables, the query and the JSON body."""

    caller: Caller
    path: dict[str, str]
    query: Json
    body: Json


Handler = Callable[[Backend, Request], Any]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One operation; `required`: names of query parameters, with spaces between them."""

    route: str
    run: Handler
    pattern: re.Pattern[str]
    auth: tuple[str, ...]
    scopes: str
    budget: Budget
    query: Mapping[str, Reader]
    required: str
    body: Shape | None
    status: int


ENDPOINTS: list[Endpoint] = []


def endpoint(  # noqa: PLR0913
    route: str,
    *,
    auth: tuple[str, ...],
    budget: Budget,
    scopes: str = "",
    query: Mapping[str, Reader] | None = None,
    required: str = "",
    body: Shape | None = None,
    status: int = 200,
) -> Callable[[Handler], Handler]:
    """Enter a handler under its route, e.g. "GET /2/users/{id}/mentions"."""

    def enter(run: Handler) -> Handler:
        pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", route))
        known = Endpoint(
            route, run, pattern, auth, scopes, budget, query or {}, required, body, status
        )
        ENDPOINTS.append(known)
        # A fixed path goes before a variable one.
        ENDPOINTS.sort(key=lambda each: each.route.count("{"))
        return run

    return enter


def find(method: str, path: str) -> tuple[Endpoint | None, dict[str, str]]:
    """The endpoint that answers, and its path's variables."""
    wanted = f"{method} {path}"
    for known in ENDPOINTS:
        found = known.pattern.fullmatch(wanted)
        if found:
            return known, found.groupdict()
    return None, {}
