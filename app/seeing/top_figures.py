"""What `skerry top` reads off the metrics port of running processes, added up."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.error import URLError

from prometheus_client.parser import text_string_to_metric_families

TIMEOUT_S = 2.0
# The process is asked directly, whatever proxy the environment names.
_OPEN = urllib.request.build_opener(urllib.request.ProxyHandler({}))
PREFIX = "skerry_"

Labels = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Samples by name and labels; `missing` are the addresses that did not answer."""

    samples: Mapping[tuple[str, Labels], float] = field(
        default_factory=dict[tuple[str, Labels], float]
    )
    missing: tuple[str, ...] = ()

    def total(self, name: str, **labels: str) -> float:
        """All samples of a name with these labels, added up."""
        return sum(value for _, value in self._of(name, labels))

    def most(self, name: str, **labels: str) -> float:
        """The largest; 0 where there is none."""
        return max((value for _, value in self._of(name, labels)), default=0.0)

    def by(self, name: str, label: str) -> dict[str, float]:
        """The largest for each value of a label."""
        found: dict[str, float] = {}
        for labels, value in self._of(name, {}):
            key = labels.get(label, "")
            found[key] = max(value, found.get(key, value))
        return found

    def share(self, name: str, share: float) -> float | None:
        """The edge below which this share of a histogram's values lies; None for no values."""
        edges: dict[float, float] = {}
        for labels, value in self._of(f"{name}_bucket", {}):
            edge = float(labels["le"])
            edges[edge] = edges.get(edge, 0) + value
        total = max(edges.values(), default=0)
        ends = [edge for edge, count in sorted(edges.items()) if count >= share * total]
        return ends[0] if total else None

    def _of(self, name: str, wanted: Mapping[str, str]) -> Iterable[tuple[dict[str, str], float]]:
        for (known, pairs), value in self.samples.items():
            labels = dict(pairs)
            if known == PREFIX + name and wanted.items() <= labels.items():
                yield labels, value


def fetch(urls: Sequence[str]) -> Figures:
    """Ask every process; counters add up, gauges of the whole desk keep the largest."""
    samples: dict[tuple[str, Labels], float] = {}
    missing = []
    for url in urls:
        try:
            with _OPEN.open(url, timeout=TIMEOUT_S) as answer:
                read(answer.read().decode(), samples)
        except (URLError, OSError, ValueError):
            missing.append(url)
    return Figures(samples, tuple(missing))


def read(text: str, into: dict[tuple[str, Labels], float]) -> None:
    """Lay one process's samples over the others'; raises ValueError."""
    for family in text_string_to_metric_families(text):
        adds = family.type in {"counter", "histogram"}
        for sample in family.samples:
            key = sample.name, tuple(sorted(sample.labels.items()))
            before = into.get(key)
            if before is None:
                into[key] = sample.value
            else:
                into[key] = before + sample.value if adds else max(before, sample.value)
