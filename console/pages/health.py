"""Is it alive, is it ready, and how are the adapters: for machines and for people."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from console.visit import Reader, services_of
from core.errors import StorageUnavailable

PATIENCE_S = 2.0

router = APIRouter()


@router.get("/livez")
async def livez() -> Response:
    """This process answers."""
    return JSONResponse({"status": "alive"})


@router.get("/readyz")
async def readyz(request: Request) -> Response:
    """The database answers; how adapters and parts are doing is told beside it."""
    services = services_of(request)
    told = {
        "adapters": {each.platform: each.state for each in services.health()},
        "parts": {each.name: each.state for each in services.parts()},
    }
    try:
        async with asyncio.timeout(PATIENCE_S):
            await services.door.agents()
    except (StorageUnavailable, TimeoutError):
        return JSONResponse({"status": "no storage", **told}, 503)
    return JSONResponse({"status": "ready", **told})


@router.get("/health")
async def health(visit: Reader) -> Response:
    """The adapters and parts, for the operator."""
    return visit.page("health.html")
