"""`skerry train --encoder`: tunes the encoder, and weighs it against the cheap stage.

Two steps that can be done apart: tuning needs torch and half an hour, weighing a minute. Weighing
is done again whenever the linear stage changes, since it is the other side of the scales.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import models
import models.encoder as shipped
from app.commands.lines import progress
from core.errors import ConfigError
from core.triage import signals
from core.triage.assess import Brain
from core.triage.linear import LinearModel
from core.triage.second import SecondStage
from models.encoder.layers import Change
from models.encoder.pack import Pack
from models.encoder.runtime import E5
from models.encoder.source import locate
from training.corpus import read_calibration, read_corpus, read_public, read_scams
from training.linear import load_registry
from training.second import QUESTIONS, Public, lessons, weigh
from training.thresholds import ANSWERS, Chosen, choose
from training.tune import Learnt, Plan

# Of the public tweets this many teach the tone; more cost time and bring next to nothing.
TWEETS = 24_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where everything stands; `weights` is the packed encoder, empty for the installed one."""

    corpus: Path = Path("models/corpus")
    linear: Path = models.LINEAR
    encoder: Path = shipped.HOME
    public: Path | None = None
    weights: str = ""

    def pack(self) -> Pack:
        """The packed encoder; ConfigError when there is none."""
        found = locate(self.weights)
        if found.path is None:
            raise ConfigError(f"no encoder to train on: {found.why}")
        return Pack(found.path)


def tune_encoder(places: Places, plan: Plan | None = None) -> float:
    """Tune on the corpus and public tweets; write the adapter and its heads. Seconds it took.

    Raises ConfigError when the corpus cannot be used or torch is not installed.
    """
    plan = plan or Plan()
    rows = read_corpus(places.corpus)
    public = Public()
    if places.public:
        public = Public(read_public(places.public), TWEETS, read_scams(places.public))
    taught = lessons(rows, public, plan)
    started = time.perf_counter()
    base = models.load_arrays(places.encoder / shipped.LAYERS, "the public layers are tuned")
    with progress("tune the encoder", sum(len(each.texts) * each.epochs for each in taught)) as bar:
        learnt = _tuned((places.pack(), base or {}), taught, plan, bar)
    keep(learnt, places.encoder)
    return time.perf_counter() - started


def keep(learnt: Learnt, folder: Path) -> None:
    """Write the adapter, and the heads as they were learnt; they are not weighed yet."""
    models.save_arrays(folder / shipped.ADAPTER, learnt.adapter)
    parts = [learnt.heads[each.name] for each in QUESTIONS]
    heads = {
        "encoder": np.array([shipped.name_of(shipped.load_adapter(folder) or {})]),
        "weights": np.concatenate([weight for weight, _ in parts], axis=1),
        "bias": np.concatenate([bias for _, bias in parts]),
    }
    models.save_arrays(folder / shipped.HEADS, heads)


def weigh_encoder(places: Places) -> Chosen:
    """Fit fusion and thresholds on the calibration lines; write the heads.

    Raises ConfigError when weights, adapter or calibration lines are missing.
    """
    rows = read_calibration(places.corpus)
    linear = models.load_linear(places.linear)
    adapter, heads = shipped.load_adapter(places.encoder), shipped.load_heads(places.encoder)
    if not rows or linear is None or adapter is None or heads is None:
        raise ConfigError("weighing needs calibration lines, linear weights, an adapter and heads")
    model = LinearModel.from_arrays(linear)
    encoder = E5(places.pack(), adapter, shipped.name_of(adapter))
    with progress("weigh the encoder", 2) as bar:
        arrays = weigh(_learnt(adapter, heads), encoder, model, rows)
        bar()
        ordinary = [row for row in rows if row.intent]
        chosen = choose(_brain(model, _unsettled(arrays), encoder), ordinary)
        bar()
    models.save_arrays(places.encoder / shipped.HEADS, _settled(arrays, chosen))
    return chosen


def full_brain(places: Places) -> Brain:
    """Both stages as they stand on disk; ConfigError when a part is missing."""
    linear = models.load_linear(places.linear)
    adapter, heads = shipped.load_adapter(places.encoder), shipped.load_heads(places.encoder)
    if linear is None or adapter is None or heads is None:
        raise ConfigError("both stages are needed: linear weights, an adapter and weighed heads")
    encoder = E5(places.pack(), adapter, shipped.name_of(adapter))
    return _brain(LinearModel.from_arrays(linear), dict(heads), encoder)


def _tuned(
    begun: tuple[Pack, Change], taught: Any, plan: Plan, advance: Callable[[int], None]
) -> Learnt:
    try:
        from training.tune import tune  # noqa: PLC0415 - needs torch

        return tune(begun, QUESTIONS, taught, plan, advance)
    except ModuleNotFoundError as error:
        raise ConfigError(
            f"tuning needs {error.name}: pip install -e '.[torch]', or leave --encoder out"
        ) from None


def _learnt(adapter: Any, heads: Any) -> Learnt:
    ends = np.cumsum([len(each.codes) for each in QUESTIONS])
    columns = np.split(heads["weights"], ends[:-1], axis=1)
    biases = np.split(heads["bias"], ends[:-1])
    named = zip(QUESTIONS, columns, biases, strict=True)
    return Learnt(dict(adapter), {each.name: (weight, bias) for each, weight, bias in named})


def _unsettled(arrays: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Thresholds that nothing depends on yet."""
    return _settled(arrays, Chosen(doubt={}, suspect=0.0, alarm=1.0))


def _settled(arrays: dict[str, NDArray[Any]], chosen: Chosen) -> dict[str, NDArray[Any]]:
    doubts = [chosen.doubt.get(each.name, 0.0) for each in QUESTIONS]
    return arrays | {
        "doubt": np.array(doubts, dtype=np.float32),
        "suspect": np.array([chosen.suspect], dtype=np.float32),
        "alarm": np.array([chosen.alarm], dtype=np.float32),
        "answers": np.array([ANSWERS], dtype=np.float32),
    }


def _brain(model: LinearModel, arrays: dict[str, NDArray[Any]], encoder: E5) -> Brain:
    return Brain(
        model=model,
        signals=signals.load(),
        identities=load_registry(),
        second=SecondStage.from_arrays(arrays, encoder),
    )
