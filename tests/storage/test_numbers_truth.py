"""Whatever happens in whatever order: the sums are what the raw tables say, in both memories."""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from core.case import Move
from core.numbers.book import Scope
from core.numbers.measures import DAY, bucket_of, hour_of
from core.ports import Sent
from storage import MemoryStore, open_store
from tests.conftest import NOON
from tests.contract.store_kit import messages
from tests.contract.test_store_properties import PEOPLE, STEPS, World

EVER = Scope(start=hour_of(NOON) - 30 * DAY, end=hour_of(NOON) + 30 * DAY)
# A disk that forgets is enough here, and does not wait.
QUICK = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
# Written long before it came, or by a clock that is ahead.
LATE = st.tuples(
    st.just("late"),
    st.sampled_from(PEOPLE),
    st.integers(0, 5),
    st.integers(0, 2),
    st.integers(-200_000, 5_000),
)
SENDS = [("due", 3), ("settle", Sent.SENT)]
TURNS = st.builds(
    lambda late, answers, escalates: [late, ("claim", 3), ("record", 0, answers, escalates)],
    LATE,
    st.booleans(),
    st.booleans(),
)
MOVES = st.sampled_from((Move.CLAIM, Move.RESOLVE, Move.ESCALATE, Move.SNOOZE, Move.RELEASE))
AGENTS = MOVES.map(lambda how: [("agent", how, "m")])
ANSWERS = st.just([("agent", Move.CLAIM, "m"), ("say", "m"), *SENDS])
PAUSES = st.integers(1, 9000).map(lambda seconds: [("pause", seconds)])
CHAOS = STEPS.map(lambda steps: steps[:5])
HISTORIES = st.lists(
    st.one_of(TURNS, TURNS, st.just(SENDS), AGENTS, ANSWERS, PAUSES, CHAOS), max_size=10
)


class Late(World):
    """A world in which what people write does not come at once."""

    async def _pause(self, seconds):
        self.second += seconds

    async def _late(self, person, number, version, offset):
        sent = self.now + timedelta(seconds=offset)
        name = f"{person}{number}"
        texts = messages(name, conversation=person, version=version, at=self.second, sent_at=sent)
        await self.store.put(texts)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    path = tmp_path_factory.mktemp("numbers") / "empty.db"

    async def create():
        await (await open_store(f"sqlite:///{path}")).close()

    asyncio.run(create())
    return path


async def played(store, steps):
    """What was counted, in both grains, by people, and when."""
    world = Late(store)
    await world.play(steps)
    measures = sorted({name for name, _ in await store.sums(EVER)})
    spots = await store.spots(EVER, measures)
    by_days = await store.spots(EVER, measures, days=True)
    return await store.sums(EVER), spots, by_days, await store.people(EVER)


@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(HISTORIES)
def test_both_memories_count_what_the_raw_tables_say(empty, parts):
    steps = [step for part in parts for step in part]

    async def run():
        reference = await played(MemoryStore(), steps)
        with TemporaryDirectory(dir=QUICK) as folder:
            path = Path(shutil.copy(empty, Path(folder) / "desk.db"))
            store = await open_store(f"sqlite:///{path}")
            try:
                kept = await played(store, steps)
            finally:
                await store.close()
            for name in told(kept[0]):
                event(f"{name[0] if isinstance(name, tuple) else name} was met")
            assert kept == reference
            assert truth(path) == {name: n for name, n in told(kept[0]).items() if n}

    asyncio.run(run())


def told(sums):
    """The sums that the raw tables can tell as well."""
    found = Counter()
    for (measure, bucket), n in sums.items():
        if measure in {"first_bot", "first_people"}:
            found[measure, bucket] += n
        elif measure not in {"solved_bot", "solved_people", "skewed"}:
            found[measure] += n
    return {name: found[name] for name in found if name in KNOWN or isinstance(name, tuple)}


KNOWN = {
    *("messages", "edits", "opened", "backlog", "resolved_bot", "resolved_people", "reopened"),
    *("kept", "missed", "replies_bot", "replies_people", "escalated"),
}
COUNTS = {
    "messages": (
        "SELECT count(DISTINCT m.stem) FROM message m JOIN verdict v ON v.message_key = m.key"
    ),
    "edits": (
        "SELECT count(*) - count(DISTINCT m.stem) FROM message m"
        " JOIN verdict v ON v.message_key = m.key"
    ),
    "opened": 'SELECT count(*) FROM "case"',
    "backlog": "SELECT count(*) FROM \"case\" WHERE status <> 'resolved'",
    "resolved_bot": "SELECT count(*) FROM ending WHERE by_bot = 1",
    "resolved_people": "SELECT count(*) FROM ending WHERE by_bot = 0",
    "reopened": "SELECT count(*) FROM ending WHERE reopened_at IS NOT NULL",
    "escalated": "SELECT count(*) FROM promise",
    "kept": (
        "SELECT count(*) FROM promise WHERE how IN ('answered', 'resolved') AND ended_at <= due_at"
    ),
    "missed": (
        "SELECT count(*) FROM promise WHERE how IN ('answered', 'resolved') AND ended_at > due_at"
    ),
    "replies_bot": (
        "SELECT count(*) FROM outbox WHERE state = 'sent' AND sequence = 0 AND \"by\" = 'bot'"
    ),
    "replies_people": (
        "SELECT count(*) FROM outbox WHERE state = 'sent' AND sequence = 0 AND \"by\" <> 'bot'"
    ),
}
# The first answer of each kind, and the earliest word of the turn that opened the case.
FIRST = """
SELECT o.first_at, (SELECT min(m.sent_at) FROM message m JOIN verdict v ON v.message_key = m.key
                    WHERE m.conversation = c.conversation AND v.at = {since}) AS began
FROM "case" c JOIN (
    SELECT case_id, min(settled_at) AS first_at FROM outbox
    WHERE state = 'sent' AND "by" {who} 'bot' GROUP BY case_id
) o ON o.case_id = c.id
"""
# A case of the kit is as old as noon, whenever it is opened.
RAISED = "(SELECT max(min(p.since), c.opened_at) FROM promise p WHERE p.case_id = c.id)"


def truth(path):
    """The same, counted afresh and slowly, without anything that was kept for it."""
    found = {}
    with create_engine(f"sqlite:///{path}").connect() as connection:
        for name, query in COUNTS.items():
            found[name] = connection.execute(text(query)).scalar_one()
        for name, who, since in (("first_bot", "=", "c.opened_at"),):
            rows = connection.execute(text(FIRST.format(who=who, since=since)))
            waits = Counter(bucket_of(max(0, row.first_at - row.began) / 1e6) for row in rows)
            found |= {(name, bucket): n for bucket, n in waits.items()}
        people = connection.execute(text(FIRST.format(who="<>", since=RAISED)))
        found |= by_people(connection, people)
    return {name: n for name, n in found.items() if n}


def by_people(connection, rows):
    """Where no message brought the case before people, the wait began when it came there."""
    raised = connection.execute(
        text(
            'SELECT c.id, min(o.settled_at) AS first_at, max(min(p.since), c.opened_at) AS raised FROM "case" c'  # noqa: E501
            " JOIN outbox o ON o.case_id = c.id AND o.state = 'sent' AND o.\"by\" <> 'bot'"
            " JOIN promise p ON p.case_id = c.id GROUP BY c.id"
        )
    ).all()
    began = [row.began for row in rows]
    waits = Counter(
        bucket_of(max(0, row.first_at - (row.raised if at is None else at)) / 1e6)
        for row, at in zip(raised, began, strict=True)
    )
    return {("first_people", bucket): n for bucket, n in waits.items()}
