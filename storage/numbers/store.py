"""`NumberBook` over the database."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from core.numbers.book import Behind, Scope, Side, Spot, Sums, What
from core.numbers.glance import Glance
from core.numbers.happening import DAYS, HOURS
from core.numbers.pulse import Pulse
from storage.engine.schema_state import is_behind
from storage.engine.threads import Database
from storage.numbers import behind as number_behind
from storage.numbers import book as number_book
from storage.numbers import glance as number_glance
from storage.numbers import pulse as number_pulse


class SqlNumbers:
    """Implements `NumberBook`, `PulseBook` and `GlanceBook`; the ports promise."""

    _database: Database

    async def begun(self) -> datetime:
        return await self._database.read(number_book.begun)

    async def sums(self, scope: Scope, measures: Sequence[str] = ()) -> Sums:
        query = partial(number_book.sums, scope=scope, measures=measures)
        return await self._database.read(query)

    async def spots(
        self, scope: Scope, measures: Sequence[str], *, days: bool = False
    ) -> Sequence[Spot]:
        grain = DAYS if days else HOURS
        query = partial(number_book.spots, scope=scope, measures=measures, grain=grain)
        return await self._database.read(query)

    async def apart(
        self, scope: Scope, measure: str, side: Side, *, days: bool = False
    ) -> Mapping[str, Sequence[Spot]]:
        grain = DAYS if days else HOURS
        query = partial(number_book.apart, scope=scope, measure=measure, side=side, grain=grain)
        return await self._database.read(query)

    async def people(self, scope: Scope) -> Mapping[str, Sums]:
        return await self._database.read(partial(number_book.people, scope=scope))

    async def behind(self, scope: Scope, what: What, *, limit: int = 50) -> Sequence[Behind]:
        query = partial(number_behind.behind, scope=scope, what=what, limit=limit)
        return await self._database.read(query)

    async def pulse(self, now: datetime) -> Pulse:
        return await self._database.read(partial(number_pulse.pulse, now=now))

    async def glance(self, now: datetime) -> Glance:
        return await self._database.read(partial(number_glance.glance, now=now))

    def on_commit(self, heard: Callable[[int, float], None]) -> None:
        """Tell, on a writing thread, each commit's pieces of work and seconds."""
        self._database.on_commit = heard

    async def is_behind(self) -> bool:
        """Whether the schema is older than this version needs: a backup was restored beneath."""
        return await self._database.read(is_behind)
