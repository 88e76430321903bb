"""What has to be known before somebody can work on a case, or an article can be told."""

from __future__ import annotations

from collections.abc import Iterable

Groups = tuple[tuple[str, ...], ...]

# What a person needs to work on the case: one of each group is enough.
NEEDED: dict[str, Groups] = {
    "deposit": (("txid", "address"), ("network",), ("coin",)),
    "withdrawal": (("txid", "address", "order_id"), ("coin",)),
    "trading": (("order_id", "uid"),),
    "fiat": (("amount",), ("time",)),
}
# Articles that say nothing of use before it is known what they are about.
FACTS_FIRST = frozenset({"deposit-wrong-network", "deposit-missing-memo"})


def missing_facts(intent: str, known: Iterable[str]) -> tuple[str, ...]:
    """The facts to ask for: the first of each group of which none is known."""
    have = set(known)
    return tuple(group[0] for group in NEEDED.get(intent, ()) if not have & set(group))
