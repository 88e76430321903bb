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
    """The database answers; which adapters are connected is told beside it."""
    services = services_of(request)
    adapters = {each.platform: each.state for each in services.health()}
    try:
        async with asyncio.timeout(PATIENCE_S):
            await services.door.agents()
    except (StorageUnavailable, TimeoutError):
        return JSONResponse({"status": "no storage", "adapters": adapters}, 503)
    return JSONResponse({"status": "ready", "adapters": adapters})


@router.get("/health")
async def health(visit: Reader) -> Response:
    """The adapters, for the operator."""
    return visit.page("health.html")
