"""Texts to vectors of the standard encoder, in one process or two, the same either way."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import models.encoder as ours
from core.triage.text import for_encoder, visible
from models.encoder.source import locate

# A process starts in three seconds, which is what this many texts cost one.
_WORTH_ANOTHER = 1500
_MOST_PROCESSES = 2
# What stands together in a batch moves a vector a little, so the cut is always the same.
_PART = 256

Floats = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Floats]
Advance = Callable[[int], None]

_here: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Standard:
    """The weight file, and which of our changes to it stand side by side in a vector.

    `tuned` is the encoder as the desk runs it; `public` the weights as they were published, which
    know less of an exchange and more of everything else.
    """

    weights: Path
    variants: tuple[str, ...] = ("public", "tuned")


def standard(weights: str = "") -> tuple[Standard | None, str]:
    """The encoder that is here and its name, or None and why there is none."""
    found = locate(weights)
    if found.path is None:
        return None, found.why
    adapter = ours.load_adapter()
    if adapter is None:
        return Standard(found.path, ("public",)), f"{ours.BASE} as published"
    return Standard(found.path), ours.name_of(adapter)


@contextmanager
def encoding(
    encoder: Standard | None, advance: Advance, processes: int | None = None
) -> Iterator[Encode | None]:
    """A function from texts to vectors, (texts, width) float32; None without an encoder.

    `advance` hears of each part that is done.
    """
    if encoder is None:
        yield None
        return
    most = min(_MOST_PROCESSES, os.cpu_count() or 1) if processes is None else processes
    pools: list[ProcessPoolExecutor] = []

    def encode(texts: Sequence[str]) -> Floats:
        parts = [list(texts[start : start + _PART]) for start in range(0, len(texts), _PART)]
        if not pools and most > 1 and len(texts) >= _WORTH_ANOTHER:
            spawned = multiprocessing.get_context("spawn")
            pools.append(ProcessPoolExecutor(most, spawned, _prepare, (encoder,)))
        if not pools and _here.get("encoder") != encoder:
            _prepare(encoder)
        found = []
        for vectors in pools[0].map(_work, parts) if pools else map(_work, parts):
            found.append(vectors)
            advance(len(vectors))
        return np.concatenate(found)

    try:
        yield encode
    finally:
        _here.clear()
        for pool in pools:
            pool.shutdown(cancel_futures=True)


def _prepare(encoder: Standard) -> None:
    from models.encoder.pack import Pack  # noqa: PLC0415 - heavy, and only where it is run
    from models.encoder.runtime import E5  # noqa: PLC0415

    pack = Pack(encoder.weights)
    adapters = [(ours.load_adapter() or {}) if each == "tuned" else {} for each in encoder.variants]
    _here["encoder"] = encoder
    _here["engines"] = [E5(pack, each, ours.name_of(each)) for each in adapters]


def _work(texts: Sequence[str]) -> Floats:
    read = [for_encoder(visible(text)) for text in texts]
    return np.concatenate([engine.encode(read) for engine in _here["engines"]], axis=1)
