"""Questions that are nearly the same, found without holding each against each.

A similarity join by prefix filter (Chaudhuri et al., 2006): two sets that are alike share one of
their rarest parts, so only those that do are compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

# Shares of letter groups that two questions have in common (Jaccard).
ALIKE = 0.85
_WORD = re.compile(r"[\w']+")
# Scripts written without blanks say in two signs what others say in three letters.
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Alike:
    """Two questions by their places in what was given, and how much they share, 0..1."""

    one: int
    other: int
    share: float


def alike(questions: Sequence[str], owners: Sequence[str], least: float = ALIKE) -> Iterator[Alike]:
    """Pairs of different owners whose questions are at least so alike."""
    sets = _ordered([_groups(text) for text in questions])
    index: defaultdict[int, list[int]] = defaultdict(list)
    for place in sorted(range(len(sets)), key=lambda each: len(sets[each])):
        mine = sets[place]
        prefix = mine[: len(mine) - ceil(least * len(mine)) + 1]
        met = {other for group in prefix for other in index[group]}
        for other in sorted(met):
            share = _share(mine, sets[other])
            if share >= least and owners[other] != owners[place]:
                yield Alike(min(place, other), max(place, other), share)
        for group in prefix:
            index[group].append(place)


def _groups(text: str) -> set[str]:
    words = " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))
    size = 2 if _DENSE.search(words) else 3
    padded = f" {words} "
    return {padded[at : at + size] for at in range(max(1, len(padded) - size + 1))}


def _ordered(sets: Sequence[set[str]]) -> list[list[int]]:
    """Each set as numbers, the rarest first."""
    counts = Counter(group for each in sets for group in each)
    ranks = {group: rank for rank, (group, _) in enumerate(reversed(counts.most_common()))}
    return [sorted(ranks[group] for group in each) for each in sets]


def _share(one: Sequence[int], other: Sequence[int]) -> float:
    both = len(set(one) & set(other))
    return both / (len(one) + len(other) - both)
