"""What a few microseconds tell about a text, so that most patterns need not run."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_RUN, _DIGITS, _PLAIN_DIGITS = map(re.compile, (r"[a-z0-9]+", r"\d+", r"[0-9]+"))


def listed(words: str) -> frozenset[str]:
    """Words written one after the other."""
    return frozenset(words.split())


class Glance(NamedTuple):
    """A text in NFKC, its lower-case form, and its runs of plain letters and digits.

    Both texts are of one length. `longest` is the longest run and `longest_number` the longest
    number; both are 0 in a text without digits.
    """

    text: str
    lower: str
    words: frozenset[str]
    longest: int
    longest_number: int
    plain: bool

    @classmethod
    def at(cls, text: str) -> Glance:
        """A look at a text in NFKC."""
        # The one capital whose small form is longer; without it places in both texts agree.
        lower = text.replace("İ", "I").lower()
        words = frozenset(_RUN.findall(lower))
        plain = lower.isascii()
        numbers = (_PLAIN_DIGITS if plain else _DIGITS).findall(lower)
        if not numbers:
            return cls(text, lower, words, 0, 0, plain)
        return cls(
            text, lower, words, max(map(len, words), default=0), max(map(len, numbers)), plain
        )

    def has(self, stems: Stems) -> bool:
        """Whether one of the stems stands anywhere in the text."""
        lower = self.lower
        for stem in stems.plain:
            if stem in lower:
                return True
        return not self.plain and stems.others.search(lower) is not None


class Stems(NamedTuple):
    """Beginnings of words, those in plain letters apart: most texts hold no others."""

    plain: tuple[str, ...]
    others: re.Pattern[str]

    @classmethod
    def of(cls, stems: Iterable[str]) -> Stems:
        """Stems in lower case."""
        known = tuple(stems)
        others = "|".join(re.escape(stem) for stem in known if not stem.isascii())
        return cls(tuple(stem for stem in known if stem.isascii()), re.compile(others or r"(?!)"))
