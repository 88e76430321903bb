"""`skerry train`: the linear stage, the encoder's change where asked, and the scales between."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

import models
import models.encoder as shipped
from core.errors import ConfigError

if TYPE_CHECKING:
    from training.encoder import Places

NOT_WEIGHED = (
    "The linear stage stands elsewhere than the one that ships: the encoder was not weighed anew."
)
NO_ENCODER = "There is no tuned encoder to weigh against: `skerry train --encoder` makes one."


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """What to train, on what, and where it goes."""

    corpus: Path
    output: Path
    public: Path | None
    encoder: bool = False


def train_all(asked: Training) -> None:
    """Fit, tune where asked, weigh, measure, and write the cards; say how long each took.

    Raises ConfigError when something that is needed is missing.
    """
    from training.encoder import Places, tune_encoder  # noqa: PLC0415 - imports what trains
    from training.linear import train  # noqa: PLC0415

    out, started = Console(), time.perf_counter()
    out.print(train(asked.corpus, asked.output, public=asked.public))
    out.print(f"linear stage: {time.perf_counter() - started:.0f} s")
    places = Places(corpus=asked.corpus, linear=asked.output, public=asked.public)
    ships = asked.output.resolve() == models.LINEAR.resolve()
    if asked.encoder and not ships:
        raise ConfigError("--encoder goes with the linear stage that ships: leave --output out")
    if asked.encoder:
        out.print(f"encoder: {tune_encoder(places):.0f} s")
    if not ships:
        out.print(NOT_WEIGHED)
    elif shipped.load_heads() is None or shipped.load_adapter() is None:
        out.print(NO_ENCODER)
    else:
        _weigh(replace(places, linear=models.LINEAR), out)


def _weigh(places: Places, out: Console) -> None:
    from training.corpus import read_corpus  # noqa: PLC0415
    from training.encoder import weigh_encoder  # noqa: PLC0415
    from training.encoder_card import Made, card, measured  # noqa: PLC0415

    started = time.perf_counter()
    chosen = weigh_encoder(places)
    made = Made(rows=len(read_corpus(places.corpus)), chosen=chosen, folder=places.encoder)
    text = card(made, measured(places.corpus))
    (places.encoder / models.CARD).write_text(text, "utf-8")
    out.print(
        text[text.index("## Thresholds") : text.index("## What it cannot do")],
        markup=False,
        soft_wrap=True,
    )
    out.print(f"weighed and measured: {time.perf_counter() - started:.0f} s")
