"""A cheap look at a text that tells which detectors could find something in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d{3}")


@dataclass(frozen=True, slots=True)
class Look:
    """Facts about a text that are read off in a few microseconds."""

    folded: str
    words: list[str]
    longest: int
    digits: bool
    ascii: bool

    @classmethod
    def at(cls, text: str) -> Look:
        folded = text.lower()
        ascii_only = text.isascii()
        if not ascii_only:
            folded = unicodedata.normalize("NFC", folded)
        return cls(
            folded=folded,
            words=_WORD.findall(folded),
            longest=max(map(len, text.split()), default=0),
            digits=_DIGITS.search(text) is not None,
            ascii=ascii_only,
        )

    def names(self, stems: tuple[str, ...]) -> bool:
        """Whether one of the stems is in the text."""
        folded = self.folded
        return any(stem in folded for stem in stems)


def apart(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans in order, without those that begin inside an earlier one."""
    last = 0
    for start, end in sorted(spans):
        if start >= last:
            yield start, end
            last = end
