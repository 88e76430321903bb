"""What Prometheus may ask of the path of messages through one process: triage, commits, sends."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from app.seeing.observe import Observer, Span
from core.actions import Outgoing
from core.errors import (
    CredentialsRefused,
    MaybeSent,
    RateLimited,
    Rejected,
    Unavailable,
)
from core.identities import Question
from core.ports import Sent, Settlement
from core.types import Platform

# In seconds: a commit is a disk's flush, a reading some milliseconds a message, a send a call away.
COMMITS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
READINGS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30)
SENDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
GROUPS = (1, 2, 5, 10, 20, 50, 100, 200)
# The kinds of errors that say what to do next; whatever else comes is our own.
KINDS: dict[type[Exception], str] = {
    RateLimited: "rate_limited",
    Unavailable: "unavailable",
    MaybeSent: "maybe_sent",
    Rejected: "rejected",
    CredentialsRefused: "credentials",
}
OWN = "own"
BY_KIND = ("platform", "kind")
# Sends of which the end is still to come; a process has some dozens in hand.
MOST_KEPT = 10_000


class PathMeters(Observer):
    """Fed by the covers of `app.seeing.build.observe`, and by the database's writing threads."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.registry, self._lock = registry, Lock()
        self._commit = self._histogram("commit_seconds", "One commit, all in it.", COMMITS)
        self._group = self._histogram("commit_group_size", "Pieces of work in one commit.", GROUPS)
        self._waiting = Gauge(
            "skerry_inference_waiting", "Messages that triage has in hand.", registry=registry
        )
        self._reading = self._histogram("inference_seconds", "One batch, read.", READINGS)
        self._batch = self._histogram("inference_batch_size", "Messages in one batch.", GROUPS)
        self._sending = self._histogram(
            "send_seconds", "One call to a platform.", SENDS, "platform"
        )
        self._settled = self._counter("sends", "How sends ended.", "platform", "result")
        self._errors = self._counter("platform_errors", "What platforms said no with.", *BY_KIND)
        self._limited = self._counter(
            "rate_limited_seconds", "How long platforms asked us to wait.", "platform"
        )
        self._platforms: dict[str, str] = {}

    def expects(self, platform: Platform) -> None:
        """A counter that nobody has seen at zero does not tell its first step."""
        for result in Sent:
            self._settled.labels(platform, result.value)
        for kind in (*KINDS.values(), OWN):
            self._errors.labels(platform, kind)
        self._limited.labels(platform)

    def committed(self, size: int, seconds: float) -> None:
        """A commit, told from a writing thread."""
        with self._lock:
            self._commit.observe(seconds)
            self._group.observe(size)

    def asked(self, questions: int) -> None:
        self._waiting.inc(questions)

    def read(self, questions: Sequence[Question], span: Span) -> None:
        if questions:
            self._reading.observe(span.seconds)
            self._batch.observe(len(questions))

    def took(self, rows: Sequence[Outgoing]) -> None:
        if len(self._platforms) > MOST_KEPT:
            self._platforms.clear()
        self._platforms.update((row.key, str(row.platform)) for row in rows)

    def sent(self, row: Outgoing, span: Span, error: Exception | None) -> None:  # noqa: ARG002
        self._sending.labels(row.platform).observe(span.seconds)

    def settled(self, settlements: Sequence[Settlement]) -> None:
        for each in settlements:
            platform = self._platforms.pop(each.key, "")
            self._settled.labels(platform, each.result.value).inc()

    def failed(self, platform: Platform, error: Exception) -> None:
        self._errors.labels(platform, kind_of(error)).inc()
        if isinstance(error, RateLimited):
            self._limited.labels(platform).inc(error.retry_after)

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"skerry_{name}", meaning, labels, registry=self.registry)

    def _histogram(
        self, name: str, meaning: str, edges: Sequence[float], *labels: str
    ) -> Histogram:
        return Histogram(f"skerry_{name}", meaning, labels, buckets=edges, registry=self.registry)


def kind_of(error: Exception) -> str:
    """Which of the few kinds of errors this is."""
    return next((kind for of, kind in KINDS.items() if isinstance(error, of)), OWN)
