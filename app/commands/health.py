"""`skerry health`: asks a running desk's own probes, for containers and for people."""

from __future__ import annotations

import http.client
import json

from app import config
from core.errors import ConfigError
from core.settings import Settings

TIMEOUT_S = 5.0
# Where a server listens everywhere, it also listens here.
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104
NO_PORT = (
    "the console's port is chosen at each start ('console.port' = 0):"
    " switch metrics on, SKERRY_METRICS__ON=true"
)


def ask(settings: str | None, *, live: bool) -> tuple[bool, str]:
    """Whether the desk says yes, and its words; raises ConfigError where it cannot be asked."""
    host, port = _place(config.load(settings).settings)
    asked = http.client.HTTPConnection(EVERYWHERE.get(host, host), port, timeout=TIMEOUT_S)
    try:
        asked.request("GET", "/livez" if live else "/readyz")
        answer = asked.getresponse()
        return answer.status == http.client.OK, _words(answer.read())
    except (OSError, http.client.HTTPException) as error:
        return False, f"{host}:{port} does not answer: {getattr(error, 'strerror', '') or error}"
    finally:
        asked.close()


def _place(settings: Settings) -> tuple[str, int]:
    table = settings.metrics if settings.metrics.on else settings.console
    if not table.port:
        raise ConfigError(NO_PORT)
    return table.host, table.port


def _words(body: bytes) -> str:
    try:
        told = json.loads(body)
        return ": ".join([told["status"], *([", ".join(told["why"])] if told.get("why") else [])])
    except (ValueError, KeyError, TypeError):
        return "something else answers there"
