"""What may be approved as an incident's text."""

from __future__ import annotations

import pytest

from core.incidents.texts import clean, problems
from tests.core.incidents.kit import TEXTS, a_house

HOUSE = a_house()


def test_texts_lose_the_white_space_around_them_and_empty_ones_go():
    assert clean({"en": " a\r\nb \n", "de": " \n", "zh": "z"}) == {"en": "a\nb", "zh": "z"}


def test_a_plain_text_may_be_said():
    assert problems({"en": TEXTS["en"]}, HOUSE) == []


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ({}, [("", "empty")]),
        ({"en": "x" * 200}, [("en", "long")]),
        ({"en": "Send us your password."}, [("en", "secret_password")]),
        ({"zh": "fine", "en": "See https://evil.example/"}, [("en", "link")]),
    ],
    ids=["none", "too long somewhere", "asks for a secret", "a stranger's address"],
)
def test_what_is_wrong_is_told_once_by_language(texts, found):
    assert [(code, problem.code) for code, problem in problems(texts, HOUSE)] == found


def test_without_a_platform_the_words_are_still_looked_at():
    bare = a_house(capabilities={})
    assert problems({"en": "x" * 200}, bare) == []
    assert [each.code for _, each in problems({"en": "Send your password."}, bare)] == [
        "secret_password"
    ]
