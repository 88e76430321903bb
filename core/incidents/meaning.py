"""What people who ask the same thing have in common: groups by meaning, articles, coins. Pure.

Words mean by features of `core/reply/features.py`: stems, neighbours and concepts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

from core.incidents.heard import Heard, Overheard
from core.reply.features import PART, features

MOST_TEXTS = 400
# Fewer texts of others in a language do not show which words are special.
LEAST_OTHERS = 12
# Cosine from which two questions are held for one; single links suffice, so groups only part
# where nothing joins them.
ALIKE = 0.1
# An article belongs to an incident when so many people's questions, and this share of them all,
# lead to it: the largest with which a single line in ten does not count.
LEAST_PEOPLE, LEAST_SHARE = 3, 0.15

Texts = Mapping[str, Sequence[str]]


@lru_cache(maxsize=4096)
def words_in(text: str) -> frozenset[str]:
    """The words of a text and what they mean, without pieces of words."""
    return frozenset(name for name, weight in features(text).items() if weight != PART)


def groups(asked: Sequence[Overheard], others: Texts) -> list[list[Overheard]]:
    """Questions by meaning, the largest group first; a language's smaller groups stay apart.

    The largest groups of all languages are one: words are compared within a language only, and
    where it is known from `others`, texts by language, how people write there otherwise.
    """
    by_language: dict[str, list[Overheard]] = {}
    for each in asked[-MOST_TEXTS:]:
        by_language.setdefault(each.heard.language, []).append(each)
    main: list[Overheard] = []
    rest: list[list[Overheard]] = []
    for language, lines in by_language.items():
        first, *smaller = _parts(lines, others.get(language, ()))
        main += first
        rest += smaller
    return [main, *sorted(rest, key=len, reverse=True)] if main else []


def people(asked: Iterable[Overheard]) -> int:
    """How many different people asked."""
    return len({each.heard.person for each in asked})


def articles_of(asked: Iterable[Heard]) -> tuple[str, ...]:
    """The articles that these questions lead to, the most common first; "" is that none fits."""
    found = {(each.person, each.article) for each in asked}
    counts = Counter(article for _, article in found)
    least = max(LEAST_PEOPLE, LEAST_SHARE * len({person for person, _ in found}))
    return tuple(article for article, count in counts.most_common() if count >= least)


def coins_of_group(asked: Sequence[Overheard]) -> tuple[str, ...]:
    """The coin that it is about: named by half of them, and by four in five who name any."""
    named = Counter(each.heard.coin for each in asked if each.heard.coin)
    if not named:
        return ()
    coin, count = named.most_common(1)[0]
    clear = count >= 0.8 * named.total() and count >= 0.5 * len(asked)
    return (coin,) if clear else ()


def _parts(asked: Sequence[Overheard], others: Sequence[str]) -> list[list[Overheard]]:
    """Groups that nothing joins, the largest first."""
    if len(others) < LEAST_OTHERS:
        return [list(asked)]
    alike = _cosines([words_in(each.text) for each in asked], others) >= ALIKE
    left = set(range(len(asked)))
    found: list[list[Overheard]] = []
    while left:
        reached, border = set[int](), {min(left)}
        while border:
            reached |= border
            near = np.flatnonzero(alike[sorted(border)].any(axis=0)).tolist()
            border = {number for number in near if number not in reached}
        left -= reached
        found.append([asked[number] for number in sorted(reached)])
    return sorted(found, key=len, reverse=True)


def _cosines(texts: Sequence[frozenset[str]], others: Sequence[str]) -> NDArray[np.float64]:
    """Likeness of all pairs; words that everybody uses anyway join nobody."""
    usual = Counter(word for text in others for word in words_in(text))
    words = dict.fromkeys(word for text in texts for word in sorted(text))
    rows = {word: row for row, word in enumerate(words)}
    seen = np.zeros((len(texts), max(len(rows), 1)))
    for line, text in enumerate(texts):
        for word in text:
            seen[line, rows[word]] = log((len(others) + 1) / (usual[word] + 0.5))
    norms = np.linalg.norm(seen, axis=1, keepdims=True)
    seen /= np.where(norms > 0, norms, 1)
    product: NDArray[np.float64] = seen @ seen.T
    np.fill_diagonal(product, 1.0)
    return product
