"""A cheap look at a text that tells which detectors could find something in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LETTER = "[a-z\u00df-\u024f\u0400-\u04ff]"
_BEGIN, _END = rf"(?<!{_LETTER})(?<![0-9_/])", rf"(?!{_LETTER})"
_AT_BEGIN = re.compile(r"(?:^|(?<=[|(:]))\\b")
_DIGITS = re.compile(r"\d(?:\D?\d){2}")


@dataclass(frozen=True, slots=True)
class Look:
    """A folded text, and facts about it that are read off in a few microseconds."""

    text: str
    lower: str  # as long as the text
    longest: int
    digits: bool
    ascii: bool

    @classmethod
    def at(cls, text: str) -> Look:
        lower = text.lower()
        if len(lower) != len(text):  # one capital letter has a lower case of two characters
            lower = text.replace("İ", "i").lower()
        return cls(
            text=text,
            lower=lower,
            longest=max(map(len, text.split()), default=0),
            digits=_DIGITS.search(text) is not None,
            ascii=text.isascii(),
        )

    def names(self, stems: Stems) -> bool:
        """Whether one of the stems is in the text."""
        lower = self.lower
        for stem in stems.ascii:
            if stem in lower:
                return True
        return not self.ascii and any(stem in lower for stem in stems.others)


@dataclass(frozen=True, slots=True)
class Stems:
    """Words' beginnings, one of which is in every text that a detector finds something in."""

    ascii: tuple[str, ...]
    others: tuple[str, ...]

    @classmethod
    def of(cls, words: str) -> Stems:
        """From words with a bar between them."""
        each = [word for word in words.split("|") if word]
        return cls(
            ascii=tuple(word for word in each if word.isascii()),
            others=tuple(word for word in each if not word.isascii()),
        )


def labels(pattern: str) -> re.Pattern[str]:
    """A pattern for lower-case words, where `\\b` parts letters from digits and Chinese as well."""
    return re.compile(_AT_BEGIN.sub(lambda _: _BEGIN, pattern).replace(r"\b", _END))


def apart(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans in order, without those that begin inside an earlier one, the longest first."""
    last = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= last:
            yield start, end
            last = end
