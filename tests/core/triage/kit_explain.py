"""A small linear stage, a small encoder and a second stage, for tests that need all of them."""

from __future__ import annotations

import numpy as np

from core.errors import EncoderUnavailable
from core.triage.features import Hasher
from core.triage.labels import INTENTS
from core.triage.linear import LinearModel
from core.triage.second import SecondStage

HEADS = {
    "intent": INTENTS,
    "urgency": ("P0", "P1", "P2", "P3"),
    "sentiment": ("negative", "neutral", "positive"),
    "stance": ("none", "attempt", "question"),
    "risk": ("none", "giveaway"),
}
# word -> (head, code) it speaks for
TAUGHT = {
    "deposit": ("intent", "deposit"),
    "充值": ("intent", "deposit"),
    "validate": ("stance", "attempt"),
    "urgent": ("urgency", "P1"),
    "awful": ("sentiment", "negative"),
    "spammy": ("intent", "spam"),
    "urlx": ("intent", "spam"),
    "don": ("intent", "deposit"),
}
USUAL = {
    ("intent", "chatter"),
    ("urgency", "P3"),
    ("sentiment", "neutral"),
    ("stance", "none"),
    ("risk", "none"),
}
LINES = [f"{name}={','.join(codes)}" for name, codes in HEADS.items()]
COLUMNS = [(name, code) for name, codes in HEADS.items() for code in codes]


def linear(**changes) -> LinearModel:
    """Every taught word speaks for its code, and nothing else says anything."""
    table: dict[int, np.ndarray] = {}
    for word, pair in TAUGHT.items():
        for bucket in np.unique(Hasher()._of_word(word)):
            row = table.setdefault(int(bucket), np.zeros(len(COLUMNS)))
            row[COLUMNS.index(pair)] += 20
    rows = np.array(sorted(table), dtype=np.int32)
    arrays = {
        "version": np.array([1]),
        "name": np.array(["linear-test"]),
        "languages": np.array(["en"]),
        "heads": np.array(LINES),
        "rows": rows,
        "weights": np.array([table[row] for row in rows.tolist()], dtype=np.int8),
        "scale": np.full(len(COLUMNS), 0.2, dtype=np.float32),
        "norm": np.full(len(rows), 0.05, dtype=np.float32),
        "bias": np.array([4 * (pair in USUAL) for pair in COLUMNS], dtype=np.float32),
        "lean": np.zeros(len(COLUMNS), dtype=np.float32),
        "temperature": np.ones(len(HEADS), dtype=np.float32),
        "alarm": np.array([0.5], dtype=np.float32),
    }
    return LinearModel.from_arrays(arrays | changes)


class WordEncoder:
    """Vectors of length one: one dimension a word that it knows, one for all others."""

    WORDS = ("deposit", "spammy", "refund", "back", "coins")

    def __init__(self, *, name: str = "words", broken: bool = False) -> None:
        self.name, self.broken, self.asked = name, broken, 0

    def encode(self, texts):
        self.asked += 1
        if self.broken:
            raise EncoderUnavailable("it is gone")
        found = np.array(
            [[*(word in text.lower() for word in self.WORDS), 0.3] for text in texts],
            dtype=np.float32,
        ).reshape(len(texts), len(self.WORDS) + 1)
        return found / np.linalg.norm(found, axis=1, keepdims=True)


def second(encoder=None, *, doubt: float = 2.0) -> SecondStage:
    """Asked about everything; it sees spam where the text says "coins", in the intent alone."""
    weights = np.zeros((len(WordEncoder.WORDS) + 1, len(INTENTS)), dtype=np.float32)
    weights[WordEncoder.WORDS.index("coins"), INTENTS.index("spam")] = 40
    arrays = {
        "version": np.array([1]),
        "encoder": np.array(["words"]),
        "heads": np.array(LINES[:1]),
        "weights": weights,
        "bias": np.zeros(len(INTENTS), dtype=np.float32),
        "cheap": np.ones(1, dtype=np.float32),
        "own": np.ones(1, dtype=np.float32),
        "shift": np.zeros(len(INTENTS), dtype=np.float32),
        "lean": np.zeros(len(INTENTS), dtype=np.float32),
        "doubt": np.full(1, doubt, dtype=np.float32),
        "suspect": np.array([1.0], dtype=np.float32),
        "alarm": np.array([0.5], dtype=np.float32),
    }
    return SecondStage.from_arrays(arrays, encoder or WordEncoder())
