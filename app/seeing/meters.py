"""What Prometheus may ask of the desk: names, meanings, and how each is fed.

A label is a platform's name, a level, a state or an urgency: each from a short fixed list. No text,
name or id that anybody wrote is ever in one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from importlib.metadata import version

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
)

from app.encoder.guard import STATES, EncoderState
from core.actions import BOT, Purpose
from core.case import awaits_person
from core.casebook import Health
from core.numbers.pulse import Pulse
from core.ports import TurnResult
from core.types import Arrival, Message, RiskLevel

LAGS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 7200)
DECISIONS = (0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
CONNECTED = frozenset({"listening"})
LEVELS = frozenset({RiskLevel.REVIEW, RiskLevel.ALERT})


class Meters:
    """One process's figures; `registry` is what is served."""

    def __init__(self, now: Callable[[], datetime], registry: CollectorRegistry) -> None:
        self.registry = registry
        self._now = now
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self._build = self._gauge("build_info", "The version that runs.", "version")
        self._build.labels(version("skerry")).set(1)
        self._arrivals()
        self._decisions()
        self._queues()

    def _arrivals(self) -> None:
        by = ("platform",)
        self._messages = self._counter("messages", "Messages stored.", *by)
        self._secrets = self._counter("secrets_masked", "Secrets covered before storing.", *by)
        self._lag = self._histogram(
            "ingest_lag_seconds", "From the platform's time of a message to its storing.", LAGS
        )
        self._connected = self._gauge("adapter_connected", "1 while a platform is heard.", *by)
        self._quiet = self._gauge(
            "adapter_last_event_seconds", "Since the platform sent anything.", *by
        )

    def _decisions(self) -> None:
        self._decided = self._histogram(
            "decision_seconds", "From a message's arrival to the decision about it.", DECISIONS
        )
        self._replies = self._counter("auto_replies", "Answers queued by the bot.", "platform")
        self._escalated = self._counter(
            "escalations", "Cases put in front of people.", "platform", "priority"
        )
        self._scams = self._counter("scams", "Attacks found.", "platform", "level")
        self._encoder = self._gauge("encoder_state", "1 for the state it is in.", "state")

    def _queues(self) -> None:
        self._lane = self._gauge("lane_oldest_ready_seconds", "Wait of the oldest ready lane.")
        self._outbox = self._gauge("outbox_oldest_seconds", "Wait of the oldest due send.")
        self._dead = self._gauge("dead_letters", "Things platforms sent that nobody could read.")
        self._cases = self._gauge("cases_open", "Cases that are not resolved.")
        self._late = self._gauge("sla_breaches", "Running promises that are late.")
        self._loop = self._gauge("loop_lag_seconds", "How late the event loop came last.")
        self._writable = self._gauge("database_writable", "1 while the database takes writes.")

    def heard(self, arrivals: Sequence[Arrival]) -> None:
        """What a listener stored."""
        now = self._now()
        for each in arrivals:
            if isinstance(each, Message):
                lag = max(0.0, (now - each.sent_at).total_seconds())
                self._messages.labels(each.platform).inc()
                self._secrets.labels(each.platform).inc(len(each.secrets))
                self._lag.labels(each.platform).observe(lag)

    def recorded(self, results: Sequence[TurnResult]) -> None:
        """What a worker decided."""
        now = self._now()
        for result in results:
            for judged in result.judged:
                took = max(0.0, (now - judged.message.received_at).total_seconds())
                self._decided.labels(judged.message.platform).observe(took)
            for out in result.outgoing:
                if out.by == BOT and out.purpose is Purpose.ANSWER and out.sequence == 0:
                    self._replies.labels(out.platform).inc()
            for attack in result.guarding.attacks:
                level = attack.verdict.risk.level
                if level in LEVELS:
                    self._scams.labels(attack.message.platform, level.value).inc()
            self._raised(result)

    def _raised(self, result: TurnResult) -> None:
        before, after = result.turn.case, result.case
        waits = after is not None and awaits_person(after)
        if after and waits and not (before and awaits_person(before)):
            self._escalated.labels(after.platform, after.priority.value).inc()

    def adapters(self, health: Sequence[Health]) -> None:
        """How the connections are."""
        for each in health:
            self._connected.labels(each.platform).set(each.state in CONNECTED)
            if "last_event_s" in each.counts:
                self._quiet.labels(each.platform).set(each.counts["last_event_s"])

    def encoder(self, state: EncoderState) -> None:
        """What the encoder says of itself."""
        for name in STATES:
            self._encoder.labels(name).set(name == state.state)

    def pulse(self, pulse: Pulse) -> None:
        """What the database says of queues and cases."""
        self._lane.set(pulse.lane_age)
        self._outbox.set(pulse.outbox_age)
        self._dead.set(pulse.dead)
        self._cases.set(pulse.open_cases)
        self._late.set(pulse.breaches)

    def probed(self, *, lag: float, writable: bool) -> None:
        """What the probes found."""
        self._loop.set(lag)
        self._writable.set(writable)

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"skerry_{name}", meaning, labels, registry=self.registry)

    def _gauge(self, name: str, meaning: str, *labels: str) -> Gauge:
        return Gauge(f"skerry_{name}", meaning, labels, registry=self.registry)

    def _histogram(self, name: str, meaning: str, edges: Sequence[float]) -> Histogram:
        return Histogram(
            f"skerry_{name}", meaning, ("platform",), buckets=edges, registry=self.registry
        )
