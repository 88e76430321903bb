"""How likely each article answers: by words alone, or by what is meant, its words and its intent.

Vectors know what questions mean and blur names (GTC, TXID, dust); words know names and little else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from core.reply.index import PLACES, Index, Likeness, Numbers
from core.triage.labels import INTENTS
from core.types import Labels

# Likeness to log-odds, and the log-odds that no article answers: fitted on the articles' own
# questions, each left out once, and on 420 more texts of which 180 have no answer.
SHARPNESS = 22.5
NOTHING, NOTHING_STRANGE, NOTHING_LIKE = 2.8, 3.5, 11.9
# What the intent adds: the least probability it leaves an article, and what none counts as.
DOUBT = 0.02
EVEN = 1 / len(INTENTS)
# Beside a meaning: likeness to log-odds, and how much the intent counts. From a small grid on
# questions that encoder and layer had not read; between half and one and a half times as much
# the right article comes first about as often.
WORDS, INTENDED = 12.0, 0.5


@dataclass(frozen=True, slots=True)
class Worded:
    """The words of one language, and for each column of a layer the index's place of its article.

    `places` are of those articles that the index has; `columns` the layer's columns of the same.
    """

    index: Index
    columns: NDArray[np.intp]
    places: NDArray[np.intp]

    @classmethod
    def beside(cls, index: Index, ids: Sequence[str]) -> Worded:
        """`ids` are the layer's, in the order of its columns; its last one is none of them."""
        known = {identity: place for place, identity in enumerate(index.ids)}
        both = [(column, known[each]) for column, each in enumerate(ids) if each in known]
        columns, places = np.array([*both, (len(ids), len(known))], dtype=np.intp).T
        return cls(index, columns, places)

    def add(self, scores: Numbers, text: str) -> None:
        """To log-shares by meaning, what the words of the text say; nothing where they are new."""
        likeness = self.index.likeness(text)
        if likeness is not None:
            all_of_it = np.append(likeness.scores, likeness.elsewhere)
            scores[self.columns] += WORDS * all_of_it[self.places]


def intend(scores: Numbers, places: NDArray[np.intp], intents: Numbers | None) -> None:
    """Add what the intent says of each article; `places` are their intents, by column."""
    if intents is not None:
        scores[:-1] += INTENDED * np.log((intents[places] + DOUBT) / (EVEN + DOUBT))


def by_words(likeness: Likeness, index: Index, intents: Numbers | None) -> Numbers:
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


def intents_of(labels: Labels) -> Numbers | None:
    """Every intent's probability, what is left shared evenly; None when nobody judged it."""
    told = dict(labels.intents) or {labels.intent: labels.intent_confidence}
    total = sum(told.values())
    if not total:
        return None
    rest = max(0.0, 1.0 - total) / max(1, len(INTENTS) - len(told))
    found = np.full(len(INTENTS), rest)
    found[[PLACES[intent] for intent in told]] = list(told.values())
    return found
