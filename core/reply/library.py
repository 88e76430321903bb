"""What the desk can say: articles found by what somebody asks, phrases by name. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np

from core.actions import Article
from core.reply.elsewhere import ELSEWHERE
from core.reply.index import PLACES, Index, Likeness, Numbers
from core.reply.wording import fill, primary
from core.triage.labels import INTENTS
from core.types import Labels

FALLBACK = "en"
# Likeness to log-odds, and the log-odds that no article answers: fitted on the articles' own
# questions, each left out once, and on 420 more texts of which 180 have no answer.
SHARPNESS = 22.5
NOTHING, NOTHING_STRANGE, NOTHING_LIKE = 2.8, 3.5, 11.9
# What the intent adds: the least probability it leaves an article, and what none counts as.
DOUBT = 0.02
EVEN = 1 / len(INTENTS)
MOST_CANDIDATES = 5
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """The article that fits best, the probability that it answers, and the runners-up."""

    article: str
    confidence: float
    candidates: tuple[tuple[str, float], ...] = ()


class Library:
    """All articles and phrases, indexed once; `facts` are the exchange's, by name."""

    def __init__(
        self,
        articles: Sequence[Article],
        phrases: Mapping[str, Mapping[str, str]],
        facts: Mapping[str, str],
    ) -> None:
        self.articles = tuple(articles)
        self._articles = {(each.id, each.language): each for each in articles}
        self._phrases, self._facts = phrases, facts
        self._covered = frozenset(each.intent for each in articles)
        languages = dict.fromkeys(each.language for each in articles)
        self._indexes = {
            language: Index(
                [each for each in articles if each.language == language],
                ELSEWHERE.get(language, "").split("\n"),
            )
            for language in languages
        }

    def find(self, text: str, labels: Labels) -> Candidate | None:
        """The article that answers the text; None when no article has anything to do with it.

        Confidence is calibrated: of the answers at 0.75 and above nine in ten are right on the
        questions of tests/core/reply, whose third set nothing was fitted on.
        """
        index = self._index(text, labels.language)
        likeness = index.likeness(text) if index else None
        if index is None or likeness is None:
            return None
        chances = _chances(likeness, index, _intents(labels))
        best = chances.argsort()[: -MOST_CANDIDATES - 1 : -1].tolist()
        ranked = tuple((index.articles[n].id, float(chances[n])) for n in best)
        return Candidate(article=ranked[0][0], confidence=ranked[0][1], candidates=ranked)

    def covers(self, intent: str) -> bool:
        """Whether there is any article about this need."""
        return intent in self._covered

    def article(self, identity: str, language: str) -> Article | None:
        """The article in that language, else in English, else None."""
        found = self._articles.get((identity, primary(language)))
        return found or self._articles.get((identity, FALLBACK))

    def phrase(self, key: str, language: str, **values: str) -> str:
        """The phrase in that language, else in English, else nothing."""
        texts = self._phrases.get(key, {})
        text = texts.get(primary(language)) or texts.get(FALLBACK, "")
        return fill(text, {**self._facts, **values})

    def speaks(self, key: str, language: str) -> bool:
        """Whether there is such a phrase in that very language."""
        return primary(language) in self._phrases.get(key, {})

    def page(self, article: Article) -> str:
        """The address of the article's page on the exchange's own help site."""
        return f"{self._facts['help']}/{article.language}/{article.id}"

    def _index(self, text: str, language: str) -> Index | None:
        own = self._indexes.get(primary(language))
        return own or self._indexes.get(script_language(text)) or self._indexes.get(FALLBACK)


def script_language(text: str) -> str:
    """The language that a text's letters betray; empty for Latin ones."""
    if text.isascii():
        return ""
    return next((code for code, letters in _SCRIPTS if letters.search(text)), "")


def _chances(likeness: Likeness, index: Index, intents: Numbers | None) -> Numbers:
    """The probability of each article; what they lack to one is that none answers."""
    evidence = SHARPNESS * likeness.scores
    nothing = NOTHING + NOTHING_STRANGE * likeness.strange + NOTHING_LIKE * likeness.elsewhere
    if intents is not None:
        evidence = evidence + np.log((intents[index.intents] + DOUBT) / (EVEN + DOUBT))
        uncovered = index.uncovered
        nothing += max(0.0, _prior(float(intents[uncovered].sum()), len(uncovered) * EVEN))
    highest = max(float(evidence.max()), nothing)
    weights = np.exp(evidence - highest)
    total: Numbers = weights / (weights.sum() + exp(nothing - highest))
    return total


def _prior(chance: float, even: float) -> float:
    return log((chance + DOUBT) / (even + DOUBT))


def _intents(labels: Labels) -> Numbers | None:
    """Every intent's probability, what is left shared evenly; None when nobody judged it."""
    told = dict(labels.intents) or {labels.intent: labels.intent_confidence}
    total = sum(told.values())
    if not total:
        return None
    rest = max(0.0, 1.0 - total) / max(1, len(INTENTS) - len(told))
    shares = np.full(len(INTENTS), rest)
    shares[[PLACES[intent] for intent in told]] = list(told.values())
    return shares
