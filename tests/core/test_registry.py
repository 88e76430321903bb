"""Edits of the registry in the words of the console."""

from __future__ import annotations

import pytest

from core.identities import Identities
from core.registry import Edit, Entry, Registered, Section


@pytest.mark.parametrize(
    ("number", "values", "verb"),
    [
        (None, {"domain": "a.example"}, "add"),
        (0, {"domain": "b.example"}, "change"),
        (0, {}, "remove"),
    ],
    ids=["add", "change", "remove"],
)
def test_an_edit_says_what_it_does(number, values, verb):
    assert Edit(section=Section.DOMAIN, number=number, values=values).verb == verb


def test_entries_are_found_by_section():
    first = Entry(section=Section.DOMAIN, number=0, values={"domain": "a.example"})
    brand = Entry(section=Section.BRAND, number=0, values={"name": "Nordex"})
    kept = Registered(identities=Identities(), entries=(brand, first), digest="")
    assert kept.of(Section.DOMAIN) == (first,)
    assert kept.of(Section.STAFF) == ()
