"""The names that texts are written with: facts, phrases and variables."""

from __future__ import annotations

import re
from collections.abc import Mapping

from core.scams import Verb

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
    "shield_plain": _NONE,
    "secret_removed": frozenset({"site"}),
    "freeze": frozenset({"site"}),
    "crisis": _NONE,
    "go_private": _NONE,
    "read_more": frozenset({"url"}),
    "closing": _NONE,
    "person_button": _NONE,
    "rate_ask": _NONE,
}
# What protects users: warnings, and the answers to /verify and /scamcheck.
PROTECTION: dict[str, frozenset[str]] = {
    "warn_public": _NONE,
    "warn_private": _NONE,
    "verify_official": frozenset({"help"}),
    "verify_not_official": _NONE,
    "verify_unknown": frozenset({"help"}),
    **{f"check_{result}": _NONE for result in ("alert", "note", "clean", "usage")},
}
# What moderators read and press.
MODERATORS: dict[str, frozenset[str]] = {
    "mod_alert": frozenset({"score"}),
    "mod_review": frozenset({"score"}),
    "mod_who": frozenset({"who", "id", "platform"}),
    "mod_did": frozenset({"acts"}),
    "mod_would": frozenset({"acts"}),
    "mod_warned": frozenset({"count"}),
    "mod_case": frozenset({"id"}),
    **{f"mod_{verb.value}": _NONE for verb in Verb},
    **{f"mod_done_{verb.value}": frozenset({"id"}) for verb in Verb},
    "mod_first": frozenset({"by", "at", "id"}),
    "mod_ruled": frozenset({"verb", "by", "at"}),
    "mod_unknown": _NONE,
    "mod_held": _NONE,
    "mod_held_kept": _NONE,
    "mod_whois": frozenset({"who", "id", "names", "scam"}),
    "mod_whois_unknown": _NONE,
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
