"""Knowledge that changes while the desk runs: noticed, read off the loop, and put in force."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from math import inf
from pathlib import Path
from typing import Protocol

from app.house import Known, read_known
from app.words import AgentWords
from console.services import Part, Services
from core.actions import Article
from core.desk import Desk
from core.errors import ConfigError
from core.reply.library import Library
from core.reply.lint import check
from core.settings import KnowledgeTable
from core.types import Leg
from knowledge.article_files import ArticleFolder, Stamp, stamps_of
from knowledge.shelf import FileShelf, Places
from storage import SqlStore

log = logging.getLogger(__name__)
# Texts that the lint reads before others may have the interpreter.
SLICE = 50
# How much longer than a look the pause after it is, where a folder is so large that one takes long.
REST = 20
# Until processes that did not start with the new articles are started again.
RETRY_S = 60.0


class Learner(Protocol):
    """Whoever reads messages: takes over what is known."""

    known: Known | None

    async def know(self, known: Known) -> None: ...


class KnowledgeWatch:
    """Looks whether files changed, and has the desk and its readers go by them.

    Where a file broke, what was read of it last stays in force; `problems` says so, one line each.
    `taken` hears what is known now.
    """

    def __init__(
        self,
        table: KnowledgeTable,
        desk: Desk,
        learner: Learner,
        taken: Callable[[Known], None] = lambda _: None,
    ) -> None:
        self.problems: tuple[str, ...] = ()
        self.since = datetime.now(UTC)
        self._table, self._desk, self._learner, self._taken = table, desk, learner, taken
        self._folder = ArticleFolder(Path(table.articles))
        self._seen: object = None
        self._waiting: object = None
        self._linted: dict[tuple[str, str], Article] = {}
        self._bell = asyncio.Event()
        self._took, self._retry_at = 0.0, inf

    async def stand(self) -> None:
        """Look now and, until cancelled, again and again; a change is taken once it is whole."""
        await self.look(settled=True)
        while True:
            settled = await self._wait()
            await self.look(settled=settled)

    def ring(self) -> None:
        """Somebody has just written a file: look now."""
        self._bell.set()

    async def look(self, *, settled: bool) -> None:
        """Take over what changed; what is not `settled` has to look the same twice."""
        started = time.monotonic()
        now = await asyncio.to_thread(_look, self._table)
        self._took = time.monotonic() - started
        again = time.monotonic() >= self._retry_at
        if now == self._seen and not again:
            return
        if not settled and not again and now != self._waiting:
            self._waiting = now
            return
        await self._take_over(first=self._seen is None)
        self._seen = now

    def shown(self, seen: Services, store: SqlStore) -> Services:
        """The console's services with knowledge, and with words by the house now in force."""
        desk, parts = self._desk, seen.parts
        return replace(
            seen,
            compose=lambda *given: AgentWords(desk.house).compose(*given),
            act=lambda *given: AgentWords(desk.house).act(*given),
            suggestion=lambda file: AgentWords(desk.house).suggestion(file),
            parts=lambda: [*parts(), self.part()],
            shelf=build_shelf(self._table, store, self.ring),
        )

    def part(self) -> Part:
        """How the knowledge is doing, as the console shows it."""
        more = len(self.problems) - 1
        detail = self.problems[0] + (f" (and {more} more)" if more else "") if self.problems else ""
        return Part(
            name="knowledge",
            state="stale" if self.problems else "fresh",
            since=self.since,
            detail=detail,
            counts={"articles": len(self._desk.house.library.articles)},
        )

    async def _wait(self) -> bool:
        """Until the next look; True when somebody rang, who has written his file to its end."""
        pause = max(self._table.look_every_s, REST * self._took)
        with suppress(TimeoutError):
            async with asyncio.timeout(pause if self._table.look_every_s else None):
                await self._bell.wait()
        rang = self._bell.is_set()
        self._bell.clear()
        return rang

    async def _take_over(self, *, first: bool) -> None:
        self._retry_at = inf
        try:
            known = await asyncio.to_thread(read_known, self._table, self._folder)
            self._learner.known = known
            if not first:
                library = await asyncio.to_thread(known.library)
                await self._learner.know(known)
                self._put_in_force(library)
        except ConfigError as error:
            self._say((str(error),))
            return
        except (BrokenProcessPool, TimeoutError, OSError) as error:
            self._say((f"knowledge: the new articles are not in force: {error!r}",))
            self._retry_at = time.monotonic() + RETRY_S
            return
        self._taken(known)
        self._say(tuple(self._folder.broken.values()))
        await self._lint(known.articles)

    def _put_in_force(self, library: Library) -> None:
        house = self._desk.house
        library.instead = house.library.instead
        self._desk.house = replace(house, library=library)
        log.info("articles were changed and are in force: %d texts", len(library.articles))

    def _say(self, problems: tuple[str, ...]) -> None:
        """One line in the log for each problem that was not there before."""
        for problem in problems:
            if problem not in self.problems:
                log.warning("%s; what was there before stays in force", problem)
        if problems != self.problems:
            self.problems, self.since = problems, datetime.now(UTC)

    async def _lint(self, articles: Sequence[Article]) -> None:
        """Say which articles the lint would stop; only those that changed are read."""
        fresh = [each for each in articles if self._linted.get((each.id, each.language)) != each]
        for start in range(0, len(fresh), SLICE):
            part = fresh[start : start + SLICE]
            for line in await asyncio.to_thread(lambda part=part: [*self._stopped(part)]):  # type: ignore[misc]
                log.warning(line)
        self._linted = {(each.id, each.language): each for each in articles}

    def _stopped(self, articles: Sequence[Article]) -> Iterator[str]:
        identities = self._desk.house.identities
        for article in articles:
            for text, leg in ((article.body, Leg.PRIVATE), (article.short, Leg.PUBLIC)):
                for problem in check(text, identities, leg=leg) if text else ():
                    yield f"article {article.id} ({article.language}) {problem}"


def _look(table: KnowledgeTable) -> tuple[date, Mapping[str, Stamp]]:
    """The day, since articles begin and end to hold, and when each file was last changed."""
    stamps: dict[str, Stamp] = {}
    with suppress(ConfigError):
        stamps |= stamps_of(Path(table.articles))
    named = {getattr(table, name) for name in type(table).model_fields}
    files = [Path(each) for each in named if isinstance(each, str) and each.endswith(".toml")]
    for path in (*files, *sorted(Path(table.questions).glob("*.jsonl"))):
        with suppress(OSError):
            told = path.stat()
            stamps[str(path)] = (told.st_mtime_ns, told.st_size)
    return datetime.now(UTC).date(), stamps


def build_shelf(table: KnowledgeTable, store: SqlStore, changed: Callable[[], None]) -> FileShelf:
    """The folder of articles as people edit it, with its trail in the database."""
    places = Places(
        articles=Path(table.articles),
        facts=Path(table.facts),
        identities=Path(table.identities),
        stale_after_days=table.stale_after_days,
    )
    return FileShelf(places, store.audit, store.trail, changed)
