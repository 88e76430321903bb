"""Weights, errors, budgets, costs, policy and settings, without a wire."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from twitter_text import parse_tweet

from bots.twitter import costs, errors, limits
from bots.twitter.budget import Budget
from bots.twitter.costs import Meter, Spend, dump, load
from bots.twitter.find import answers, comparable, text_of
from bots.twitter.policy import Situation, objection, wording
from bots.twitter.recall import MOST, Recall
from bots.twitter.settings import CREDENTIALS, Prices, read_secrets, read_table
from bots.twitter.speak import mentions
from bots.twitter.weigh import cashtags, links, one_cashtag, weighted_length
from core.actions import BOT
from core.errors import ConfigError, CredentialsRefused, MaybeSent, RateLimited, Unavailable
from core.types import Leg
from tests.bots.twitter.kit import letter_to, on_paper
from tests.conftest import NOON

CALLED = Situation(summoned=True)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("abc", 3),
        ("好好", 4),
        ("👨‍👩‍👧‍👦", 2),
        ("…", 2),
        ("cafe\u0301", 4),
        ("https://help.nordex.example/a/very/long/path?with=a&query=1", 59),
        ("https://nordex.com/a/very/long/path?with=a&query=1", 23),
        ("example.com", 23),
        ("ann@example.com", 15),
    ],
)
def test_a9_lengths_as_x_counts_them(text, length):
    assert weighted_length(text) == length


PARTS = [
    "Hello",
    "nordex.com",
    "https://nordex.com/a?b=c",
    "好。",
    "👨‍👩‍👧‍👦",
    "@ann_w",
    "(x.io)",
    "…",
    "e\u0301",
]


@given(st.lists(st.sampled_from(PARTS), max_size=12), st.sampled_from([" ", "\n", "\r\n", " , "]))
def test_a9_word_by_word_comes_to_the_same(parts, between):
    text = between.join(parts)
    assert weighted_length(text) == parse_tweet(text).weightedLength


@pytest.mark.parametrize("unit", ["a.", "好.好", "http://a.", "$a"])
def test_a9_no_text_keeps_the_count_busy(unit):
    started = time.monotonic()
    assert weighted_length(unit * 2_000) > 280
    assert isinstance(links(unit * 2_000), list)
    assert time.monotonic() - started < 10  # as a whole, the first takes minutes


@pytest.mark.parametrize(
    ("text", "count", "mended"),
    [
        ("$BTC vs $ETH and $SOL", 3, "$BTC vs ETH and SOL"),
        ("$BTC only, $5 off, US$BTC", 1, "$BTC only, $5 off, US$BTC"),
        ("no symbol", 0, "no symbol"),
        ("$toolong1", 0, "$toolong1"),
        ("($btc) $brk.a", 2, "($btc) brk.a"),
    ],
)
def test_a9_cashtags_are_counted_and_all_but_the_first_unmarked(text, count, mended):
    assert cashtags(text) == count
    assert one_cashtag(text) == mended


@given(st.text(alphabet="$BTC e.,", max_size=40))
def test_a9_after_mending_there_is_one_cashtag_at_most(text):
    assert cashtags(one_cashtag(text)) == min(1, cashtags(text))


def test_links_are_what_x_makes_of_them():
    assert links("go to nordex.com or https://x.com/a, not a@b.com") == [
        "nordex.com",
        "https://x.com/a",
    ]


@pytest.mark.parametrize(
    ("method", "route", "name"),
    [
        ("GET", "/2/users/1001/mentions", limits.MENTIONS),
        ("GET", "/2/users/1001/tweets", limits.OWN_POSTS),
        ("POST", "/2/tweets", limits.POST_CREATE),
        ("PUT", "/2/tweets/5/hidden", limits.REPLY_HIDE),
        ("POST", "/2/dm_conversations/with/77/messages", limits.MESSAGE_CREATE),
        ("GET", "/2/dm_conversations/with/77/dm_events", limits.MESSAGES_WITH),
        ("POST", "/2/dm_conversations/2-77/messages", "POST /2/dm_conversations/:id/messages"),
    ],
)
def test_an_endpoint_has_one_name_whatever_the_id(method, route, name):
    assert limits.endpoint(method, route) == name


def problem(detail: str = "", kind: str = "about:blank") -> bytes:
    return json.dumps({"title": "Forbidden", "detail": detail, "type": kind}).encode()


OLD_STYLE = {"errors": [{"code": 187, "message": "Status is a duplicate."}]}
REFUSALS = {
    "duplicate": (403, problem("… create a Tweet with duplicate content."), errors.Duplicate),
    "duplicate, v1": (403, json.dumps(OLD_STYLE).encode(), errors.Duplicate),
    "summon": (403, problem("you have not been mentioned or otherwise …"), errors.NotSummoned),
    "deleted": (403, problem("a Tweet that is deleted or not visible to you"), errors.TargetGone),
    "404": (404, problem("Not Found"), errors.TargetGone),
    "401": (401, problem("Unauthorized"), CredentialsRefused),
    "scope": (403, problem("Your client is missing the scope dm.write."), errors.NotAllowed),
    "client": (403, problem("", "https://x/2/problems/client-forbidden"), CredentialsRefused),
    "credits": (402, problem("does not have any credits"), errors.CreditsExhausted),
    "cap": (429, problem("Usage cap exceeded", "x/usage-capped"), errors.CreditsExhausted),
    "429": (429, problem("Too Many Requests"), RateLimited),
    "daily": (403, problem("User is over daily status update limit."), RateLimited),
    "503": (503, b"<html>Over capacity</html>", Unavailable),
    "500": (500, problem("Internal"), Unavailable),
    "gateway 403": (403, b"<html>Denied</html>", Unavailable),
    "a list": (400, b"[]", Unavailable),
}


@pytest.mark.parametrize(("status", "body", "kind"), REFUSALS.values(), ids=list(REFUSALS))
def test_t4_errors_are_told_apart_by_their_words(status, body, kind):
    assert type(errors.refusal(status, body, wait=7, speaks=False)) is kind


@pytest.mark.parametrize("name", ["503", "500"])
def test_a_server_error_after_a_post_is_nobody_knows(name):
    status, body, _ = REFUSALS[name]
    assert type(errors.refusal(status, body, wait=7, speaks=True)) is MaybeSent


@pytest.mark.parametrize(
    ("detail", "permanent"),
    [
        ("You do not have permission to DM one or more participants.", True),
        ("Sender is not verified to send message requests.", True),
        ("You have been blocked from the author of this tweet.", True),
        ("The original Tweet author restricted who can reply to this Tweet.", False),
        ("You are not permitted to create a Post with more than 1 cashtag.", False),
        ("Your Tweet text is too long.", False),
    ],
)
def test_a_closed_door_is_for_good_and_a_bad_text_is_not(detail, permanent):
    error = errors.refusal(403, problem(detail), wait=0, speaks=True)
    assert error.permanent is permanent
    assert str(error) == detail


def test_a_refusal_may_hide_in_a_200():
    gone = {"errors": [{"title": "Not Found Error", "type": "x/resource-not-found"}]}
    assert type(errors.partial(gone)) is errors.TargetGone
    assert errors.partial({"data": {"id": "1"}} | gone) is None
    assert errors.partial({"errors": [3]}).permanent is False
    assert errors.partial({}) is None


def test_only_what_surely_never_left_may_be_repeated():
    key = aiohttp.client_reqrep.ConnectionKey("x", 80, False, True, None, None, None)
    refused = aiohttp.ClientConnectorError(key, OSError(111, "refused"))
    assert type(errors.lost(refused, speaks=True)) is Unavailable
    assert type(errors.lost(TimeoutError(), speaks=True)) is MaybeSent
    assert type(errors.lost(TimeoutError(), speaks=False)) is Unavailable


class Tick:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def headers(left, reset, limit=100, name="x-rate-limit", **more):
    told = {f"{name}-limit": limit, f"{name}-remaining": left, f"{name}-reset": reset}
    return {key: str(value) for key, value in told.items()} | more


@pytest.mark.parametrize(
    ("status", "told", "wait"),
    [
        (200, headers(0, 1_000_100), 101),
        (200, headers(5, 1_000_100), 0),
        (200, headers(0, 900_000), 0),
        (200, headers(0, 1_200_000), 0),
        (200, {}, 0),
        (429, headers(0, 1_000_100), 101),
        (429, headers(100, 1_000_100), 101),
        (429, headers(0, 900_000), 60),
        (429, {"Retry-After": "30"}, 31),
        (429, {"Retry-After": "soon"}, 60),
        (429, headers(9, 1_000_100) | headers(0, 1_050_000, name="x-app-limit-24hour"), 50_001),
    ],
)
def test_a2_the_budget_is_what_the_headers_say_if_they_make_sense(status, told, wait):
    tick = Tick()
    budget = Budget(tick)
    budget.note("a", status, told)
    assert budget.wait("a") == wait
    assert budget.wait("b") == 0
    tick.now += wait
    assert budget.wait("a") == 0


def test_a2_a_reset_is_read_against_the_clock_that_wrote_it():
    tick = Tick()
    budget = Budget(tick)
    theirs = datetime.fromtimestamp(tick.now - 5_000, UTC)
    date = theirs.strftime("%a, %d %b %Y %H:%M:%S GMT")
    budget.note("a", 200, headers(0, 995_100, Date=date))
    assert budget.wait("a") == 101
    budget.note("b", 200, headers(0, 1_000_100, Date="yesterday"))
    assert budget.wait("b") == 101


def test_a2_calls_on_their_way_count():
    budget = Budget(Tick())
    budget.note("a", 200, headers(2, 1_000_100))
    budget.spend("a")
    assert budget.wait("a") == 0
    budget.spend("a")
    assert budget.wait("a") == 101


@given(
    st.sampled_from([200, 403, 429, 503]),
    st.dictionaries(
        st.sampled_from([*headers(1, 1), "Date", "Retry-After"]),
        st.one_of(st.text(max_size=12), st.integers().map(str)),
    ),
)
def test_a2_no_header_stops_us_for_more_than_a_day_or_raises(status, told):
    budget = Budget(Tick())
    budget.note("a", status, told)
    assert 0 <= budget.wait("a") <= 86_400 + 62
    assert (budget.wait("a") > 0) or status != 429
    assert 0 <= budget.share_left() <= 1


def a_meter(cap: float = 0, now=lambda: NOON) -> Meter:
    return Meter(Prices(), cap, now)


@pytest.mark.parametrize(
    ("endpoint", "answer", "usd"),
    [
        (limits.MENTIONS, {"data": [{"id": "1"}, {"id": "2"}]}, 0.002),
        (limits.SEARCH, {"data": [{"id": "1"}]}, 0.005),
        (limits.MESSAGES, {"data": [{"id": "1"}]}, 0.010),
        (limits.MENTIONS, {"data": [{"id": "1"}], "includes": {"users": [{"id": "1"}]}}, 0.011),
        (limits.STREAM, {"data": {"id": "1"}, "includes": {"tweets": [{"id": "1"}]}}, 0.005),
        (limits.ME, {"data": {"id": "1"}}, 0.010),
        (limits.RULES, {"data": [{"id": "1"}]}, 0),
        (limits.MENTIONS, {"data": None, "includes": []}, 0),
    ],
)
def test_reading_costs_by_what_came(endpoint, answer, usd):
    meter = a_meter()
    for _ in range(2):  # each thing is paid for once a day
        meter.read(endpoint, answer)
    assert meter.spend == Spend("2026-01-01", usd)


@pytest.mark.parametrize(
    ("endpoint", "body", "usd"),
    [
        (limits.POST_CREATE, {"text": "Hello"}, 0.015),
        (limits.POST_CREATE, {"text": "Hello", "reply": {}}, 0.015),
        (limits.POST_CREATE, {"text": "Hi", "reply": {"in_reply_to_tweet_id": "1"}}, 0.010),
        (limits.POST_CREATE, {"text": "see nordex.com", "reply": {"in_reply_to": "1"}}, 0.200),
        (limits.MESSAGE_CREATE, {"text": "see nordex.com"}, 0.015),
        (limits.REPLY_HIDE, {"hidden": True}, 0.010),
        (limits.RULES_CHANGE, {}, 0),
    ],
)
def test_saying_costs_by_what_was_said(endpoint, body, usd):
    meter = a_meter()
    meter.said(endpoint, body)
    assert meter.spend.usd == usd


def test_the_day_ends_at_midnight_utc_and_the_cap_with_it():
    moments = [datetime(2026, 1, 1, 23, 59, tzinfo=UTC)]
    meter = a_meter(cap=0.010, now=lambda: moments[-1])
    meter.read(limits.SEARCH, {"data": [{"id": "1"}, {"id": "2"}]})
    assert meter.wait(limits.MENTIONS) == 60
    assert meter.wait(limits.POST_CREATE) == 0
    assert meter.gauges() == {"spent_usd": 0.01, "spend_left_usd": 0.0}
    moments.append(moments[-1] + timedelta(seconds=61))
    assert meter.wait(limits.MENTIONS) == 0
    assert meter.spend == Spend("2026-01-02")
    meter.read(limits.SEARCH, {"data": [{"id": "1"}]})
    assert meter.spend.usd == 0.005


def test_spending_goes_on_from_its_checkpoint():
    meter, later = a_meter(), a_meter()
    meter.read(limits.SEARCH, {"data": [{"id": "1"}]})
    kept = dump(meter.spend)
    assert load(kept) == meter.spend
    later.restore(kept)
    assert later.spend.usd == 0.005
    later.restore(dump(Spend("2025-12-31", 9.0)))
    later.restore("what?")
    assert later.spend.usd == 0.005
    assert costs.CHECKPOINT == "spend"


@pytest.mark.parametrize("value", ["", "[]", "{}", '{"day": "x", "usd": "much"}'])
def test_an_unreadable_checkpoint_is_none(value):
    assert load(value) is None


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_no_amount_in_a_checkpoint_breaks_the_sum(usd):
    found = load(dump(Spend("2026-01-01", usd)))
    assert found is None or found.usd >= 0


@pytest.mark.parametrize(
    ("row", "situation", "why"),
    [
        (on_paper(), CALLED, None),
        (on_paper(), Situation(), "did not mention"),
        (on_paper(), replace(CALLED, replies=1), "already"),
        (on_paper(), replace(CALLED, silenced=True), "no more automated"),
        (on_paper(), replace(CALLED, model_written=True), "approval"),
        (on_paper(), replace(CALLED, model_written=True, approval="X-77"), None),
        (on_paper("see nordex.com"), CALLED, "no link"),
        (on_paper(reply_to=None), CALLED, "only answers"),
        (on_paper("see nordex.com", by="mira"), Situation(), None),
        (on_paper("好" * 141, by="mira"), Situation(), "282 long"),
        (on_paper("a" * 280), CALLED, None),
        (letter_to("5", "see nordex.com " * 600), Situation(), None),
        (letter_to("5", "a" * 10_001, by="mira"), Situation(), "10001 characters"),
        (letter_to("5"), Situation(silenced=True), "no more automated"),
    ],
)
def test_policy(row, situation, why):
    found = objection(row, wording(row), situation)
    assert (found is None) if why is None else (why in str(found))


@given(st.text(max_size=400), st.booleans(), st.sampled_from(list(Leg)))
def test_what_passes_fits_x(text, by_bot, leg):
    row = on_paper(text, by=BOT if by_bot else "mira", leg=leg)
    said = wording(row)
    if objection(row, said, CALLED) is None and leg is Leg.PUBLIC:
        assert 0 < weighted_length(said) <= 280
        assert cashtags(said) <= 1
        assert not (by_bot and links(said))


def test_the_policy_is_data():
    row = on_paper("see nordex.com")
    relaxed = limits.Rules(only_where_summoned=False, links_by_the_bot=True)
    assert objection(row, row.text, Situation(), relaxed) is None


def test_memory_is_bounded_and_knows_whose_is_whose():
    recall = Recall()
    for n in range(MOST + 5):
        recall.heard(str(n), summoned=True)
    assert len(recall.summons) == MOST
    assert "0" not in recall.summons
    recall.sent["9"] = "row"
    assert recall.taken("9", "another")
    assert not recall.taken("9", "row")


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("@ann_w On its way.", "On its way."),
        ("@ann_w @ben_k On  its\nway.", "On its way."),
        ("see https://t.co/Ab12 now", "see nordex.com/fees now"),
        ("caf\u00e9", "cafe\u0301"),
    ],
)
def test_what_x_changes_in_a_text_is_not_compared(theirs, ours):
    assert comparable(theirs) == comparable(ours)


def test_long_posts_and_escapes_are_read_whole():
    assert (
        text_of({"text": "a &amp; b…", "note_tweet": {"text": "a &amp; b &lt; c"}}) == "a & b < c"
    )
    assert text_of({}) == ""
    assert answers({"referenced_tweets": [{"type": "quoted", "id": "1"}]}) is None


@pytest.mark.parametrize(
    ("named", "ours"),
    [
        ([{"id": "1001", "username": "Renamed"}], True),
        ([{"id": "7", "username": "NordexSupport"}], False),
        ([{"username": "nordexsupport"}], True),
        ([], False),
    ],
)
def test_a7_who_is_mentioned_is_decided_by_id(named, ours):
    me = {"id": "1001", "username": "NordexSupport"}
    assert mentions({"entities": {"mentions": named}}, me) is ours
    assert mentions({}, me) is False


def test_capabilities_are_x():
    public, private = limits.CAPABILITIES, limits.CAPABILITIES.on(Leg.PRIVATE)
    assert (public.max_length, public.parts, public.links) == (280, 1, False)
    assert public.measure("好") == 2
    assert (private.max_length, private.links) == (10_000, True)
    assert not public.markdown


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ({"base_url": "x.com"}, "base_url: has to begin"),
        ({"spend_cap": 3}, "spend_cap: unknown key"),
        ({"oauth2": {"client_id": "x"}}, "needed together"),
        ({"prices": {"post": -1}}, r"prices\.post"),
        ({"mode": "carrier pigeon"}, "mode"),
        ({"webhook": {"path": "x"}}, r"webhook\.path"),
    ],
)
def test_a_wrong_table_stops_the_start_with_one_line(table, why):
    with pytest.raises(ConfigError, match=why) as caught:
        read_table(table)
    assert "\n" not in str(caught.value)


def test_settings_have_x_as_their_default():
    config = read_table({"base_url": "https://api.twitter.com/"})
    assert config.base_url == "https://api.twitter.com"
    assert [(each.count, each.seconds) for each in config.posting_rates] == [
        (100, 900),
        (300, 10_800),
        (10_000, 86_400),
        (1, 1),
    ]
    assert "stop" in config.stop_words["en"]


def test_credentials_are_all_needed_and_never_shown():
    held = dict.fromkeys(CREDENTIALS, "hidden-value")
    assert "hidden-value" not in repr(read_secrets(held))
    for name in CREDENTIALS:
        with pytest.raises(ConfigError, match=f"{name} is not set"):
            read_secrets(held | {name: " "})
        with pytest.raises(ConfigError, match=f"{name} holds blanks") as caught:
            read_secrets(held | {name: "hidden-value twice"})
        assert "hidden" not in str(caught.value)
