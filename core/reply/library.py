"""What the desk can say: articles found by what somebody asks, phrases by name. Pure."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.actions import Article
from core.reply.asked import Asked
from core.reply.chances import Worded, by_words, intend, intents_of
from core.reply.dense import Dense, Meaning
from core.reply.index import PLACES, Index, Numbers
from core.reply.scripts import script_language
from core.reply.sureness import Evidence, Sureness, evidence
from core.reply.wording import fill, primary
from core.types import Labels

FALLBACK = "en"
MOST_CANDIDATES = 5
# Finding by words solves one equation a question: above this, meaning finds alone.
MOST_EXAMPLES = 4000
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """The article that fits best, the probability that it answers, and the runners-up."""

    article: str
    confidence: float
    candidates: tuple[tuple[str, float], ...] = ()
    evidence: Evidence | None = None


class Library:
    """All articles and phrases, indexed once; `facts` are the exchange's, by name.

    `asked` are questions beyond those of the articles, in any language, and what none answers.
    """

    def __init__(
        self,
        articles: Sequence[Article],
        phrases: Mapping[str, Mapping[str, str]],
        facts: Mapping[str, str],
        asked: Sequence[Asked] = (),
    ) -> None:
        self.articles = tuple(articles)
        self._articles = {(each.id, each.language): each for each in articles}
        self._phrases, self._facts = phrases, facts
        # Phrases that are said in the words of another one for now.
        self.instead: Mapping[str, str] = {}
        self._intents = {each.id: each.intent for each in articles}
        self._covered = frozenset(self._intents.values())
        self._dense: tuple[Dense, Sureness] | None = None
        self._newer: frozenset[str] = frozenset()
        self._columns = np.zeros(0, dtype=np.intp)
        self._know(_asked(articles, asked))

    def knowing(self, asked: Sequence[Asked]) -> Library:
        """The same articles, found by other questions."""
        other = copy(self)
        other._know(asked)  # noqa: SLF001 - its own copy
        return other

    def intent(self, identity: str) -> str:
        """What an article is about; KeyError where there is none of that id."""
        return self._intents[identity]

    def understanding(self, dense: Dense, sureness: Sureness) -> Library:
        """The same library that also finds by meaning; articles that are gone are not found."""
        other = copy(self)
        kept = _present(dense, self._intents)
        other._understand(kept, sureness)  # noqa: SLF001 - its own copy
        return other

    @property
    def encoder(self) -> str:
        """The name of the encoder whose vectors `find` wants; empty when it wants none."""
        return self._dense[0].encoder if self._dense else ""

    def find(
        self, text: str, labels: Labels, vector: NDArray[Any] | None = None
    ) -> Candidate | None:
        """The article that answers the text; None when no article has anything to do with it.

        By meaning, words and intent where a vector is given, else by the last two. Confidence is
        calibrated: see `core/reply/sureness.py`, and without one the questions of tests/core/reply.
        """
        if vector is None or self._dense is None or not self._dense[0].ids:
            return self._worded(text, labels)
        meant = self._meant(self._dense, text, vector, labels)
        if not self._newer:
            return meant
        # An article that is newer than the layer can only be found by words.
        worded = self._worded(text, labels)
        newer = worded is not None and worded.article in self._newer
        return worded if worded and newer and worded.confidence > meant.confidence else meant

    def _worded(self, text: str, labels: Labels) -> Candidate | None:
        index = self._index(text, labels.language)
        likeness = index.likeness(text) if index else None
        if index is None or likeness is None:
            return None
        return _ranked(index.ids, by_words(likeness, index, intents_of(labels)))

    def _meant(
        self, knowing: tuple[Dense, Sureness], text: str, vector: NDArray[Any], labels: Labels
    ) -> Candidate:
        dense, sureness = knowing
        scores = dense.scores(vector)
        intend(scores, self._columns, intents_of(labels))
        if index := self._index(text, labels.language):
            self._beside(index, dense).add(scores, text)
        meaning = Meaning.of(scores)
        ranked = _ranked(dense.ids, meaning.chances).candidates
        (first, chance), second = ranked[0], ranked[1][1] if len(ranked) > 1 else 0.0
        known = evidence((chance, second, meaning.none), self._intents[first], labels)
        sure = sureness.of(known)
        rest = (1.0 - sure) / max(1.0 - chance, 1e-6)
        others = tuple((identity, min(sure, each * rest)) for identity, each in ranked[1:])
        return Candidate(
            article=first, confidence=sure, candidates=((first, sure), *others), evidence=known
        )

    def _know(self, asked: Sequence[Asked]) -> None:
        self.asked = tuple(asked)
        self._languages = frozenset(each.language for each in self.asked if each.article)
        self._indexes: dict[str, Index | None] = {}
        self._worded_beside: dict[Index, Worded] = {}

    def _understand(self, dense: Dense, sureness: Sureness) -> None:
        self._dense = (dense, sureness)
        self._newer = frozenset(self._intents) - set(dense.ids)
        # The intent of each article, in the order of the layer's columns.
        self._columns = np.array([PLACES[self._intents[each]] for each in dense.ids], dtype=np.intp)
        self._worded_beside = {}

    def _beside(self, index: Index, dense: Dense) -> Worded:
        if index not in self._worded_beside:
            self._worded_beside[index] = Worded.beside(index, dense.ids)
        return self._worded_beside[index]

    def covers(self, intent: str) -> bool:
        """Whether there is any article about this need."""
        return intent in self._covered

    def article(self, identity: str, language: str) -> Article | None:
        """The article in that language, else in English, else None."""
        found = self._articles.get((identity, primary(language)))
        return found or self._articles.get((identity, FALLBACK))

    def phrase(self, key: str, language: str, **values: str) -> str:
        """The phrase in that language, else in English, else nothing."""
        texts = self._phrases.get(self.instead.get(key, key), {})
        text = texts.get(primary(language)) or texts.get(FALLBACK, "")
        return fill(text, {**self._facts, **values}, language)

    def speaks(self, key: str, language: str) -> bool:
        """Whether there is such a phrase in that very language."""
        return primary(language) in self._phrases.get(key, {})

    def page(self, article: Article) -> str:
        """The address of the article's page on the exchange's own help site."""
        return f"{self._facts['help']}/{article.language}/{article.id}"

    def _index(self, text: str, language: str) -> Index | None:
        told = (primary(language), script_language(text), FALLBACK)
        code = next((each for each in told if each in self._languages), "")
        if code and code not in self._indexes:
            self._indexes[code] = self._made(code)
        return self._indexes.get(code)

    def _made(self, language: str) -> Index | None:
        """The words of one language, indexed when somebody asks in it for the first time."""
        asked = [each for each in self.asked if each.language == language]
        if len(asked) > MOST_EXAMPLES:
            _log.warning("%s: %d questions are too many to find by words", language, len(asked))
            return None
        return _index(asked, self)


def _asked(articles: Sequence[Article], asked: Sequence[Asked]) -> list[Asked]:
    """Every question of the articles and beyond them, each with its language."""
    own = [
        Asked(text, each.id, each.language)
        for each in articles
        for text in (*each.questions, each.title, each.short)
        if text
    ]
    known = {each.id for each in articles}
    return own + [each for each in asked if each.article is None or each.article in known]


def _index(asked: Sequence[Asked], library: Library) -> Index:
    ids = list(dict.fromkeys(each.article for each in asked if each.article is not None))
    numbers = {identity: number for number, identity in enumerate(ids)}
    examples = [
        (each.text, len(ids) if each.article is None else numbers[each.article]) for each in asked
    ]
    return Index([(identity, library.intent(identity)) for identity in ids], examples)


def _present(dense: Dense, known: Mapping[str, str]) -> Dense:
    kept = [place for place, identity in enumerate(dense.ids) if identity in known]
    columns = [*kept, len(dense.ids)]
    ids = tuple(dense.ids[place] for place in kept)
    return Dense(dense.encoder, ids, dense.weights[:, columns], dense.bias[columns])


def _ranked(ids: Sequence[str], chances: Numbers) -> Candidate:
    best = chances.argsort()[: -MOST_CANDIDATES - 1 : -1].tolist()
    ranked = tuple((ids[place], float(chances[place])) for place in best)
    return Candidate(article=ranked[0][0], confidence=ranked[0][1], candidates=ranked)
