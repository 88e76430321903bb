"""What Prometheus may ask of the whole desk: queues, leases, first answers; read from the database.

Every process tells the same of these, so dashboards take the largest, never the sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import nan

from prometheus_client import CollectorRegistry, Counter, Gauge

from core.numbers.book import Sums
from core.numbers.glance import Glance, Lease
from core.numbers.measures import Measure, quantile
from core.types import Urgency

QUANTILES = (0.5, 0.9)
FIRST = {"bot": Measure.FIRST_BOT, "people": Measure.FIRST_PEOPLE}
# What an adapter may tell of itself; names are its code's, few, and the same for ever.
FIGURES = (
    *("lag_s", "budget_left", "spent_usd", "waiting", "gaps", "sources_failing", "down_s"),
    *("last_poll_s", "webhook_error_s", "presses_late", "sessions", "identifies_left"),
)
# Leases that tell nothing: a probe takes one of its own at each look.
PROBE = "probe:"


class DeskMeters:
    """Gauges that are set at each look."""

    def __init__(self, registry: CollectorRegistry, owner: str) -> None:
        self._registry, self._owner = registry, owner
        self._outbox = self._gauge("outbox_rows", "Sends that wait, or are under way.", "state")
        self._ready = self._gauge("lanes_ready", "Conversations that wait to be worked.")
        self._webhooks = self._gauge("webhooks_waiting", "Deliveries that wait for a webhook.")
        self._cases = self._gauge("cases_waiting", "Open cases.", "priority")
        self._incidents = self._gauge("incidents_open", "Incidents that are not over.")
        self._held = self._gauge("lease_held", "1 for a lease that this process has.", "lease")
        self._owned = self._gauge("lease_owned", "1 for a lease that some process has.", "lease")
        self._first = self._gauge(
            "first_answer_seconds", "Until the first answer, in this hour and the last.",
            "by", "quantile",
        )  # fmt: skip
        self._figures = self._gauge(
            "adapter_figure", "What an adapter tells.", "platform", "figure"
        )
        self._streams = self._gauge("console_streams", "Pages that listen for changes.")
        self._dropped = Counter(
            "skerry_console_streams_dropped", "Streams that took nothing more.", registry=registry
        )
        self._known: set[str] = set()
        self._dropped_before = 0

    def glance(self, seen: Glance) -> None:
        """What the database says."""
        for state in ("pending", "sending"):
            self._outbox.labels(state).set(seen.outbox.get(state, 0))
        self._ready.set(seen.ready)
        self._webhooks.set(seen.webhooks)
        self._incidents.set(len(seen.incidents))
        for priority in Urgency:
            self._cases.labels(priority.value).set(seen.cases.get(priority.value, 0))
        self._leases(seen.leases)

    def first_answers(self, sums: Sums) -> None:
        """How soon people were answered; not a number where nobody was."""
        for by, measure in FIRST.items():
            buckets = {bucket: n for (name, bucket), n in sums.items() if name == measure}
            for share in QUANTILES:
                seconds = quantile(buckets, share)
                self._first.labels(by, str(share)).set(nan if seconds is None else seconds)

    def figures(self, platform: str, counts: Mapping[str, float]) -> None:
        """What an adapter's own gauges say."""
        for name in FIGURES:
            if name in counts:
                self._figures.labels(platform, name).set(counts[name])

    def streams(self, open_now: int, dropped: int) -> None:
        """Open pages of this process."""
        self._streams.set(open_now)
        self._dropped.inc(max(0, dropped - self._dropped_before))
        self._dropped_before = dropped

    def _leases(self, leases: Sequence[Lease]) -> None:
        owners = {each.name: each.owner for each in leases if not each.name.startswith(PROBE)}
        self._known |= set(owners)
        for name in self._known:
            self._held.labels(name).set(owners.get(name, "") == self._owner)
            self._owned.labels(name).set(name in owners)

    def _gauge(self, name: str, meaning: str, *labels: str) -> Gauge:
        return Gauge(f"skerry_{name}", meaning, labels, registry=self._registry)
