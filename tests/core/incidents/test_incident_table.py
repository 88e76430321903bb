"""`[incidents]` refuses what cannot be meant."""

from __future__ import annotations

import pytest

from core.errors import ConfigError
from core.settings import checked, parse
from core.tables.incident import IncidentTable


@pytest.mark.parametrize(
    "address", ["", "https://status.nordex.example", "http://127.0.0.1:9/x.json"]
)
def test_an_address_or_none(address):
    assert checked(IncidentTable, {"status_page": address}, "[incidents]").status_page == address


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"status_page": "status.nordex.example"}, "status_page: it should be an http"),
        ({"least_people": 1}, "least_people: Input should be greater than or equal to 3"),
        ({"strictness": 0}, "strictness: Input should be greater than 0"),
        ({"least_peopel": 9}, "did you mean 'least_people'"),
    ],
)
def test_nonsense_stops_the_start(table, said):
    with pytest.raises(ConfigError, match=said):
        checked(IncidentTable, table, "[incidents]")


def test_it_is_a_table_of_the_settings():
    loaded = parse("[incidents]\nleast_people = 40\n", {})
    assert loaded.settings.incidents.least_people == 40
