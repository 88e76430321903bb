"""The feed as one agent sees it: his views with their sizes, the filters' form, what may be done
to many cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from console.visit import Visit
from core.access import Permission
from core.bulk import Act
from core.casebook import FeedPage
from core.feed import (
    AGENT,
    ANY,
    BOT,
    CHOICES,
    FIELDS,
    MINE,
    QUEUE,
    UNASSIGNED,
    Filters,
)
from core.views import (
    FIRST,
    VIEWS,
    Place,
    SavedView,
    Size,
    Tallies,
    counted,
    filters_named,
    place_of,
    platforms_of,
    view_on,
)

# Saved views whose sizes stand in the feed; the rest are on the page of views.
MOST_SIZED = 24
# Which permission an order to many cases needs.
NEEDS = dict.fromkeys(Act, Permission.WORK) | {
    Act.TAG: Permission.NOTE,
    Act.ASSIGN: Permission.ASSIGN,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where in the feed somebody stands, and which cases that means."""

    place: Place
    filters: Filters
    base: Filters

    @property
    def chips(self) -> list[tuple[str, str, str]]:
        """His own filters: field, value, and the place without it."""
        own = self.place.own
        return [
            (name, value, str(replace(self.place, own=replace(own, **{name: ""}))))
            for name, value in own.set.items()
        ]


@dataclass(frozen=True, slots=True)
class Tab:
    """One view in the row above the feed; `name` is a code, `title` words of an agent's."""

    view: str
    size: Size | None
    name: str = ""
    title: str = ""
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter of the form: what may be chosen, and what is; `codes` of none is a free field."""

    field: str
    chosen: str
    none: str
    codes: tuple[str, ...] = ()


def standing(place: Place, saved: Sequence[SavedView]) -> Standing:
    """The place with only those filters above its view that change it; a view that is gone is the
    first one."""
    own = next((each.filters for each in saved if each.id == place.view), None)
    base = own or filters_named(place.view)
    if base is None:
        place, base = replace(place, view=FIRST), VIEWS[FIRST]
    filters = place.own.over(base)
    return Standing(replace(place, own=filters.under(base)), filters, base)


async def saved_views(visit: Visit) -> Sequence[SavedView]:
    """His own views and the shared ones."""
    room = visit.services.feed
    return await room.book.views(visit.agent.id) if room else ()


async def filters_at(visit: Visit, place: str) -> Standing:
    """The filters of a place as a form brings it."""
    return standing(place_of(place), await saved_views(visit))


async def tabs(visit: Visit, saved: Sequence[SavedView], page: FeedPage) -> list[Tab]:
    """Everybody's views, his saved ones, the platforms'."""
    sizes = await _sizes(visit, saved[:MOST_SIZED])
    known = Tallies(page.totals, visit.agent.id)
    usual = [Tab(each, sizes.get(each) or _known(known, each), name=each) for each in VIEWS]
    own = [Tab(each.id, sizes.get(each.id), title=each.name, shared=each.shared) for each in saved]
    platforms = platforms_of(page.totals)
    there = [
        Tab(view_on(each), _known(known, view_on(each)), title=str(each).title())
        for each in platforms
        if len(platforms) > 1
    ]
    return [*usual, *own, *there]


def _known(tallies: Tallies, view: str) -> Size | None:
    filters = filters_named(view)
    count = tallies.size(filters) if filters else None
    return None if count is None else Size(count)


async def _sizes(visit: Visit, saved: Sequence[SavedView]) -> dict[str, Size]:
    room = visit.services.feed
    if room is None:
        return {}
    names = ["breaching", *(each.id for each in saved)]
    wanted = [VIEWS["breaching"], *(each.filters for each in saved)]
    found = await room.book.sizes(wanted, visit.agent.id, visit.now)
    return dict(zip(names, found, strict=True))


async def form(visit: Visit, at: Standing, totals: Mapping[str, int]) -> list[Choice]:
    """The filters with what may be chosen, given what there is."""
    codes: dict[str, Iterable[str]] = dict(CHOICES)
    codes["platform"] = platforms_of(totals)
    codes["topic"] = counted(totals, "topic")
    codes["language"] = counted(totals, "language")
    codes["holder"] = (MINE, UNASSIGNED, QUEUE, BOT, *(f"{AGENT}{each}" for each in visit.names))
    codes["incident"] = await _incidents(visit)
    return [_choice(name, at, tuple(codes.get(name, ()))) for name in FIELDS]


def _choice(name: str, at: Standing, codes: tuple[str, ...]) -> Choice:
    chosen = getattr(at.filters, name)
    known = codes if not chosen or chosen in codes or name == "tag" else (*codes, chosen)
    return Choice(name, chosen, ANY if getattr(at.base, name) else "", known)


async def _incidents(visit: Visit) -> Sequence[str]:
    room = visit.services.incidents
    return [each.id for each in await room.incidents(visit.now)] if room else ()


def acts(visit: Visit) -> list[Act]:
    """What he may do to many cases at once."""
    if visit.services.feed is None:
        return []
    return [each for each in Act if visit.may(NEEDS[each])]
