"""Chinese seed phrases: single characters of the list that do not follow each other in writing.

The list is the 2,048 commonest characters, so every sentence is made of them; what tells a phrase
is that its characters are evenly rare and never form a usual pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.triage.secrets.hanzi_table import FIRST, PAIRS, SECOND, THIRD
from core.triage.secrets.look import Look, Stems
from core.triage.secrets.wordlists import hanzi

_HANZI = "\u4e00-\u9fff"
_BLOCK = re.compile(f"[{_HANZI}]{{11,}}")
# The first and the last may stand against the prose around them.
_ALONE = re.compile(
    f"[{_HANZI}](?![{_HANZI}])(?:[^{_HANZI}\\0]{{1,40}}[{_HANZI}](?![{_HANZI}])){{9,}}"
    f"(?:[^{_HANZI}\\0]{{1,40}}[{_HANZI}])?"
)
_CHARACTER = re.compile(f"[{_HANZI}]")
_NAMES = Stems.of(
    "助记|助記|恢复|恢復|种子|種子|备份|備份|单词|單詞|mnemonic|seed|phrase|recovery|words"
)
# How much likelier a character is in a phrase than in a sentence, as natural logarithms.
_WEIGHTS = ((FIRST, -2.3), (SECOND, -0.9), (THIRD, 0.2))
_RARE, _PAIR, _UNLISTED = 1.5, -3.0, -8.0
_USUAL = frozenset({12, 15, 18, 21, 24})
_LEAST, _ENOUGH, _ENOUGH_ALONE = 11, 6.0, -2.0
_SPARE = 2


def find(look: Look) -> Iterator[tuple[int, int]]:
    """Characters set apart, and blocks: whole ones of usual length, or parts where one is named."""
    if not _CHARACTER.search(look.text):
        return
    for match in _ALONE.finditer(look.text):
        places = _without_prose(look.text, match)
        if len(places) >= _LEAST and _score([look.text[at] for at in places]) >= _ENOUGH_ALONE:
            yield places[0], places[-1] + 1
    named = look.names(_NAMES)
    for match in _BLOCK.finditer(look.text):
        start, end = match.span()
        usual = end - start in _USUAL
        if usual and _score(match[0]) >= (_ENOUGH_ALONE if named else _ENOUGH):
            yield start, end
        elif named:
            yield from ((start + one, start + other) for one, other in _inside(match[0]))


def _without_prose(text: str, match: re.Match[str]) -> list[int]:
    """Where the characters stand, less an end that belongs to the words beside it."""
    places = [each.start() for each in _CHARACTER.finditer(text, *match.span())]
    head = match.start() > 0 and _CHARACTER.match(text, match.start() - 1) is not None
    tail = _CHARACTER.match(text, match.end()) is not None
    for first, last in ((head, tail), (head, False), (False, tail)):
        if len(places) - first - last in _USUAL:
            return places[first : len(places) - last]
    return places


def _inside(block: str) -> Iterator[tuple[int, int]]:
    """The stretches of a block that are likelier a phrase than a sentence, with a margin."""
    first, last = 0, -1
    total = best = 0.0
    for at in range(len(block) + 1):
        total += _weight(block, at) if at < len(block) else -2 * _ENOUGH - best
        if total > best:
            last, best = at, total
        elif total <= 0 or total < best - _ENOUGH:
            if best >= _ENOUGH and last + 1 - first >= _LEAST - _SPARE:
                yield max(0, first - _SPARE), min(len(block), last + 1 + _SPARE)
            first, total, best = at + 1, 0.0, 0.0


def _score(characters: Sequence[str]) -> float:
    return sum(_weight(characters, at) for at in range(len(characters)))


def _weight(characters: Sequence[str], at: int) -> float:
    one = characters[at]
    if one not in hanzi():
        return _UNLISTED
    weight = next((weight for kind, weight in _WEIGHTS if one in kind), _RARE)
    return weight + (_PAIR if at and characters[at - 1] + one in PAIRS else 0.0)
