"""A brain whose two stages are known by heart, and lines to measure it on."""

from __future__ import annotations

import numpy as np

from core.errors import EncoderUnavailable
from core.identities import Identities
from core.triage.assess import Brain
from core.triage.features import Hasher
from core.triage.labels import INTENTS
from core.triage.linear import VERSION, LinearModel
from core.triage.reading import read
from core.triage.second import VERSION as SECOND_VERSION
from core.triage.second import SecondStage
from training.evaluate import Judged
from training.labelled import Labelled

HEADS = [
    f"intent={','.join(INTENTS)}",
    "urgency=P0,P1,P2,P3",
    "sentiment=negative,neutral,positive",
    "stance=none,attempt,warning,report,question",
    "risk=none,romance",
]
COLUMNS = len(INTENTS) + 14


class FakeEncoder:
    """Knows two words; counts the texts it was given."""

    name = "fake"

    def __init__(self, *, broken: bool = False) -> None:
        self.asked: list[str] = []
        self.broken = broken

    def encode(self, texts):
        if self.broken:
            raise EncoderUnavailable("gone")
        self.asked += texts
        return np.array(
            [[float("zzwire" in each), float("zzfire" in each)] for each in texts], "f4"
        )


def model() -> LinearModel:
    """Surely `fees` where it reads "zzfees", else all but undecided and always calm."""
    buckets = Hasher().buckets
    rows = np.setdiff1d(buckets(read("zzfees")), buckets(read("qq zzwire zzfire vv ww")))
    weights = np.zeros((len(rows), COLUMNS), dtype=np.int8)
    weights[:, INTENTS.index("fees")] = 100
    bias = np.zeros(COLUMNS, dtype=np.float32)
    bias[len(INTENTS) + 3] = 4  # P3
    bias[len(INTENTS) + 7 : len(INTENTS) + 8] = 4  # stance none
    bias[-2] = 4
    return LinearModel.from_arrays(
        {
            "version": np.array([VERSION]),
            "name": np.array(["linear-fake"]),
            "languages": np.array(["en"]),
            "heads": np.array(HEADS),
            "rows": rows.astype(np.int32),
            "weights": weights,
            "scale": np.full(COLUMNS, 0.2, dtype=np.float32),
            "norm": np.ones(len(rows), dtype=np.float32),
            "bias": bias,
            "lean": np.zeros(COLUMNS, dtype=np.float32),
            "temperature": np.ones(len(HEADS), dtype=np.float32),
            "alarm": np.array([0.5], dtype=np.float32),
        }
    )


def second(encoder) -> SecondStage:
    """Deposits from "zzwire", emergencies of security from "zzfire"; asked where intent is dim."""
    weights = np.zeros((2, len(INTENTS) + 4), dtype=np.float32)
    weights[0, INTENTS.index("deposit")] = 20
    weights[1, INTENTS.index("account_security")] = 20
    weights[1, len(INTENTS)] = 20
    return SecondStage.from_arrays(
        {
            "version": np.array([SECOND_VERSION]),
            "encoder": np.array([encoder.name]),
            "heads": np.array(HEADS[:2]),
            "weights": weights,
            "bias": np.zeros(len(INTENTS) + 4, dtype=np.float32),
            "cheap": np.array([0.5, 0.5], dtype=np.float32),
            "own": np.ones(2, dtype=np.float32),
            "shift": np.zeros(len(INTENTS) + 4, dtype=np.float32),
            "lean": np.zeros(len(INTENTS) + 4, dtype=np.float32),
            "doubt": np.array([0.8, 0.0], dtype=np.float32),
            "suspect": np.array([0.3], dtype=np.float32),
            "alarm": np.array([0.5], dtype=np.float32),
        },
        encoder,
    )


def brain(encoder=None) -> Brain:
    """With a second stage where there is an encoder."""
    return Brain(
        model=model(),
        signals=(),
        identities=Identities(),
        second=second(encoder) if encoder else None,
    )


def line(text, **labels) -> Labelled:
    """A labelled line."""
    return Labelled(where=f"kit line {len(text)}", asked={"text": text}, labels=labels)


# What a stage of the kit gets right: "fees" the cheap one, the others only both together.
LINES = [
    line("zzfees zzfees", lang="en", intent="fees", urgency="P3", sentiment="neutral"),
    line("qq zzwire", lang="en", intent="deposit", urgency="P2", sentiment="neutral"),
    line("ww zzfire", lang="de", intent="account_security", urgency="P0", sentiment="negative"),
    line("vv", lang="de", intent="trading", urgency="P0", sentiment="negative"),
]
RECORD = {
    "language": "en",
    "intent": "fees",
    "intent_confidence": 0.9,
    "urgency": "P3",
    "urgency_confidence": 0.8,
    "sentiment": "neutral",
    "risk": {"stance": None, "level": "none"},
    "facts": {},
    "outcome": "reply",
    "masked_text": "what does it <cost>",
    "stage": "cheap",
    "ms": 0.5,
}


def judged(labels, *, tone=0.7, **record) -> Judged:
    """A line that was answered like `RECORD` but for what is named."""
    return Judged(
        line=line("what does it <cost>", **labels), record=RECORD | record, tone_confidence=tone
    )
