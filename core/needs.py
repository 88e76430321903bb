"""What a person needs to know before he can work on a case."""

from __future__ import annotations

from collections.abc import Iterable

# What a person needs to work on the case: one of each group is enough.
NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "deposit": (("txid", "address"), ("network",), ("coin",)),
    "withdrawal": (("txid", "address", "order_id"), ("coin",)),
    "trading": (("order_id", "uid"),),
    "fiat": (("amount",), ("time",)),
}


def missing_facts(intent: str, known: Iterable[str]) -> tuple[str, ...]:
    """The facts to ask for: the first of each group of which none is known."""
    have = set(known)
    return tuple(group[0] for group in NEEDED.get(intent, ()) if not have & set(group))
