"""What a full tuning reads: our lines, public sets, and the questions of the knowledge, as ids.

Beside the questions of `training/second.py` there are three that only shape the vectors: which
article somebody asks for, and the intents of two public sets (BANKING77, CLINC150).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.errors import ConfigError
from core.reply.asked import Asked
from models.encoder.pack import Pack
from models.encoder.pieces import Cutter
from training.corpus import Row, read_corpus, read_public, read_scams
from training.second import QUESTIONS, TONES, answers, plain
from training.tune import ABSENT, Question

MOST_TOKENS = 96
_MOST_CHARACTERS = 1500
_NONE = "none"
_BANKING, _CLINC = "intents/banking77-train.jsonl", "intents/clinc150-train.jsonl"
_UMSAB = "sentiment/umsab-train.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Texts as ids, (texts, MOST_TOKENS), -1 behind the end, and an answer to every question.

    How often they are read in a whole tuning: by a teacher, by the student.
    """

    ids: NDArray[np.int32]
    answers: NDArray[np.int64]
    taught: int
    learnt: int

    @property
    def lengths(self) -> NDArray[np.int64]:
        counts: NDArray[np.int64] = (self.ids >= 0).sum(axis=1)
        return counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All parts, and the questions in the order of their columns."""

    parts: tuple[Part, ...]
    questions: tuple[Question, ...]


def gather(pack: Pack, corpus: Path, public: Path, asked: Sequence[Asked], epochs: int) -> Reading:
    """Everything, tokenised; ConfigError when a set is missing."""
    banking, clinc = _intents(public / _BANKING), _intents(public / _CLINC)
    articles = sorted({each.article for each in asked if each.article is not None})
    questions = (
        *QUESTIONS,
        Question("article", (*articles, _NONE), 1.0),
        Question("banking", tuple(sorted({label for _, label in banking})), 0.6),
        Question("clinc", tuple(sorted({label for _, label in clinc})), 0.4),
    )
    ours, scams, tweets = read_corpus(corpus), read_scams(public), read_public(public)
    umsab = [(text, label) for text, label in _records(public / _UMSAB) if label in TONES]
    wanted = [(each.text, each.article or _NONE) for each in asked]
    half, fifth = max(1, epochs // 2), max(1, epochs // 5)
    cut = _Cut(pack, questions)
    return Reading(
        questions=questions,
        parts=(
            cut.rows(ours, (epochs, epochs)),
            cut.rows(scams, (max(1, epochs // 4), half)),
            cut.named("sentiment", tweets, (1, fifth)),
            cut.named("sentiment", umsab, (1, half)),
            cut.named("article", wanted, (epochs, epochs)),
            cut.named("banking", banking, (half, half)),
            cut.named("clinc", clinc, (1, max(1, epochs // 4))),
        ),
    )


class _Cut:
    """Makes parts for one vocabulary and one row of questions."""

    def __init__(self, pack: Pack, questions: Sequence[Question]) -> None:
        self._cutter, self._questions = Cutter(pack, MOST_TOKENS), questions

    def rows(self, rows: Sequence[Row], times: tuple[int, int]) -> Part:
        told = np.full((len(rows), len(self._questions)), ABSENT, dtype=np.int64)
        told[:, : len(QUESTIONS)] = answers(rows)
        return self._part([plain(row.text) for row in rows], told, times)

    def named(self, name: str, pairs: Sequence[tuple[str, str]], times: tuple[int, int]) -> Part:
        column = [each.name for each in self._questions].index(name)
        codes = {code: place for place, code in enumerate(self._questions[column].codes)}
        told = np.full((len(pairs), len(self._questions)), ABSENT, dtype=np.int64)
        told[:, column] = [codes[label] for _, label in pairs]
        return self._part([plain(text) for text, _ in pairs], told, times)

    def _part(self, texts: Sequence[str], told: NDArray[np.int64], times: tuple[int, int]) -> Part:
        ids = np.full((len(texts), MOST_TOKENS), -1, dtype=np.int32)
        for row, each in enumerate(self._cutter.ids([text[:_MOST_CHARACTERS] for text in texts])):
            ids[row, : len(each)] = each
        return Part(ids=ids, answers=told, taught=times[0], learnt=times[1])


def _intents(path: Path) -> list[tuple[str, str]]:
    return list(_records(path))


def _records(path: Path) -> Iterator[tuple[str, str]]:
    try:
        lines = path.read_text("utf-8").split("\n")  # a text may hold other ends of lines
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    for line in filter(str.strip, lines):
        record = json.loads(line)
        yield str(record["text"]), str(record["label"])
