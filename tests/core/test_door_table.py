"""`[console.door]`: which ways are open, and tables that would let everybody in."""

from __future__ import annotations

import pytest

from core.doors import CompanyRefused, Way
from core.tables.door import CompanyTable, DoorTable


@pytest.mark.parametrize(
    ("table", "open_ways"),
    [
        ({}, {"link", "password", "passkey"}),
        ({"ways": ("password",)}, {"password"}),
        ({"company": CompanyTable(issuer="https://id.nordex.example", client_id="x")}, set(Way)),
        (
            {
                "ways": ("link",),
                "company": CompanyTable(issuer="https://id.nordex.example", client_id="x"),
            },
            {"link"},
        ),
    ],
    ids=range(4),
)
def test_which_ways_are_open(table, open_ways):
    door = DoorTable(**table)
    assert {way for way in Way if door.is_open(way)} == open_ways


@pytest.mark.parametrize(
    "table",
    [{"issuer": "https://id.nordex.example"}, {"client_id": "x"}, {"create": True}, {"other": 1}],
    ids=str,
)
def test_half_a_table_stops_the_start(table):
    with pytest.raises(ValueError, match=r"go together|everybody there|Extra inputs"):
        CompanyTable(**table)


def test_create_needs_to_know_for_whom():
    assert CompanyTable(create=True, domains=("nordex.example",)).create
    assert CompanyTable(create=True, groups={"support": "agent"}).create


def test_a_refusal_says_what_the_page_says_and_what_the_log_says():
    assert (CompanyRefused("company_down").code, str(CompanyRefused("company_down"))) == (
        "company_down",
        "company_down",
    )
    assert str(CompanyRefused("company_down", "it answers 503")) == "it answers 503"
