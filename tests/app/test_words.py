"""Agents' words and acts take the bot's way out: lint, limits, outbox."""

from __future__ import annotations

import pytest

from app.words import AgentWords
from core.actions import Kind
from core.casebook import CaseFile, Line
from core.errors import IllegalTransition, UnsafeText
from tests.conftest import NOON
from tests.core.test_case import a_case
from tests.core.test_conclude import HOUSE
from tests.fakes import a_reading

WORDS = AgentWords(HOUSE)
CASE = a_case()


def a_line(**changes):
    values = {"kind": "message", "at": NOON, "by": "Ann", "text": "fees?", "native_id": "7"}
    return Line(**(values | changes))


def test_a_second_press_is_the_same_row():
    [first] = WORDS.compose(CASE, " I see it now. ", "mira", NOON)
    [again] = WORDS.compose(CASE, "I see it now.", "mira", NOON)
    assert first.key == again.key
    assert (first.text, first.by, first.markdown) == ("I see it now.", "mira", False)


def test_long_words_leave_in_parts():
    parts = WORDS.compose(CASE, "word " * 2000, "mira", NOON)
    assert [part.sequence for part in parts] == list(range(len(parts)))
    assert len(parts) > 1


def test_the_lint_speaks_before_anything_leaves():
    with pytest.raises(UnsafeText):
        WORDS.compose(CASE, "Please send me your password.", "mira", NOON)


def test_acts_name_their_target_and_happen_once():
    row = WORDS.act(CASE, a_line(), Kind.DELETE, "mira", NOON)
    assert (row.kind, row.target, row.key) == (Kind.DELETE, "7", "act:delete:replay:7")
    with pytest.raises(IllegalTransition, match="has no way to ban"):
        WORDS.act(CASE, a_line(), Kind.BAN, "mira", NOON)


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ((), ""),
        ((a_line(),), ""),
        ((a_line(verdict=a_reading("complaint")),), ""),
        ((a_line(verdict=a_reading()),), "0.08"),
    ],
)
def test_a_draft_is_offered_where_an_article_fits(lines, wanted):
    draft = WORDS.suggestion(CaseFile(case=CASE, lines=lines, decisions=()))
    assert wanted in draft
    assert bool(draft) is bool(wanted)
    assert "**" not in draft
    assert "<https" not in draft
