"""Seed phrases written without anything between their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from core.triage.secrets.look import Look
from core.triage.secrets.wordlists import COMMON, bare, lists, spaced

SHORTEST = 24
_RUN = re.compile(
    "|".join(
        f"(?<![{letters}])[{letters}]{{{least},300}}(?![{letters}])"
        for letters, least in (
            ("A-Za-z\u00c0-\u024f", 33),
            ("\u0430-\u0451", 33),
            ("\u3041-\u3096", 33),
            ("\uac00-\ud7a3", SHORTEST),
        )
    )
)
_SHORTEST_WORD, _LONGEST_WORD, _SHORTEST_SYLLABLES = 3, 12, 2
_LEAST, _MOST, _MOST_STRANGE, _MOST_EVERYDAY = 11, 26, 0.12, 0.4
_LEAST_DISTINCT = 8
_SKIP, _NEVER = 4, 10_000


def find(look: Look) -> Iterator[tuple[int, int]]:
    """Runs of letters that are list words, but for a mistake or two."""
    for match in _RUN.finditer(look.lower):
        letters = bare(match[0])
        if _split(letters, lists(), ~0) and any(
            _split(letters, lists(), 1 << bit) for bit in range(len(spaced()))
        ):
            yield match.span()


def _split(letters: str, known: Mapping[str, int], bits: int) -> bool:
    """Whether the letters are as many words of the lists as a phrase has, few of them everyday."""
    words = _words(letters, known, bits)
    everyday = sum(word in COMMON for word in words)
    strange = len(letters) - sum(map(len, words))
    return (
        _LEAST <= len(words) <= _MOST
        and len(set(words)) >= _LEAST_DISTINCT
        and strange <= _MOST_STRANGE * len(letters)
        and everyday <= _MOST_EVERYDAY * len(words)
    )


def _words(letters: str, known: Mapping[str, int], bits: int) -> list[str]:
    """The fewest words that cover the letters, with as few letters left out as can be."""
    least = _SHORTEST_SYLLABLES if letters[0] >= "\uac00" else _SHORTEST_WORD
    cost, taken = [0] + [_NEVER] * len(letters), [0] * (len(letters) + 1)
    for end in range(1, len(letters) + 1):
        cost[end] = cost[end - 1] + _SKIP
        for size in range(least, min(_LONGEST_WORD, end) + 1):
            if cost[end - size] + 1 < cost[end] and (
                known.get(letters[end - size : end], 0) & bits
            ):
                cost[end], taken[end] = cost[end - size] + 1, size
    words, at = [], len(letters)
    while at:
        if taken[at]:
            words.append(letters[at - taken[at] : at])
        at -= taken[at] or 1
    return words
