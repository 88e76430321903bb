"""A text as words of the lists, for those texts that could hold a seed phrase at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from core.triage.secrets.fold import to_latin
from core.triage.secrets.look import Look
from core.triage.secrets.wordlists import (
    ALSO_COMMON,
    COMMON,
    bare,
    lists,
    nearly,
    spaced,
    without_one,
)

_WORD = re.compile(
    r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*"
    r"|[*#]{2,}|_{2,}|(?<=\s)\?+(?=\s)|\.{3}|…|\[[^\]\[\0\n]{0,10}\]"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_SIGNS = ",.;:-_/|\"'()[]{}<>•+*=#!?0123456789，。、：；・"
_NUMBERED = re.compile(r"\s?#?\d")
_LABEL_TIMES = 6
_NEAREST_LETTERS, _LONGEST_TIGHT = 4, 24
_GATE, _LEAST_SIMPLE, _CLOSE = 7, 3, 7
_MOST_GAP = 24


class Token(NamedTuple):
    """A word, where it stands, and a bit for each list that has it or one a mistake away."""

    start: int
    end: int
    word: str
    known: int
    near: int


def stretches(look: Look) -> Iterator[Sequence[Token]]:
    """The words between what is covered already; nothing for a text that holds no phrase."""
    if not _could_spell(look):
        return
    text, tokens = look.text, _tokens(look)
    begin = 0
    for at in range(1, len(tokens)):
        before, after = tokens[at - 1], tokens[at]
        if after.start - before.end > _MOST_GAP or text.find("\0", before.end, after.start) >= 0:
            yield tokens[begin:at]
            begin = at
    yield tokens[begin:]


def in_enough_lists(tokens: Sequence[Token]) -> Iterator[int]:
    """The bits of the lists that many of the words are in."""
    for bit in range(len(spaced()) + 1):
        if sum(token.known >> bit & 1 for token in tokens) >= _GATE:
            yield bit


def _could_spell(look: Look) -> bool:
    """Enough words of the lists that no sentence is made of, and some of them side by side."""
    words = _words(look)
    if len(words) < _GATE:
        return False
    telling = _telling()
    places = [at for at, word in enumerate(words) if word in telling]
    if _LEAST_SIMPLE <= len(places) < _GATE and not look.ascii:
        simple = [bare(to_latin(word)) for word in words]
        places = [at for at, word in enumerate(simple) if word in telling]
    if len(places) < _GATE:
        return False
    return any(other - one <= _CLOSE for one, other in zip(places, places[3:], strict=False))


def _words(look: Look) -> list[str]:
    """The words of a text, quickly where spaces and usual signs part them."""
    text = look.lower
    if look.longest >= _LONGEST_TIGHT:
        return _LETTERS.findall(text)
    for sign in _SIGNS:
        if sign in text:
            text = text.replace(sign, " ")
    return text.split()


@cache
def _telling() -> frozenset[str]:
    return frozenset(lists()) - COMMON - ALSO_COMMON


def _tokens(look: Look) -> Sequence[Token]:
    known = lists()
    near: dict[str, int] = {}
    found = []
    for match in _WORD.finditer(look.lower):
        word = match[0]
        if not word.isascii():
            word = bare(word)
            word = word if word in known or to_latin(word) not in known else to_latin(word)
        if word not in near:
            near[word] = known.get(word, 0) | _near(word)
        found.append(Token(match.start(), match.end(), word, known.get(word, 0), near[word]))
    return _without_labels(look.lower, found)


def _near(word: str) -> int:
    """A bit for each list that has a word which one mistake turns into this one."""
    if len(word) < _NEAREST_LETTERS:
        return 0
    known, without = lists(), nearly()
    bits = 0
    for form in (word, *without_one(word)):
        bits |= known.get(form, 0) | without.get(form, 0)
    return bits & ((1 << len(spaced())) - 1)


def _without_labels(text: str, tokens: Sequence[Token]) -> Sequence[Token]:
    """Without the word that numbers the others, as in "word 1: … word 2: …"."""
    numbered = Counter(token.word for token in tokens if _NUMBERED.match(text, token.end))
    labels = {word for word, times in numbered.items() if times >= _LABEL_TIMES}
    return [token for token in tokens if token.word not in labels] if labels else tokens
