"""`[metrics]`: figures and probes on a port of their own, beside every process of the desk.

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

from app.encoder.guard import EncoderState
from app.seeing.meters import Meters
from app.seeing.meters_desk import FIRST, DeskMeters
from app.seeing.meters_path import PathMeters
from app.seeing.probes import Probes
from console.services import Services
from core.desk import Desk
from core.errors import ConfigError, StorageUnavailable
from core.listen import Listener
from core.numbers.book import Scope
from core.numbers.measures import HOUR, hour_of
from core.ports import Clock, TurnResult
from core.tables.metrics import MetricsTable
from storage import SqlStore
from storage.engine.whose import me

log = logging.getLogger(__name__)

JSON = "application/json"
# An encoder's state as long as nothing has read anything.
STARTING = "starting"
# Path -> status, type, body.
Answer = tuple[int, str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What is measured in this process."""

    listeners: Sequence[Listener]
    desk: Desk | None = None
    encoder: Callable[[], EncoderState] | None = None
    path: PathMeters | None = None
    role: str = "run"


@dataclass(slots=True, kw_only=True)
class Metrics:
    """The running part."""

    meters: Meters
    desk: DeskMeters
    probes: Probes
    book: SqlStore
    clock: Clock
    measured: Measured
    table: MetricsTable
    # Pages that listen in this process, and those that were let go because they took nothing.
    streams: Callable[[], tuple[int, int]] = lambda: (0, 0)
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
        health = [each.health() for each in self.measured.listeners]
        self.meters.adapters(health)
        for each in health:
            self.desk.figures(each.platform, each.counts)
        if self.measured.encoder:
            self.meters.encoder(self.measured.encoder())
        self.desk.streams(*self.streams())
        try:
            await self._look_at_the_desk()
        except StorageUnavailable as error:
            log.warning("metrics: %s; queues are not measured until it is back", error)

    async def _look_at_the_desk(self) -> None:
        now = self.clock.now()
        self.meters.pulse(await self.book.pulse(now))
        self.desk.glance(await self.book.glance(now))
        lately = Scope(start=hour_of(now) - HOUR, end=hour_of(now) + HOUR)
        self.desk.first_answers(await self.book.sums(lately, list(FIRST.values())))

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


def path_meters(table: MetricsTable) -> PathMeters | None:
    """What is to see the path of messages, where figures are asked for."""
    return PathMeters(CollectorRegistry()) if table.on else None


def build_metrics(
    table: MetricsTable, store: SqlStore, clock: Clock, measured: Measured, stack: AsyncExitStack
) -> Metrics:
    """Wire the meters in, and serve them where the settings want that; ConfigError on a clash."""
    path = measured.path
    meters = Meters(clock.now, path.registry if path else CollectorRegistry())
    metrics = Metrics(
        meters=meters,
        desk=DeskMeters(meters.registry, me()),
        probes=_probes(table, store, clock, measured),
        book=store,
        clock=clock,
        measured=measured,
        table=table,
    )
    if table.on:
        metrics.url = _serve(table, metrics, stack)
        _listen_to(measured, meters)
        if path:
            store.on_commit(path.committed)
    return metrics


def _probes(table: MetricsTable, store: SqlStore, clock: Clock, measured: Measured) -> Probes:
    encoder = measured.encoder
    return Probes(
        store=store,
        clock=clock,
        health=lambda: [each.health() for each in measured.listeners],
        behind=store.is_behind,
        reads=(lambda: encoder().state != STARTING) if encoder else lambda: True,
        look_s=table.look_s,
        role=measured.role,
    )


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
