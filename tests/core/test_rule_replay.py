"""A rule tried on what was judged: what it meets, and whom it would have wronged."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.protection import ScamStatus
from core.rule_replay import Rule, acts_on, replay
from tests.conftest import NOON
from tests.console.fake_guard import a_file, a_message, a_warning

OLD = NOON - timedelta(days=40)


def message(level, score, **changes):
    return a_message(level=level, score=score, **changes)


@pytest.mark.parametrize(
    ("level", "score", "borders", "acts"),
    [
        ("alert", 0.9, {}, ("restrict",)),
        ("review", 0.6, {}, ("delete",)),
        ("note", 0.3, {}, ()),
        ("review", 0.6, {"alert_from": 0.5}, ("restrict",)),
        ("alert", 0.9, {"alert_from": 0.95}, ("delete",)),
        ("alert", 0.9, {"alert_from": 0.95, "review_from": 0.92}, ()),
        ("review", 0.6, {"alert_from": 0.95}, ("delete",)),
        ("review", 0.6, {"review_from": 0.7}, ()),
        ("note", 0.3, {"review_from": 0.2}, ("delete",)),
        ("note", 0.3, {"alert_from": 0.95}, ()),
    ],
    ids=[
        "an alert as judged",
        "a review as judged",
        "below both",
        "raised to an alert",
        "an alert becomes a review",
        "an alert falls below both",
        "a review stays one",
        "a review falls below",
        "raised to a review",
        "still below both",
    ],
)
def test_borders_decide_the_level(level, score, borders, acts):
    rule = Rule(alert=("restrict",), review=("delete",), **borders)
    assert acts_on(message(level, score), rule) == acts


def test_every_act_is_counted_by_message_author_and_what_people_said():
    files = [
        a_file(1, message("alert", 0.9), message("alert", 0.8), a_warning()),
        a_file(2, message("alert", 0.9), status=ScamStatus.CONFIRMED),
        a_file(3, message("alert", 0.9), status=ScamStatus.DISMISSED),
        a_file(4, message("review", 0.6), status=ScamStatus.DISMISSED),
    ]
    done = replay(files, Rule(alert=("delete", "ban")), NOON)
    assert (done.messages, done.authors) == (5, 4)
    assert [each.act for each in done.effects] == ["delete", "ban"]
    for effect in done.effects:
        assert (effect.messages, effect.authors) == (4, 3)
        assert (effect.confirmed, effect.dismissed, effect.undecided) == (1, 1, 1)
    assert [scam.author_id for scam in done.wronged] == ["9003"]


def test_only_what_was_received_since_then_counts():
    files = [a_file(1, message("alert", 0.9, at=OLD)), a_file(2, message("alert", 0.9))]
    done = replay(files, Rule(alert=("delete",)), NOON - timedelta(days=30))
    assert (done.messages, done.authors) == (1, 1)


def test_a_rule_of_one_platform_looks_nowhere_else():
    files = [a_file(1, message("alert", 0.9)), a_file(2, message("alert", 0.9), platform="other")]
    done = replay(files, Rule(alert=("delete",), platform="other"), NOON)
    assert (done.messages, done.effects[0].authors) == (1, 1)


def test_a_rule_without_acts_does_nothing():
    done = replay([a_file(1)], Rule(), NOON)
    assert done.effects == ()
    assert done.wronged == ()
