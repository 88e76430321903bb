"""What only the database keeps about writing: the audit's lines, and masked words on the disk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storage import open_store
from tests.contract.test_store_composing import a_canned

pytestmark = pytest.mark.anyio


@pytest.fixture
async def sql_store(tmp_path):
    store = await open_store(f"sqlite:///{tmp_path}/desk.db")
    yield store
    await store.close()


async def test_every_change_of_a_prepared_answer_is_in_the_audit(sql_store):
    first = await sql_store.keep_canned(a_canned())
    second = await sql_store.keep_canned(replace(first, by="tomasz"))
    await sql_store.keep_canned(replace(second, dropped=True))
    acts = [(each.act, each.by) for each in await sql_store.trail("canned:")]
    assert acts == [
        ("canned:drop:c-hello", "tomasz"),
        ("canned:save:c-hello", "tomasz"),
        ("canned:new:c-hello", "mira"),
    ]
