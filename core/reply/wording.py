"""The names that texts are written with: facts, phrases and variables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from core.reply.formats import FORMS, localised, plural
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
    "handed_over_closed": frozenset({"wait"}),
    **{f"wait_{unit}": frozenset({"n"}) for unit in ("minutes", "hours", "days")},
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
    "only_elsewhere": _NONE,
    "closing": _NONE,
    "person_button": _NONE,
    "solved_button": _NONE,
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
# What the bot says while it finds out what a case is about.
DIALOGUE: dict[str, frozenset[str]] = {
    "noted": frozenset({"facts"}),
    "noted_person": frozenset({"facts"}),
    "corrected": _NONE,
    "private_button": _NONE,
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
# How people rate us, and what those on call read.
SERVICE: dict[str, frozenset[str]] = {
    **{f"rate_{each}": _NONE for each in ("five", "again", "sorry", "sorry_only")},
    **{f"rate_sorry_{each}": _NONE for each in ("reopened", "reopened_only")},
    "mod_page_text": frozenset({"priority", "topic", "platform", "due", "id"}),
    "mod_page_link": frozenset({"link"}),
    "mod_page_take": _NONE,
    **{f"mod_page_{e}": frozenset({"priority", "topic", "due", "id"}) for e in ("soon", "late")},
    "mod_page_acked": frozenset({"by", "id"}),
    "mod_page_unknown": _NONE,
}
# What is said while something is wrong for many.
INCIDENTS: dict[str, frozenset[str]] = {
    **{f"incident_{place}": frozenset({"text"}) for place in ("public", "private")},
    **{f"incident_over_{place}": frozenset({"text"}) for place in ("public", "private")},
    "handed_over_busy": _NONE,
    "mod_incident": frozenset({"title", "evidence"}),
}

PRIVACY: dict[str, frozenset[str]] = {"privacy_how": _NONE, "privacy_asked": _NONE}

# {name}, {name:hours}, {name, plural, one {# hour} other {# hours}}
_VARIABLE = re.compile(
    r"\{([a-z][a-z0-9_]*)"
    r"(?::([a-z]+)|,\s*plural,((?:\s*(?:=\d+|[a-z]+)\s*\{[^{}]*\})+)\s*)?\}"
)


def variables(text: str) -> set[str]:
    """The names that stand in braces in a text."""
    return {found[1] for found in _VARIABLE.finditer(text)}


def fill(text: str, values: Mapping[str, str], language: str = "en") -> str:
    """The text with its variables replaced, written as the language does.

    One without a value stays as it is; one whose value has not its form is said as it stands.
    """
    return _VARIABLE.sub(lambda found: _filled(found, values, primary(language)), text)


def mistakes(text: str, values: Mapping[str, str]) -> Iterator[str]:
    """One line for each variable that cannot be written in the form that the text asks for."""
    for found in _VARIABLE.finditer(text):
        name, form = found[1], found[2]
        if form and form not in FORMS:
            yield f"{{{name}:{form}}}: there is no form '{form}': valid are {_listed(FORMS)}"
        elif name in values:
            try:
                _said(found, values[name], "en")
            except ValueError as error:
                yield f"{{{name}}}: {error}"


def _filled(found: re.Match[str], values: Mapping[str, str], language: str) -> str:
    value = values.get(found[1])
    if value is None:
        return found[0]
    try:
        return _said(found, value, language)
    except ValueError:
        return value


def _said(found: re.Match[str], value: str, language: str) -> str:
    if found[3]:
        return plural(value, found[3], language)
    return localised(value, found[2] or "", language)


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))


def primary(language: str) -> str:
    """The primary tag of a language code: zh-hans and zh_CN are zh."""
    return language.replace("_", "-").partition("-")[0].lower()
