"""Webhook mode: X pushes activity events, and is told 200 only when they are on disk."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import logging
from collections.abc import Callable
from typing import Any

from aiohttp import web
from pydantic import SecretStr

from bots.twitter.convert import Known
from bots.twitter.events import hear_event
from bots.twitter.listening import Listening
from bots.twitter.merge import Put
from bots.twitter.settings import Webhook
from core.errors import Unavailable

log = logging.getLogger(__name__)

SIGNATURE = "x-twitter-webhooks-signature"
CANNOT_LISTEN = "webhooks: {host}:{port} cannot be listened on: {why}"
# What X sends as a challenge is short. Source: X docs, Webhooks.
LONGEST_CHALLENGE = 512
# At the end, whoever still waits for an answer is cut off after this; X repeats it.
LAST_ANSWERS_S = 1.0


def sign(secret: SecretStr, body: bytes) -> str:
    """X's signature over raw bytes, as challenge answers and deliveries carry it."""
    digest = hmac.new(secret.get_secret_value().encode(), body, hashlib.sha256).digest()
    return f"sha256={base64.b64encode(digest).decode()}"


class WebhookServer:
    """A small server of our own; put TLS and the public address before it."""

    name = "webhook"

    def __init__(
        self, where: Webhook, listening: Listening, secret: SecretStr, known: Callable[[], Known]
    ) -> None:
        self._where, self._how, self._secret, self._known = where, listening, secret, known
        self._put: Put | None = None
        self.refused = 0
        self.port = 0

    async def round(self, put: Put) -> float:
        """Serve until cancelled; Unavailable when the port is taken."""
        self._put = put
        runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=LAST_ANSWERS_S)
        await runner.setup()
        try:
            site = web.TCPSite(runner, self._where.host, self._where.port)
            await site.start()
            self.port = runner.addresses[0][1]
            await asyncio.Event().wait()
        except OSError as error:
            where = {"host": self._where.host, "port": self._where.port}
            raise Unavailable(CANNOT_LISTEN.format(**where, why=error.strerror)) from None
        finally:
            self.port = 0
            await runner.cleanup()
        return 0.0

    def gauges(self) -> dict[str, float]:
        """webhook_listening (0 or 1), webhook_refused (deliveries with a wrong signature)."""
        return {
            "webhook_listening": float(self.port > 0),
            "webhook_refused": float(self.refused),
        }

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=self._how.webhook_largest_bytes)
        app.router.add_get(self._where.path, self._challenge)
        app.router.add_post(self._where.path, self._delivery)
        return app

    async def _challenge(self, request: web.Request) -> web.Response:
        token = request.query.get("crc_token", "")
        if not token or len(token) > LONGEST_CHALLENGE:
            return web.Response(status=400)
        return web.json_response({"response_token": sign(self._secret, token.encode())})

    async def _delivery(self, request: web.Request) -> web.Response:
        body = await request.read()
        given = request.headers.get(SIGNATURE, "")
        if not hmac.compare_digest(given.encode(), sign(self._secret, body).encode()):
            self.refused += 1
            return web.Response(status=401)
        return web.Response(status=200 if await self._is_stored(body) else 500)

    async def _is_stored(self, body: bytes) -> bool:
        """Whether the delivery is on disk; X repeats what is not."""
        arrivals = hear_event(_parsed(body), self._known())
        if not arrivals or self._put is None:
            return not arrivals
        try:
            await asyncio.wait_for(self._put(arrivals), self._how.webhook_answer_s)
        except TimeoutError:
            log.warning("a delivery could not be stored in time; X will repeat it")
            return False
        return True


def _parsed(body: bytes) -> Any:
    """The JSON, or the text as it came: what cannot be read is kept as a dead letter."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return body.decode(errors="replace")
