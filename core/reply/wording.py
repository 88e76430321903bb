"""The names that texts are written with: facts, phrases and variables."""

from __future__ import annotations

import re
from collections.abc import Mapping

# What the desk may ask for, in the order of the taxonomy.
SAFE_FACTS = (
    "uid", "coin", "network", "amount", "txid", "address", "order_id", "time", "error",
)  # fmt: skip
# Facts of the exchange that phrases and links rely on.
SHARED_FACTS = frozenset({"help", "site"})

_NONE: frozenset[str] = frozenset()
# Every phrase the desk can say, and the variables that it has to carry.
PHRASES: dict[str, frozenset[str]] = {
    "handed_over": frozenset({"wait"}),
    **{f"wait_{minutes}": _NONE for minutes in (5, 30, 240, 1440)},
    "ask_intro": _NONE,
    "ask_private": _NONE,
    **{f"fact_{fact}": _NONE for fact in SAFE_FACTS},
    "shield": frozenset({"help"}),
    "secret_removed": frozenset({"site"}),
    "freeze": frozenset({"site"}),
    "crisis": _NONE,
    "go_private": _NONE,
    "read_more": frozenset({"url"}),
    "closing": _NONE,
    "person_button": _NONE,
    "rate_ask": _NONE,
}

_VARIABLE = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def variables(text: str) -> set[str]:
    """The names that stand in braces in a text."""
    return set(_VARIABLE.findall(text))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its variables replaced; one without a value stays as it is."""
    return _VARIABLE.sub(lambda found: values.get(found[1], found[0]), text)


def primary(language: str) -> str:
    """The primary tag of a language code: zh-hans and zh_CN are zh."""
    return language.replace("_", "-").partition("-")[0].lower()
