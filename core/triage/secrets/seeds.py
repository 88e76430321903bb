"""Seed phrases by their words: likelier drawn from a list than written as a sentence.

No checksum is asked for: a typing mistake or a missing word makes a phrase no less worth
stealing, and one random run of twelve words in sixteen passes it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from operator import itemgetter
from typing import NamedTuple

from core.triage.secrets import hanzi, joined
from core.triage.secrets.look import Look, Stems, apart
from core.triage.secrets.seed_words import Token, in_enough_lists, stretches
from core.triage.secrets.wordlists import ALSO_COMMON, COMMON, USUAL

_ORDINAL = frozenset({"st", "nd", "rd", "th", "xx", "xxx", "xxxx", "xxxxx"})
_NAMES = Stems.of(
    "seed|phrase|mnemonic|recovery|words|backup|wallet|12|24|助记|助記|恢复|恢復|种子|"
    "semilla|palabras|recuper|palavras|frase|сид|фраз|слов|восстан|мнемон|tohum|kurtarma|kelime|"
    "khôi phục|cụm từ|từ |시드|복구|니모닉|단어|シード|リカバリー|復元|ニーモニック|単語|"
    "frasa|pemulihan|kata|عبارة|كلمات|استرداد|सीड|रिकवरी|फ्रेज|शब्द|mots|wörter|wiederherstell"
)
# How much likelier a word is in a phrase than in a sentence, as natural logarithms.
_RARE, _HEARD, _EVERYDAY = 3.5, 1.2, -1.0
_NEAR, _HOLE, _STRANGE, _SHORT = -1.0, -0.5, -4.0, -5.0
_LEAST, _LEAST_NAMED, _MOST = 11, 10, 25
_ENOUGH, _ENOUGH_NAMED = 22.0, 16.0
_MOST_STRANGE, _MOST_EDGE = 2, 4
_USUAL = frozenset({12, 15, 18, 21, 24})
_BREAK = re.compile(r"[:：.!?。]")
_PLAIN = re.compile(r"[\s\d]+")
_MOST_SPENT, _MOST_BETWEEN, _MOST_APART = 14.0, 12, 160
_LEAST_PIECE, _ENOUGH_PIECE, _ENOUGH_APART, _MOST_PIECES = 4, 9.0, 28.0, 4


class _Piece(NamedTuple):
    start: int
    end: int
    listed: int


def find(look: Look) -> Iterator[tuple[int, int]]:
    """Where seed phrases stand in a text, in order."""
    if len(look.text) < _LEAST:
        return
    spans = list(_phrases(look))
    if look.longest >= joined.SHORTEST:
        spans += joined.find(look)
    if not look.ascii:
        spans += hanzi.find(look)
    yield from apart(spans)


def _phrases(look: Look) -> Iterator[tuple[int, int]]:
    for tokens in stretches(look):
        named = look.names(_NAMES)
        for bit in in_enough_lists(tokens):
            yield from _of_list(look.text, tokens, bit, named=named)


def _of_list(
    text: str, tokens: Sequence[Token], bit: int, *, named: bool
) -> Iterator[tuple[int, int]]:
    """The stretches that are likelier words of one list than a sentence, and halves of one."""
    least = (_LEAST_NAMED, _ENOUGH_NAMED) if named else (_LEAST, _ENOUGH)
    pieces, whole, scores = [], False, 0.0
    for first, last, score in _likely(tokens, bit):
        piece = _piece(text, tokens, (first, last), bit)
        if piece.listed >= least[0] and score >= least[1]:
            yield piece.start, piece.end
            whole = True
        elif piece.listed >= _LEAST_PIECE and score >= _ENOUGH_PIECE:
            pieces.append(piece)
            scores += score
    if whole or (scores >= (_ENOUGH_NAMED if named else _ENOUGH_APART) and _are_parts(pieces)):
        yield from ((each.start, each.end) for each in pieces[:_MOST_PIECES])


def _are_parts(pieces: Sequence[_Piece]) -> bool:
    """Whether short stretches make one phrase: few, near each other, as many words as it has."""
    near = all(other.start - one.end <= _MOST_APART for one, other in pairwise(pieces))
    listed = sum(each.listed for each in pieces)
    return near and len(pieces) <= _MOST_PIECES and _LEAST <= listed <= _MOST


def _likely(tokens: Sequence[Token], bit: int) -> Iterator[tuple[int, int, float]]:
    """First and last token of the best stretches between places where likelihood is spent."""
    weights = [_weight(token, bit) for token in tokens]
    first = 0
    while first < len(weights):
        last, best, at = _best_from(weights, first)
        if best > 0:
            yield first, last, best
        # what was spent in vain behind the best may begin the next
        first = last + 1 if best > 0 else at + 1


def _best_from(weights: Sequence[float], first: int) -> tuple[int, float, int]:
    """Where the likelihood from a place on is greatest, how great, and where it is spent."""
    last, total, best = first, 0.0, 0.0
    for at in range(first, len(weights)):
        total += weights[at]
        if total > best:
            last, best = at, total
        elif total <= 0 or total < best - _MOST_SPENT or at - last > _MOST_BETWEEN:
            return last, best, at
    return last, best, len(weights)


def _piece(text: str, tokens: Sequence[Token], found: tuple[int, int], bit: int) -> _Piece:
    """A stretch without what a colon sets apart, and with the words that go on with it."""
    inside = tokens[found[0] : found[1] + 1]
    gaps = [_gap(text, one, other) for one, other in pairwise(inside)]
    usual = max(Counter(gaps).items(), key=itemgetter(1), default=("", 0))[0]
    first, last = _set_apart(gaps, usual)
    first, last = first + found[0], last + found[0]
    listed = sum(token.near >> bit & 1 for token in tokens[first : last + 1])
    before = tokens[max(0, first - _MOST) : first + 1][::-1]
    behind = tokens[last : last + 1 + _MOST]
    for side in (before, behind):
        alike = takewhile(lambda pair: _gap(text, *sorted(pair)) == usual, pairwise(side))
        taken = _going_on([token for _, token in alike], bit, listed)
        listed += sum(token.near >> bit & 1 for token in taken)
        first, last = (first - len(taken), last) if side is before else (first, last + len(taken))
    return _Piece(tokens[first].start, tokens[last].end, listed)


def _set_apart(gaps: Sequence[str], usual: str) -> tuple[int, int]:
    """First and last word of those that no colon or full stop near an end sets apart."""
    breaks = [at for at, gap in enumerate(gaps) if gap != usual and _BREAK.search(gap)]
    first = max((at + 1 for at in breaks if at < _MOST_EDGE), default=0)
    last = min((at for at in breaks if at >= len(gaps) - _MOST_EDGE), default=len(gaps))
    return (first, last) if first <= last else (0, len(gaps))


def _going_on(tokens: Sequence[Token], bit: int, listed: int) -> Sequence[Token]:
    """The tokens, nearest first, that go on with a phrase; one that ends it may be misspelt.

    A phrase of usual length takes no everyday word: the sentence around it has those.
    """
    taken = strange = 0
    for at, token in enumerate(tokens):
        if not token.known >> bit & 1:
            strange += 1
            if strange > _MOST_STRANGE or not _could_be_one(token.word):
                break
        elif listed in _USUAL and token.word in COMMON:
            break
        if token.near >> bit & 1:
            taken, listed = at + 1, listed + 1
    if listed + 1 in _USUAL and taken < len(tokens) and _could_be_one(tokens[taken].word):
        taken += 1
    return tokens[:taken]


def _could_be_one(word: str) -> bool:
    return len(word) > 2 if word.isascii() else len(word) > 1


def _gap(text: str, before: Token, after: Token) -> str:
    """What stands between two words, but for numbers and spaces."""
    gap = text[before.end : after.start]
    return _PLAIN.sub("", gap) + ("\n" if "\n" in gap else "")


def _weight(token: Token, bit: int) -> float:
    word = token.word
    if token.known >> bit & 1:
        if word in COMMON or word in ALSO_COMMON:
            return _EVERYDAY
        return _HEARD if word in USUAL else _RARE
    if not word[0].isalpha() or word in _ORDINAL:
        return _HOLE
    if len(word) <= 2 and word.isascii():
        return _SHORT
    return _NEAR if token.near >> bit & 1 else _STRANGE
