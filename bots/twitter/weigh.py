"""How long a text is for X: links count 23, most scripts one a character, the others two.

The library that counts takes seconds for a few hundred characters like "a.a.a.": it is given one
word at a time, unusually long ones in pieces, and its answers are kept.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Long enough for every domain with its mentions and marks; longer only with a path behind it.
LONGEST_WORD, LONGEST_LINK = 100, 2048
WORDS_KEPT = 16_384

_WORDS = re.compile(r"\s+|\S+")
_WITH_PATH = re.compile(r"[^\s/]{0,8}https?://[^\s/]{1,100}/")
_CASHTAG = re.compile(r"(?<![\w$])\$(?=[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?(?!\w))")


def weighted_length(text: str) -> int:
    """The length as X counts it, in its own units; 280 fit a post. Source: X docs, Counting.

    A word of more than LONGEST_WORD characters may count for a little more than it does there.
    """
    return sum(_weight(piece) for piece in _pieces(text))


def links(text: str) -> list[str]:
    """What X would make a link of: addresses, and bare domains too."""
    return [link for piece in _pieces(text) for link in _links(piece)]


def cashtags(text: str) -> int:
    """How many symbols like $BTC are in the text."""
    return len(_CASHTAG.findall(text))


def one_cashtag(text: str) -> str:
    """The same text with the dollar sign left on the first symbol only: "$BTC or ETH"."""
    first = _CASHTAG.search(text)
    if first is None:
        return text
    return text[: first.end()] + _CASHTAG.sub("", text[first.end() :])


def _pieces(text: str) -> list[str]:
    """Words and the blanks between them: nothing that X counts as one holds a blank."""
    pieces: list[str] = []
    for word in _WORDS.findall(text):
        step = LONGEST_LINK if _WITH_PATH.match(word) else LONGEST_WORD
        pieces += [word[at : at + step] for at in range(0, len(word), step)]
    return pieces


@lru_cache(maxsize=WORDS_KEPT)
def _weight(piece: str) -> int:
    # Building its patterns takes half a second, and every process asks for a platform's limits.
    from twitter_text import parse_tweet  # noqa: PLC0415

    return int(parse_tweet(piece).weightedLength)


@lru_cache(maxsize=WORDS_KEPT)
def _links(piece: str) -> tuple[str, ...]:
    from twitter_text import extract_urls_with_indices  # noqa: PLC0415 - as above

    return tuple(str(each["url"]) for each in extract_urls_with_indices(piece))
