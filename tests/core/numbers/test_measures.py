"""Buckets, percentiles, cells and spans: the arithmetic under every number."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.numbers.happening import DAYS, HOURS, About, Happening, cells, pieces, timed
from core.numbers.measures import EDGES, M, bucket_of, hour_of, quantile, widest
from core.numbers.span import Filters, bin_of, bins, own_span, span, zone_of
from tests.conftest import NOON

HOUR = timedelta(hours=1)


def seconds(at):
    return int(at.timestamp())


HERE = About("replay", "fees", "en")


@pytest.mark.parametrize(
    ("seconds", "bucket"),
    [(0, 0), (0.5, 1), (1, 1), (1.01, 2), (2_592_000, len(EDGES) - 1), (9e9, len(EDGES))],
)
def test_a_time_falls_into_the_first_bucket_that_holds_it(seconds, bucket):
    assert bucket_of(seconds) == bucket


@given(st.lists(st.floats(1, 2_000_000), min_size=1), st.sampled_from((0.5, 0.9)))
def test_a_percentile_from_buckets_is_as_near_as_the_edges_allow(times, part):
    buckets = {}
    for each in times:
        buckets[bucket_of(each)] = buckets.get(bucket_of(each), 0) + 1
    exact = sorted(times)[max(0, -(-round(part * len(times) * 1e6) // 10**6) - 1)]
    assert exact / widest() <= quantile(buckets, part) <= exact * widest()


def test_no_times_have_no_percentile_and_the_longest_are_the_last_edge():
    assert quantile({}, 0.5) is None
    assert quantile({3: -1}, 0.5) is None
    assert quantile({len(EDGES): 5}, 0.9) == EDGES[-1]
    assert quantile({0: 4}, 0.5) == 0
    assert quantile({1: 3, 2: -1}, 2.0) == EDGES[-1], "whatever is left over is the longest"


def test_a_happening_counts_in_hours_and_days_with_and_without_what_it_is_about():
    one = Happening(measure=M.MESSAGES, at=NOON + timedelta(minutes=5), about=HERE)
    found, own = cells([one, one])
    assert not own
    assert set(found.values()) == {2}
    assert len(found) == 8
    hour, day = seconds(hour_of(NOON)), seconds(NOON.replace(hour=0, minute=0))
    assert found[HOURS, hour, "replay", "", "", "messages", 0] == 2
    assert found[DAYS, day, "replay", "fees", "en", "messages", 0] == 2


def test_what_is_about_nothing_counts_once_and_agents_have_their_own():
    one = Happening(measure=M.CLAIMED, at=NOON, about=About("replay"), agent="mira")
    found, own = cells([one])
    assert len(found) == 2
    assert own == {
        (HOURS, seconds(hour_of(NOON)), "mira", "claimed", 0): 1,
        (DAYS, seconds(NOON.replace(hour=0, minute=0)), "mira", "claimed", 0): 1,
    }


@pytest.mark.parametrize(("seconds", "measures"), [(5, ["warned"]), (-5, ["warned", "skewed"])])
def test_a_clock_that_is_behind_is_counted(seconds, measures):
    found = timed(M.WARNED, NOON, NOON + timedelta(seconds=seconds), HERE)
    assert [each.measure for each in found] == measures
    assert found[0].bucket == (bucket_of(5) if seconds > 0 else 0)


@given(st.integers(0, 200), st.integers(0, 200))
def test_pieces_cover_a_span_once(first, last):
    start, end = NOON.replace(hour=0) + first * HOUR, NOON.replace(hour=0) + last * HOUR
    hours = []
    for grain, since, until in pieces(start, end):
        assert grain == HOURS or since.hour == until.hour == 0
        hours += [since + n * HOUR for n in range(int((until - since) / HOUR))]
    assert hours == [start + n * HOUR for n in range(max(0, last - first))]


@pytest.mark.parametrize("name", ["", "../etc/passwd", "Mars/Olympus", "x" * 99, "/etc", "Europe"])
def test_a_zone_that_is_none_is_refused(name):
    with pytest.raises(ValueError, match="no zone"):
        zone_of(name)


@pytest.mark.parametrize(
    ("name", "days", "step"), [("today", 1, "hour"), ("7", 7, "day"), ("90", 90, "day")]
)
def test_ranges_end_now_and_begin_at_the_readers_midnight(name, days, step):
    oslo = zone_of("Europe/Oslo")
    wanted = span(name, NOON, oslo)
    assert (wanted.days, wanted.step, wanted.name) == (days, step, name)
    assert wanted.start.astimezone(oslo).hour == 0
    assert wanted.start <= NOON < wanted.end <= NOON + HOUR
    assert wanted.last == NOON.astimezone(oslo).date()
    begins = bins(wanted)
    assert begins[0] == wanted.start
    assert begins == sorted(begins)
    assert wanted.before.end == wanted.end - timedelta(days=days)
    scope = wanted.scope(Filters("replay", "fees", "en"))
    assert (scope.platform, scope.topic, scope.language) == ("replay", "fees", "en")


def test_a_range_that_is_none_is_a_week():
    assert span("moon", NOON, zone_of("UTC")).name == "7"


def test_own_days_are_both_included_and_a_long_time_has_weeks():
    utc = zone_of("UTC")
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    short = own_span(date(2026, 11, 1), date(2026, 11, 2), now, utc)
    assert (short.first, short.last, short.step) == (date(2026, 11, 1), date(2026, 11, 2), "hour")
    assert len(bins(short)) == 48
    long = own_span(date(2026, 1, 1), date(2030, 1, 1), now, utc)
    assert (long.end, long.step) == (now + HOUR, "week")
    begins = bins(long)
    assert begins[1] - begins[0] == timedelta(days=7)
    assert begins[-1] < long.end <= begins[-1] + timedelta(days=7)
    assert bin_of(begins, begins[3] + HOUR) == 3
    assert bin_of(begins, begins[0] - HOUR) == 0


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2026, 11, 5), date(2026, 11, 4)), (date(2000, 1, 1), date(2026, 1, 1)),
     (date(2027, 1, 1), date(2027, 1, 2))],
    ids=["backwards", "too long", "to come"],
)  # fmt: skip
def test_days_that_are_no_span_are_refused(first, last):
    with pytest.raises(ValueError, match="–"):
        own_span(first, last, datetime(2026, 11, 23, 12, tzinfo=UTC), zone_of("UTC"))


@pytest.mark.parametrize("name", ["Europe/Oslo", "America/New_York", "Asia/Kolkata"])
def test_days_in_which_clocks_are_moved_have_a_bin_each(name):
    zone = zone_of(name)
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    wanted = own_span(date(2026, 10, 20), date(2026, 11, 10), now, zone)
    begins = bins(wanted)
    assert len(begins) == 22
    assert [(each + HOUR).astimezone(zone).day for each in begins[:3]] == [20, 21, 22]
