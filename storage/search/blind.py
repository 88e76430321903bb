"""The index of words over what was written in private: it holds no words, only keyed digests.

Each token becomes a digest (BLAKE2b, keyed) under a key that follows from the one that the text is
sealed under, so whoever has the index alone reads nothing in it and can try nothing out. Digests
have no beginnings; words from `LEAST_START` characters on are kept by a few of theirs instead, and
what is found by a shorter beginning than was asked for is looked at again in the opened text.
What such an index still tells is how often which digest occurs, and where together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from core.search import LEAST_START, Group, tokens
from storage.sealing.sealed import KeyRing

# Of longer words these beginnings are indexed; the longest that fits is asked for.
STARTS = (LEAST_START, 5, 8)
_BEGINS = "<"
# A handle's begin behind its sign: by how long a word must be at least, the beginnings.
_SIZES = {
    LEAST_START: STARTS,
    LEAST_START + 1: tuple(size + 1 for size in STARTS),
}


def blinded(words: Iterable[str], ring: KeyRing, key: str) -> set[str]:
    """Tokens as a private message has them in the index; the conversation's stays as it is."""
    return {each for word in words for each in _digests(ring, key, word)}


def widened(groups: Sequence[Group], plain: Sequence[Group], ring: KeyRing) -> list[Group]:
    """What the index is asked for, in public and in private words; `plain` are the same groups
    with beginnings that nobody spelt out."""
    return [
        Group((*group.exact, *_asked(bare, ring)), group.starts)
        for group, bare in zip(groups, plain, strict=True)
    ]


def says(text: str, handle: str, plain: Iterable[Group]) -> bool:
    """Whether a message really has what digests of beginnings only promise."""
    words = tokens(text, handle)
    return all(group.holds(words) for group in plain)


# People use the same words again and again.
@lru_cache(maxsize=65_536)
def _digests(ring: KeyRing, key: str, word: str) -> tuple[str, ...]:
    if word[0] == "=":
        return (word,)
    return tuple(ring.blind(piece, key) for piece in _pieces(word))


def _pieces(word: str) -> list[str]:
    bare, least = _measured(word)
    if len(bare) < least:
        return [word]
    return [f"{_BEGINS}{bare[:size]}" for size in _SIZES[least] if len(bare) >= size]


def _asked(group: Group, ring: KeyRing) -> list[str]:
    pieces = list[str](group.exact if not group.starts else ())
    for start in group.starts:
        bare, least = _measured(start)
        pieces.append(_BEGINS + bare[: max(s for s in _SIZES[least] if s <= len(bare))])
    made: Callable[[str, str], str] = ring.blind
    return [made(piece, key) for key in ring.ids for piece in dict.fromkeys(pieces)]


def _measured(word: str) -> tuple[str, int]:
    """A token as its beginnings are taken, and from how many characters on that is done."""
    if word[0] == "@":
        return word, LEAST_START + 1
    return word.removeprefix("#"), LEAST_START
