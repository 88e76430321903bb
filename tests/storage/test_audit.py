"""What people change about the desk itself leaves a trail."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.ports import Decision
from storage import open_store
from tests.conftest import NOON

pytestmark = pytest.mark.anyio


def an_act(number, act="identities:add:staff"):
    at = NOON + timedelta(minutes=number)
    return Decision(message_key="", act=act, reason=f"+ line {number}", by="mira", at=at)


async def test_the_trail_shows_the_newest_first_and_only_what_was_asked_for(tmp_path):
    store = await open_store(f"sqlite:///{tmp_path}/desk.db")
    for number in range(60):
        await store.audit(an_act(number))
    await store.audit(an_act(99, act="something else"))
    found = await store.trail("identities:")
    await store.close()
    assert len(found) == 50
    assert found[0] == an_act(59)
    assert {each.act for each in found} == {"identities:add:staff"}
