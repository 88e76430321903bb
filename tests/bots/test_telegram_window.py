"""What is handed over when, and what the server may forget."""

from __future__ import annotations

import pytest

from bots.telegram.limits import MAX_UPDATES
from bots.telegram.window import Window

ANN, BEN, CHAT, OTHER = 501, 502, -1001, -1002


def update(number: int, album: str = "", *, by: int = ANN, chat: int = CHAT) -> dict:
    message = {"chat": {"id": chat}, "from": {"id": by}}
    return {"update_id": number, "message": message | ({"media_group_id": album} if album else {})}


def numbers(groups) -> list[list[int]]:
    return [[each["update_id"] for each in group] for group in groups]


@pytest.fixture
def window() -> Window:
    return Window(quiet=1.2, longest=10)


def test_nothing_is_acknowledged_before_it_was_stored(window):
    window.take([update(7), update(8)], now=0)
    assert window.offset is None
    assert numbers(window.ripe(0)) == [[7], [8]]
    assert window.offset is None
    window.settle()
    assert window.offset == 9


def test_what_comes_again_is_handed_over_once(window):
    window.take([update(7), update(7)], now=0)
    assert numbers(window.ripe(0)) == [[7]]
    window.take([update(7), update(8)], now=1)
    assert numbers(window.ripe(1)) == [[8]]


def test_a_batch_out_of_order_is_put_right(window):
    window.take([update(9), update(7), update(8)], now=0)
    assert numbers(window.ripe(0)) == [[7], [8], [9]]
    window.settle()
    assert window.offset == 10


def test_settling_nothing_keeps_the_offset(window):
    window.take([update(7)], now=0)
    window.ripe(0)
    window.settle()
    window.settle()
    assert window.offset == 8


def test_numbers_may_start_anew_after_a_silent_week(window):
    window.take([update(900)], now=0)
    window.ripe(0)
    window.settle()
    window.take([update(5)], now=700_000)
    assert numbers(window.ripe(700_000)) == [[5]]
    window.settle()
    assert window.offset == 6


def test_b11_an_album_waits_until_it_is_quiet(window):
    window.take([update(7, "a"), update(8, "a")], now=0)
    assert window.ripe(1.0) == []
    assert window.holding
    window.take([update(9, "a")], now=1.0)
    assert window.ripe(2.0) == []
    assert numbers(window.ripe(2.2)) == [[7, 8, 9]]
    window.settle()
    assert (window.offset, window.holding) == (10, False)


def test_an_album_that_never_ends_is_cut(window):
    for second in range(10):
        window.take([update(second, "a")], now=second)
        assert window.ripe(second) == []
    assert numbers(window.ripe(10)) == [list(range(10))]


def test_others_do_not_wait_for_an_album_and_are_not_acknowledged_past_it(window):
    window.take([update(7), update(8, "a"), update(9, by=BEN)], now=0)
    assert numbers(window.ripe(0)) == [[7], [9]]
    window.settle()
    assert window.offset == 8
    window.take([update(8, "a"), update(9, by=BEN), update(10, by=BEN)], now=0.5)
    assert numbers(window.ripe(0.5)) == [[10]]
    window.settle()
    assert numbers(window.ripe(1.2)) == [[8]]
    window.settle()
    assert window.offset == 11


def test_an_album_is_complete_when_its_author_goes_on(window):
    window.take([update(7, "a"), update(8, "a"), update(9)], now=0)
    assert numbers(window.ripe(0)) == [[7, 8], [9]]


def test_the_author_going_on_elsewhere_completes_nothing(window):
    window.take([update(7, "a"), update(9, chat=OTHER)], now=0)
    assert numbers(window.ripe(0)) == [[9]]


def test_two_albums_at_once(window):
    window.take([update(7, "a"), update(8, "b", by=BEN), update(9, "a")], now=0)
    assert numbers(window.ripe(2)) == [[7, 9], [8]]


def test_a_full_poll_hides_nothing_behind_an_album(window):
    window.take([update(0, "a"), *(update(n, by=BEN) for n in range(1, MAX_UPDATES))], now=0)
    assert len(window.ripe(0)) == MAX_UPDATES


def test_it_goes_on_where_another_stopped():
    assert Window(quiet=1, longest=10, offset=77).offset == 77
