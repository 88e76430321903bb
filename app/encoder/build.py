"""Builds the second stage that settings ask for; without one the cheap stage reads alone."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

import models
import models.encoder as ours
from app.encoder.guard import EncoderState, Guarded, one_line, state_of
from app.newborn import give_back_memory
from core.errors import ConfigError
from core.ports import Encoder
from core.settings import EncoderTable, Settings
from core.triage.linear import Head, read_heads
from core.triage.recent import Recent
from core.triage.second import SecondStage
from models.encoder.source import locate

RETRAIN = "run `skerry train --encoder`"
SPECIMEN = "my withdrawal has been pending for two days"

Arrays = Mapping[str, NDArray[Any]]

log = logging.getLogger(__name__)


class Absent(Exception):  # noqa: N818
    """There is no such encoder here; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Second:
    """The second stage, if there is one, and how its encoder is doing."""

    stage: SecondStage | None
    state: Callable[[], EncoderState]


@dataclass(frozen=True, slots=True)
class Parts:
    """An encoder and the heads that read its vectors."""

    encoder: Encoder
    heads: Arrays


def without(state: str, why: str = "") -> Second:
    """No second stage, and why."""
    fixed = state_of(state, why)
    return Second(None, lambda: fixed)


def second_stage(table: EncoderTable, linear: Arrays | None) -> Second:
    """What `[triage.encoder]` names, ready to read beside a linear stage of these weights.

    Raises ConfigError where the settings are wrong; anything else that fails is only a state.
    """
    if table.use == "off":
        return without("off", "switched off in settings.toml")
    try:
        second = _built(table, linear)
    except Absent as error:
        return without("absent", str(error))
    except ConfigError:
        raise
    except Exception as error:
        log.warning("the encoder cannot be built", exc_info=error)
        return without("broken", one_line(error))
    give_back_memory()
    return second


def without_encoder(settings: Settings) -> Settings:
    """The same settings for a process that reads no messages."""
    triage = settings.triage.model_copy(update={"encoder": EncoderTable(use="off")})
    return settings.model_copy(update={"triage": triage})


def check(table: EncoderTable) -> None:
    """Raise ConfigError for what can be seen to be wrong without building anything."""
    if table.use == "hub":
        from app.encoder.hub import check_hub  # noqa: PLC0415 - rarely needed

        check_hub(table, models.load_linear())


def default_parts(table: EncoderTable) -> Parts:
    """The encoder whose adapter and heads ship; raises Absent."""
    heads, adapter = ours.load_heads(), ours.load_adapter()
    if heads is None or adapter is None:
        what = ours.HEADS if heads is None else f"{ours.LAYERS} or {ours.ADAPTER}"
        raise Absent(f"{what} is missing or damaged; {RETRAIN}")
    found = locate(table.weights)
    if found.path is None:
        raise Absent(found.why)
    name = ours.name_of(adapter)
    fitted_on(heads, name)
    from models.encoder.pack import Pack  # noqa: PLC0415 - heavy, and only where it is run
    from models.encoder.runtime import E5  # noqa: PLC0415

    return Parts(E5(Pack(found.path), adapter, name), heads)


def fitted_on(heads: Arrays, name: str) -> None:
    """Raise Absent when heads were fitted on another encoder's vectors."""
    made_for = str(heads["encoder"][0])
    if made_for != name:
        raise Absent(f"the heads were fitted on {made_for}, the encoder is {name}; {RETRAIN}")


def heads_of(arrays: Arrays) -> dict[str, Head]:
    """The heads of a weights mapping by name."""
    lines = [str(line) for line in arrays["heads"]]
    heads = read_heads(lines, np.ones(len(lines)), arrays["lean"].tolist())
    return {each.name: each for each in heads}


def _built(table: EncoderTable, linear: Arrays | None) -> Second:
    if linear is None:
        raise Absent("there are no linear weights to read beside; run `skerry train`")
    parts = _parts(table, linear)
    guard = Guarded(parts.encoder, slowest_ms=table.slowest_ms, pause_s=table.pause_s)
    stage = SecondStage.from_arrays(parts.heads, Recent(guard))
    _must_answer_alike(stage, heads_of(linear))
    # The first run of a session prepares its memory; no message should wait for that.
    parts.encoder.encode([SPECIMEN])
    return Second(stage, lambda: guard.state)


def _parts(table: EncoderTable, linear: Arrays) -> Parts:
    if table.use == "default":
        return default_parts(table)
    from app.encoder.hub import hub_parts  # noqa: PLC0415 - imports torch

    return hub_parts(table, linear)


def _must_answer_alike(stage: SecondStage, known: Mapping[str, Head]) -> None:
    for each in (fusion.head for fusion in stage.fusions):
        if each.name not in known or known[each.name].codes != each.codes:
            raise Absent(f"the linear weights and the heads differ in '{each.name}'; {RETRAIN}")
