"""The three ways in which lists of hosts are published."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from core.errors import ConfigError
from core.triage.hosts import host_of, is_host

Format = Literal["lines", "json", "hosts"]
# Under which key lists of bad hosts stand in JSON.
_KEYS = ("deny", "blacklist", "blocklist", "domains", "hosts")
_COMMENT = re.compile(r"^\s*[#!;].*|\s#.*")
_NOBODY = frozenset({"localhost.localdomain", "0.0.0.0", "127.0.0.1", "255.255.255.255"})  # noqa: S104 - a name in files


def hosts_in(text: str, written: Format, key: str = "") -> list[str]:
    """The hosts of a list, each once and in order; lines that name none are passed over.

    Raises ConfigError when the whole is not what it should be.
    """
    entries = _from_json(text, key) if written == "json" else _from_lines(text, written)
    hosts = (host_of(entry) for entry in entries)
    return sorted({host for host in hosts if is_host(host) and host not in _NOBODY})


def _from_lines(text: str, written: Format) -> Iterator[str]:
    for line in text.splitlines():
        words = _COMMENT.sub("", line).split()
        if written == "hosts":
            yield from words[1:]
        elif len(words) == 1:
            yield words[0]


def _from_json(text: str, key: str) -> Iterable[str]:
    try:
        whole = json.loads(text)
    except ValueError as error:
        raise ConfigError(f"is not valid JSON: {error}") from None
    found = whole if isinstance(whole, list) else _under(whole, key)
    return (entry for entry in found if isinstance(entry, str))


def _under(whole: Any, key: str) -> list[Any]:
    keys = (key,) if key else _KEYS
    for each in keys:
        if isinstance(whole, dict) and isinstance(whole.get(each), list):
            found: list[Any] = whole[each]
            return found
    raise ConfigError(f"holds no list under {' or '.join(repr(each) for each in keys)}")
