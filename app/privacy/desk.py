"""Privacy inside the desk: its chores, what the console shows, what a restore ends with."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from app.privacy.ledger import ledger_of
from console.services import Services
from core.desk import Desk
from core.errors import AdapterError, RateLimited, StorageUnavailable
from core.ports import Adapter, Clock, Store
from core.privacy.aide import PrivacyAide
from core.privacy.rights import Erasure, Kept, PrivacyBook, Rehydrates, Stage
from core.privacy.room import PrivacyRoom
from core.settings import Loaded
from core.tables.privacy import KEY
from core.types import Checkpoint
from knowledge import load_facts
from storage import is_server

log = logging.getLogger(__name__)

ERASE_S, RETAIN_S, REHYDRATE_S = 5.0, 3600.0, 3600.0
# Between batches, so that the desk's own work goes on.
BREATH_S = 0.1
# How often each recent message is asked about: platforms want deletions followed within a day.
EVERY = timedelta(hours=20)
REHYDRATED, ASKED_AT_ONCE = "rehydrated", 100
MEGABYTE = 1_000_000
NO_KEY = "privacy: set %s, the same on every machine, or restores cannot tell who was erased"
# What "we keep what you write for so many days" is about.
SAID = (Kept.PUBLIC, Kept.PRIVATE, Kept.CASE)


class Book(Store, PrivacyBook, Protocol):
    """What the store has to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyParts:
    """The running parts; `platforms` are those that have to be asked what is still there."""

    room: PrivacyRoom
    store: Book
    clock: Clock
    platforms: Sequence[Rehydrates] = ()

    def coroutines(self) -> list[Coroutine[Any, Any, None]]:
        """What one process of the desk does."""
        chores = [(self.erase_once, ERASE_S), (self.retain_once, RETAIN_S)]
        if self.room.table.rehydrate and self.platforms:
            chores.append((self.rehydrate_once, REHYDRATE_S))
        return [self._forever(*each) for each in chores]

    def shown(self, services: Services) -> Services:
        """The console's services with the room."""
        return replace(services, privacy=self.room)

    async def erase_once(self) -> None:
        """Carry every erasure on as far as it goes now, and clean where it is time to."""
        running = [e for e in await self.store.erasures() if e.stage is not Stage.DONE]
        for each in reversed(running):
            await self._carry_on(each)
        await self.clean_once()

    async def clean_once(self) -> None:
        """Write the file anew for those that wait for it."""
        now = self.clock.now()
        waiting = [e for e in await self.store.erasures() if e.stage is Stage.CLEANING]
        table = self.room.table
        small = await self.store.size() <= table.scrub_at_once_mb * MEGABYTE
        if waiting and (small or now.astimezone(UTC).hour == table.scrub_hour):
            for each in await self.room.finish(waiting):
                log.info("privacy: erasure %d is done: %d texts", each.number, each.texts)

    async def _carry_on(self, erasure: Erasure) -> None:
        before = None
        while before != erasure and erasure.stage not in {Stage.CLEANING, Stage.DONE}:
            before, erasure = erasure, await self.room.step(erasure)
            await self.clock.sleep(BREATH_S)

    async def retain_once(self) -> None:
        """Everything that was kept long enough."""
        for kind in self.room.table.spans():
            gone, over = 0, False
            while not over:
                swept = await self.room.retain(kind)
                gone, over = gone + swept.gone, swept.is_over
                await self.clock.sleep(BREATH_S)
            if gone:
                log.info("privacy: %d of kind %s were old enough to go", gone, kind)

    async def rehydrate_once(self) -> None:
        """Ask every platform that has to be asked, once in so many hours."""
        for each in self.platforms:
            try:
                await self._ask(each)
            except AdapterError as error:
                log.warning("privacy: %s cannot be asked what is gone: %s", each.platform, error)

    async def _ask(self, platform: Rehydrates) -> None:
        now, name = self.clock.now(), platform.platform
        last = (await self.store.checkpoints(name)).get(REHYDRATED, "")
        if last and now - datetime.fromisoformat(last) < EVERY:
            return
        since = now - timedelta(days=self.room.table.rehydrate_days)
        after, account = "", ""
        while found := await self.store.recent_ids(name, since, after=after, limit=ASKED_AT_ONCE):
            gone = await self._patiently(platform, [native for _, native in found])
            if gone:
                await self.store.put(gone)
                log.info("privacy: %d messages are gone from %s", len(gone), name)
            after, account = found[-1][0], found[-1][0].split(":")[1]
        if account:
            mark = Checkpoint(
                platform=name, account=account, name=REHYDRATED, value=now.isoformat()
            )
            await self.store.put([mark])

    async def _patiently(self, platform: Rehydrates, ids: Sequence[str]) -> Sequence[Any]:
        while True:
            try:
                return await platform.vanished(ids)
            except RateLimited as error:
                await self.clock.sleep(max(error.retry_after, BREATH_S))

    async def _forever(self, chore: Callable[[], Awaitable[None]], pause_s: float) -> None:
        while True:
            try:
                await chore()
            except StorageUnavailable as error:
                log.error("privacy: %s; it goes on when it is back", error)
            await self.clock.sleep(pause_s)


async def add_privacy(
    desk: Desk, store: Book, loaded: Loaded, adapters: Iterable[Adapter]
) -> PrivacyParts:
    """Wire it into a desk, which answers for itself in chats too."""
    desk.aides = (*desk.aides, PrivacyAide())
    if is_server(loaded.settings.storage.url) and KEY not in loaded.secrets:
        log.warning(NO_KEY, KEY)
    _compare_with_what_is_said(loaded)
    return await build_privacy(store, desk.clock, loaded, adapters)


def _compare_with_what_is_said(loaded: Loaded) -> None:
    """People are told how long their words stay; the settings have to keep that."""
    told = int(load_facts(Path(loaded.settings.knowledge.facts)).get("retention_days", "0"))
    spans = loaded.settings.privacy.spans()
    longer = [e for e in SAID if e not in spans or spans[e] > timedelta(days=told)]
    if told and longer:
        names = ", ".join(f"{each}_days" for each in longer)
        log.warning("privacy: people are told %d days; [privacy] %s keeps longer", told, names)


async def build_privacy(
    store: Book, clock: Clock, loaded: Loaded, adapters: Iterable[Adapter]
) -> PrivacyParts:
    """The parts; a database older than what was erased since is erased again."""
    room = PrivacyRoom(
        book=store, ledger=ledger_of(loaded), clock=clock, table=loaded.settings.privacy
    )
    for each in await room.reapply():
        log.warning("privacy: erasure %d: a person erased before is here again", each.number)
    platforms = [each for each in adapters if isinstance(each, Rehydrates)]
    return PrivacyParts(room=room, store=store, clock=clock, platforms=platforms)


async def reapply_erasures(store: Book, clock: Clock, loaded: Loaded) -> int:
    """After a restore: erase again whoever was erased since; how many people."""
    ledger = ledger_of(loaded)
    room = PrivacyRoom(book=store, ledger=ledger, clock=clock, table=loaded.settings.privacy)
    parts = PrivacyParts(room=room, store=store, clock=clock)
    again = await room.reapply()
    await parts.erase_once()
    await room.finish(await store.erasures())
    return len(again)
