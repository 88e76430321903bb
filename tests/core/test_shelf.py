"""Articles as people see them: days they hold, and what stops them."""

from __future__ import annotations

from datetime import date

import pytest

from core.actions import Article, Audience
from core.shelf import FIELDS, Trouble, Writing

JUNE = date(2026, 6, 15)


def an_article(**changes) -> Article:
    return Article(id="a", language="en", intent="login", title="A", body="b", **changes)


@pytest.mark.parametrize(
    ("changes", "valid", "said"),
    [
        ({}, True, True),
        ({"valid_from": JUNE, "valid_until": JUNE}, True, True),
        ({"valid_from": date(2026, 6, 16)}, False, False),
        ({"valid_until": date(2026, 6, 14)}, False, False),
        *(({"audience": each}, True, each is Audience.EVERYONE) for each in Audience),
    ],
    ids=str,
)
def test_when_an_article_is_said(changes, valid, said):
    article = an_article(**changes)
    assert (article.valid_on(JUNE), article.said_on(JUNE)) == (valid, said)


def test_a_trouble_is_one_line_and_knows_its_part():
    trouble = Trouble("body", "is empty")
    assert (str(trouble), trouble.part, trouble.problem) == ("'body' is empty", "body", "is empty")


def test_the_form_has_the_fields_of_the_file():
    assert {*FIELDS, "id", "language"} == set(Writing.__dataclass_fields__)
    assert FIELDS[0] == "intent"
