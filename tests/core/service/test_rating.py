"""Whom we ask how we did, by which buttons, and what follows."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from core.actions import Escalate, Ignore, Inform, Purpose
from core.case import Holder, Move, Status
from core.errors import StorageUnavailable
from core.ports import Turn
from core.service.asker import Asker
from core.service.rating import Rated, Rating, following, may_be_asked, question, score_of
from core.tables.service import SatisfactionTable
from core.types import Leg, Place, Urgency
from tests.conftest import NOON, FakeClock, a_message
from tests.contract.store_kit import REPLAY, a_case, a_say, after, open_case, send
from tests.core.service.kit import a_house, a_store
from tests.fakes import CAPABILITIES, a_reading

pytestmark = pytest.mark.anyio
SOLVED = a_case(status=Status.RESOLVED, leg=Leg.PRIVATE, language="en")
HOUSE = a_house()
TABLE = SatisfactionTable()


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({}, True),
        ({"leg": Leg.PUBLIC}, False),
        ({"risk": "review"}, False),
        ({"risk": "alert"}, False),
        ({"risk": "note"}, True),
        ({"intent": "crisis"}, False),
        ({"unreachable": "blocked"}, False),
        ({"status": Status.OPEN}, False),
    ],
    ids=str,
)
def test_who_may_be_asked(changes, asked):
    case = replace(SOLVED, **changes)
    assert may_be_asked(case) is asked
    assert (question(case, HOUSE, (NOON, "five")) is not None) is asked


@pytest.mark.parametrize(
    ("scale", "row", "data"),
    [
        ("five", 5, [f"/rate {n}" for n in range(1, 6)]),
        ("two", 5, ["/rate good", "/rate bad"]),
        ("five", 3, ["/rate good", "/rate bad"]),
    ],
    ids=["five", "two", "no room for five"],
)
def test_the_buttons_are_those_that_the_platform_has_room_for(scale, row, data):
    limits = replace(CAPABILITIES, row_of_buttons=row)
    asked = question(SOLVED, a_house(capabilities={REPLAY: limits}), (NOON, scale))
    assert [each.data for each in asked.buttons] == data
    assert (asked.purpose, asked.leg, asked.key) == (
        Purpose.SURVEY, Leg.PRIVATE, f"rate:{SOLVED.id}",
    )  # fmt: skip
    again = question(SOLVED, HOUSE, (NOON, scale), again=True)
    assert again.key == f"rate:{SOLVED.id}:again"
    assert again.text != asked.text


def test_where_no_button_can_answer_nobody_is_asked():
    mute = replace(CAPABILITIES, buttons=False)
    assert question(SOLVED, a_house(capabilities={REPLAY: mute}), (NOON, "five")) is None
    assert question(SOLVED, a_house(capabilities={}), (NOON, "five")) is None


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("/rate 1", 1), ("/rate 5", 5), ("/rate good", 5), ("/rate BAD", 1), ("/rate 0", 0),
        ("/rate 6", 0), ("/rate ²", 0), ("/rate", 0), ("rate 5", 0), ("/rate@bot 4", 4),
    ],
)  # fmt: skip
def test_what_a_press_says(text, score):
    assert score_of(text) == score


def a_rating(score, key="m1") -> Rating:
    return Rating(key=key, conversation="c", platform=REPLAY, score=score, at=NOON)


@pytest.mark.parametrize(
    ("score", "before", "table", "phrases", "reopens"),
    [
        (5, 0, TABLE, [], False),
        (3, 0, TABLE, [], False),
        (2, 0, TABLE, ["rate_sorry_reopened"], True),
        (1, 2, TABLE, [], False),
        (1, 4, TABLE, ["rate_sorry_reopened"], True),
        (5, 1, TABLE, [], False),
        (1, 0, SatisfactionTable(comment=False), ["rate_sorry_reopened_only"], True),
        (1, 0, SatisfactionTable(reopen=False), ["rate_sorry"], False),
        (1, 0, SatisfactionTable(reopen=False, comment=False), ["rate_sorry_only"], False),
        (3, 0, SatisfactionTable(bad_at=3), ["rate_sorry_reopened"], True),
    ],
)
def test_a_bad_score_is_regretted_and_reopens_once(score, before, table, phrases, reopens):
    actions = following(Rated(case=SOLVED, before=before), a_rating(score), table)
    assert [each.phrase for each in actions if isinstance(each, Inform)] == phrases
    assert [each.reopens for each in actions if isinstance(each, Escalate)] == [True] * reopens
    assert phrases or [type(each) for each in actions] == [Ignore]
    for phrase in phrases:
        assert HOUSE.library.phrase(phrase, "tr")


class Desk:
    """A store with one solved case, and who asks."""

    def __init__(self, **table):
        self.store, self.clock = a_store(), FakeClock(after(300))
        self.asker = Asker(
            book=self.store,
            house=lambda: HOUSE,
            clock=self.clock,
            table=SatisfactionTable(**table),
        )

    async def solved(self, **changes):
        """A case in private that the bot answered and that ended."""
        case = a_case(leg=Leg.PRIVATE, language="en", priority=Urgency.P2, **changes)
        row = a_say("a1", case_id=case.id, purpose=Purpose.ANSWER)
        await open_case(self.store, case, outgoing=(row,))
        await send(self.store)
        return await self.store.move_case(case.id, Move.RESOLVE, "mira", after(60))

    async def rates(self, text="/rate 1", key="9", case=None):
        message = a_message(text, id=key, place=Place.DM)
        verdict = a_reading("chatter")
        assert self.asker.wants(message, verdict)
        turn = Turn(conversation=message.conversation, version=1, fresh=(message,), case=case)
        return await self.asker.consider(turn, message, verdict, self.clock.now())


async def test_one_question_and_one_reminder_and_no_more():
    desk = Desk()
    case = await desk.solved()
    assert [await desk.asker.ask(), await desk.asker.ask()] == [1, 0]
    assert await send(desk.store, now=desk.clock.now(), at=desk.clock.now()) == [f"rate:{case.id}"]
    desk.clock.advance(23 * 3600)
    assert await desk.asker.ask() == 0
    desk.clock.advance(3600)
    assert [await desk.asker.ask(), await desk.asker.ask()] == [1, 0]
    await send(desk.store, now=desk.clock.now(), at=desk.clock.now())
    desk.clock.advance(48 * 3600)
    assert await desk.asker.ask() == 0


async def test_who_is_not_to_be_asked_or_reminded_is_not():
    desk = Desk(ask=False)
    await desk.solved()
    assert await desk.asker.ask() == 0
    once = Desk(remind_after_h=0)
    await once.solved()
    await once.asker.ask()
    await send(once.store, now=once.clock.now(), at=once.clock.now())
    once.clock.advance(25 * 3600)
    assert await once.asker.ask() == 0


async def test_a_bad_score_is_kept_and_followed():
    desk = Desk()
    case = await desk.solved()
    await desk.asker.ask()
    await send(desk.store, now=desk.clock.now(), at=desk.clock.now())
    inform, escalate = await desk.rates(case=case)
    assert (inform.phrase, escalate.reason) == ("rate_sorry_reopened", "rated 1 of 5")
    assert await desk.rates(case=case) == (inform, escalate), "the same message, worked again"
    [ignored] = await desk.rates("/rate 2", key="10", case=case)
    assert isinstance(ignored, Ignore)
    [scored] = await desk.store.ratings(NOON)
    assert scored.rating.score == 2


async def test_a_score_while_a_person_has_the_case_or_after_something_new_changes_no_case():
    desk = Desk()
    case = await desk.solved()
    await desk.asker.ask()
    await send(desk.store, now=desk.clock.now(), at=desk.clock.now())
    held = replace(case, status=Status.OPEN, held_by=Holder.AGENT, agent="mira")
    [ignored] = await desk.rates(case=held)
    assert isinstance(ignored, Ignore)
    [sorry] = await desk.rates(case=replace(case, id="another"))
    assert isinstance(sorry, Inform)


async def test_who_was_not_asked_has_nothing_to_rate():
    desk = Desk()
    assert await desk.rates() == ()
    message = a_message("/rate 1", place=Place.GROUP)
    assert not desk.asker.wants(message, a_reading())
    assert not desk.asker.wants(a_message("rubbish", place=Place.DM), a_reading())


async def test_asking_goes_on_when_the_storage_fails(monkeypatch):
    desk, tries = Desk(), []

    async def to_ask(_):
        tries.append(1)
        if len(tries) == 1:
            raise StorageUnavailable("full")
        if len(tries) == 3:
            raise asyncio.CancelledError
        return ()

    monkeypatch.setattr(desk.store, "to_ask", to_ask)
    with pytest.raises(asyncio.CancelledError):
        await desk.asker.ask_forever()
