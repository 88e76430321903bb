"""`[accounts]`: an address that is safe to ask, and limits that make sense."""

from __future__ import annotations

import pytest

from core.errors import ConfigError
from core.settings import parse

GOOD = {
    "https://desk.nordex.example": "https://desk.nordex.example",
    "https://desk.nordex.example:8443/skerry/": "https://desk.nordex.example:8443/skerry",
    "http://127.0.0.1:9000": "http://127.0.0.1:9000",
    "http://[::1]:9000": "http://[::1]:9000",
    "http://localhost:9000": "http://localhost:9000",
    "": "",
}


@pytest.mark.parametrize(("given", "kept"), GOOD.items(), ids=GOOD)
def test_safe_addresses_are_taken(given, kept):
    assert parse(f'[accounts]\nbase_url = "{given}"', {}).settings.accounts.base_url == kept


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://desk.nordex.example", "https://"),
        ("http://10.0.0.7", "https://"),
        ("ftp://127.0.0.1", "https://"),
        ("desk.nordex.example", "an address such as"),
        ("https://", "an address such as"),
        ("https://user:word@desk.nordex.example", "an address such as"),
        ("https://desk.nordex.example?key=1", "an address such as"),
        ("https://desk.nordex.example#x", "an address such as"),
        ("https://[::1", "an address such as"),
    ],
    ids=["plain", "plain inside", "no web", "no scheme", "no host", "user", "query", "mark", "bad"],
)
def test_unsafe_addresses_are_refused_in_one_line(url, why):
    with pytest.raises(ConfigError, match=why) as raised:
        parse(f'[accounts]\nbase_url = "{url}"', {})
    assert "accounts.base_url" in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "line", ["timeout_s = 0", "tries = 0", "confirm_min = 0", "links_per_h = 0", "pause_s = -1"]
)
def test_limits_that_make_no_sense_are_refused(line):
    with pytest.raises(ConfigError, match=line.split(maxsplit=1)[0]):
        parse(f"[accounts]\n{line}", {})
