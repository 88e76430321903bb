"""A text read once for all rules: its tokens, the phrases found in it, its links and handles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from core.triage.disguise import undisguise
from core.triage.language import detect
from core.triage.lexicon import Hit, lexicon
from core.triage.text import (
    BREAKS,
    PAUSES,
    emails,
    handles,
    links,
    normalise,
    tokens,
    visible,
    without_addresses,
)

NEAR = 9


@dataclass(frozen=True)
class Reading:
    """What the rules see of one text. Offsets count tokens."""

    raw: str
    plain: str
    language: str
    confidence: float
    tokens: tuple[str, ...]
    hits: tuple[Hit, ...]
    links: tuple[str, ...]
    emails: tuple[str, ...]
    handles: tuple[str, ...]

    @cached_property
    def concepts(self) -> frozenset[str]:
        """The concepts found anywhere in the text."""
        return frozenset(hit.concept for hit in self.hits)

    @cached_property
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


@lru_cache(maxsize=2048)
def read(text: str) -> Reading:
    """Read a text; the same text is read once."""
    raw, plain = visible(text), normalise(text)
    language, confidence = detect(raw)
    said = without_addresses(plain)
    clear = undisguise(said)
    words, hits = _best(said, clear, language)
    return Reading(
        raw=raw,
        plain=plain,
        language=language,
        confidence=confidence,
        tokens=tuple(words),
        hits=tuple(hits),
        links=tuple(links(raw)),
        emails=tuple(emails(raw)),
        handles=tuple(handles(raw)),
    )


def _best(said: str, clear: str, language: str) -> tuple[list[str], list[Hit]]:
    """Tokens and hits of the text as written, or without its disguise where that says more."""
    words = tokens(said)
    hits = lexicon().scan(words, language)
    if clear == said:
        return words, hits
    clear_words = tokens(clear)
    clear_hits = lexicon().scan(clear_words, language)
    return (clear_words, clear_hits) if len(clear_hits) > len(hits) else (words, hits)


def _stops(token: str) -> bool:
    return token[0] in BREAKS or token in PAUSES
