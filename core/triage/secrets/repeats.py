"""A secret that is written again: known by itself, with no word beside it that names it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

_SHORTEST = 6
_START = re.compile(rf"(?<![A-Za-z0-9])(?=(\S.{{{_SHORTEST - 1}}}))", re.DOTALL)
_GOES_ON = re.compile(r"[A-Za-z0-9]")
_MOST_LENGTHS = 8


def find(text: str, secrets: Iterable[tuple[str, str]]) -> Iterator[tuple[int, int, str]]:
    """Where one of the secrets, given with their kinds, stands in the text: start, end, kind."""
    kinds = {secret: kind for secret, kind in secrets if len(secret) >= _SHORTEST}
    lengths: dict[str, set[int]] = defaultdict(set)
    for secret in kinds:
        if len(lengths[secret[:_SHORTEST]]) < _MOST_LENGTHS:
            lengths[secret[:_SHORTEST]].add(len(secret))
    last = 0
    for match in _START.finditer(text) if kinds else ():
        start = match.start()
        if start < last:
            continue
        for length in sorted(lengths.get(match[1], ()), reverse=True):
            kind = kinds.get(text[start : start + length])
            if kind and not _GOES_ON.match(text, start + length):
                yield start, start + length, kind
                last = start + length
                break
