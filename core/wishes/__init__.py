"""What somebody wants of us besides an answer: a person, or to mock us. Pure.

Whoever asks for a person gets one, whatever triage makes of the rest; a word for a person that is
part of something else ("human error", "travel agent") asks for nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from core.triage.lexicon import Hit, Lexicon
from core.triage.text import BREAKS, HAN_KANA, PAUSES, normalise, tokens, without_addresses
from core.wishes import mockery, near_misses, person

# How far a word of wanting may stand from the person it is about, in words or characters.
NEAR, NEAR_IN_CHARACTERS = 3, 8
# A message of so few words may be nothing but the wish.
FEW = 7
_CHARACTER = re.compile(rf"[{HAN_KANA}]")
_NOT = frozenset({"not", "dont", "no", "never", "nt", "别", "不"})


def wish(text: str, language: str = "") -> str:
    """The words in which somebody asks for a person; empty when nobody does."""
    return heard(_said(text), language)[0]


def mocked(text: str, language: str = "") -> tuple[str, bool]:
    """The words that mock us, and whether they do whatever else is said; ("", False) for none."""
    return heard(_said(text), language)[1]


@lru_cache(maxsize=512)
def heard(said: tuple[str, ...], language: str) -> tuple[str, tuple[str, bool]]:
    """Both of a text that is cut into tokens already."""
    hits = _lexicon().scan(said, language)
    return (_wish(said, hits), _mocked(said, hits)) if hits else ("", ("", False))


def _mocked(said: tuple[str, ...], hits: Sequence[Hit]) -> tuple[str, bool]:
    sure = [hit for hit in hits if hit.concept == "mocks"]
    maybe = [hit for hit in hits if hit.concept == "may_mock"]
    found = (*sure, *maybe)
    return (_words(said, found[0]), bool(sure)) if found else ("", False)


def _wish(said: tuple[str, ...], hits: Sequence[Hit]) -> str:
    elsewhere = [hit for hit in hits if hit.concept == "not_asked"]
    for hit in hits:
        if hit.concept == "asks" and not _inside(hit, elsewhere):
            return _words(said, hit)
    people = [h for h in hits if h.concept == "someone" and not _inside(h, elsewhere)]
    wants = [h for h in hits if h.concept == "want"]
    for somebody in people:
        for want in wants:
            if _belong(said, want, somebody):
                return _words(said, Hit("", *_span(want, somebody)))
    return next((_words(said, each) for each in people if _alone(said, each, hits)), "")


@lru_cache(maxsize=512)
def _said(text: str) -> tuple[str, ...]:
    return tuple(tokens(without_addresses(normalise(text))))


@cache
def _lexicon() -> Lexicon:
    return Lexicon(person.TABLE | near_misses.TABLE | mockery.TABLE)


def _inside(hit: Hit, others: Iterable[Hit]) -> bool:
    """Whether a hit shares a word with one of the others."""
    return any(hit.start < other.end and other.start < hit.end for other in others)


def _belong(said: tuple[str, ...], want: Hit, somebody: Hit) -> bool:
    """Whether a wanting and a person stand together in one sentence, and it is not denied."""
    start, end = _span(want, somebody)
    between = said[min(want.end, somebody.end) : max(want.start, somebody.start)]
    near = NEAR_IN_CHARACTERS if any(map(_CHARACTER.match, said[start:end])) else NEAR
    if len(between) > near or any(word[0] in BREAKS for word in between):
        return False
    before = said[want.start - 1] if want.start else ""
    return want.start != somebody.start and before not in _NOT


def _span(one: Hit, other: Hit) -> tuple[int, int]:
    return min(one.start, other.start), max(one.end, other.end)


def _alone(said: tuple[str, ...], somebody: Hit, hits: Iterable[Hit]) -> bool:
    """Whether a message or a clause of it says only that: "agent please", "…, HUMAN!!!"."""
    part = {n for h in hits if h.concept in ("someone", "filler", "want") for n in range(*h[1:])}
    clause = set(range(*_clause(said, somebody)))
    whole = {n for n, word in enumerate(said) if not _stops(word)}
    return any(len(words) <= FEW and words <= part for words in (clause, whole))


def _clause(said: tuple[str, ...], hit: Hit) -> tuple[int, int]:
    start, end = hit.start, hit.end
    while start > 0 and not _stops(said[start - 1]):
        start -= 1
    while end < len(said) and not _stops(said[end]):
        end += 1
    return start, end


def _stops(word: str) -> bool:
    return word[0] in BREAKS or word in PAUSES


def _words(said: tuple[str, ...], hit: Hit) -> str:
    found = said[hit.start : hit.end]
    glue = "" if any(map(_CHARACTER.match, found)) else " "
    return glue.join(found)
