"""A public model in the second stage: a classifier answers one head, an encoder feeds all."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import models.encoder as ours
from app.encoder.build import RETRAIN, Absent, Arrays, Parts, default_parts, fitted_on, heads_of
from app.encoder.guard import one_line
from core.errors import ConfigError
from core.ports import Encoder
from core.settings import EncoderTable
from core.triage.linear import Head
from core.triage.second import VERSION

TABLE = "settings.toml: [triage.encoder]"
# Above any share: the cheap stage is never sure enough of what a named model is to answer.
NEVER_SURE = 2.0
CLASSIFIES = "ForSequenceClassification"
_LEAST = 1e-5
_PER_HEAD, _PER_COLUMN = ("cheap", "own", "doubt"), ("bias", "shift", "lean")

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Beside:
    """The `Encoder` port: a classifier's log-shares of our codes after another encoder's vectors.

    `places` is, for each label of the classifier, the column of its code.
    """

    classifier: Any
    places: tuple[int, ...]
    codes: int
    first: Encoder | None

    @property
    def name(self) -> str:
        given: str = self.classifier.name
        return f"{self.first.name}+{given}" if self.first else given

    def encode(self, texts: Sequence[str]) -> Floats:
        """(texts, width of the first + codes)."""
        shares = np.zeros((len(texts), self.codes), dtype=np.float32)
        np.add.at(shares.T, list(self.places), self.classifier.encode(texts).T)
        logs = np.log(np.maximum(shares, _LEAST))
        return np.hstack([self.first.encode(texts), logs]) if self.first else logs


def check_hub(table: EncoderTable, linear: Arrays | None) -> None:
    """Raise ConfigError for what can be seen without loading the model."""
    if not table.model:
        raise ConfigError(f'{TABLE} use = "hub" needs model = "a name there, or a folder"')
    for needed in ("torch", "transformers"):
        if find_spec(needed) is None:
            raise ConfigError(f"{TABLE} use = \"hub\" needs {needed}: pip install 'skerry[torch]'")
    labels = _labels_in(Path(table.model) / "config.json")
    if labels and linear is not None:
        places(labels, table, linear)


def hub_parts(table: EncoderTable, linear: Arrays) -> Parts:
    """The model that settings name; raises ConfigError or Absent."""
    check_hub(table, linear)
    from models.hub import Classifier, open_model  # noqa: PLC0415 - torch takes seconds

    try:
        model = open_model(table.model)
    except (OSError, ValueError, KeyError) as error:
        raise Absent(f"model '{table.model}': {one_line(error)}") from None
    if isinstance(model, Classifier):
        return _with_classifier(model, table, linear)
    heads = ours.load_heads()
    if heads is None:
        raise Absent(f"{model.name} gives vectors that no heads were fitted on; {RETRAIN}")
    fitted_on(heads, model.name)
    return Parts(model, heads)


def places(labels: Sequence[str], table: EncoderTable, linear: Arrays) -> tuple[int, ...]:
    """For each label of a classifier the place of its code; ConfigError names what has none."""
    says = f"'{table.model}' is a classifier of {', '.join(labels)}"
    if not table.head:
        answers = "intent, urgency, sentiment or stance"
        raise ConfigError(f"{TABLE} head: {says}: say which head it answers: {answers}")
    codes = heads_of(linear)[table.head].codes
    given = {label.casefold(): code for label, code in table.labels.items()}
    meant = [given.get(label.casefold(), label.casefold()) for label in labels]
    unknown = [label for label, code in zip(labels, meant, strict=True) if code not in codes]
    if unknown:
        raise ConfigError(
            f"{TABLE} labels: {says}: give a code of {table.head} for {', '.join(unknown)}, "
            f"one of {', '.join(codes)}"
        )
    return tuple(codes.index(code) for code in meant)


def with_answers(heads: Arrays | None, head: Head, name: str, linear: Arrays) -> Arrays:
    """Heads in which one is read off the last columns of the vectors, as it stands there."""
    base = heads or _no_heads(linear)
    known = heads_of(base)
    stays = [place for place, each in enumerate(known) if each != head.name]
    kept = [column for place in stays for column in _columns(list(known.values())[place])]
    count = len(head.codes)
    weights = base["weights"][:, kept]
    width, wide = weights.shape
    grown = np.zeros((width + count, wide + count), dtype=np.float32)
    grown[:width, :wide], grown[width:, wide:] = weights, np.eye(count)
    answers = {"cheap": 0.0, "own": 1.0, "doubt": NEVER_SURE}
    return {
        **base,
        "encoder": np.array([name]),
        "heads": np.array([*base["heads"][stays], f"{head.name}={','.join(head.codes)}"]),
        "weights": grown,
        **{key: np.append(base[key][stays], answers[key]) for key in _PER_HEAD},
        **{key: np.append(base[key][kept], np.zeros(count)) for key in _PER_COLUMN},
    }


def _with_classifier(model: Any, table: EncoderTable, linear: Arrays) -> Parts:
    """The classifier beside the default encoder, or alone where that is absent."""
    chosen, head = places(model.labels, table, linear), heads_of(linear)[table.head]
    try:
        first: Parts | None = default_parts(table)
    except Absent:
        first = None
    encoder = Beside(model, chosen, len(head.codes), first.encoder if first else None)
    heads = with_answers(first.heads if first else None, head, encoder.name, linear)
    return Parts(encoder, heads)


def _labels_in(config: Path) -> list[str]:
    """The labels of a classifier in a folder; none where it is something else, or elsewhere."""
    try:
        told = json.loads(config.read_text("utf-8"))
        names = {int(place): str(name) for place, name in told["id2label"].items()}
        classifies = any(CLASSIFIES in each for each in told["architectures"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []
    return [names[place] for place in sorted(names)] if classifies else []


def _columns(head: Head) -> range:
    return range(head.columns.start, head.columns.stop)


def _no_heads(linear: Arrays) -> dict[str, NDArray[Any]]:
    """A mapping of no heads, with the alarm of the linear stage."""
    none = np.zeros(0, dtype=np.float32)
    return {
        "version": np.array([VERSION]),
        "heads": np.zeros(0, dtype=str),
        "weights": np.zeros((0, 0), dtype=np.float32),
        **dict.fromkeys((*_PER_HEAD, *_PER_COLUMN), none),
        "suspect": linear["alarm"],
        "alarm": linear["alarm"],
    }
