"""The twelve word lists that wallets make seed phrases from, as one lookup."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

from mnemonic import Mnemonic

CHINESE = ("chinese_simplified", "chinese_traditional")
# Words of the English list that ordinary sentences are made of.
COMMON = frozenset({
    "about", "above", "again", "all", "already", "also", "always", "another", "any", "around",
    "ask", "become", "before", "begin", "believe", "below", "best", "better", "between", "both",
    "but", "buy", "call", "can", "change", "come", "could", "day", "decide", "depend",
    "different", "do", "each", "early", "either", "else", "end", "enough", "even", "ever",
    "every", "exact", "expect", "far", "few", "find", "fine", "first", "follow", "force",
    "front", "fun", "gain", "general", "give", "glad", "good", "great", "half", "happy", "hard",
    "have", "head", "help", "high", "home", "hope", "idea", "into", "issue", "just", "keep",
    "kind", "know", "lack", "large", "last", "later", "learn", "leave", "life", "like",
    "little", "live", "long", "lot", "make", "many", "matter", "may", "mean", "mind", "minute",
    "modify", "money", "month", "more", "most", "move", "much", "must", "need", "network",
    "never", "next", "nice", "nothing", "notice", "now", "off", "often", "once", "one", "only",
    "open", "option", "order", "other", "outside", "over", "own", "part", "past", "people",
    "please", "point", "possible", "problem", "property", "provide", "put", "quick", "quit",
    "ready", "real", "reason", "right", "sad", "same", "say", "second", "sell", "send",
    "series", "setup", "shift", "should", "simple", "since", "small", "social", "soon", "start",
    "state", "stay", "still", "stuff", "such", "sure", "take", "talk", "target", "test",
    "thank", "that", "then", "there", "they", "thing", "this", "time", "today", "together",
    "tomorrow", "tonight", "too", "top", "total", "toward", "trade", "truly", "trust", "try",
    "turn", "two", "under", "until", "update", "upon", "use", "used", "useful", "very", "visit",
    "wait", "want", "way", "what", "when", "where", "will", "wish", "word", "work", "world",
    "wrong", "year", "yellow", "you", "young", "your",
})  # fmt: skip


@cache
def lists() -> Mapping[str, int]:
    """Word -> a bit for each list it is in; lower case, also without its accents."""
    known: dict[str, int] = {}
    for number, language in enumerate(_spaced()):
        for word in Mnemonic(language).wordlist:
            for form in (unicodedata.normalize("NFC", word), _bare(word)):
                known[form] = known.get(form, 0) | 1 << number
    return known


@cache
def hanzi() -> frozenset[str]:
    """The characters of the two Chinese lists."""
    return frozenset(char for language in CHINESE for char in Mnemonic(language).wordlist)


@cache
def english() -> frozenset[str]:
    """The English list alone, for words run together."""
    return frozenset(Mnemonic("english").wordlist)


def _spaced() -> list[str]:
    """The languages whose phrases are written as words with spaces."""
    return [each for each in sorted(Mnemonic.list_languages()) if each not in CHINESE]


def _bare(word: str) -> str:
    if not "a" <= unicodedata.normalize("NFD", word)[0] <= "z":
        return unicodedata.normalize("NFC", word)
    letters = unicodedata.normalize("NFD", word)
    return "".join(char for char in letters if not unicodedata.combining(char))
