"""Safe facts in a message: what the desk may ask for and keep."""

from __future__ import annotations

from collections.abc import Callable

from core.triage.facts import amounts, coins, errors, hashes, networks, numbered, places, times
from core.triage.facts.coins import COINS
from core.triage.facts.glance import Glance
from core.triage.text import visible

__all__ = ["COINS", "facts"]

_MOST, _LONGEST = 8, 160

_FINDERS: tuple[tuple[str, Callable[[Glance], list[str]]], ...] = (
    ("uid", numbered.uids),
    ("coin", coins.find),
    ("network", networks.find),
    ("amount", amounts.find),
    ("txid", hashes.find),
    ("address", places.valid),
    ("address_invalid", places.invalid),
    ("order_id", numbered.orders),
    ("time", times.find),
    ("error", errors.find),
)

_WITHOUT_DIGITS = tuple(
    (kind, find) for kind, find in _FINDERS if kind in {"coin", "network", "amount", "error"}
)


def facts(text: str) -> dict[str, tuple[str, ...]]:
    """Facts by kind, as written: uid, coin, network, amount, txid, address, order_id, time, error.

    Coins and networks come under one name each. `address_invalid` is what was meant as an address
    and fails its checksum: a mistyped one, which must never be used.
    """
    seen = Glance.at(visible(text))
    finders = _FINDERS if seen.longest_number else _WITHOUT_DIGITS
    return {kind: _few(values) for kind, find in finders if (values := find(seen))}


def _few(values: list[str]) -> tuple[str, ...]:
    """Each once, in order, not more than anybody would read."""
    return tuple(dict.fromkeys(value.strip()[:_LONGEST] for value in values))[:_MOST]
