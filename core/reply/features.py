"""What a short text is about, as features: words, pieces of words, pairs, and what they mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import combinations, pairwise

from core.reply.concepts import CONCEPTS
from core.triage.reading import read
from core.triage.text import normalise, tokens

# The start of a message says what it is about; the rest would only cost time.
MOST_CHARACTERS = 600
ENDINGS = ("ings", "ing", "edly", "ed", "ies", "es", "s", "ly")
SHORTEST_STEM, PIECE = 3, 4
MOST_WORDS_OF_A_CONCEPT, MOST_CONCEPTS = 5, 16
# How much a feature says, by kind: the best of a small grid on the first two sets of questions.
CONCEPT, BOTH, WORD, PART = 1.5, 1.0, 1.0, 0.5


def features(text: str) -> dict[str, float]:
    """Feature -> weight by its kind, each once."""
    words = words_of(text)
    found = dict.fromkeys((piece for word in words for piece in pieces(word)), PART)
    found.update(dict.fromkeys(filter(_spelled, words), WORD))
    found.update(around(words))
    return found


def words_of(text: str) -> list[str]:
    """The stems of the beginning of a text, marks between sentences among them."""
    return [_stem(word) for word in tokens(read(text).plain[:MOST_CHARACTERS])]


def around(words: list[str]) -> dict[str, float]:
    """What words say together: neighbours, concepts, and concepts that meet."""
    found = dict.fromkeys(_pairs(words), WORD)
    concepts = sorted(set(_concepts(words)))[:MOST_CONCEPTS]
    found.update(dict.fromkeys(concepts, CONCEPT))
    for one, other in combinations(concepts, 2):
        found[one + other] = BOTH
    return found


def of_word(word: str) -> dict[str, float]:
    """The features that a word has by itself: it and its pieces."""
    if not _spelled(word):
        return {}
    return {**dict.fromkeys(pieces(word), PART), word: WORD}


def _spelled(word: str) -> bool:
    return word[0].isalnum()


@lru_cache(maxsize=20_000)
def pieces(word: str) -> tuple[str, ...]:
    """The runs of characters within a long word, its borders marked."""
    if len(word) <= PIECE or not _spelled(word):
        return ()
    edged = f"^{word}$"
    return tuple(edged[start : start + PIECE] for start in range(len(edged) - PIECE + 1))


def _pairs(words: list[str]) -> Iterator[str]:
    """Each word with the one before it; punctuation separates."""
    for before, word in pairwise(words):
        if _spelled(before) and _spelled(word):
            yield f"{before} {word}"


def _concepts(words: list[str]) -> Iterator[str]:
    for start, word in enumerate(words):
        if word not in _FIRST_WORDS:
            continue
        phrase = word
        if phrase in _MEANINGS:
            yield from _MEANINGS[phrase]
        for following in words[start + 1 : start + MOST_WORDS_OF_A_CONCEPT]:
            phrase += f" {following}"
            if phrase in _MEANINGS:
                yield from _MEANINGS[phrase]


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    if not word.isascii():
        return word
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def _meanings(concepts: Mapping[str, Mapping[str, str]]) -> dict[str, tuple[str, ...]]:
    """Stemmed phrase -> the concepts it stands for."""
    table: dict[str, tuple[str, ...]] = {}
    for language in concepts.values():
        for concept, phrases in language.items():
            for phrase in phrases.split(","):
                key = " ".join(_stem(word) for word in tokens(normalise(phrase)))
                table[key] = (*table.get(key, ()), f"={concept}")
    return table


_MEANINGS = _meanings(CONCEPTS)
_FIRST_WORDS = frozenset(phrase.partition(" ")[0] for phrase in _MEANINGS)
