"""Who is where: writing, viewing, idle, gone; on this console and on others."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.actions import BOT
from core.team.presence import (
    AWAY_AFTER,
    CHOICE_LASTS,
    GONE_AFTER,
    IDLE_AFTER,
    MOST_PAGES,
    OFF_AFTER,
    Availability,
    Beat,
    Choice,
    Doing,
    Heard,
    availability,
)
from core.team.whereabouts import CARD_EVERY, CARD_LATEST, Whereabouts
from tests.conftest import NOON

SECOND = timedelta(seconds=1)


def after(seconds: float):
    return NOON + timedelta(seconds=seconds)


def a_beat(agent: str = "mira", case: str = "c1", at=NOON, **changes) -> Beat:
    values = {"page": "p1", "case_id": case, "writing": False, "active_at": at, "at": at}
    return Beat(agent=agent, **(values | changes))


@pytest.fixture
def where() -> Whereabouts:
    return Whereabouts("one")


def doings(where, case="c1", now=NOON):
    return {spot.agent: spot.doing for spot in where.people(case, now)}


def test_who_opens_a_case_is_in_it_until_his_page_is_silent(where):
    where.hear(a_beat())
    assert doings(where) == {"mira": Doing.VIEWING}
    assert doings(where, "c2") == {}
    assert doings(where, now=NOON + GONE_AFTER - SECOND) == {"mira": Doing.VIEWING}
    assert doings(where, now=NOON + GONE_AFTER) == {}


def test_writing_shows_and_ends_and_idleness_comes_before_it(where):
    where.hear(a_beat(writing=True))
    assert doings(where) == {"mira": Doing.WRITING}
    where.hear(a_beat(at=after(10)))
    assert doings(where, now=after(10)) == {"mira": Doing.VIEWING}
    idle = NOON + IDLE_AFTER
    where.hear(a_beat(at=idle, active_at=NOON, writing=True))
    assert doings(where, now=idle) == {"mira": Doing.IDLE}


def test_somebody_is_in_a_case_once_with_what_his_busiest_page_does(where):
    where.hear(a_beat(page="p1", at=after(5)))
    where.hear(a_beat(page="p2", writing=True, at=after(9)))
    (spot,) = where.people("c1", after(9))
    assert (spot.doing, spot.since) == (Doing.WRITING, after(5))


def test_who_came_first_is_named_first(where):
    where.hear(a_beat("zoe"))
    where.hear(a_beat("ann", at=after(3)))
    where.hear(a_beat("zoe", at=after(6)))
    assert [spot.agent for spot in where.people("c1", after(6))] == ["zoe", "ann"]


def test_a_page_that_goes_elsewhere_or_closes_leaves_the_case(where):
    where.hear(a_beat())
    where.hear(a_beat(case="c2", at=after(1)))
    assert doings(where, now=after(1)) == {}
    where.leave("mira", "p1")
    where.leave("nobody", "p1")
    assert doings(where, "c2", after(1)) == {}


def test_one_person_cannot_fill_the_memory_with_pages(where):
    for number in range(MOST_PAGES + 5):
        where.hear(a_beat(page=f"p{number}", case=f"c{number}"))
    assert doings(where, "c4") == {}
    assert doings(where, f"c{MOST_PAGES + 4}") == {"mira": Doing.VIEWING}


def test_news_are_the_cases_in_which_something_changed(where):
    assert where.news(NOON) == {}
    where.hear(a_beat())
    assert set(where.news(NOON)) == {"c1"}
    where.hear(a_beat(at=after(5)))
    assert where.news(after(5)) == {}
    where.hear(a_beat(at=after(6), case="c2"))
    news = where.news(after(6))
    assert (news["c1"], [spot.agent for spot in news["c2"]]) == ((), ["mira"])
    assert set(where.everywhere()) == {"c2"}
    assert set(where.news(after(6) + GONE_AFTER)) == {"c2"}
    assert where.news(after(6) + GONE_AFTER * 5) == {}
    assert where.heard("mira") is None


def test_the_bot_is_in_a_case_as_anybody(where):
    where.bot_is({"c1": Doing.WORKING}, NOON)
    where.bot_is({"c1": Doing.REPLYING}, after(2))
    (spot,) = where.people("c1", after(2))
    assert (spot.agent, spot.doing, spot.since) == (BOT, Doing.REPLYING, NOON)
    where.bot_is({}, after(3))
    assert where.people("c1", after(3)) == ()


def test_other_consoles_learn_it_from_cards_and_never_of_the_words(where):
    where.hear(a_beat(writing=True))
    where.hear(a_beat(page="p2", case="c2"))
    where.hear(a_beat(page="p3", case=""))
    (card,) = where.to_post(NOON)
    assert set(card.spots) == {"c1", "c2"}
    other = Whereabouts("two")
    other.learn([card])
    assert doings(other) == {"mira": Doing.WRITING}
    assert other.heard("mira") == Heard(at=NOON, active_at=NOON)
    assert doings(other, now=NOON + GONE_AFTER + CARD_LATEST) == {}
    other.news(NOON + GONE_AFTER * 4)
    assert other.heard("mira") is None
    where.learn([card])
    where.leave("mira", "p1")
    assert doings(where) == {}


def test_a_card_is_written_when_due_and_no_oftener(where):
    where.hear(a_beat())
    assert len(where.to_post(NOON)) == 1
    where.hear(a_beat(at=after(1), case="c2"))
    assert where.to_post(after(1)) == []
    late = NOON + CARD_EVERY
    where.hear(a_beat(at=late, case="c2"))
    assert len(where.to_post(late)) == 1
    where.hear(a_beat(at=late + CARD_EVERY, case="c2"))
    assert where.to_post(late + CARD_EVERY) == []
    where.hear(a_beat(at=late + CARD_LATEST, case="c2"))
    assert len(where.to_post(late + CARD_LATEST)) == 1


def test_other_consoles_hear_that_somebody_closed_his_pages(where):
    where.hear(a_beat())
    where.leave("mira", "p1")
    (card,) = where.to_post(NOON)
    assert card.spots == {}
    assert where.heard("mira") == Heard(at=NOON, active_at=NOON)


@pytest.mark.parametrize(
    ("silent", "idle", "chosen", "state"),
    [
        (0, 0, None, Availability.ONLINE),
        (0, AWAY_AFTER.total_seconds(), None, Availability.AWAY),
        (OFF_AFTER.total_seconds(), 0, None, Availability.OFF),
        (0, 0, Availability.BUSY, Availability.BUSY),
        (0, AWAY_AFTER.total_seconds(), Availability.BUSY, Availability.BUSY),
        (OFF_AFTER.total_seconds(), 0, Availability.BUSY, Availability.OFF),
        (0, 0, Availability.OFF, Availability.OFF),
    ],
)
def test_whether_somebody_can_be_given_work(silent, idle, chosen, state):
    heard = Heard(at=after(-silent), active_at=after(-idle))
    choice = Choice(value=chosen, at=NOON) if chosen else None
    assert availability(heard, choice, NOON) is state


def test_a_choice_is_forgotten_after_a_shift_and_nobody_heard_of_is_off():
    old = Choice(value=Availability.AWAY, at=NOON - CHOICE_LASTS)
    assert availability(Heard(at=NOON, active_at=NOON), old, NOON) is Availability.ONLINE
    assert availability(None, None, NOON) is Availability.OFF
