"""The whole desk at one look: queues, cases, leases, latest waits and latest trouble."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

# Queues are counted up to here: a look must stay cheap on the day on which they are long.
MOST_COUNTED = 10_000
# So many of the latest messages tell how long decisions take, and how many lines of trouble.
LATEST, TROUBLES = 200, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """Who does something that only one may do, and until when without renewing it."""

    name: str
    owner: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A send that went wrong: `what` is failed or unknown, `why` what the platform said of it."""

    at: datetime
    what: str
    platform: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """`totals` run since the beginning (messages, verdicts, replies, dead_letters); `cases` are
    those open, by priority; `outbox` holds pending and sending, each up to MOST_COUNTED, as
    `webhooks` (deliveries that wait) and `ready` (conversations to be worked); `waits` are seconds
    from arrival to verdict of the LATEST messages; `incidents` titles of open ones by phase."""

    totals: Mapping[str, int] = field(default_factory=dict[str, int])
    cases: Mapping[str, int] = field(default_factory=dict[str, int])
    outbox: Mapping[str, int] = field(default_factory=dict[str, int])
    ready: int = 0
    webhooks: int = 0
    leases: tuple[Lease, ...] = ()
    incidents: tuple[tuple[str, str], ...] = ()
    waits: tuple[float, ...] = ()
    troubles: tuple[Trouble, ...] = ()


class GlanceBook(Protocol):
    """A look that costs some hundred rows at most; raises StorageUnavailable."""

    async def glance(self, now: datetime) -> Glance: ...


SEEN = ("messages", "verdicts", "replies", "dead_letters")


def summed(totals: Mapping[str, int]) -> tuple[dict[str, int], dict[str, int]]:
    """Of all running totals those of a look, and the open cases by priority."""
    cases: dict[str, int] = {}
    for name, count in totals.items():
        kind, _, rest = name.partition(":")
        if kind == "case" and count:
            status, _, priority = rest.partition(":")
            if status != "resolved":
                priority = priority.rpartition(":")[2]
                cases[priority] = cases.get(priority, 0) + count
    return {name: totals.get(name, 0) for name in SEEN}, dict(sorted(cases.items()))
