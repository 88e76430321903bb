"""Seed phrases by their words: likelier drawn from a list than written as a sentence.

No checksum is asked for: a typing mistake or a missing word makes a phrase no less worth
stealing, and one random run of twelve words in sixteen passes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.triage.secrets import hanzi, joined
from core.triage.secrets.fold import to_latin
from core.triage.secrets.look import Look, Stems, apart
from core.triage.secrets.wordlists import (
    COMMON,
    PREFIX,
    USUAL,
    bare,
    lists,
    nearly,
    spaced,
    without_one,
)

_WORD = re.compile(
    r"(?:[^\W\d_]|[\u0300-\u036f])+"
    r"|[*#]{2,}|_{2,}|(?<=\s)\?+(?=\s)|\.{3}|…|\[[^\]\[\0\n]{0,10}\]"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_ORDINAL = frozenset({"st", "nd", "rd", "th", "xx", "xxx", "xxxx", "xxxxx"})
_NUMBERED = re.compile(r"\s?#?\d")
_NAMES = Stems.of(
    "seed|phrase|mnemonic|recovery|words|backup|wallet|12|24|助记|助記|恢复|恢復|种子|"
    "semilla|palabras|recuper|palavras|frase|сид|фраз|слов|восстан|мнемон|tohum|kurtarma|kelime|"
    "khôi phục|cụm từ|từ |시드|복구|니모닉|단어|シード|リカバリー|復元|ニーモニック|単語|"
    "frasa|pemulihan|kata|عبارة|كلمات|استرداد|सीड|रिकवरी|फ्रेज|शब्द|mots|wörter|wiederherstell"
)
# How much likelier a word is in a phrase than in a sentence, as natural logarithms.
_RARE, _HEARD, _EVERYDAY = 3.5, 1.2, -1.0
_NEAR, _HOLE, _STRANGE, _SHORT = -1.0, -0.5, -4.0, -5.0
_NEAREST_LETTERS = 4
_LEAST, _LEAST_NAMED, _MOST = 11, 10, 25
_ENOUGH, _ENOUGH_NAMED = 22.0, 16.0
_GATE, _LOOSE = 8, "0" * 5
_MOST_GAP = 24
_LEAST_PIECE, _ENOUGH_PIECE, _MOST_PIECES = 4, 9.0, 4
_USUAL = frozenset({12, 15, 18, 21, 24})
_LABEL_TIMES = 6


class _Token(NamedTuple):
    start: int
    end: int
    word: str
    known: int


class _Piece(NamedTuple):
    start: int
    end: int
    listed: int
    score: float


def find(look: Look) -> Iterator[tuple[int, int]]:
    """Where seed phrases stand in a text, in order."""
    if len(look.text) < _LEAST:
        return
    spans = list(_phrases(look)) if _could_spell(look) else []
    if look.longest >= joined.SHORTEST:
        spans += joined.find(look)
    if not look.ascii:
        spans += hanzi.find(look)
    yield from apart(spans)


def _could_spell(look: Look) -> bool:
    """Enough words of the lists, and close enough together: a long text has many by chance."""
    words = _LETTERS.findall(look.lower)
    if len(words) < _GATE:
        return False
    known = lists()
    listed = [word in known for word in words]
    if sum(listed) < _GATE and not look.ascii:
        words = [bare(to_latin(word)) for word in words]
        listed = [word in known for word in words]
    if sum(listed) < _GATE:
        return False
    signs = "".join(["1" if each else "0" for each in listed])
    return any(part.count("1") >= _GATE for part in signs.split(_LOOSE))


def _phrases(look: Look) -> Iterator[tuple[int, int]]:
    tokens = _tokens(look)
    named = look.names(_NAMES)
    for stretch in _stretches(look.text, tokens):
        for bit in range(len(spaced()) + 1):
            if sum(token.known >> bit & 1 for token in stretch) >= _GATE:
                yield from _of_list(stretch, bit, named=named)


def _stretches(text: str, tokens: Sequence[_Token]) -> Iterator[Sequence[_Token]]:
    """The tokens between what is covered already or long without a word."""
    begin = 0
    for at in range(1, len(tokens)):
        before, after = tokens[at - 1], tokens[at]
        if after.start - before.end > _MOST_GAP or text.find("\0", before.end, after.start) >= 0:
            yield tokens[begin:at]
            begin = at
    yield tokens[begin:]


def _tokens(look: Look) -> list[_Token]:
    known = lists()
    found = []
    for match in _WORD.finditer(look.lower):
        word = match[0]
        if not word.isascii():
            word = bare(word)
            word = word if word in known else to_latin(word)
        found.append(_Token(match.start(), match.end(), word, known.get(word, 0)))
    return _without_labels(look.lower, found)


def _without_labels(text: str, tokens: list[_Token]) -> list[_Token]:
    """Without the word that numbers the others, as in "word 1: … word 2: …"."""
    numbered = [token for token in tokens if _NUMBERED.match(text, token.end)]
    words = [token.word for token in numbered]
    labels = {word for word in set(words) if words.count(word) >= _LABEL_TIMES}
    if not labels and not _ORDINAL.intersection(words):
        return tokens
    return [token for token in tokens if token.word not in labels]


def _of_list(tokens: Sequence[_Token], bit: int, *, named: bool) -> Iterator[tuple[int, int]]:
    """The stretches that are likelier words of one list than a sentence, and halves of one."""
    least = (_LEAST_NAMED, _ENOUGH_NAMED) if named else (_LEAST, _ENOUGH)
    pieces = []
    for piece in _likely(tokens, bit):
        if piece.listed >= least[0] and piece.score >= least[1]:
            yield piece.start, piece.end
        elif named and piece.listed >= _LEAST_PIECE and piece.score >= _ENOUGH_PIECE:
            pieces.append(piece)
    if len(pieces) <= _MOST_PIECES and _LEAST <= sum(each.listed for each in pieces) <= _MOST:
        yield from ((each.start, each.end) for each in pieces)


def _likely(tokens: Sequence[_Token], bit: int) -> Iterator[_Piece]:
    """The best stretch between two places where all that was likely is used up."""
    first, last = 0, -1
    total = best = 0.0
    for at, token in enumerate(tokens):
        total += _weight(token, bit)
        if total > best:
            last, best = at, total
        elif total <= 0 or total < best - _ENOUGH:
            if best > 0:
                yield _piece(tokens, (first, last), bit, best)
            first, total, best = at + 1, 0.0, 0.0
    if best > 0:
        yield _piece(tokens, (first, last), bit, best)


def _piece(tokens: Sequence[_Token], found: tuple[int, int], bit: int, score: float) -> _Piece:
    """A stretch with the words of the list that stand beside it: everyday ones begin and end too.

    A phrase of usual length takes no word along that is only nearly one of the list.
    """
    first, last = found
    listed = sum(_is_listed(token, bit) for token in tokens[first : last + 1])
    for step in (-1, 1):
        at = (first if step < 0 else last) + step
        while 0 <= at < len(tokens) and listed < _MOST and _belongs(tokens[at], bit, listed):
            first, last, listed = min(first, at), max(last, at), listed + 1
            at += step
    return _Piece(tokens[first].start, tokens[last].end, listed, score)


def _belongs(token: _Token, bit: int, listed: int) -> bool:
    if token.known >> bit & 1:
        return True
    return listed not in _USUAL and _is_near(token.word, bit)


def _is_listed(token: _Token, bit: int) -> bool:
    return bool(token.known >> bit & 1) or _is_near(token.word, bit)


def _weight(token: _Token, bit: int) -> float:
    word = token.word
    if token.known >> bit & 1:
        if word in COMMON or (bit == len(spaced()) and word not in lists()):
            return _EVERYDAY
        return _HEARD if word in USUAL or len(word) <= PREFIX else _RARE
    if not word[0].isalpha() or word in _ORDINAL:
        return _HOLE
    if len(word) <= 2 and word.isascii():
        return _SHORT
    return _NEAR if _is_near(word, bit) else _STRANGE


def _is_near(word: str, bit: int) -> bool:
    """Whether one mistake makes the word one of the list."""
    if len(word) < _NEAREST_LETTERS or bit == len(spaced()):
        return False
    known, without = lists(), nearly()
    forms = without_one(word)
    return any((known.get(form, 0) | without.get(form, 0)) >> bit & 1 for form in (word, *forms))
