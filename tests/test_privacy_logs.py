"""What people write, and who they are, stays out of the log: also where things go wrong."""

from __future__ import annotations

import logging

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from sandbox.telegram import TelegramSandbox
from storage import open_store
from storage import tables as t
from storage.engine.work import Work
from tests.story_kit import a_desk, loaded, on_telegram, until
from tests.test_no_secret_stays import everything_logged

pytestmark = pytest.mark.anyio

ANN = 5_000_000_301
NAME, HANDLE = "Ottilie Pademelon", "ottilie_pademelon"
WORD = "potoroo"
MARKERS = (WORD, "Ottilie", "ademelon")


async def test_no_word_of_a_person_is_logged_whatever_fails(tmp_path):
    with everything_logged() as log:
        async with TelegramSandbox(reads_all=True) as telegram:
            world, control = telegram.world, telegram.control
            world.add_user(NAME, id=ANN, username=HANDLE, reachable=True)
            control.inject("status", "sendMessage", status=400, count=1)
            control.inject("drop", "sendMessage", after=True, count=1)
            async with a_desk(loaded(tmp_path, on_telegram(telegram))) as desk:
                failing(desk)
                control.say(ANN, ANN, f"my withdrawal is pending, {WORD}")
                control.say(ANN, ANN, f"{WORD}: how long does a deposit take?")
                await until(lambda: log.getvalue().count("could not help") > 1, 60)
    said = log.getvalue()
    assert {each for each in MARKERS if each in said} == set()


def failing(desk):
    """An aide that breaks, with the person's words in its error."""

    class Breaks:
        def wants(self, message, verdict):
            return True

        async def consider(self, turn, message, verdict, now):
            raise ValueError(f"{message.text} by {message.author.name}")

    for each in desk.desks:
        each.aides = (Breaks(), *each.aides)


async def test_an_error_of_the_database_quotes_nobody(tmp_path, caplog):
    store = await open_store(f"sqlite:///{tmp_path}/desk.db")
    row = {"case_id": "no such case", "conversation": WORD, "agent": "mira", "text": WORD, "at": 1}
    refused = Work(lambda connection, _: connection.execute(insert(t.note), [row]))
    with pytest.raises(IntegrityError) as error:
        await store._database.write(refused, None)
    await store.close()
    with caplog.at_level(logging.ERROR):
        logging.getLogger("a test").error("it failed: %s", error.value)
    assert WORD not in str(error.value)
    assert WORD not in caplog.text
