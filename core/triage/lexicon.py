"""Finds the phrases of the word tables in a text, all of them in one walk.

A table names concepts; each has lines `language: phrase; phrase`. In a phrase `stem*` stands for
every word that starts so and `_` for up to three words of any kind. Every language is looked for
in every text, because people mix them; only short words count in their own language alone, since
they mean something else in the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from core.triage.text import BREAKS, normalise, tokens
from core.triage.words import TABLES

LANGUAGES = ("en", "zh", "es", "pt", "ru", "tr", "vi", "ko", "ja", "id", "ar", "hi", "fr", "de")

_GAP, _STEM, _MAX_GAP = "gapx", "starx", 3
_ARTICLES = ("وال", "بال", "فال", "كال", "لل", "ال")
# Stems are looked up by so many of their letters.
_KEY = 3
_SHORT, _MOST_KNOWN = 5, 50_000


class Hit(NamedTuple):
    """One phrase found: its concept and its place among the tokens, end excluded."""

    concept: str
    start: int
    end: int


@dataclass(slots=True)
class _Node:
    words: dict[str, _Node] = field(default_factory=dict)
    stems: dict[str, dict[str, _Node]] = field(default_factory=dict)
    gap: _Node | None = None
    # concept -> languages it counts in; empty: in all of them
    concepts: dict[str, frozenset[str]] = field(default_factory=dict)


# A node, and the words that may follow where nothing else can come of it.
_Entry = tuple[_Node, dict[str, _Node] | None]


class Lexicon:
    """All phrases of all tables, ready to be looked up."""

    def __init__(self, tables: Mapping[str, str]) -> None:
        self._root = _Node()
        self._known: dict[str, tuple[_Entry, ...]] = {}
        for concept, table in tables.items():
            for language, phrase in phrases(table):
                self._add(concept, language, phrase)

    def scan(self, found: Sequence[str], *spoken: str) -> list[Hit]:
        """Every phrase among the tokens of a text in these languages, in order of where it
        starts."""
        words = [_bare(word) if word > "\u0620" else word for word in found]
        hits: list[Hit] = []
        for start, entries in enumerate(map(self._known.get, words)):
            for node, nexts in self._entries(words[start]) if entries is None else entries:
                if nexts is None:
                    _follow(node, words, start + 1, _Found(hits, start, spoken))
                elif start + 1 < len(words) and (after := nexts.get(words[start + 1])):
                    _follow(after, words, start + 2, _Found(hits, start, spoken))
        return list(dict.fromkeys(hits))

    def _entries(self, word: str) -> tuple[_Entry, ...]:
        """Where phrases that begin with the word go on; remembered, since words come again."""
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        entries = self._known[word] = tuple(map(_entry, _children(self._root, word)))
        return entries

    def _add(self, concept: str, language: str, phrase: str) -> None:
        node = self._root
        written = phrase.replace("_", f" {_GAP} ").replace("*", _STEM)
        words = [_bare(word) for word in tokens(normalise(written))]
        for word in words:
            node = _grow(node, word)
        short = len(words) == 1 and len(words[0]) < _SHORT and words[0].isascii()
        own = frozenset((language,)) if short else frozenset[str]()
        before = node.concepts.get(concept)
        node.concepts[concept] = own if before is None else before | own if before else before


class _Found(NamedTuple):
    hits: list[Hit]
    start: int
    spoken: tuple[str, ...]


@cache
def lexicon() -> Lexicon:
    """The one lexicon of the project, built once."""
    return Lexicon(TABLES)


def phrases(table: str) -> Iterator[tuple[str, str]]:
    """(language, phrase) pairs of one concept's table."""
    language = ""
    for line in table.strip().splitlines():
        head, mark, rest = line.partition(":")
        if mark and head.strip() in LANGUAGES:
            language, line = head.strip(), rest  # noqa: PLW2901
        for phrase in line.split(";"):
            if phrase.strip():
                yield language, phrase.strip()


def _grow(node: _Node, word: str) -> _Node:
    if word == _GAP:
        node.gap = node.gap or _Node()
        return node.gap
    if word.endswith(_STEM):
        stem = word.removesuffix(_STEM)
        return node.stems.setdefault(stem[:_KEY], {}).setdefault(stem, _Node())
    return node.words.setdefault(word, _Node())


def _follow(node: _Node, words: list[str], at: int, found: _Found) -> None:
    for concept, languages in node.concepts.items():
        if not languages or not languages.isdisjoint(found.spoken):
            found.hits.append(Hit(concept, found.start, at))
    if at < len(words):
        if node.words and (child := node.words.get(words[at])) is not None:
            _follow(child, words, at + 1, found)
        if node.stems:
            for child in _stemmed(node.stems, words[at]):
                _follow(child, words, at + 1, found)
    if node.gap is not None:
        _skip(node.gap, words, at, found)


def _skip(node: _Node, words: list[str], at: int, found: _Found) -> None:
    for skipped in range(at, min(at + _MAX_GAP + 1, len(words))):
        _follow(node, words, skipped, found)
        if words[skipped][0] in BREAKS:
            return


def _entry(node: _Node) -> _Entry:
    more = node.concepts or node.stems or node.gap is not None
    return node, None if more else node.words


def _children(node: _Node, word: str) -> list[_Node]:
    children = [node.words[word]] if word in node.words else []
    return [*children, *_stemmed(node.stems, word)]


def _stemmed(stems: dict[str, dict[str, _Node]], word: str) -> list[_Node]:
    """Where each stem goes on that the word begins with."""
    children: list[_Node] = []
    for size in range(min(len(word), _KEY), 0, -1):
        if same := stems.get(word[:size]):
            children += [child for stem, child in same.items() if word.startswith(stem)]
    return children


def _bare(word: str) -> str:
    """Arabic writes article and preposition onto the word."""
    if not "\u0621" <= word[0] <= "\u064a":
        return word
    for article in _ARTICLES:
        if word.startswith(article) and len(word) > len(article) + 2:
            return word[len(article) :]
    return word
