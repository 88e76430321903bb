"""The index of words over what was there before it, and after a transaction that failed."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from app.feed import index_older
from core.errors import StorageUnavailable
from core.finding import Search
from core.types import Removal
from storage import open_store
from storage.engine.work import Work
from tests.contract.store_kit import NOON, REPLAY, a_case, open_case

pytestmark = pytest.mark.anyio


def as_before_the_index(connection, _nothing):
    """A database that was brought up to date: messages, none of them indexed."""
    for statement in (
        "INSERT INTO search_words (search_words) VALUES ('delete-all')",
        "DELETE FROM search_doc",
        "DELETE FROM search_term",
        "UPDATE search_state SET value = (SELECT max(id) FROM inbox) WHERE name = 'until'",
    ):
        connection.execute(text(statement))


async def found(store, words):
    page = await store.find(Search(words=words, agent="mira", now=NOON))
    return len(page.rows), page.behind


async def test_older_messages_are_indexed_a_batch_at_a_time(tmp_path):
    store = await open_store(f"sqlite:///{tmp_path / 'desk.db'}")
    for number in range(5):
        await open_case(store, a_case(f"c{number}"), message=f"m{number}")
    await store._database.write(Work(as_before_the_index), None)
    assert await found(store, "text") == (0, 5)
    assert await store.index_older(limit=2) == 3
    assert await found(store, "text") == (2, 3)
    await store.put([Removal(platform=REPLAY, account="nordex", id="m4")])
    await open_case(store, a_case("new"), message="fresh")
    assert await found(store, "text") == (3, 3)
    await index_older(store, rest=0)
    assert await found(store, "text") == (5, 0)
    await store.close()


class Failing:
    """A finder whose database is away the first time."""

    def __init__(self) -> None:
        self.answers = [StorageUnavailable("full"), 3, 0]

    async def index_older(self, *, limit):
        assert limit > 0
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


async def test_a_database_that_is_away_is_asked_again():
    finder = Failing()
    await index_older(finder, rest=0, trouble=0)
    assert finder.answers == []
