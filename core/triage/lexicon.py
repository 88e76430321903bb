"""Finds the phrases of the word tables in a text, all of them in one walk.

A table names concepts; each has lines `language: phrase; phrase`. In a phrase `stem*` stands for
every word that starts so (three letters at least, two in Korean and Arabic) and `_` for up to
three words of any kind. Every language is searched in every text: people mix them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from core.triage.text import BREAKS, PAUSES, normalise, tokens
from core.triage.words import TABLES

_GAP, _MAX_GAP = "gapx", 3
_ARTICLES = ("وال", "بال", "فال", "كال", "لل", "ال")


@dataclass(frozen=True, slots=True)
class Hit:
    """One phrase found: its concept and its place among the tokens, end excluded."""

    concept: str
    start: int
    end: int


@dataclass(slots=True)
class _Node:
    words: dict[str, _Node] = field(default_factory=dict)
    stems: dict[str, dict[str, _Node]] = field(default_factory=dict)
    gap: _Node | None = None
    concepts: list[str] = field(default_factory=list)


class Lexicon:
    """All phrases of all tables, ready to be looked up."""

    def __init__(self, tables: Mapping[str, str]) -> None:
        self._root = _Node()
        for concept, table in tables.items():
            for _, phrase in phrases(table):
                self._add(concept, phrase)

    def scan(self, found: Sequence[str]) -> list[Hit]:
        """Every phrase among the tokens, in order of where it starts."""
        words = [_without_article(word) for word in found]
        hits: list[Hit] = []
        for start in range(len(words)):
            for concept, end in _walk(self._root, words, start):
                hits.append(Hit(concept, start, end))  # noqa: PERF401 - the inner loop is hot
        return hits

    def _add(self, concept: str, phrase: str) -> None:
        node = self._root
        for word in tokens(normalise(phrase.replace("_", f" {_GAP} ").replace("*", "starx"))):
            node = _child(node, _without_article(word))
        if concept not in node.concepts:
            node.concepts.append(concept)


@cache
def lexicon() -> Lexicon:
    """The one lexicon of the project, built once."""
    return Lexicon(TABLES)


def phrases(table: str) -> Iterator[tuple[str, str]]:
    """(language, phrase) pairs of one concept's table."""
    language = ""
    for line in table.strip().splitlines():
        head, mark, rest = line.partition(":")
        if mark and len(head.strip()) == 2:
            language, line = head.strip(), rest
        for phrase in line.split(";"):
            if phrase.strip():
                yield language, phrase.strip()


def _child(node: _Node, word: str) -> _Node:
    if word == _GAP:
        node.gap = node.gap or _Node()
        return node.gap
    if word.endswith("starx"):
        stem = word.removesuffix("starx")
        key = stem[:3]
        return node.stems.setdefault(key, {}).setdefault(stem, _Node())
    return node.words.setdefault(word, _Node())


def _walk(node: _Node, words: list[str], at: int) -> Iterator[tuple[str, int]]:
    for concept in node.concepts:
        yield concept, at
    if at >= len(words):
        return
    for child in _steps(node, words[at]):
        yield from _walk(child, words, at + 1)
    if node.gap is not None:
        for skipped in range(_MAX_GAP + 1):
            yield from _walk(node.gap, words, at + skipped)
            if at + skipped >= len(words) or words[at + skipped][0] in BREAKS:
                return


def _steps(node: _Node, word: str) -> Iterator[_Node]:
    if word in node.words:
        yield node.words[word]
    if not node.stems:
        return
    for key in (word[:3], word[:2]):
        for stem, child in node.stems.get(key, {}).items():
            if word.startswith(stem):
                yield child


def _without_article(word: str) -> str:
    """Arabic writes article and preposition onto the word."""
    if not "\u0621" <= word[0] <= "\u064a":
        return word
    for article in _ARTICLES:
        if word.startswith(article) and len(word) > len(article) + 2:
            return word[len(article) :]
    return word


def is_pause(word: str) -> bool:
    """Whether a token ends a clause or a sentence."""
    return word[0] in BREAKS or word in PAUSES
