"""`python -m bench.answers`: from a read question to the exact text, beside the plain way.

Ours: the article found (the encoder's vector is there already), the words composed for a platform,
the last look at them. The plain way, what one would build in an afternoon: BM25 over the articles'
words in one list for all languages, and a Jinja2 template filled with the best one.
"""

from __future__ import annotations

import argparse
import math
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import TypeVar

from jinja2 import Environment
from rich.console import Console
from rich.table import Table

import bots
from app.brain import build_reader
from core.actions import Article, Reply
from core.reply.compose import compose
from core.reply.lint import check
from core.settings import Settings
from core.types import Message, Place, Platform, Verdict
from core.understand import Reader
from training.corpus import CALIBRATION, read_part
from training.score import question_of

CORPUS = Path("models/corpus")
PLACES = (("telegram", Place.DM), ("twitter", Place.MENTION), ("discord", Place.CHANNEL))
TEMPLATE = "{{ body }}\n\nMore on this: {{ page }}"
STEPS = ("found", "composed", "looked over", "together")
K1, B = 1.5, 0.75
T = TypeVar("T")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Case:
    """A question that was read already, as it came from some place."""

    message: Message
    verdict: Verdict


class PlainSearch:
    """BM25 as the textbooks have it."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = articles
        texts = [f"{a.title} {a.body} {' '.join(a.questions)}" for a in articles]
        self._counts = [Counter(_WORD.findall(text.lower())) for text in texts]
        self._lengths = [sum(counts.values()) for counts in self._counts]
        self._mean = statistics.mean(self._lengths)
        self._holding = Counter(word for counts in self._counts for word in counts)

    def best(self, text: str) -> Article:
        """The article with the highest score."""
        words = _WORD.findall(text.lower())
        scores = [self._score(words, place) for place in range(len(self._articles))]
        return self._articles[max(range(len(scores)), key=scores.__getitem__)]

    def _score(self, words: Sequence[str], place: int) -> float:
        counts, total = self._counts[place], 0.0
        weight = K1 * (1 - B + B * self._lengths[place] / self._mean)
        for word in words:
            if seen := counts.get(word, 0):
                holding = self._holding[word]
                rarity = math.log(1 + (len(self._articles) - holding + 0.5) / (holding + 0.5))
                total += rarity * seen * (K1 + 1) / (seen + weight)
        return total


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(prog="bench.answers", description=__doc__)
    asked.add_argument("--questions", type=int, default=1000)
    options = asked.parse_args()
    reader = build_reader(Settings())
    cases = _cases(reader, options.questions)
    spans = _ours(reader, cases)
    table = Table("a question", "p50 ms", "p99 ms", "max ms")
    for name, times in (*spans.items(), ("plain BM25 and Jinja2", _plain(reader, cases))):
        ranked = sorted(times)
        middle, late = ranked[len(ranked) // 2], ranked[len(ranked) * 99 // 100]
        table.add_row(name, f"{middle:.2f}", f"{late:.2f}", f"{ranked[-1]:.2f}")
    out = Console(width=110)
    out.print(f"{len(reader.library.articles)} articles, {len(cases)} questions, one thread")
    out.print(table)


def _cases(reader: Reader, count: int) -> list[Case]:
    """Questions of the corpus, each asked in one of the places."""
    rows = [row for each in read_part(CORPUS, CALIBRATION).values() for row in each]
    questions = [question_of(row) for row in islice(cycle(rows), count)]
    verdicts = reader.read(questions)
    return [
        Case(replace(question.message, platform=Platform(platform), place=place), verdict)
        for question, verdict, (platform, place) in zip(
            questions, verdicts, cycle(PLACES), strict=False
        )
    ]


def _ours(reader: Reader, cases: Sequence[Case]) -> dict[str, list[float]]:
    """Milliseconds of each step, and of all together."""
    spans: dict[str, list[float]] = {name: [] for name in STEPS}
    for case in cases:
        for name, span in zip(STEPS, _steps(reader, case), strict=True):
            spans[name].append(span)
    return spans


def _steps(reader: Reader, case: Case) -> tuple[float, ...]:
    labels, leg = case.verdict.labels, case.message.leg
    reader.find(case.message.text, labels)  # the encoder has seen it: that is another bench
    found, search = _timed(partial(reader.find, case.message.text, labels))
    article = found.article if found else "welcome"
    reply = Reply(article=article, language=labels.language, reason="bench")
    limits = bots.capabilities(case.message.platform)
    say = partial(compose, (reply,), case.message, reader.library, limits)
    text, words = _timed(say)
    _, look = _timed(partial(check, text, reader.brain.identities, leg=leg))
    return search, words, look, search + words + look


def _plain(reader: Reader, cases: Sequence[Case]) -> list[float]:
    search = PlainSearch(reader.library.articles)
    template = Environment(autoescape=False).from_string(TEMPLATE)  # noqa: S701 - no page

    def answer(text: str) -> str:
        best = search.best(text)
        return template.render(body=best.body, page=reader.library.page(best))

    return [_timed(partial(answer, case.message.text))[1] for case in cases]


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    """What it came to, and how many milliseconds that took."""
    started = time.perf_counter()
    came = work()
    return came, 1000 * (time.perf_counter() - started)


if __name__ == "__main__":
    main()
