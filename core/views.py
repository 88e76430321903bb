"""Views of the feed, those that everybody has and those that agents save, and how many each holds.

Sizes come from running totals wherever one filter stands alone; see `Tallies`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol
from urllib.parse import parse_qsl, quote

from core.case import Case, Holder, Status
from core.feed import (
    AGENT,
    BOT,
    BREACHING,
    LONGEST,
    MINE,
    QUEUE,
    UNASSIGNED,
    UNRESOLVED,
    Filters,
    filters_of,
)
from core.types import Platform, Urgency

# The views that everybody has, in order; one a platform comes after them.
VIEWS: Mapping[str, Filters] = {
    "open": Filters(status=UNRESOLVED),
    "mine": Filters(status=UNRESOLVED, holder=MINE),
    "queue": Filters(status=UNRESOLVED, holder=QUEUE),
    "p0": Filters(status=UNRESOLVED, urgency=Urgency.P0.value),
    "breaching": Filters(status=UNRESOLVED, due=BREACHING),
    "bot": Filters(status=UNRESOLVED, holder=BOT),
    "resolved": Filters(status=Status.RESOLVED.value),
}
FIRST = "open"
# How saved views are numbered.
_SAVED = re.compile(r"v[0-9a-f]{10}")
ON = "on-"


def view_on(platform: str) -> str:
    """The name of a platform's view."""
    return f"{ON}{platform}"


def filters_named(view: str) -> Filters | None:
    """The filters of a view that everybody has."""
    if view.startswith(ON) and len(view) > len(ON):
        return Filters(status=UNRESOLVED, platform=view.removeprefix(ON)[:LONGEST])
    return VIEWS.get(view)


def asked(view: str | Filters) -> Filters:
    """The filters meant by a view's name or by themselves; an unknown name means the first."""
    if isinstance(view, Filters):
        return view
    return filters_named(view) or VIEWS[FIRST]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the feed somebody is: a view by name, and his own filters above it.

    As text it is what follows `view=` in an address, so that it can be carried through forms.
    """

    view: str = FIRST
    own: Filters = field(default_factory=Filters)

    def __str__(self) -> str:
        said = (f"&{name}={quote(value, safe='')}" for name, value in self.own.set.items())
        return self.view + "".join(said)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """Filters under a name; a shared one is everybody's. `rank` is its place in its owner's row."""

    id: str
    owner: str
    name: str
    filters: Filters
    made_at: datetime
    shared: bool = False
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Size:
    """How many cases there are; with `more` at least so many."""

    count: int
    more: bool = False


# A size that is counted and not known from counters ends here.
MOST_COUNTED = 200


class FeedBook(Protocol):
    """What an agent's feed remembers. Implemented by the store; raises StorageUnavailable."""

    async def views(self, agent: str) -> Sequence[SavedView]:
        """His own and the shared ones, in order."""
        ...

    async def keep_view(self, view: SavedView) -> None:
        """Make one, or change it in place."""
        ...

    async def drop_view(self, view_id: str) -> None: ...

    async def sizes(self, wanted: Sequence[Filters], agent: str, now: datetime) -> Sequence[Size]:
        """How many cases each holds: by counters where one keeps it, else counted by an index up to
        MOST_COUNTED, looking at no more than some thousand cases each."""
        ...

    async def opened(self, case_id: str, agent: str) -> bool:
        """He has read all that its author said so far; whether there was anything new to him."""
        ...


@dataclass(frozen=True, slots=True)
class Tallies:
    """Running totals of cases as the counters name them, for whoever wants a size from them."""

    totals: Mapping[str, int]
    agent: str

    def size(self, wanted: Filters) -> int | None:
        """How many there are, where no two filters meet but those that are counted together."""
        said = dict(wanted.set)
        status = said.pop("status", "")
        if status not in (UNRESOLVED, Status.RESOLVED):
            return None
        if len(said) > 1:
            return None
        part = "open" if status == UNRESOLVED else "done"
        if not said:
            return self._places(part)
        ((name, value),) = said.items()
        return self._single(part, name, value)

    def _single(self, part: str, name: str, value: str) -> int | None:
        if name in COUNTED:
            return self.totals.get(f"{part}:{name}:{value}", 0)
        if name == "urgency":
            return self._places(part, priority=value)
        if name != "holder" or part == "done":
            return None
        if value in (MINE, f"{AGENT}{self.agent}"):
            return self.totals.get(f"agent:{self.agent}", 0)
        if value.startswith(AGENT):
            return self.totals.get(value, 0)
        holders = (QUEUE, BOT) if value == UNASSIGNED else (value,)
        return sum(self._places(part, holder=each) for each in holders)

    def _places(self, part: str, *, holder: str = "", priority: str = "") -> int:
        return sum(
            n
            for (status, by, urgency), n in places(self.totals)
            if (status == Status.RESOLVED) is (part == "done")
            and holder in ("", by)
            and priority in ("", urgency)
        )


# Fields whose values are counted one by one.
COUNTED = ("platform", "topic", "language", "risk")


def places(totals: Mapping[str, int]) -> Iterable[tuple[tuple[str, str, str], int]]:
    """Status, holder and priority with how many cases stand there."""
    for name, value in totals.items():
        kind, *place = name.split(":")
        if kind == "case" and len(place) == 3:
            yield (place[0], place[1], place[2]), value


def tally_names(case: Case) -> tuple[str, ...]:
    """The counters that a case is counted in: its place, single values, its agent's."""
    part = "open" if case.is_open else "done"
    own = (case.platform, case.intent, case.language, case.risk)
    single = (f"{part}:{name}:{value}" for name, value in zip(COUNTED, own, strict=True))
    names = (f"case:{case.status}:{case.held_by}:{case.priority}", *single)
    held = case.is_open and case.held_by is Holder.AGENT
    return (*names, f"{AGENT}{case.agent}") if held else names


def counted(totals: Mapping[str, int], name: str) -> dict[str, int]:
    """The values of one field among open cases with how many have them, the most frequent first."""
    start = f"open:{name}:"
    found = {key.removeprefix(start): n for key, n in totals.items() if key.startswith(start) and n}
    return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def platforms_of(totals: Mapping[str, int]) -> tuple[Platform, ...]:
    """Platforms that have cases, by name."""
    starts = tuple(f"{part}:platform:" for part in ("open", "done"))
    found = {key.split(":", 2)[2] for key in totals if key.startswith(starts)}
    return tuple(Platform(each) for each in sorted(found))


def renumbered(views: Sequence[SavedView], view_id: str, *, up: bool) -> tuple[SavedView, ...]:
    """An agent's own views after one moved up or down by one place; those that changed."""
    order = [each.id for each in views]
    at = order.index(view_id)
    to = min(max(at + (-1 if up else 1), 0), len(order) - 1)
    order[at], order[to] = order[to], order[at]
    ranked = (replace(each, rank=order.index(each.id)) for each in views)
    return tuple(each for each, before in zip(ranked, views, strict=True) if each != before)


def place_of(text: str) -> Place:
    """The place in what follows `view=`; what names no view is in the first one."""
    view, _, rest = text.partition("&")
    own = filters_of(dict(parse_qsl(rest, max_num_fields=50)) if rest.count("&") < 50 else {})
    known = filters_named(view) is not None or _SAVED.fullmatch(view)
    return Place(view=view if known else FIRST, own=own)


def place_in(params: Mapping[str, str]) -> Place:
    """The place in an address, whose filters stand beside `view` or inside it."""
    inner = place_of(params.get("view", ""))
    return replace(inner, own=Filters(**inner.own.set | filters_of(params).set))
