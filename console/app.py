"""The console's application: routes, guards and the follower of changes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI

from console import assets, errors
from console.allowance import Allowance
from console.api.app import ApiMount
from console.guard import CheckHost, Harden, LimitBody
from console.live import Hub
from console.pages import (
    account,
    acts,
    attach,
    audit,
    bulk,
    case,
    casework,
    compose,
    correct,
    door,
    door_company,
    door_passkey,
    events,
    feed,
    handover,
    health,
    identities,
    incidents,
    knowledge,
    macro,
    numbers,
    own_keys,
    people,
    prepared,
    privacy,
    protection,
    revealing,
    roster,
    rule_replay,
    ruling,
    search,
    service,
    story,
    team,
    together,
    tokens,
    translate,
    verify,
    views,
    webhooks,
    why,
)
from console.passes import is_secure
from console.services import Services
from console.together import Teller

PAGES = (
    assets,
    bulk,
    search,
    views,
    door,
    door_passkey,
    door_company,
    account,
    own_keys,
    people,
    tokens,
    webhooks,
    audit,
    privacy,
    revealing,
    verify,
    health,
    events,
    feed,
    case,
    acts,
    attach,
    casework,
    story,
    compose,
    translate,
    macro,
    prepared,
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
    numbers,
    together,
    team,
    roster,
    handover,
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
    app.state.beats = Allowance(together.BURST, together.EVERY_S)
    app.state.teller = Teller(app.state.hub, lambda: app.state.services)
    app.add_middleware(LimitBody)
    app.add_middleware(CheckHost, public_url=services.public_url)
    app.add_middleware(Harden, secure=is_secure(services.public_url))
    app.add_middleware(events.Streams)
    errors.install(app)
    for page in PAGES:
        app.include_router(page.router)
    app.router.routes.append(ApiMount(services))
    return app


def close_streams(app: FastAPI) -> None:
    """End every open stream: a server would wait for them for as long as a page is open."""
    hub: Hub = app.state.hub
    hub.close()


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    hub: Hub = app.state.hub
    follower = asyncio.gather(hub.follow(), app.state.teller.tell_forever())
    try:
        yield
    finally:
        hub.close()
        follower.cancel()
        with suppress(asyncio.CancelledError):
            await follower
