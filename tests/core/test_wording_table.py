"""`[wording]`: off as it ships, and checked before anybody is asked."""

from __future__ import annotations

import pytest

from core.errors import ConfigError
from core.settings import parse


def test_it_is_off_as_it_ships():
    assert parse("", {}).settings.wording.use == "off"


@pytest.mark.parametrize(
    "table",
    [
        'use = "local"\nmodel = "/models/small"',
        'use = "endpoint"\nmodel = "m"\nbase_url = "https://models.example/v1"',
        'use = "endpoint"\nmodel = "m"\nbase_url = "http://127.0.0.1:8000/v1"',
        'use = "endpoint"\nmodel = "m"\nbase_url = "http://[::1]:8000/v1"',
    ],
)
def test_what_is_complete_is_taken(table):
    assert parse(f"[wording]\n{table}", {}).settings.wording.model


WRONG = {
    "no model": ('use = "local"', "'model' is missing"),
    "no address": ('use = "endpoint"\nmodel = "m"', "'base_url' is missing"),
    "an open line": (
        'use = "endpoint"\nmodel = "m"\nbase_url = "http://models.example/v1"',
        "has to begin with https",
    ),
    "a mistyped key": ('use = "off"\nmodell = "m"', "did you mean 'model'"),
    "no patience": ('use = "off"\ntimeout_s = 0', "timeout_s"),
}


@pytest.mark.parametrize(("table", "told"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_told_in_one_line(table, told):
    with pytest.raises(ConfigError, match=told) as error:
        parse(f"[wording]\n{table}", {})
    assert "\n" not in str(error.value)


def test_the_key_is_a_credential_and_no_setting():
    loaded = parse("", {"SKERRY_WORDING_KEY": "made-up", "SKERRY_WORDING__PAUSE_S": "5"})
    assert loaded.secrets == {"SKERRY_WORDING_KEY": "made-up"}
    assert loaded.settings.wording.pause_s == 5
