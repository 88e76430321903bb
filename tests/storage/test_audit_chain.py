"""Whoever writes into the database by hand is found by the chain."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.audit import Wish
from core.audit_chain import Verifier
from core.ports import Decision
from storage import open_store
from tests.conftest import NOON

pytestmark = pytest.mark.anyio
ACTS = 12


async def grown(path, empty_file):
    """A database with a chain over some acts."""
    shutil.copy(empty_file, path)
    store = await open_store(f"sqlite:///{path}")
    for number in range(ACTS):
        at = NOON + timedelta(seconds=number)
        await store.audit(
            Decision(message_key=f"m{number}", act="a:b", reason=f"r{number}", by="mira", at=at)
        )
    await store.seal_acts(NOON + timedelta(seconds=20), limit=100)
    head = await store.chain_head()
    await store.close()
    return head.digest


async def look(path, anchor: str = ""):
    """The first broken place, as `skerry audit verify` finds it."""
    store = await open_store(f"sqlite:///{path}")
    verifier = Verifier(anchor)
    try:
        for link in await store.chain(0, limit=1000):
            if broken := verifier.take(link):
                return broken
        return verifier.end(await store.unsealed())
    finally:
        await store.close()


def tamper(path, *statements):
    with sqlite3.connect(path) as raw:
        for each in statements:
            raw.execute(each)
    raw.close()


SWAP = "UPDATE decision SET id = id + 1000 WHERE id IN (4, 5)"
SWAPPED = "UPDATE decision SET id = CASE id WHEN 1004 THEN 5 ELSE 4 END WHERE id > 1000"
COPY = (
    'INSERT INTO decision (id, conversation, case_id, message_key, act, reason, "by", at, evidence)'
    ' SELECT {id}, conversation, case_id, message_key, act, reason, "by", at, evidence'
    " FROM decision WHERE id = 6"
)


@pytest.mark.parametrize(
    ("statements", "why", "act"),
    [
        (["UPDATE decision SET reason = 'x' WHERE id = 4"], "changed", 4),
        (["UPDATE decision SET evidence = 'x' WHERE id = 4"], "changed", 4),
        (["UPDATE decision SET \"by\" = 'bot' WHERE id = 4"], "changed", 4),
        (["UPDATE decision SET at = at + 1 WHERE id = 4"], "changed", 4),
        (["UPDATE decision SET act = 'x' WHERE id = 12"], "changed", 12),
        (["UPDATE decision SET conversation = 'x' WHERE id = 1"], "changed", 1),
        (["UPDATE decision SET case_id = 'x' WHERE id = 1"], "changed", 1),
        (["DELETE FROM decision WHERE id = 7"], "removed", 7),
        (
            ["DELETE FROM decision WHERE id = 7", "DELETE FROM audit_chain WHERE decision_id = 7"],
            "order",
            8,
        ),
        ([SWAP, SWAPPED], "changed", 4),
        (
            ["DELETE FROM decision WHERE id = 3", "DELETE FROM audit_chain WHERE id = 3"],
            "order",
            4,
        ),
        (["UPDATE audit_chain SET digest = previous WHERE id = 5"], "changed", 5),
        (["UPDATE audit_chain SET sealed_at = 0 WHERE id = 5"], "changed", 5),
        (["UPDATE audit_chain SET words = person WHERE id = 5"], "changed", 5),
        (["UPDATE audit_chain SET salt = '' WHERE id = 5"], "erased", 5),
        (
            [
                "UPDATE audit_chain SET salt = '' WHERE id = 5",
                "UPDATE decision SET reason = '', evidence = '', message_key = '' WHERE id = 5",
            ],
            "erased",
            5,
        ),
        (["UPDATE decision SET id = -4 WHERE id = 4", COPY.format(id=4)], "changed", 4),
        ([COPY.format(id=0)], "inserted", 0),
    ],
)
async def test_every_change_by_hand_is_found(tmp_path, empty_file, statements, why, act):
    path = tmp_path / "desk.db"
    await grown(path, empty_file)
    assert await look(path) is None
    tamper(path, *statements)
    broken = await look(path)
    assert (broken.why, broken.act) == (why, act)


async def test_a_chain_cut_short_is_found_by_an_outside_copy_of_its_digest(tmp_path, empty_file):
    path = tmp_path / "desk.db"
    anchor = await grown(path, empty_file)
    tamper(path, "DELETE FROM decision WHERE id > 9", "DELETE FROM audit_chain WHERE id > 9")
    assert await look(path) is None
    assert (await look(path, anchor)).why == "anchor"


async def test_a_chain_made_anew_is_found_by_an_outside_copy_of_its_digest(tmp_path, empty_file):
    path = tmp_path / "desk.db"
    anchor = await grown(path, empty_file)
    tamper(path, "UPDATE decision SET reason = 'x' WHERE id = 4", "DELETE FROM audit_chain")
    store = await open_store(f"sqlite:///{path}")
    assert await store.seal_acts(NOON + timedelta(days=1), limit=1000) == ACTS
    await store.close()
    assert await look(path) is None
    assert (await look(path, anchor)).why == "anchor"


async def test_a_gap_that_is_filled_later_is_sealed_late_and_found(tmp_path, empty_file):
    path = tmp_path / "desk.db"
    await grown(path, empty_file)
    tamper(path, COPY.format(id=100))
    store = await open_store(f"sqlite:///{path}")
    await store.seal_acts(NOON + timedelta(minutes=1), limit=100)
    tamper(path, COPY.format(id=50))
    await store.seal_acts(NOON + timedelta(minutes=9), limit=100)
    await store.close()
    broken = await look(path)
    assert (broken.why, broken.act, broken.seal) == ("inserted", 50, 14)


async def test_an_act_committed_a_little_late_is_sealed_and_nothing_is_broken(tmp_path, empty_file):
    path = tmp_path / "desk.db"
    await grown(path, empty_file)
    tamper(path, COPY.format(id=30))
    store = await open_store(f"sqlite:///{path}")
    await store.seal_acts(NOON + timedelta(seconds=30), limit=100)
    tamper(path, COPY.format(id=29))
    assert list(await store.unsealed()) == [29]
    await store.seal_acts(NOON + timedelta(seconds=31), limit=100)
    assert len((await store.acts(Wish())).acts) == ACTS + 2
    await store.close()
    assert await look(path) is None


async def test_of_two_who_seal_at_once_one_wins_and_the_chain_is_whole(tmp_path, empty_file):
    import asyncio

    path = tmp_path / "desk.db"
    await grown(path, empty_file)
    one = await open_store(f"sqlite:///{path}")
    two = await open_store(f"sqlite:///{path}")
    for number in range(10):
        await one.audit(Decision(message_key="", act="x", reason="", by="mira", at=NOON))
        at = NOON + timedelta(seconds=30 + number)
        await asyncio.gather(one.seal_acts(at, limit=5), two.seal_acts(at, limit=5))
    while await one.seal_acts(NOON + timedelta(minutes=1), limit=100):
        pass
    await one.close()
    await two.close()
    assert await look(path) is None


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None
)
@given(
    column=st.sampled_from(["act", "by", "at", "reason", "evidence", "conversation", "case_id"]),
    row=st.integers(1, ACTS),
    value=st.text(st.characters(codec="ascii", exclude_characters="'\x00"), min_size=1),
)
def test_any_other_value_anywhere_breaks_the_chain(whole, tmp_path_factory, column, row, value):
    import asyncio

    path = tmp_path_factory.mktemp("tampered") / "desk.db"
    shutil.copy(whole, path)
    new = "at + 7" if column == "at" else f"'{value}~'"
    tamper(path, f'UPDATE decision SET "{column}" = {new} WHERE id = {row}')
    broken = asyncio.run(look(path))
    assert (broken.why, broken.act) == ("changed", row)


@pytest.fixture(scope="module")
def whole(tmp_path_factory, empty_file):
    import asyncio

    path = tmp_path_factory.mktemp("whole") / "desk.db"
    asyncio.run(grown(path, empty_file))
    return path
