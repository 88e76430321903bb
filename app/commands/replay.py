"""`skerry replay`: real messages through the whole path, and what came of it."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from app import config
from app.assembly import WORKERS
from app.clock import SystemClock
from app.commands.lines import progress, reading, writing
from app.house import build_house
from app.inference.pool import ProcessTriage
from bots.replay.adapter import Replay
from core.desk import Desk
from core.listen import Listener
from core.outbox import Deliverer
from core.plan import outcome
from core.ports import TurnResult
from storage import open_store

SHOWN = 8


@dataclass(slots=True)
class Tally:
    """What became of the messages."""

    advance: Callable[[int], None]
    counts: dict[str, Counter[str]] = field(default_factory=dict[str, Counter[str]])
    waits: list[float] = field(default_factory=list[float])
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def hear(self, results: Sequence[TurnResult]) -> None:
        """Count what the desk just recorded."""
        now = SystemClock().now()
        judged = [each for result in results for each in result.judged]
        for each in judged:
            self._count("outcome", outcome(each.actions).value)
            self._count("intent", each.verdict.labels.intent)
            self._count("urgency", each.verdict.urgency.value)
            self._count("language", each.verdict.labels.language)
            self._count("risk", each.verdict.risk.level.value)
            self.waits.append((now - each.message.received_at).total_seconds())
            if each.error:
                self._count("failed", each.error)
        self.advance(len(judged))
        self.news.set()

    async def until(self, judged: int) -> None:
        """Wait until so many messages have been judged."""
        while len(self.waits) < judged:
            self.news.clear()
            await self.news.wait()

    def _count(self, what: str, value: str) -> None:
        self.counts.setdefault(what, Counter())[value] += 1


async def replay_file(source: Path, limit: int, settings: str | None) -> int:
    """Run the file through the path in a throw-away database; 1 when a message failed."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="skerry-replay-")))
        path, lines = _excerpt(source, limit, folder)
        tally = Tally(stack.enter_context(progress("replay", lines)))
        adapter = Replay(path)
        started = time.perf_counter()
        unread = await _through(adapter, tally, folder, settings)
        seconds = time.perf_counter() - started
    _print(tally, seconds, len(adapter.sent), unread)
    return 1 if unread or tally.counts.get("failed") else 0


def _excerpt(source: Path, limit: int, folder: Path) -> tuple[Path, int]:
    """The lines to replay as a file of their own, and how many they are."""
    path = folder / "excerpt.jsonl"
    with reading(str(source)) as lines, writing(str(path)) as out:
        count = 0
        for line in islice(lines, limit or None):
            out.write(line)
            count += 1
    return path, count


async def _through(adapter: Replay, tally: Tally, folder: Path, settings: str | None) -> int:
    """Listen, work and deliver until nothing is left; how many lines could not be read."""
    loaded, clock = config.load(settings, {}).settings, SystemClock()
    unheld = loaded.desk.model_copy(update={"reply_hold_s": 0.0})
    house = build_house(loaded.model_copy(update={"desk": unheld}), [adapter])
    async with AsyncExitStack() as stack:
        store = await open_store(f"sqlite:///{folder / 'replay.db'}")
        stack.push_async_callback(store.close)
        triage = ProcessTriage(loaded, max(1, loaded.triage.workers))
        stack.callback(triage.close)
        desk = Desk(store=store, triage=triage, clock=clock, house=house, recorded=tally.hear)
        deliverer = Deliverer(store=store, adapters={adapter.platform: adapter}, clock=clock)
        listener = Listener(adapter=adapter, store=store, triage=triage, clock=clock)
        workers = [asyncio.create_task(desk.work_forever()) for _ in range(WORKERS)]
        await listener.listen_forever()
        await tally.until(listener.arrived - listener.unread)
        while await deliverer.deliver():
            await deliverer.drain()
        for worker in workers:
            worker.cancel()
            with suppress(asyncio.CancelledError):
                await worker
        return listener.unread


def _print(tally: Tally, seconds: float, sent: int, unread: int) -> None:
    out, judged = Console(highlight=False, soft_wrap=True), len(tally.waits)
    out.print(
        f"{judged:,} messages judged in {seconds:.1f} s, start included "
        f"({judged / seconds:,.0f}/s); {sent:,} replies sent; {unread} lines unreadable"
    )
    if judged:
        waits = sorted(tally.waits)
        p50, p99 = waits[judged // 2], waits[min(judged - 1, judged * 99 // 100)]
        out.print(f"arrival to decision on disk: p50 {1000 * p50:.0f} ms, p99 {1000 * p99:.0f} ms")
    table = Table("what", "came out as (share)")
    for what, counts in tally.counts.items():
        most = [
            f"{value} {count} ({count / judged:.0%})" for value, count in counts.most_common(SHOWN)
        ]
        table.add_row(what, ", ".join(most))
    out.print(table)
