"""Updates pushed: a small HTTP server that says yes only to what has been stored."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bots.telegram import peek
from bots.telegram.limits import ALLOWED_UPDATES
from bots.telegram.line import Line
from bots.telegram.rotation import Secrets
from bots.telegram.settings import Config
from core.errors import Unavailable

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
CANNOT_LISTEN = "nothing can be received at {host}:{port}: {why}"
REPLACED = "somebody pointed the webhook elsewhere; it is set to us again"
# So many may wait for storage; more are sent back at once, to come again.
MOST_WAITING = 1_000
# How long open requests may take to be told at the end.
FAREWELL_S = 1.0

_Stored = asyncio.Future[bool]


class Webhook:
    """The way in by setWebhook.

    Telegram brings a chat's next update only after the one before was taken: nothing can be held
    back here, and so albums grow part by part.
    """

    pushes = True

    def __init__(self, line: Line, config: Config, secrets: Secrets) -> None:
        self._line, self._config, self._secrets = line, config, secrets
        self._waiting: dict[int | str, tuple[Any, _Stored]] = {}
        self._handed: set[int | str] = set()
        self._news = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self._refused = 0

    async def connect(self) -> None:
        """Listen first, and only then tell Telegram where."""
        # Until Telegram is told otherwise, it shows what it was told before a restart.
        self._secrets.renew()
        await self._listen()
        await self._announce()

    async def fetch(self, *, wait: bool) -> list[list[Any]]:
        """What came since the last time, each update by itself; with `wait`, for a while."""
        self._news.clear()
        fresh = self._fresh()
        if wait and not fresh:
            try:
                async with asyncio.timeout(self._config.checkup_s):
                    await self._news.wait()
            except TimeoutError:
                return []
            fresh = self._fresh()
        self._handed.update(fresh)
        return [[self._waiting[name][0]] for name in fresh]

    def stored(self) -> None:
        """Everything handed over is safe: say so."""
        self._tell(self._handed, good=True)

    async def refresh(self, told: Mapping[str, Any]) -> None:
        """Change the secret when it is time, and take the webhook back when it is not ours."""
        here = told.get("url") == self._config.webhook_url
        if not here:
            log.warning(REPLACED)
        if not here or self._secrets.due():
            await self._announce()

    async def leave(self) -> None:
        """The webhook stays set: what comes while we are away is kept and comes again."""

    async def close(self) -> None:
        """Send everybody away who still waits, and stop listening."""
        self._tell(set(self._waiting), good=False)
        runner, self._runner = self._runner, None
        if runner:
            await runner.cleanup()

    def gauges(self) -> dict[str, float]:
        """How the server is doing."""
        return {"webhook_waiting": len(self._waiting), "webhook_refused": self._refused}

    async def _listen(self) -> None:
        app = web.Application(client_max_size=self._config.webhook_body_bytes)
        app.router.add_post(self._config.local_path, self._receive)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=FAREWELL_S)
        await self._runner.setup()
        host, port = self._config.webhook_host, self._config.webhook_port
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise Unavailable(CANNOT_LISTEN.format(host=host, port=port, why=why)) from None

    async def _announce(self) -> None:
        secret = self._secrets.renew()
        await self._line.call(
            "setWebhook",
            {
                "url": self._config.webhook_url,
                "secret_token": secret,
                "max_connections": self._config.webhook_connections,
                "allowed_updates": ALLOWED_UPDATES,
                "drop_pending_updates": False,
            },
        )
        self._secrets.confirm(secret)

    async def _receive(self, request: web.Request) -> web.Response:
        if not self._secrets.accept(request.headers.get(SECRET_HEADER, "")):
            self._refused += 1
            return web.Response(status=403)
        update = _read(await request.read())
        if len(self._waiting) >= MOST_WAITING:
            return web.Response(status=503)
        stored = self._queue(update)
        try:
            async with asyncio.timeout(self._config.webhook_store_s):
                good = await asyncio.shield(stored)
        except TimeoutError:
            # It stays queued, and comes again under the same number.
            good = False
        return web.Response(status=200 if good else 500)

    def _queue(self, update: Any) -> _Stored:
        """An update that comes again while it waits is the same one."""
        number = peek.update_id(update)
        name = repr(update) if number is None else number
        if name not in self._waiting:
            self._waiting[name] = (update, asyncio.get_running_loop().create_future())
            self._news.set()
        return self._waiting[name][1]

    def _fresh(self) -> list[int | str]:
        return [name for name in self._waiting if name not in self._handed]

    def _tell(self, names: set[int | str], *, good: bool) -> None:
        for name in tuple(names):
            _, stored = self._waiting.pop(name)
            stored.set_result(good)
        self._handed -= set(names)


def _read(body: bytes) -> Any:
    """The update, or for what is no JSON its text, which becomes a dead letter."""
    text = body.decode("utf-8", "replace")
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
