"""Figures of answering, on answers known by heart."""

from __future__ import annotations

import pytest

from core.errors import ConfigError
from training.answers import ALL, Given, tallies, wanted


def ask(article, language="en", also=()):
    return wanted({"text": "t", "article": article, "also": list(also)}, language)


def gave(article=None, first=None, *, answers=False) -> Given:
    return Given(article=article, first=first or article, answers=answers)


def test_an_article_that_would_do_is_right_too():
    wish = ask("a", also=["b"])
    assert (wish.right("a"), wish.right("b"), wish.right("c"), wish.right(None)) == (
        True,
        True,
        False,
        False,
    )
    assert ask(None).right(None)
    assert not ask(None).right("a")


def test_each_share_has_its_own_denominator():
    pairs = [
        (ask("a"), gave("a", answers=True)),
        (ask("a"), gave("b", answers=True)),
        (ask("a"), gave(first="a")),
        (ask("a"), gave("b")),
        (ask(None), gave()),
        (ask(None), gave("a", answers=True)),
        (ask(None), gave("a")),
    ]
    figures = tallies(pairs)["en"]
    assert (figures.questions, figures.first, figures.answered) == (7, 0.5, 0.5)
    assert (figures.fine, figures.precise) == (0.5, pytest.approx(1 / 3))
    assert (figures.silent, figures.unnamed) == (pytest.approx(2 / 3), pytest.approx(1 / 3))


def test_where_there_is_nothing_to_count_there_is_no_share():
    figures = tallies([(ask(None), gave())])["en"]
    assert (figures.first, figures.answered, figures.fine, figures.precise) == (None,) * 4
    assert tallies([(ask("a"), gave("a"))])["en"].silent is None


def test_languages_come_in_order_and_all_of_them_last():
    pairs = [(ask("a", language), gave("a")) for language in ("zh", "en", "ar")]
    assert list(tallies(pairs)) == ["ar", "en", "zh", ALL]
    assert tallies(pairs)[ALL].questions == 3
    assert tallies([]) == {}


def test_a_line_may_say_where_it_was_asked():
    wish = wanted({"text": "t", "article": None, "platform": "x", "place": "dm", "id": 5}, "en")
    assert wish.asked == {"platform": "x", "place": "dm"}
    assert (wish.also, wish.language) == (frozenset(), "en")


@pytest.mark.parametrize(
    "record",
    [{}, {"article": "a"}, {"text": "t", "article": 5}, {"text": "t", "article": "a", "also": 1}],
    ids=["empty", "no text", "article", "also"],
)
def test_a_line_that_cannot_be_used_is_refused(record):
    with pytest.raises(ConfigError):
        wanted(record, "en")
