"""What `skerry top` shows, from a database, from processes' metrics, or both; and its past."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from app.seeing.probes import PROBE
from app.seeing.top_figures import Figures
from core.numbers.glance import Glance, Trouble
from core.numbers.pulse import Pulse

KEPT = 90
RATES = ("messages", "decided", "sent")
SHARES = (0.5, 0.9, 0.99)
LISTEN, DELIVER = "listen:", "deliver:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One look. `totals` are running counts of RATES; times are seconds, None where unknown."""

    at: datetime
    totals: Mapping[str, float]
    queues: Mapping[str, float]
    ages: Mapping[str, float]
    waits: Mapping[float, float | None]
    cases: Mapping[str, float]
    late: float = 0
    platforms: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    processes: Mapping[str, str] = field(default_factory=dict[str, str])
    incidents: tuple[tuple[str, str], ...] = ()
    troubles: tuple[Trouble, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(slots=True)
class Past:
    """The last looks, from which rates are read."""

    seen: deque[Seen] = field(default_factory=lambda: deque[Seen](maxlen=KEPT))

    @property
    def now(self) -> Seen:
        return self.seen[-1]

    def rates(self, name: str) -> list[float]:
        """Things a second between looks, oldest first; a counter that began anew counts from 0."""
        found = []
        for before, after in pairwise(self.seen):
            seconds = (after.at - before.at).total_seconds()
            more = after.totals[name] - before.totals[name]
            more = after.totals[name] if more < 0 else more
            found.append(more / seconds if seconds > 0 else 0.0)
        return found


def of_database(pulse: Pulse, glance: Glance, at: datetime) -> Seen:
    """What the database says."""
    waits = sorted(glance.waits)
    return Seen(
        at=at,
        totals={
            "messages": glance.totals["messages"],
            "decided": glance.totals["verdicts"],
            "sent": glance.totals["replies"],
        },
        queues={
            "conversations": glance.ready,
            "sends waiting": glance.outbox.get("pending", 0),
            "sends under way": glance.outbox.get("sending", 0),
            "webhooks": glance.webhooks,
            "unread": pulse.dead,
        },
        ages={"oldest conversation": pulse.lane_age, "oldest send": pulse.outbox_age},
        waits={share: _share(waits, share) for share in SHARES},
        cases=glance.cases,
        late=pulse.breaches,
        platforms=_platforms(glance),
        processes=_processes(glance),
        incidents=glance.incidents,
        troubles=glance.troubles,
    )


def of_metrics(figures: Figures, at: datetime) -> Seen:
    """What processes say, where the database is out of reach."""
    outbox = figures.by("outbox_rows", "state")
    owned = figures.by("lease_owned", "lease")
    names = {each.partition(":")[2] for each in owned if each.startswith((LISTEN, DELIVER))}
    names |= set(figures.by("adapter_connected", "platform"))
    return Seen(
        at=at,
        totals={
            "messages": figures.total("messages_total"),
            "decided": figures.total("decision_seconds_count"),
            "sent": figures.total("sends_total", result="sent"),
        },
        queues={
            "conversations": figures.most("lanes_ready"),
            "sends waiting": outbox.get("pending", 0),
            "sends under way": outbox.get("sending", 0),
            "webhooks": figures.most("webhooks_waiting"),
            "unread": figures.most("dead_letters"),
        },
        ages={
            "oldest conversation": figures.most("lane_oldest_ready_seconds"),
            "oldest send": figures.most("outbox_oldest_seconds"),
        },
        waits={share: figures.share("decision_seconds", share) for share in SHARES},
        cases={name: n for name, n in figures.by("cases_waiting", "priority").items() if n},
        late=figures.most("sla_breaches"),
        platforms=heard({name: {} for name in names}, figures),
        missing=figures.missing,
    )


def heard(
    platforms: Mapping[str, Mapping[str, str]], figures: Figures
) -> dict[str, dict[str, str]]:
    """Platforms with what processes say of their connections."""
    connected = figures.by("adapter_connected", "platform")
    quiet = figures.by("adapter_last_event_seconds", "platform")
    found = {name: dict(told) for name, told in platforms.items()}
    for name, on in connected.items():
        told = found.setdefault(name, {})
        told["state"] = "connected" if on else "not heard"
        if name in quiet:
            told["last event"] = f"{quiet[name]:.0f} s ago"
    return found


def as_json(past: Past) -> dict[str, Any]:
    """The latest look for programs: rates are per second, times seconds."""
    now = past.now
    return {
        "at": now.at.isoformat(),
        "rates": {name: round((past.rates(name) or [0.0])[-1], 2) for name in RATES},
        "totals": dict(now.totals),
        "queues": dict(now.queues),
        "ages": {name: round(age, 1) for name, age in now.ages.items()},
        "decision_seconds": {f"{share:g}": wait for share, wait in now.waits.items()},
        "cases": dict(now.cases),
        "late": now.late,
        "platforms": {name: dict(told) for name, told in sorted(now.platforms.items())},
        "processes": dict(now.processes),
        "incidents": [{"title": title, "phase": phase} for title, phase in now.incidents],
        "troubles": [
            {"at": e.at.isoformat(), "what": e.what, "platform": e.platform, "why": e.why}
            for e in now.troubles
        ],
        "missing": list(now.missing),
    }


def _share(ordered: list[float], share: float) -> float | None:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None


def _platforms(glance: Glance) -> dict[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for lease in glance.leases:
        for prefix, does in ((LISTEN, "heard by"), (DELIVER, "answered by")):
            if lease.name.startswith(prefix):
                told = found.setdefault(lease.name.removeprefix(prefix), {})
                told[does] = lease.owner
                if prefix == LISTEN:
                    told["state"] = "listening"
    return {name: {"state": "nobody listens"} | told for name, told in found.items()}


def _processes(glance: Glance) -> dict[str, str]:
    """What each process does: its role, where it tells it, and its leases."""
    roles: dict[str, list[str]] = {}
    for lease in glance.leases:
        kind, _, rest = lease.name.partition(":")
        does = rest.partition(":")[0] if kind == PROBE else lease.name
        known = roles.setdefault(lease.owner, [])
        known.insert(0 if kind == PROBE else len(known), does)
    return {owner: ", ".join(does) for owner, does in sorted(roles.items())}
