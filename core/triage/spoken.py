"""Which words of a text spoke for a label: the linear stage asked again without each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from core.triage.linear import Floats, Head, LinearModel
from core.triage.reading import Reading
from core.triage.text import BREAKS, HAN_KANA, PAUSES, TOKEN, normalise

MOST_WORDS = 4
# Fewer points of log-odds than this are no reason; the whole softmax turns on one or two.
_LEAST = 0.25
# A pasted log is explained by its beginning; the cost grows with the product of both.
_MOST_TOKENS, _MOST_PIECES, _AT_ONCE = 250, 120, 20
_GONE = ","
_RUNS = (2, 3)
_CHARACTER = re.compile(f"[{HAN_KANA}]")
_WITH_APOSTROPHE = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)+")

# Places of tokens that stand or fall together.
Piece = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """What each piece of a text did to every score: (pieces, columns), above 0: it raised it."""

    reading: Reading
    pieces: tuple[Piece, ...]
    raised: Floats

    @classmethod
    def of(cls, model: LinearModel, reading: Reading) -> Spoken:
        """Ask the model once with every piece and once without each."""
        reading = reading.told(reading.tokens[:_MOST_TOKENS], reading.hits)
        pieces = _pieces(reading.tokens)
        readings = [reading, *(_without(reading, piece) for piece in pieces)]
        parts = [
            model.scores(readings[start : start + _AT_ONCE])
            for start in range(0, len(readings), _AT_ONCE)
        ]
        scores = np.concatenate(parts)
        return cls(reading, pieces, scores[0] - scores[1:])

    def words(self, head: Head, code: str, rival: str) -> tuple[str, ...]:
        """At most four words that spoke most for one code against another, as they were written."""
        columns = [head.start + head.codes.index(each) for each in (code, rival)]
        gains = (self.raised[:, columns[0]] - self.raised[:, columns[1]]) / head.temperature
        chosen: list[int] = []
        words = 0
        # A longer piece has to bring more than its parts would.
        for gain, piece in sorted(
            zip(gains.tolist(), self.pieces, strict=True),
            key=lambda each: -each[0] / sqrt(len(each[1])),
        ):
            if words < MOST_WORDS and gain >= _LEAST and not {*piece} & {*chosen}:
                chosen += piece
                words += 1
        return _quoted(self.reading, chosen)


def _pieces(tokens: Sequence[str]) -> tuple[Piece, ...]:
    """Each word with all its places; of Han and kana, which no space parts, short stretches."""
    words: dict[str, Piece] = {}
    runs: list[Piece] = []
    for place, token in enumerate(tokens):
        if _CHARACTER.fullmatch(token):
            runs += (
                tuple(range(place, place + size))
                for size in _RUNS
                if _is_run(tokens[place : place + size], size)
            )
        if token not in PAUSES and token[0] not in BREAKS:
            words[token] = (*words.get(token, ()), place)
    single = [piece for word, piece in words.items() if not _CHARACTER.fullmatch(word)]
    return tuple([*single, *runs][:_MOST_PIECES])


def _is_run(tokens: Sequence[str], size: int) -> bool:
    return len(tokens) == size and all(map(_CHARACTER.fullmatch, tokens))


def _without(reading: Reading, piece: Piece) -> Reading:
    """The reading with a gap where the piece stood, and without the phrases it was part of."""
    gone = {*piece}
    tokens = tuple(_GONE if at in gone else token for at, token in enumerate(reading.tokens))
    hits = tuple(hit for hit in reading.hits if gone.isdisjoint(range(hit.start, hit.end)))
    return reading.told(tokens, hits)


def _quoted(reading: Reading, places: Sequence[int]) -> tuple[str, ...]:
    """Neighbours joined, in the order of the text, each once."""
    written = _as_written(reading.raw)
    found: list[str] = []
    before = -2
    for place in sorted(places):
        token = reading.tokens[place]
        forms = written.get(token, [token])
        word = forms[min(reading.tokens[:place].count(token), len(forms) - 1)]
        if place == before + 1:
            found[-1] += word if _CHARACTER.fullmatch(word) else f" {word}"
        else:
            found.append(word)
        before = place
    return tuple(dict.fromkeys(found))


def _as_written(raw: str) -> dict[str, list[str]]:
    """Normalised words by how they stand in the text, in order."""
    written: dict[str, list[str]] = {}
    for pattern in (TOKEN, _WITH_APOSTROPHE):
        for word in pattern.findall(raw):
            written.setdefault(normalise(word), []).append(word)
    return written
