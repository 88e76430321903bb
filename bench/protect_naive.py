"""What bots commonly do: each name beside each of ours, a list of hosts with every brand beside."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rapidfuzz.distance import JaroWinkler, Levenshtein

from core.types import Author

_ALIKE = 0.9


def edits_away(ours: Sequence[str], authors: Sequence[Author]) -> int:
    """How many have a handle or name at most one letter away from one of ours."""
    near = Levenshtein.distance
    return sum(
        any(
            near(worn, each, score_cutoff=1) <= 1
            for worn in (who.handle, who.name)
            for each in ours
        )
        for who in authors
    )


def alike(ours: Sequence[str], authors: Sequence[Author]) -> int:
    """How many have one that begins and reads like one of ours."""
    like = JaroWinkler.similarity
    return sum(
        any(like(worn, each) >= _ALIKE for worn in (who.handle, who.name) for each in ours)
        for who in authors
    )


def fuzzy_list(hosts: Sequence[str], listed: Collection[str], brands: Sequence[str]) -> int:
    """How many hosts are listed, below one that is, or one letter away from a brand."""
    found = 0
    for host in hosts:
        labels = host.split(".")
        if any(".".join(labels[at:]) in listed for at in range(len(labels))):
            found += 1
            continue
        stem = labels[-2] if len(labels) > 1 else host
        found += any(_distance(stem, name) <= 1 for name in brands)
    return found


def _distance(one: str, other: str) -> int:
    """Levenshtein's distance, row by row."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        previous, row[0] = row[0], at
        for place, wanted in enumerate(other, start=1):
            cost = previous + (letter != wanted)
            previous = row[place]
            row[place] = min(row[place] + 1, row[place - 1] + 1, cost)
    return row[-1]
