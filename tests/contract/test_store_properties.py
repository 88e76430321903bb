"""Promises that hold whatever happens in whatever order: one verdict each, in order, sent once."""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.case import Holder, Move
from core.errors import IllegalTransition, NotYours
from core.ports import Sent, Settlement, Turn, TurnResult
from core.types import Reach
from storage import MemoryStore, open_store
from tests.contract.store_kit import (
    REPLAY,
    a_case,
    a_result,
    a_say,
    after,
    bots_case,
    messages,
    settle,
)

PEOPLE = ("ann", "bob")
ADDRESSES = ("ann", "bob", "new")
NEWS = ("open", "closed", *ADDRESSES)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.sampled_from(PEOPLE), st.integers(0, 5), st.integers(0, 2)),
        st.tuples(st.just("claim"), st.integers(1, 3)),
        st.tuples(st.just("record"), st.integers(0, 3), st.booleans(), st.booleans()),
        st.tuples(st.just("crash"), st.integers(0, 3)),
        st.tuples(st.just("retry"), st.integers(0, 3)),
        st.tuples(st.just("due"), st.integers(1, 3)),
        st.tuples(st.just("settle"), st.sampled_from(list(Sent))),
        st.tuples(st.just("recover")),
        st.tuples(st.just("agent"), st.sampled_from(list(Move)), st.sampled_from(("m", "t"))),
        st.tuples(st.just("say"), st.sampled_from(("m", "t"))),
        st.tuples(st.just("ring"), st.booleans()),
        st.tuples(st.just("reach"), st.sampled_from(ADDRESSES), st.sampled_from(NEWS)),
    ),
    max_size=40,
)


@dataclass
class World:
    """A store, time that passes with each step, and what was seen."""

    store: MemoryStore
    second: int = 0
    turns: list[Turn] = field(default_factory=list)
    sending: list[str] = field(default_factory=list)
    handed_out: Counter = field(default_factory=Counter)
    retried: Counter = field(default_factory=Counter)
    rung: list[str] = field(default_factory=list)
    judged: list[tuple[str, str]] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        return after(self.second)

    async def play(self, steps) -> None:
        for name, *values in steps:
            self.second += 1
            await getattr(self, f"_{name}")(*values)

    async def _put(self, person, number, version):
        await self.store.put(
            messages(f"{person}{number}", conversation=person, version=version, at=self.second)
        )

    async def _claim(self, limit):
        self.turns += await self.store.claim(self.now, limit=limit, lease=3)

    async def _record(self, index, answers, escalates):
        if not self.turns:
            return
        turn = self.turns.pop(index % len(self.turns))
        makes = a_case if escalates else bots_case
        case = turn.case or makes(turn.conversation, opened_at=self.now)
        key = f"{turn.fresh[-1].key}:say"
        here = {"conversation": turn.conversation, "case_id": case.id, "due_at": self.now}
        address = case.address
        said = [a_say(f"{key}{n}", sequence=n, address=address, **here) for n in range(2)]
        result = a_result(turn, case=case, outgoing=tuple(said) if answers else ())
        if not await self.store.record([result], self.now):
            self.judged += [(turn.conversation, each.key) for each in turn.fresh]

    async def _crash(self, index):
        if self.turns:
            self.turns.pop(index % len(self.turns))

    async def _retry(self, index):
        if self.turns:
            turn = self.turns.pop(index % len(self.turns))
            await self.store.record([a_result(turn, retry_at=after(self.second + 2))], self.now)

    async def _due(self, limit):
        rows = await self.store.due([REPLAY], self.now, limit=limit)
        talking = [row.conversation for row in rows]
        assert len(set(talking)) == len(talking)
        self.sending += [row.key for row in rows]
        self.handed_out.update(row.key for row in rows)

    async def _settle(self, result):
        words = [settle(key, result, at=self.now, retry_at=self.now) for key in self.sending]
        await self.store.settle(words)
        self.retried.update(self.sending if result is Sent.RETRY else ())
        self.sending = []

    async def _recover(self):
        left = await self.store.stranded(REPLAY)
        await self.store.settle(
            [Settlement(key=e.key, result=Sent.UNKNOWN, at=self.now, why="lost") for e in left]
        )
        self.sending = []

    async def _agent(self, how, who):
        for row in (await self.store.feed("open", who)).rows:
            try:
                await self.store.move_case(row.case.id, how, who, self.now)
            except (IllegalTransition, NotYours):
                continue

    async def _say(self, who):
        for row in (await self.store.feed("mine", who)).rows:
            case = row.case
            said = a_say(f"{case.id}:{case.version}", conversation=case.conversation)
            try:
                await self.store.answer(case.id, who, [said])
            except IllegalTransition:
                continue

    async def _ring(self, hears):
        for timer in await self.store.ring(after(self.second + 2000), limit=2):
            self.rung.append(timer.key)
            if hears:
                turn = Turn(
                    conversation=timer.case.conversation, version=-1, fresh=(), case=timer.case
                )
                await self.store.record([TurnResult(turn=turn, supersede=False)], self.now)

    async def _reach(self, address, news):
        moved = news if news in ADDRESSES else None
        await self.store.put(
            [
                Reach(
                    platform=REPLAY,
                    account="nordex",
                    address=address,
                    open=news == "open",
                    why=news,
                    moved_to=moved,
                )
            ]
        )

    async def finish(self) -> None:
        """Let every lease run out, then work until nothing is left."""
        self.second += 100
        while turns := await self.store.claim(self.now, limit=9, lease=3):
            self.turns = list(turns)
            while self.turns:
                await self._record(0, answers=False, escalates=False)


