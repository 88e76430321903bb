"""What our own buttons, forms and commands say, in fourteen languages."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ENGLISH = "en"
# Discord's languages, as our words have them. It has no Arabic: Arabic users see English names of
# commands, and everything else in the language their messages are in.
# Source: documentation, Reference, Locales.
LOCALES = {
    "en-US": "en",
    "en-GB": "en",
    "zh-CN": "zh",
    "zh-TW": "zh",
    "es-ES": "es",
    "es-419": "es",
    "pt-BR": "pt",
    "ru": "ru",
    "tr": "tr",
    "vi": "vi",
    "ko": "ko",
    "ja": "ja",
    "id": "id",
    "hi": "hi",
    "fr": "fr",
    "de": "de",
}
_FILE = Path(__file__).with_name("words.toml")


def say(text: str, language: str, /, **values: str) -> str:
    """A text in a language (or in English, where it has none), its gaps filled."""
    known = _table()[text]
    return known.get(language, known[ENGLISH]).format(**values)


def language_of(locale: str) -> str:
    """Our language for one of Discord's; the bare code of a language we do not have."""
    return LOCALES.get(locale) or locale.partition("-")[0].lower() or ENGLISH


def localised(name: str) -> Iterator[tuple[str, str]]:
    """Discord's locales and the text in each."""
    for locale, language in LOCALES.items():
        yield locale, say(name, language)


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
