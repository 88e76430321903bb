"""Whatever agents do in whatever order: each message is shown in exactly one case."""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.case import Holder, Move, Status
from core.caseflow import rung
from core.deeds import (
    Merge,
    Note,
    Refused,
    Resolve,
    Snooze,
    Split,
    Tag,
    Transfer,
    Unmerge,
    Untag,
)
from core.errors import IllegalTransition, NotYours
from core.ports import TurnResult
from storage import MemoryStore, open_store
from tests.contract.store_kit import a_case, a_result, after, messages

PLACES = ("ann", "bob", "eve")
AGENTS = ("m", "t")
PICK = st.integers(0, 6)
WHO = st.sampled_from(AGENTS)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("hear"), st.sampled_from(PLACES)),
        st.tuples(st.just("merge"), PICK, PICK, WHO),
        st.tuples(st.just("unmerge"), PICK, WHO),
        st.tuples(st.just("split"), PICK, WHO, st.sets(st.integers(0, 3), max_size=2)),
        st.tuples(st.just("tag"), PICK, WHO, st.booleans()),
        st.tuples(st.just("snooze"), PICK, WHO),
        st.tuples(st.just("transfer"), PICK, WHO),
        st.tuples(st.just("resolve"), PICK, WHO),
        st.tuples(st.just("note"), PICK, WHO),
        st.tuples(st.just("claim"), PICK, WHO),
        st.tuples(
            st.just("ring"),
        ),
    ),
    max_size=25,
)
# What a case may be at all.
LEGAL = {
    *((status, Holder.BOT) for status in (Status.NEW, Status.WAITING_USER, Status.RESOLVED)),
    *((status, Holder.QUEUE) for status in (Status.NEW, Status.OPEN, Status.RESOLVED)),
    *(
        (status, Holder.AGENT)
        for status in (Status.OPEN, Status.WAITING_USER, Status.SNOOZED, Status.RESOLVED)
    ),
}


class World:
    """A store, the cases in it, and everything that was said."""

    def __init__(self, store) -> None:
        self.store, self.second = store, 0
        self.cases: list[str] = []
        self.said: list[str] = []

    async def play(self, steps) -> None:
        for place in PLACES:
            await self._hear(place)
        for name, *values in steps:
            self.second += 1
            try:
                await getattr(self, f"_{name}")(*values)
            except (Refused, NotYours, IllegalTransition):
                continue
            await self.check()

    def _deed(self, kind, index, who, **more):
        case_id = self.cases[index % len(self.cases)]
        return kind(case_id=case_id, by=who, at=after(self.second), **more)

    async def _hear(self, place):
        name = f"m{len(self.said)}"
        await self.store.put(messages(name, conversation=place, at=self.second))
        self.said.append(f"text {name}")
        (turn,) = await self.store.claim(after(self.second), limit=9, lease=30)
        case = turn.case or a_case(place, opened_at=after(self.second), author_id="u1")
        if case.id not in self.cases:
            self.cases.append(case.id)
        refused = await self.store.record([a_result(turn, case=case)], after(self.second))
        assert not list(refused)

    async def _merge(self, index, other, who):
        other = self.cases[other % len(self.cases)]
        await self.store.do(self._deed(Merge, index, who, other=other))

    async def _unmerge(self, index, who):
        await self.store.do(self._deed(Unmerge, index, who))

    async def _split(self, index, who, numbers):
        file = await self.store.case_file(self.cases[index % len(self.cases)])
        heard = [line.key for line in file.lines if line.kind == "message"]
        lines = tuple(key for n, key in enumerate(heard) if n in numbers)
        part = await self.store.do(self._deed(Split, index, who, lines=lines))
        self.cases.append(part.id)

    async def _tag(self, index, who, gives):
        await self.store.do(self._deed(Tag if gives else Untag, index, who, tag="t"))

    async def _snooze(self, index, who):
        until = after(self.second + 3)
        await self.store.do(self._deed(Snooze, index, who, until=until))

    async def _transfer(self, index, who):
        await self.store.do(self._deed(Transfer, index, who, to="t", over=who == "m"))

    async def _resolve(self, index, who):
        await self.store.do(self._deed(Resolve, index, who, reason="solved"))

    async def _note(self, index, who):
        await self.store.do(self._deed(Note, index, who, text="x", mentions=AGENTS))

    async def _claim(self, index, who):
        case_id = self.cases[index % len(self.cases)]
        await self.store.move_case(case_id, Move.CLAIM, who, after(self.second))

    async def _ring(self):
        now = after(self.second)
        for timer in await self.store.ring(now, limit=9):
            result: TurnResult = rung(timer, now)
            assert not list(await self.store.record([result], now))

    async def check(self) -> None:
        """Each message in exactly one case; every case in a state that the table knows."""
        shown: Counter[str] = Counter()
        bearers = 0
        for case_id in self.cases:
            file = await self.store.case_file(case_id)
            shown.update(line.text for line in file.lines if line.kind == "message")
            assert (file.case.status, file.case.held_by) in LEGAL
            assert (file.case.agent is not None) == (file.case.held_by is Holder.AGENT)
            standing = await self.store.standing(case_id)
            bearers += len(standing.tags)
            if standing.into:
                assert not file.case.is_open
                assert file.lines == ()
        assert shown == Counter(self.said)
        assert dict(await self.store.tags_used("")) == ({"t": bearers} if bearers else {})


@settings(max_examples=40, deadline=None)
@given(steps=STEPS)
def test_each_message_is_in_one_case(steps):
    asyncio.run(World(MemoryStore()).play(steps))


@pytest.fixture(scope="module")
def empty_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("casework") / "empty.db"

    async def create():
        await (await open_store(f"sqlite:///{path}")).close()

    asyncio.run(create())
    return path


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_both_stores_agree(empty_file, steps):
    async def run():
        with TemporaryDirectory() as folder:
            path = shutil.copy(empty_file, Path(folder) / "desk.db")
            store = await open_store(f"sqlite:///{path}")
            try:
                sql, memory = World(store), World(MemoryStore())
                await sql.play(steps)
                await memory.play(steps)
                assert sql.cases == memory.cases
                for case_id in sql.cases:
                    one = await store.case_file(case_id)
                    other = await memory.store.case_file(case_id)
                    assert one.case == other.case
                    assert [e.text for e in one.lines] == [e.text for e in other.lines]
                    assert await store.standing(case_id) == await memory.store.standing(case_id)
                kept = {k: n for k, n in (await store.totals()).items() if n}
                assert kept == await memory.store.totals()
            finally:
                await store.close()

    asyncio.run(run())
