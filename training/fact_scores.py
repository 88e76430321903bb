"""How well the facts in a text are read: values labelled, values given, values in both."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Facts = Mapping[str, Iterable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactScore:
    """How one kind of fact was found: values labelled, values given, values in both."""

    wanted: int = 0
    given: int = 0
    both: int = 0

    @property
    def precision(self) -> float:
        return self.both / max(1, self.given)

    @property
    def recall(self) -> float:
        return self.both / max(1, self.wanted)


def score_facts(pairs: Iterable[tuple[Facts, Facts]]) -> dict[str, FactScore]:
    """Scores of the kinds that stand in the labels, from pairs of labels and answers."""
    wanted, given, both = Counter[str](), Counter[str](), Counter[str]()
    for label, answer in pairs:
        labels, answers = _normal(label), _normal(answer)
        wanted.update(kind for kind, _ in labels)
        given.update(kind for kind, _ in answers)
        both.update(kind for kind, _ in labels & answers)
    return {
        kind: FactScore(wanted=count, given=given[kind], both=both[kind])
        for kind, count in sorted(wanted.items())
    }


def _normal(facts: Facts) -> set[tuple[str, str]]:
    """Facts as they compare: digits of every script alike, no case, no spaces."""
    return {(kind, _plain(value)) for kind, values in facts.items() for value in values}


def _plain(value: str) -> str:
    letters = unicodedata.normalize("NFKC", value).casefold()
    return "".join(
        str(digit) if (digit := unicodedata.digit(each, None)) is not None else each
        for each in letters
        if not each.isspace()
    )
