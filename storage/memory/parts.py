"""The reference memory's merged and split cases, tags and mentions: plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Merged:
    """Where a case goes on, and what it was before."""

    into: str
    by: str
    at: datetime
    was_open: bool
    was_agent: str


@dataclass
class Parted:
    """Where cases go on, from which cases others were split, which case a message was put into."""

    merges: dict[str, Merged] = field(default_factory=dict[str, Merged])
    splits: dict[str, str] = field(default_factory=dict[str, str])
    put: dict[str, str] = field(default_factory=dict[str, str])


@dataclass
class Called:
    """Somebody was asked to look at a case."""

    note: int
    by: str
    at: datetime
    seen_at: datetime | None = None
