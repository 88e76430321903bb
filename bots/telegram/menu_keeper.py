"""Puts the menus of commands where they belong, and only when they are not there already."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from bots.telegram.line import Line
from bots.telegram.menu import Menu, menus
from bots.telegram.scene import PLATFORM
from core.errors import AdapterError, RateLimited
from core.types import Checkpoint

log = logging.getLogger(__name__)

NAME = "menus"
# How often a call that was too fast is made again.
TRIES = 5
# Menus are in no hurry, and answers must not wait for them.
PAUSE_S = 0.05


class MenuKeeper:
    """Brings Telegram's menus up to date once for every version of ours."""

    def __init__(
        self, line: Line, sleep: Callable[[float], Awaitable[None]], room: str = ""
    ) -> None:
        self._line, self._sleep, self._room = line, sleep, room
        self._done = ""
        self._task: asyncio.Task[None] | None = None

    def start(self, digest: str) -> None:
        """Do it beside everything else: `digest` is the version that was set last."""
        self._task = asyncio.create_task(self.keep(digest))

    async def close(self) -> None:
        """Leave the rest for the next time."""
        task, self._task = self._task, None
        if task:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def keep(self, digest: str) -> None:
        """Compare and set all menus; what fails is tried again at the next start."""
        if digest == version(self._room):
            return
        try:
            for whose, menu in menus(self._room):
                await self._set(whose, menu)
        except AdapterError as error:
            log.warning("the menus of commands are not up to date: %s", error)
        else:
            self._done = version(self._room)

    def checkpoint(self, account: str) -> tuple[Checkpoint, ...]:
        """Once, after the menus were set: which version it was."""
        done, self._done = self._done, ""
        if not done:
            return ()
        return (Checkpoint(platform=PLATFORM, account=account, name=NAME, value=done),)

    async def _set(self, whose: dict[str, Any], menu: Menu) -> None:
        if await self._call("getMyCommands", whose) != menu:
            await self._call("setMyCommands", whose | {"commands": menu})

    async def _call(self, method: str, parameters: dict[str, Any]) -> Any:
        for _ in range(TRIES - 1):
            try:
                await self._sleep(PAUSE_S)
                return await self._line.call(method, parameters)
            except RateLimited as error:
                await self._sleep(error.retry_after)
        return await self._line.call(method, parameters)


def version(room: str = "") -> str:
    """A name for the menus as they are in this release."""
    told = json.dumps(menus(room), sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()
