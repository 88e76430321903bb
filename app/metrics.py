"""`[metrics]`: figures and probes on a port of their own, beside `skerry run` and `skerry listen`.

They are served from a thread: a loop that hangs is then told as one that hangs.
"""

from __future__ import annotations

import json
import logging
import socket
import threading
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from app.encoder_guard import EncoderState
from app.meters import Meters
from app.probes import Probes
from console.services import Services
from core.desk import Desk
from core.errors import ConfigError, StorageUnavailable
from core.listen import Listener
from core.metrics_table import MetricsTable
from core.numbers.pulse import PulseBook
from core.ports import Clock, TurnResult
from storage import SqlStore

log = logging.getLogger(__name__)

JSON = "application/json"
# Path -> status, type, body.
Answer = tuple[int, str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What is measured in this process."""

    listeners: Sequence[Listener]
    desk: Desk | None = None
    encoder: Callable[[], EncoderState] | None = None


@dataclass(slots=True, kw_only=True)
class Metrics:
    """The running part."""

    meters: Meters
    probes: Probes
    pulse: PulseBook
    clock: Clock
    measured: Measured
    table: MetricsTable
    url: str = ""

    def coroutines(self) -> list[Coroutine[Any, Any, None]]:
        """What runs as long as the desk does; nothing where nobody asks for figures."""
        return [self.probes.beat(), self.look_forever()] if self.table.on else []

    def shown(self, services: Services) -> Services:
        """The console's services with a probe that writes."""
        return replace(services, ready=self.probes.ready)

    async def look_forever(self) -> None:
        """Look until cancelled."""
        while True:
            await self.look()
            await self.clock.sleep(self.table.look_s)

    async def look(self) -> None:
        """Look once at what nobody tells by itself."""
        await self.probes.check()
        self.meters.probed(lag=self.probes.lag, writable=self.probes.writable)
        self.meters.adapters([each.health() for each in self.measured.listeners])
        if self.measured.encoder:
            self.meters.encoder(self.measured.encoder())
        try:
            self.meters.pulse(await self.pulse.pulse(self.clock.now()))
        except StorageUnavailable as error:
            log.warning("metrics: %s; queues are not measured until it is back", error)

    def answer(self, path: str) -> Answer:
        """What a request gets; asked from the server's threads."""
        if path == "/metrics":
            return 200, CONTENT_TYPE_LATEST, generate_latest(self.registry)
        if path == "/livez":
            alive = self.probes.alive
            return (200 if alive else 503), JSON, _json("alive" if alive else "stuck")
        if path == "/readyz":
            why = self.probes.unready()
            return (503 if why else 200), JSON, _json("unready" if why else "ready", why)
        return 404, JSON, _json("there is nothing here")

    @property
    def registry(self) -> CollectorRegistry:
        return self.meters.registry


def build_metrics(
    table: MetricsTable, store: SqlStore, clock: Clock, measured: Measured, stack: AsyncExitStack
) -> Metrics:
    """Wire the meters in, and serve them where the settings want that; ConfigError on a clash."""
    meters = Meters(clock.now)
    probes = Probes(
        store=store,
        clock=clock,
        health=lambda: [each.health() for each in measured.listeners],
        look_s=table.look_s,
    )
    metrics = Metrics(
        meters=meters, probes=probes, pulse=store, clock=clock, measured=measured, table=table
    )
    if table.on:
        metrics.url = _serve(table, metrics, stack)
        _listen_to(measured, meters)
    return metrics


def _listen_to(measured: Measured, meters: Meters) -> None:
    for listener in measured.listeners:
        listener.kept = meters.heard
    desk = measured.desk
    if desk is None:
        return
    before = desk.recorded

    def recorded(results: Sequence[TurnResult]) -> None:
        before(results)
        meters.recorded(results)

    desk.recorded = recorded


def _serve(table: MetricsTable, metrics: Metrics, stack: AsyncExitStack) -> str:
    try:
        server = _Server(table, metrics.answer)
    except OSError as error:
        place = f"{table.host}:{table.port}"
        raise ConfigError(
            f"settings.toml: 'metrics.host'/'metrics.port': cannot listen on {place}:"
            f" {error.strerror or error}; choose another port with SKERRY_METRICS__PORT"
        ) from None
    thread = threading.Thread(target=server.serve_forever, name="skerry-metrics", daemon=True)
    thread.start()
    stack.callback(server.server_close)
    stack.callback(server.shutdown)
    host, port = server.server_address[:2]
    return f"http://{_text(host)}:{port}"


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, table: MetricsTable, answer: Callable[[str], Answer]) -> None:
        self.address_family = socket.AF_INET6 if ":" in table.host else socket.AF_INET
        self.answer = answer
        super().__init__((table.host, table.port), _Handler)


class _Handler(BaseHTTPRequestHandler):
    timeout = 10
    server_version, sys_version = "skerry", ""

    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, _Server)  # noqa: S101 - the only one that makes handlers
        status, kind, body = server.answer(self.path.partition("?")[0])
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base's name
        """Scrapes are no news."""


def _json(status: str, why: Sequence[str] = ()) -> bytes:
    said: dict[str, object] = {"status": status}
    return json.dumps(said | {"why": list(why)} if why else said).encode()


def _text(host: Any) -> str:
    return host.decode() if isinstance(host, bytes) else str(host)
