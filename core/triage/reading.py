"""A text read once for all rules: its tokens, the phrases found in it, its links and handles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from core.triage.disguise import undisguise
from core.triage.language import detect
from core.triage.lexicon import Hit, lexicon
from core.triage.text import (
    BREAKS,
    PAUSES,
    emails,
    folded,
    handles,
    links,
    tokens,
    visible,
    without_addresses,
)

NEAR = 9

T = TypeVar("T")


class _Once(Generic[T]):
    """`cached_property` without its lock, which takes longer than most of what is asked for."""

    def __init__(self, find: Callable[[Any], T]) -> None:
        self._find, self._name = find, find.__name__
        self.__doc__ = find.__doc__

    def __get__(self, reading: Any, owner: type[Any] | None = None) -> T:
        found = vars(reading)[self._name] = self._find(reading)
        return found


@dataclass(frozen=True)
class Reading:
    """What the rules see of one text, each part found when it is first asked for. Offsets count
    tokens."""

    raw: str
    plain: str

    @property
    def language(self) -> str:
        return self._spoken[0]

    @property
    def confidence(self) -> float:
        """How sure the language is, 0..1."""
        return self._spoken[1]

    @property
    def tokens(self) -> tuple[str, ...]:
        return self._best[0]

    @property
    def hits(self) -> tuple[Hit, ...]:
        return self._best[1]

    @_Once
    def links(self) -> tuple[str, ...]:
        return tuple(links(self.raw))

    @_Once
    def emails(self) -> tuple[str, ...]:
        return tuple(emails(self.raw))

    @_Once
    def handles(self) -> tuple[str, ...]:
        return tuple(handles(self.raw))

    @_Once
    def said(self) -> str:
        """The plain text with stand-ins for addresses."""
        return without_addresses(self.plain)

    @_Once
    def clear(self) -> str:
        """The same without its disguise."""
        return undisguise(self.said)

    def told(self, words: tuple[str, ...], hits: tuple[Hit, ...]) -> Reading:
        """The same text as if it had these tokens and phrases."""
        other = Reading(raw=self.raw, plain=self.plain)
        vars(other).update(_best=(words, hits), _spoken=self._spoken)
        return other

    @_Once
    def concepts(self) -> frozenset[str]:
        """The concepts found anywhere in the text."""
        return frozenset(hit.concept for hit in self.hits)

    @_Once
    def sentences(self) -> tuple[int, ...]:
        """The number of the sentence each token belongs to."""
        number, found = 0, []
        for token in self.tokens:
            found.append(number)
            number += token[0] in BREAKS
        return tuple(found)

    def of(self, *concepts: str) -> list[Hit]:
        """The hits of these concepts, in order."""
        return [hit for hit in self.hits if hit.concept in concepts]

    def sentence(self, hit: Hit) -> int:
        return self.sentences[hit.start]

    def apart(self, one: Hit, other: Hit) -> int:
        """How many tokens lie between two hits; a large number across sentences."""
        if self.sentence(one) != self.sentence(other):
            return 1000
        return max(0, max(one.start, other.start) - min(one.end, other.end))

    def pair(self, first: str, second: str, within: int = NEAR) -> tuple[Hit, Hit] | None:
        """The closest two hits of two concepts in one sentence, if they are near enough."""
        if first not in self.concepts or second not in self.concepts:
            return None
        pairs = [
            (self.apart(one, other), one, other)
            for one in self.of(first)
            for other in self.of(second)
        ]
        apart, one, other = min(pairs)
        return (one, other) if apart <= self._reach(within) else None

    def clause(self, hit: Hit) -> tuple[int, int]:
        """First and last token of the stretch between commas and full stops around a hit."""
        start, end = hit.start, hit.end
        while start > 0 and not _stops(self.tokens[start - 1]):
            start -= 1
        while end < len(self.tokens) and not _stops(self.tokens[end]):
            end += 1
        return start, end

    def words(self, hit: Hit) -> str:
        """The phrase as it stands in the text, for a reason."""
        found = self.tokens[hit.start : hit.end]
        glue = "" if any(len(word) == 1 and word > "\u2e80" for word in found) else " "
        return glue.join(found)

    def _reach(self, within: int) -> int:
        """One token is one character in Chinese and Japanese: look further there."""
        return within * 2 if self.language in {"zh", "ja"} else within

    @_Once
    def _spoken(self) -> tuple[str, float]:
        return detect(self.raw)

    @_Once
    def _best(self) -> tuple[tuple[str, ...], tuple[Hit, ...]]:
        """Tokens and hits of the text as written, or without its disguise where that says more."""
        said, clear = self.said, self.clear
        words = tokens(said)
        hits = lexicon().scan(words, self.language)
        if clear == said:
            return tuple(words), tuple(hits)
        clear_words = tokens(clear)
        clear_hits = lexicon().scan(clear_words, self.language)
        if len(clear_hits) > len(hits):
            return tuple(clear_words), tuple(clear_hits)
        return tuple(words), tuple(hits)


@lru_cache(maxsize=2048)
def read(text: str) -> Reading:
    """Read a text; the same text is read once."""
    raw = visible(text)
    return Reading(raw=raw, plain=folded(raw))


def _stops(token: str) -> bool:
    return token[0] in BREAKS or token in PAUSES
