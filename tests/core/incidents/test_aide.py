"""The aide answers once, tells who comes back that nothing is owed, then lets him through."""

from __future__ import annotations

import pytest

from core.actions import Ignore, Inform
from core.incidents.aide import IncidentAide
from core.ports import Turn
from core.types import Author, Leg, Place, Urgency
from storage import MemoryStore
from tests.conftest import NOON, a_message
from tests.contract.store_kit import a_case
from tests.contract.test_store_incidents import confirmed
from tests.core.incidents.test_match import reading

pytestmark = pytest.mark.anyio


@pytest.fixture
async def store():
    return MemoryStore()


@pytest.fixture
async def aide(store):
    incident = await confirmed(store, coins=("SOL",), articles=("withdrawal-pending",))
    return IncidentAide(book=store, least=0.6, open=(incident,))


async def ask(aide, number=1, case=None, verdict=None, **changes):
    message = a_message("my SOL withdrawal is pending", id=str(number), **changes)
    turn = Turn(conversation=message.conversation, version=1, fresh=(message,), case=case)
    return await aide.consider(turn, message, verdict or reading(), NOON)


async def test_the_first_question_is_answered_and_a_case_waits(aide):
    (inform,) = await ask(aide)
    assert isinstance(inform, Inform)
    assert inform.waits
    assert (inform.phrase, inform.language) == ("incident_private", "en")


async def test_in_public_without_promises(aide):
    (inform,) = await ask(aide, place=Place.GROUP)
    assert inform.phrase == "incident_public"
    assert a_message(place=Place.GROUP).leg is Leg.PUBLIC


async def test_the_same_message_again_is_answered_again(aide):
    first = await ask(aide)
    assert await ask(aide) == first
    assert await ask(aide, version=1) == first


async def test_who_comes_back_waits_and_who_insists_is_let_through(aide):
    await ask(aide, 1)
    for number in (2, 3):
        (waits,) = await ask(aide, number)
        assert isinstance(waits, Ignore)
        assert "withdrawal SOL" in waits.reason
    assert await ask(aide, 4) == ()


async def test_everybody_is_answered(aide):
    await ask(aide)
    (inform,) = await ask(aide, 9, author=Author(id="bob"))
    assert isinstance(inform, Inform)


@pytest.mark.parametrize(
    "verdict",
    [
        reading(intent="login"),
        reading(facts={"coin": ("BTC",)}),
        reading(article="withdrawal-rejected"),
        reading(urgency=Urgency.P0),
    ],
    ids=["another topic", "another coin", "another need", "an emergency"],
)
async def test_anything_else_is_not_wanted_and_not_settled(aide, verdict):
    assert not aide.wants(a_message(), verdict)
    assert await ask(aide, verdict=verdict) == ()


async def test_what_people_hold_is_theirs_and_nobody_is_marked_as_told(aide, store):
    assert aide.wants(a_message(), reading())
    assert await ask(aide, case=a_case()) == ()
    (tally,) = (await store.tallies([aide.open[0].id])).values()
    assert tally.told == 0


async def test_what_ended_meanwhile_tells_nobody(aide, store):
    from dataclasses import replace

    gone = replace(aide.open[0], id="gone")
    aide.open = (gone,)
    assert await ask(aide) == ()


async def test_suspicions_say_nothing(store):
    from tests.core.incidents.kit import an_incident

    aide = IncidentAide(book=store, least=0.6, open=(an_incident(),))
    assert not aide.wants(a_message(), reading())
