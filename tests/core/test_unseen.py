"""Hostile text in plain characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.unseen import UNSEEN, defang, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202eb", "a⟨RLO⟩b"),
        ("a\ue000b\ufffe", "a\ue000b⟨U+FFFE⟩"),
        ("\u200dstart", "⟨ZWJ⟩start"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\u200cb", "a⟨ZWNJ⟩b"),
        ("e" + "\u0301" * 6, "e\u0301\u0301\u0301⟨+3⟩"),
        ("http://a.example/x\r\ny", "hxxp://a[.]example/x\ny"),
    ],
    ids=["override", "not XML", "joins nothing", "emoji", "Persian", "Latin", "tower", "link"],
)
def test_what_hides_is_named(text, shown):
    assert visible(text) == shown


@given(st.text())
def test_what_is_left_hides_only_where_spelling_needs_it(text):
    assert set(UNSEEN.findall(visible(text))) <= {"\u200c", "\u200d"}


@given(st.text())
def test_defanging_twice_changes_nothing_more(text):
    once = defang(text)
    assert defang(once) == once
