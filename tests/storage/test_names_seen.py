"""An older database learns the names of everybody whom it knows already."""

from __future__ import annotations

import pytest
from alembic import command
from sqlalchemy import create_engine

from storage import open_store
from storage.migrate import alembic_config
from tests.contract.guard_kit import EVE, FILE, attacked
from tests.contract.store_kit import REPLAY, after
from tests.contract.test_store_names import name, seen

pytestmark = pytest.mark.anyio


async def test_names_known_before_the_history_began_are_in_it(tmp_path):
    path = tmp_path / "desk.db"
    store = await open_store(f"sqlite:///{path}")
    faces = [seen(at=4), seen(at=2, address="hall"), seen("", "", who="u3")]
    await store.put([*faces, seen("Eve", "Eve", 9, EVE)])
    await attacked(store)
    await store.close()
    taken_back(path)
    store = await open_store(f"sqlite:///{path}")
    assert (await store.known_as(REPLAY, "@ANN")).names == (name("ann", "Ann", 2, 4),)
    assert await store.known_as(REPLAY, "u3") is None
    eve = await store.known_as(REPLAY, "eve")
    assert (eve.scam.id, [each.last_at for each in eve.names]) == (FILE, [after(9), after(1)])
    await store.close()


async def test_an_empty_one_begins_with_none(tmp_path):
    path = tmp_path / "desk.db"
    await (await open_store(f"sqlite:///{path}")).close()
    taken_back(path)
    store = await open_store(f"sqlite:///{path}")
    assert await store.known_as(REPLAY, "u1") is None
    await store.close()


def taken_back(path):
    with create_engine(f"sqlite:///{path}").begin() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.downgrade(config, "0004")
