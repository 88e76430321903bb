"""The console's application: routes, guards and the follower of changes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI

from console import assets, errors
from console.allowance import Allowance
from console.guard import Harden, LimitBody
from console.live import Hub
from console.pages import (
    acts,
    case,
    correct,
    door,
    events,
    feed,
    health,
    identities,
    incidents,
    knowledge,
    protection,
    rule_replay,
    ruling,
    service,
    verify,
    why,
)
from console.services import Services

PAGES = (
    assets,
    door,
    verify,
    health,
    events,
    feed,
    case,
    acts,
    correct,
    why,
    # before the page of one scam case, whose address would take theirs
    rule_replay,
    ruling,
    protection,
    identities,
    incidents,
    knowledge,
    service,
)


def create_app(services: Services) -> FastAPI:
    """The console over these services; call `close_streams` before its server stops."""
    app = FastAPI(
        title="Skerry",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=_lifespan,
    )
    app.state.services = services
    app.state.hub = Hub(services.book)
    app.state.allowance = Allowance()
    app.add_middleware(LimitBody)
    app.add_middleware(Harden)
    errors.install(app)
    for page in PAGES:
        app.include_router(page.router)
    return app


def close_streams(app: FastAPI) -> None:
    """End every open stream: a server would wait for them for as long as a page is open."""
    hub: Hub = app.state.hub
    hub.close()


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    hub: Hub = app.state.hub
    follower = asyncio.create_task(hub.follow())
    try:
        yield
    finally:
        hub.close()
        follower.cancel()
        with suppress(asyncio.CancelledError):
            await follower
