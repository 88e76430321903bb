"""Figures of answering: is the right article first, and is what the desk says by itself right?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from core.errors import ConfigError

ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A question whose answer is known: the article, others that would do, None where none does."""

    text: str
    language: str
    article: str | None
    also: frozenset[str]
    asked: Mapping[str, str]

    def right(self, article: str | None) -> bool:
        """Whether this article may come first."""
        return article == self.article or (article is not None and article in self.also)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the desk made of it: the article it names, the best one anyhow, whether it answers."""

    article: str | None
    first: str | None
    answers: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts; shares are None where there is nothing to count.

    `first` of those with an article, `answered` of them without a person, `fine` of the answers to
    them that were right, `silent` of those that nothing answers; `precise` of all answers given.
    """

    questions: int
    first: float | None
    answered: float | None
    fine: float | None
    silent: float | None
    unnamed: float | None
    precise: float | None


def wanted(record: Any, language: str) -> Wanted:
    """One line of {"text", "article", "also"?, "platform"?, "place"?}; ConfigError for others."""
    if not isinstance(record, dict):
        raise ConfigError("is not an object")
    text, article, also = record.get("text"), record.get("article"), record.get("also", [])
    if not isinstance(text, str) or not (article is None or isinstance(article, str)):
        raise ConfigError("needs 'text' and 'article', an id or null")
    if not isinstance(also, list):
        raise ConfigError("'also' has to be a list of ids")
    asked = {name: str(record[name]) for name in ("platform", "place") if name in record}
    return Wanted(
        text=text, language=language, article=article, also=frozenset(map(str, also)), asked=asked
    )


def tallies(pairs: Iterable[tuple[Wanted, Given]]) -> dict[str, Tally]:
    """By language, and all together last."""
    rows: dict[str, list[tuple[Wanted, Given]]] = defaultdict(list)
    for each in pairs:
        rows[each[0].language].append(each)
        rows[ALL].append(each)
    return {name: _tally(rows[name]) for name in _all_last(rows)}


def _tally(pairs: list[tuple[Wanted, Given]]) -> Tally:
    real = [each for each in pairs if each[0].article is not None]
    none = [each for each in pairs if each[0].article is None]
    said = [each for each in real if each[1].answers]
    every = [each for each in pairs if each[1].answers]
    return Tally(
        questions=len(pairs),
        first=_share(wish.right(given.first) for wish, given in real),
        answered=_share(given.answers for _, given in real),
        fine=_share(wish.right(given.article) for wish, given in said),
        silent=_share(not given.answers for _, given in none),
        unnamed=_share(given.article is None for _, given in none),
        precise=_share(wish.right(given.article) for wish, given in every),
    )


def _share(values: Iterable[bool]) -> float | None:
    told = list(values)
    return sum(told) / len(told) if told else None


def _all_last(rows: Mapping[str, Any]) -> Iterator[str]:
    yield from sorted(name for name in rows if name != ALL)
    if ALL in rows:
        yield ALL
