"""A desk's database, opened for one command over people's data, whether the desk runs or not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.privacy.desk import PrivacyParts


def run(settings: str | None, do: Callable[[PrivacyParts], Coroutine[Any, Any, int]]) -> int:
    """What `do` comes to, an exit status."""
    return asyncio.run(_opened(settings, do))


async def _opened(
    settings: str | None, do: Callable[[PrivacyParts], Coroutine[Any, Any, int]]
) -> int:
    from app import config  # noqa: PLC0415 - each command imports only what it needs
    from app.clock import SystemClock  # noqa: PLC0415
    from app.privacy.desk import build_privacy  # noqa: PLC0415
    from app.sealing.keys import open_desk  # noqa: PLC0415

    loaded = config.load(settings)
    store = await open_desk(loaded)
    try:
        return await do(await build_privacy(store, SystemClock(), loaded, ()))
    finally:
        await store.close()
