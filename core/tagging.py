"""The words that agents give cases, in one spelling, and whom a note names. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

LONGEST = 40  # characters of a tag
# Letters, marks and digits of any script; everything else parts words.
_APART = re.compile(r"[^\w]+|_+")
_NAMED = re.compile(r"(?<![\w@])@([\w.-]+)")


def normal_tag(text: str) -> str:
    """One spelling for what means the same: "API Keys" and "api-keys"; empty for no word."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = [each for each in _APART.split(unicodedata.normalize("NFKC", plain)) if each]
    return "-".join(words)[:LONGEST].strip("-")


def named_in(text: str, people: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of the agents whom a text names as @id or as @Name without its spaces.

    `people` are display names by id.
    """
    known = {each.casefold(): each for each in people}
    known |= {_joined(name): each for each, name in people.items()}
    found = (known.get(name.rstrip(".-").casefold()) for name in _NAMED.findall(text))
    return tuple(dict.fromkeys(each for each in found if each))


def among(chosen: Iterable[str], people: Mapping[str, str]) -> tuple[str, ...]:
    """Those of the chosen who exist, each once."""
    return tuple(dict.fromkeys(each for each in chosen if each in people))


def _joined(name: str) -> str:
    return "".join(name.split()).casefold()
