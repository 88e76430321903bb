"""Seed phrases by their structure: a run of list words, not a sentence. No checksum is asked for.

A typing mistake or a missing word makes a phrase no less worth stealing, and one run of common
Chinese characters in sixteen passes the checksum by chance.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.triage.secrets.look import Look, apart
from core.triage.secrets.wordlists import COMMON, english, hanzi, lists

_LEAST = 11
_MOST_GAP, _MOST_STRANGE, _COMMON_SHARE = 14, 2, 0.35
_EXACT = frozenset({12, 15, 18, 21, 24})
_JOINED = re.compile(r"(?<![A-Za-z])[A-Za-z]{33,200}(?![A-Za-z])")
_SHORTEST, _LONGEST, _SHORTEST_JOINED = 3, 8, 33

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u3099\u309a])*")
_STOP = re.compile(r"[.!?]\s")
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_NAMED = re.compile(r"助记词|助記詞|恢复词|恢復詞|种子|mnemonic|seed", re.IGNORECASE)
# Characters that no Chinese sentence goes without.
_GRAMMAR = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而"
    "方后多定行学法所民得经去你没么吗呢吧啊请问怎还给都很被把让谁那哪什为何個這們來會對說還請問沒麼嗎為"
)
_TALK = re.compile(
    r"提现|提币|充值|充币|到账|账户|账号|交易|客服|登录|密码|验证|认证|手续|平台|钱包|转账|"
    r"订单|比特|以太|"
    r"空投|活动|冻结|解决|问题|时候|现在|今天|昨天|什么|怎么|可以|没有|已经|因为|所以|但是|"
    r"谢谢|大家|我们|你们"
)


class _Token(NamedTuple):
    start: int
    end: int
    word: str
    known: int


def find(text: str, look: Look) -> Iterator[tuple[int, int]]:
    """Where seed phrases stand in a text, in order."""
    if len(text) < _LEAST:
        return
    spans = list(_phrases(text, _tokens(text))) if _could_spell(look) else []
    if look.longest >= _SHORTEST_JOINED:
        spans += _run_together(text)
    if not look.ascii:
        spans += _chinese(text)
    yield from apart(spans)


def _could_spell(look: Look) -> bool:
    """Enough words of the lists, and close enough together: a long text has many by chance."""
    known = lists()
    if len(look.words) < _LEAST or sum(map(known.__contains__, look.words)) < _LEAST:
        return False
    listed = "".join(["1" if word in known else "0" for word in look.words])
    return any(part.count("1") >= _LEAST for part in listed.split("0" * (_MOST_STRANGE + 1)))


def _tokens(text: str) -> list[_Token]:
    known = lists()
    found = []
    for match in _WORD.finditer(text):
        word = match[0].lower()
        if not word.isascii():
            word = unicodedata.normalize("NFC", word)
        found.append(_Token(match.start(), match.end(), word, known.get(word, 0)))
    return found


def _phrases(text: str, tokens: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    run: list[_Token] = []
    strange = 0
    for token in tokens:
        if run and (not _continues(text, run[-1], token) or _complete(text, run, token)):
            yield from _judged(run)
            run, strange = [], 0
        if token.known:
            run.append(token)
        elif run and strange < _MOST_STRANGE and len(token.word) > 2:
            run.append(token)
            strange += 1
        else:
            yield from _judged(run)
            run, strange = [], 0
    yield from _judged(run)


def _continues(text: str, before: _Token, after: _Token) -> bool:
    gap = text[before.end : after.start]
    return len(gap) <= _MOST_GAP and "\0" not in gap


def _complete(text: str, run: list[_Token], after: _Token) -> bool:
    """A full stop behind a phrase of usual length, where none stood between its words."""
    usual = len(run) in _EXACT or len(run) - 1 in _EXACT
    if not usual or not _STOP.match(text, run[-1].end, after.start):
        return False
    return not _STOP.match(text, run[-2].end, run[-1].start)


def _judged(run: list[_Token]) -> Iterator[tuple[int, int]]:
    """The run, when one list explains it and it is no sentence."""
    run = _trimmed(run)
    if len(run) < _LEAST:
        return
    counts = [sum(token.known >> bit & 1 for token in run) for bit in range(12)]
    most = max(counts)
    if most < _LEAST or most < len(run) - _MOST_STRANGE:
        return
    common = sum(token.word in COMMON for token in run)
    if common <= _COMMON_SHARE * len(run):
        yield run[0].start, run[-1].end


def _trimmed(run: list[_Token]) -> list[_Token]:
    end = len(run)
    while end and not run[end - 1].known:
        end -= 1
    return run[:end]


def _run_together(text: str) -> Iterator[tuple[int, int]]:
    for match in _JOINED.finditer(text):
        if _LEAST <= _fewest_words(match[0].lower()) <= 25:
            yield match.span()


def _fewest_words(letters: str) -> int:
    """How many list words the letters split into; 0 when they do not."""
    words = english()
    best = [0] + [1000] * len(letters)
    for end in range(_SHORTEST, len(letters) + 1):
        for size in range(_SHORTEST, min(_LONGEST, end) + 1):
            if best[end - size] + 1 < best[end] and letters[end - size : end] in words:
                best[end] = best[end - size] + 1
    return best[-1] if best[-1] < 1000 else 0


def _chinese(text: str) -> Iterator[tuple[int, int]]:
    """Single characters set apart, or a block of exactly 12 to 24 that is no sentence."""
    if not _HANZI.search(text):
        return
    yield from _apart(text)
    named = bool(_NAMED.search(text))
    for match in _BLOCK.finditer(text):
        alone = match.end() - match.start() >= len(text.strip())
        if (alone or named) and _is_block(match[0]):
            yield match.span()


def _apart(text: str) -> Iterator[tuple[int, int]]:
    for match in _APART.finditer(text):
        chars = [char for char in match[0] if "\u4e00" <= char <= "\u9fff"]
        listed = sum(char in hanzi() for char in chars)
        if len(chars) >= _LEAST and listed >= len(chars) - 1:
            yield match.span()


def _is_block(block: str) -> bool:
    if len(block) not in _EXACT or not hanzi().issuperset(block) or _TALK.search(block):
        return False
    return sum(char in _GRAMMAR for char in block) <= len(block) // 12


_BLOCK = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{12,24}(?![\u4e00-\u9fff])")
_APART = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?:[\s,，、.。;；:：\d\-\"'“”()（）|/]{1,8}[\u4e00-\u9fff](?![\u4e00-\u9fff])){10,400}"
)
