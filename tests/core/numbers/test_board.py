"""From sums to what people see: figures, pictures, tables; few cases are never a percentage."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.numbers.board import NumberRoom
from core.numbers.book import What
from core.numbers.figures import FEW, GROUPS, figures
from core.numbers.happening import About, Happening
from core.numbers.measures import DAY, M, bucket_of
from core.numbers.span import Filters, own_span, span, zone_of
from core.numbers.table import as_json, csv_of, figure_rows, people_rows, rows_of
from storage import MemoryStore
from tests.conftest import NOON

pytestmark = pytest.mark.anyio
UTC_ZONE = zone_of("UTC")


def sums(**measures):
    return {(name, 0): n for name, n in measures.items()}


def test_every_figure_of_every_group_is_there():
    found = figures({}, {}, (0, 0))
    assert set(found) == {name for names in GROUPS.values() for name in names}
    assert found["messages"].value == 0
    assert found["sla"].value is None
    assert not found["sla"].few


@pytest.mark.parametrize(("kept", "missed", "value"), [(9, 1, 0.9), (8, 1, None), (0, 0, None)])
def test_a_share_of_few_is_not_said(kept, missed, value):
    sla = figures(sums(kept=kept, missed=missed), {}, (0, 0))["sla"]
    assert (sla.value, sla.sample, sla.few) == (value, kept + missed, 0 < kept + missed < FEW)


def test_a_figure_knows_what_it_was_before():
    now, past = {("score_bot", 5): 10, ("score_people", 1): 10}, {("score_bot", 4): 12}
    found = figures(now, past, (7, 3))
    assert (found["csat"].value, found["csat"].before) == (3.0, 4.0)
    assert found["content"].value == 0.5
    assert (found["backlog"].value, found["backlog"].before) == (7, 3)


def test_automation_and_precision_are_of_the_cases_that_were_answered():
    counted = sums(answered=40, bot_answered=20, bot_touched=4, bot_spoilt=5, bot_corrected=2)
    found = figures(counted, {}, (0, 0))
    assert found["automation"].value == 16 / 40
    assert found["precision"].value == 15 / 20
    assert found["uncorrected"].value == 18 / 20


class Fixed:
    def now(self):
        return NOON


def room(store) -> NumberRoom:
    return NumberRoom(book=store, clock=Fixed(), zone=lambda: "UTC")


def filled(days=6, topics=9):
    """A memory in which the same happened every day."""
    store = MemoryStore()
    for day in range(days):
        at = NOON - day * DAY
        for number in range(topics):
            about = About("replay", f"topic{number}", "en")
            for measure in (M.MESSAGES, M.OPENED, M.BACKLOG, M.ANSWERED, M.BOT_ANSWERED):
                store.numbers.count([Happening(measure=measure, at=at, about=about, n=number + 1)])
            slow = Happening(
                measure=M.FIRST_PEOPLE, at=at, about=about, bucket=bucket_of(100), n=3, agent="=1+1"
            )
            store.numbers.count([slow])
        store.numbers.count([Happening(measure=M.ACT_BAN, at=at, about=About("replay"), bucket=1)])
    return store


async def test_a_board_has_all_pictures_and_says_which_are_empty():
    board = await room(filled()).board(span("7", NOON, UTC_ZONE), Filters(), people=True)
    assert board.figures["messages"].value == 6 * 45
    assert board.figures["backlog"].value == 6 * 45
    shown = {each.name for each in board.pictures if not each.empty}
    assert {"messages", "cases", "backlog", "first", "automation", "week", "topics"} <= shown
    assert board.picture("sla").empty
    assert board.codes["language"] == ("en",)
    assert [each.agent for each in board.people] == ["=1+1"]
    assert await room(filled()).behind(board.span, Filters(), What.MISSED) == []


async def test_the_backlog_is_counted_back_from_what_is_open():
    board = await room(filled(days=3)).board(span("7", NOON, UTC_ZONE), Filters())
    (row,) = board.picture("backlog").series
    assert row.values == (0, 0, 0, 0, 45, 90, 135)
    assert board.people == ()


async def test_rare_topics_go_together():
    board = await room(filled()).board(span("7", NOON, UTC_ZONE), Filters())
    topics = board.picture("topics")
    assert [each.name for each in topics.series][:2] == ["topic8", "topic7"]
    assert topics.series[-1].name == "rest"
    assert sum(topics.series[-1].values) == 6 * (1 + 2 + 3)
    few = await room(filled(topics=2)).board(span("7", NOON, UTC_ZONE), Filters())
    assert [each.name for each in few.picture("topics").series] == ["topic1", "topic0"]


async def test_the_week_is_in_the_readers_hours():
    board = await room(filled(days=1)).board(span("7", NOON, zone_of("Asia/Tokyo")), Filters())
    week = board.picture("week")
    there = NOON.astimezone(zone_of("Asia/Tokyo"))
    assert week.series[there.weekday()].values[there.hour] == 45


async def test_a_long_time_is_drawn_by_weeks():
    first = (NOON - timedelta(days=200)).date()
    wanted = own_span(first, NOON.date(), NOON, UTC_ZONE)
    board = await room(filled()).board(wanted, Filters(topic="topic8"))
    assert len(board.picture("messages").labels) == 29
    assert sum(board.picture("messages").series[0].values) == 6 * 9
    assert board.figures["messages"].value == 6 * 9


async def test_tables_and_files_say_the_same_as_the_pictures():
    board = await room(filled()).board(span("7", NOON, UTC_ZONE), Filters(), people=True)
    rows = rows_of(board.picture("messages"))
    assert rows[0] == ["day", "messages"]
    assert len(rows) == 8
    assert rows[-1][1] == 45
    assert rows_of(board.picture("scores"))[0][0] == "value"
    text = csv_of(people_rows(board))
    assert "'=1+1" in text, "a name is no formula"
    assert csv_of([["x", None, 1.5]]) == "x,,1.5\r\n"
    assert figure_rows(board)[1][0] == "messages"
    whole = as_json(board)
    assert whole["figures"]["messages"]["value"] == 6 * 45
    assert whole["pictures"]["messages"]["series"]["messages"][-1] == 45
    assert whole["people"][0]["agent"] == "=1+1"
    assert whole["zone"] == "UTC"
