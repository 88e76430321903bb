"""Is it alive, is it ready, and how are the adapters: for machines and for people."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from console.services import Services
from console.visit import Looks, services_of
from core.errors import StorageUnavailable

PATIENCE_S, MOST_LAG_S = 2.0, 1.0

router = APIRouter()


@router.get("/livez")
async def livez() -> Response:
    """This process answers, and its loop comes round in time."""
    loop = asyncio.get_running_loop()
    since = loop.time()
    await asyncio.sleep(0)
    stuck = loop.time() - since > MOST_LAG_S
    return JSONResponse({"status": "stuck"}, 503) if stuck else JSONResponse({"status": "alive"})


@router.get("/readyz")
async def readyz(request: Request) -> Response:
    """The database takes writes. Nothing else is told to whoever asks unsigned: /health does."""
    services = services_of(request)
    try:
        async with asyncio.timeout(PATIENCE_S):
            ready = await _writable(services)
    except (StorageUnavailable, TimeoutError):
        ready = False
    return JSONResponse({"status": "ready" if ready else "no storage"}, 200 if ready else 503)


async def _writable(services: Services) -> bool:
    if services.ready:
        return await services.ready()
    await services.door.agents()
    return True


@router.get("/health")
async def health(visit: Looks) -> Response:
    """The adapters and parts, for the operator."""
    return visit.page("health.html")