async def everything(store) -> list[tuple[object, ...]]:
    """All that can be seen, to compare two memories."""
    seen: list[tuple[object, ...]] = []
    for view in ("open", "resolved", "queue", "bot", "mine"):
        page = await store.feed(view, "m")
        seen += [(view, page.rows, sorted(page.counts.items()))]
        seen += [(await store.case_file(row.case.id),) for row in page.rows]
    totals = {name: n for name, n in (await store.totals()).items() if n}
    return [*seen, (sorted(totals.items()),), tuple(await store.changes(0, limit=999))]


def run(play: Callable, empty: Path) -> None:
    async def in_both():
        with TemporaryDirectory() as folder:
            path = shutil.copy(empty, Path(folder) / "desk.db")
            sql = await open_store(f"sqlite:///{path}")
            sql.patience = 0.001
            memory = MemoryStore()
            memory.patience = 0.001
            try:
                await play(memory, sql)
            finally:
                await sql.close()

    asyncio.run(in_both())


RULES = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@RULES
@given(steps=STEPS)
def test_every_message_has_one_verdict_and_order_is_kept(empty_database, steps):
    async def play(*stores):
        for store in stores:
            world = World(store)
            await world.play(steps)
            await world.finish()
            keys = [key for _, key in world.judged]
            assert len(set(keys)) == len(keys)
            assert (await store.totals()).get("verdicts", 0) == len(keys)
            lines = [line for file in await files(store) for line in file.lines]
            heard = [line for line in lines if line.kind == "message"]
            assert all(line.verdict for line in heard if line.state != "replaced")
            assert not [line for line in heard if line.state == "open"]
            for person in PEOPLE:
                arrived = [x.key for x in heard if x.key in keys_of(world, person)]
                assert keys_of(world, person) == arrived

    run(play, empty_database)


def keys_of(world: World, person: str) -> list[str]:
    return [key for conversation, key in world.judged if conversation == person]


async def files(store):
    rows = [*(await store.feed("open", "")).rows, *(await store.feed("resolved", "")).rows]
    latest = {row.case.conversation: row.case for row in rows}
    return [await store.case_file(case.id) for case in latest.values()]


@RULES
@given(steps=STEPS)
def test_a_row_leaves_once_unless_it_certainly_did_not(empty_database, steps):
    async def play(*stores):
        for store in stores:
            world = World(store)
            await world.play(steps)
            assert all(n <= 1 + world.retried[key] for key, n in world.handed_out.items())

    run(play, empty_database)


@RULES
@given(steps=STEPS)
def test_both_memories_remember_the_same(empty_database, steps):
    async def play(memory, sql):
        worlds = [World(memory), World(sql)]
        for world in worlds:
            await world.play(steps)
        assert worlds[0].rung == worlds[1].rung
        assert worlds[0].handed_out == worlds[1].handed_out
        assert await everything(memory) == await everything(sql)

    run(play, empty_database)


@RULES
@given(steps=STEPS)
def test_counters_equal_a_recount(empty_database, steps):
    async def play(_, sql):
        await World(sql).play(steps)
        page = await sql.feed("open", "m", limit=500)
        over = await sql.feed("resolved", "m", limit=500)
        cases = [row.case for row in page.rows]
        by_holder = Counter(case.held_by for case in cases)
        assert page.counts == {
            "open": len(cases),
            "mine": sum(case.agent == "m" for case in cases),
            "queue": by_holder[Holder.QUEUE],
            "bot": by_holder[Holder.BOT],
            "resolved": len(over.rows),
            **{p: sum(case.priority == p for case in cases) for p in ("P0", "P1", "P2", "P3")},
        }

    run(play, empty_database)


@pytest.mark.parametrize("seed", range(3))
def test_many_workers_at_once_share_without_overlap(empty_database, seed):
    """Listeners and workers as tasks on one store: the writer decides, nobody is served twice."""

    async def play(_, sql):
        batches = [
            messages(*(f"{n}.{m}" for m in range(3)), conversation=f"c{(n + seed) % 5}")
            for n in range(20)
        ]
        judged: list[str] = []

        async def listen(mine):
            for batch in mine:
                await sql.put(batch)

        async def work():
            idle = 0
            while idle < 3:
                turns = await sql.claim(after(1), limit=2, lease=30)
                idle = 0 if turns else idle + 1
                assert not await sql.record([a_result(each) for each in turns], after(1))
                judged.extend(each.key for turn in turns for each in turn.fresh)

        await asyncio.gather(listen(batches[::2]), listen(batches[1::2]), work(), work())
        await work()
        assert sorted(judged) == sorted(each.key for batch in batches for each in batch)

    run(play, empty_database)
