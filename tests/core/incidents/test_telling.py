"""Who hears an announcement, by which way, in which words."""

from __future__ import annotations

import pytest

from core.actions import Purpose
from core.incidents.ports import Unreached, Word
from core.incidents.telling import CLOSED, ONE_REPLY, audience, informing
from core.types import Leg, Platform
from tests.contract.store_kit import after
from tests.core.incidents.kit import OVER, REPLAY, SHORT, TEXTS, a_file, a_house, an_incident, asked

HOUSE = a_house()
NOW = after(600)
TOLD = {"told_at": after(5)}
PUBLIC = {"leg": Leg.PUBLIC, "address": "room"}


def hear(*people, word=Word.NEWS, **changes):
    return audience(a_file(*people, **changes), word, HOUSE, NOW)


def test_who_waits_in_private_hears_it_there_in_his_language():
    heard = hear(asked("ann"), asked("li", language="zh"), asked("tess", language="tr"))
    assert [row.address for row in heard.rows] == ["ann", "li", "tess"]
    assert heard.rows[0].key == "notice:i1:news:replay:nordex:ann"
    assert heard.rows[0].text.startswith(TEXTS["en"])
    assert "We will write to you here" in heard.rows[0].text
    assert heard.rows[1].text.startswith(TEXTS["zh"])
    assert heard.rows[2].text.startswith(TEXTS["en"])
    row = heard.rows[0]
    assert (row.purpose, row.leg, row.due_at, row.reply_to) == (
        Purpose.NOTICE, Leg.PRIVATE, NOW, None,
    )  # fmt: skip
    assert heard.people == ("replay:ann", "replay:li", "replay:tess")
    assert heard.conversations == tuple(f"replay:nordex:{who}" for who in ("ann", "li", "tess"))
    assert heard.by_platform == ((REPLAY, Leg.PRIVATE, 3),)


@pytest.mark.parametrize(
    ("person", "word", "hears"),
    [
        (asked(), Word.NEWS, True),
        (asked(**TOLD), Word.NEWS, False),
        (asked(agent="mira"), Word.NEWS, False),
        (asked(), Word.CLEAR, False),
        (asked(**TOLD), Word.CLEAR, True),
        (asked(agent="mira", **TOLD), Word.CLEAR, True),
        (asked(cleared_at=after(9), **TOLD), Word.CLEAR, False),
    ],
    ids=["waits", "told before", "an agent's", "never told", "told", "told, then an agent's",
         "heard it"],
)  # fmt: skip
def test_news_for_who_waits_and_the_all_clear_for_who_was_told(person, word, hears):
    assert bool(hear(person, word=word).people) is hears


def test_the_all_clear_says_where_to_go_when_it_is_not_right_yet():
    (row,) = hear(asked(**TOLD), word=Word.CLEAR).rows
    assert row.key == "notice:i1:clear:replay:nordex:ann"
    assert row.text.startswith(OVER["en"])
    assert "a person will look at it" in row.text


@pytest.mark.parametrize(
    ("changes", "address", "leg"),
    [
        ({}, "ann", Leg.PRIVATE),
        ({"closed": "blocked"}, CLOSED, None),
        ({"closed": "blocked", "private_address": "other"}, "other", Leg.PRIVATE),
        (PUBLIC, "room", Leg.PUBLIC),
        (PUBLIC | {"closed": "gone"}, CLOSED, None),
        (PUBLIC | {"private_address": "dm"}, "dm", Leg.PRIVATE),
        (PUBLIC | {"platform": SHORT}, ONE_REPLY, None),
        (PUBLIC | {"platform": SHORT, "private_address": "dm"}, "dm", Leg.PRIVATE),
        (PUBLIC | {"platform": Platform("gone")}, CLOSED, None),
        ({"platform": Platform("gone")}, CLOSED, None),
    ],
    ids=["private", "private shut", "another private door", "public", "public shut",
         "public with a door", "one reply only", "one reply, a door", "no such platform",
         "private, no such platform"],
)  # fmt: skip
def test_by_which_way(changes, address, leg):
    person = asked(**changes)
    heard = hear(person)
    if leg is None:
        assert (heard.rows, heard.unreached) == ((), (Unreached(asked=person, why=address),))
    else:
        assert [(row.address, row.leg) for row in heard.rows] == [(address, leg)]
        assert heard.unreached == ()


def test_in_public_his_own_question_is_answered():
    (row,) = hear(asked(**PUBLIC)).rows
    assert row.reply_to == "ann1"
    assert row.text.startswith(TEXTS["en"])
    assert "We will write to you here" not in row.text


def test_where_several_asked_in_public_one_post_is_for_all_who_read_that_language():
    people = [asked(f"u{n}", **PUBLIC) for n in range(5)]
    others = [asked("li", language="zh", **PUBLIC), asked("bob", leg=Leg.PUBLIC, address="other")]
    heard = hear(*people, *others)
    assert [(row.address, row.reply_to) for row in heard.rows] == [
        ("room", None), ("room", "li1"), ("other", "bob1"),
    ]  # fmt: skip
    assert len(heard.people) == 7
    assert heard.by_platform == ((REPLAY, Leg.PUBLIC, 7),)


def test_a_long_text_leaves_in_parts_of_which_each_is_queued_once():
    long = " ".join(f"Sentence number {n} is here." for n in range(90))
    rows = hear(asked(platform=SHORT), texts={"en": long}).rows
    assert [row.key for row in rows] == [
        "notice:i1:news:replay:nordex:ann" + (f":{n}" if n else "") for n in range(len(rows))
    ]
    assert len(rows) == 3
    assert [row.sequence for row in rows] == [0, 1, 2]
    assert all(len(row.text) <= 1000 for row in rows)


def test_what_an_aide_says_waits_and_what_ends_does_not():
    news = informing(an_incident(texts=TEXTS), Word.NEWS, "zh", Leg.PRIVATE)
    assert (news.phrase, news.language, news.waits) == ("incident_private", "zh", True)
    assert dict(news.values) == {"text": TEXTS["zh"]}
    assert news.reason == "waits with the incident “withdrawal SOL”"
    over = informing(an_incident(clear_texts=OVER), Word.CLEAR, "zh", Leg.PUBLIC)
    assert (over.phrase, over.language, over.waits) == ("incident_over_public", "en", False)
