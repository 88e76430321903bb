"""Chooses the corpus lines that agents are shown beside a message, and writes their vectors.

    python -m training.examples --corpus models/corpus --output models/encoder

About 2,000 lines for every intent, language and urgency; within each such cell the most typical
line first, then always the one farthest from those chosen. How near a line has to be before it is
shown is measured on `calibration`, which other hands wrote: at that distance `AGREE` of the nearest
lines still share the message's intent.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import models
import models.encoder as ours
from app.commands.lines import progress
from app.explain import FILE
from core.errors import ConfigError
from core.ports import Encoder
from core.triage.examples import Examples, packed
from core.triage.secrets import mask
from models.encoder.source import locate
from training.corpus import CALIBRATION, Row, read_corpus, read_part
from training.second import plain

MOST, AGREE = 2000, 0.7
_WINDOW, _ROUNDING = 100, 1e-9
_SHORTEST, _LONGEST = 12, 160
_BATCH = 64
_BEYOND = 2.0

Floats = NDArray[np.float32]


def make_examples(
    rows: Sequence[Row], heldout: Sequence[Row], encoder: Encoder, *, most: int = MOST
) -> dict[str, NDArray[Any]]:
    """The arrays that `core.triage.examples` documents."""
    fit = [row for row in rows if _can_be_shown(row)]
    vectors = _read(encoder, fit)
    chosen = choose(fit, vectors, most)
    lines = [[fit[at].text, fit[at].lang, fit[at].intent, fit[at].urgency] for at in chosen]
    small, scale = packed(vectors[chosen])
    told = json.dumps(lines, ensure_ascii=False).encode()
    arrays = {
        "encoder": np.array([encoder.name]),
        "vectors": small,
        "scale": scale,
        "least": np.array([-1.0], dtype=np.float32),
        "lines": np.frombuffer(told, dtype=np.uint8),
    }
    least = near_enough(
        Examples.from_arrays(arrays, encoder.name), heldout, _read(encoder, heldout)
    )
    return {**arrays, "least": np.array([least], dtype=np.float32)}


def choose(rows: Sequence[Row], vectors: Floats, most: int) -> list[int]:
    """Places of up to `most` rows: some of every cell, more of the larger ones."""
    cells: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        cells[row.intent, row.lang, row.urgency].append(place)
    order = sorted(cells)
    room = most / max(1.0, sum(sqrt(len(cells[cell])) for cell in order))
    ranked: list[tuple[int, int]] = []
    for cell in order:
        wanted = max(1, round(room * sqrt(len(cells[cell]))))
        picked = list(farthest_first(vectors[cells[cell]], wanted))
        ranked += [(rank, cells[cell][at]) for rank, at in enumerate(picked)]
    # The first of every cell come before anybody's second.
    return sorted(place for _, place in sorted(ranked)[:most])


def farthest_first(vectors: Floats, most: int) -> Iterator[int]:
    """The most typical vector, then always the one farthest from those given before."""
    near = vectors @ vectors.T
    at = int(near.sum(axis=1).argmax())
    closest = np.full(len(vectors), -np.inf)
    for _ in range(min(most, len(vectors))):
        yield at
        closest = np.maximum(closest, near[at])
        closest[at] = np.inf
        at = int(closest.argmin())


def near_enough(examples: Examples, heldout: Sequence[Row], vectors: Floats) -> float:
    """The least cosine from which on the nearest line has the same intent often enough."""
    if not heldout:
        raise ConfigError("no calibration lines: how near an example must be cannot be measured")
    nearest = [examples.nearest(vector)[0] for vector in vectors]
    cosines = np.array([cosine for _, cosine in nearest])
    right = np.array(
        [line.intent == row.intent for (line, _), row in zip(nearest, heldout, strict=True)]
    )
    order = np.argsort(-cosines, kind="stable")
    window = min(len(order), _WINDOW)
    agree = np.convolve(right[order], np.full(window, 1 / window), "valid")
    bad = np.flatnonzero(agree < AGREE - _ROUNDING)
    if not len(bad):
        return float(cosines.min())
    return float(cosines[order[bad[0] - 1 + window // 2]]) if bad[0] else _BEYOND


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the corpus with the encoder that ships, and write the examples."""
    parser = argparse.ArgumentParser(prog="python -m training.examples", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("models/corpus"))
    parser.add_argument("--output", type=Path, default=ours.HOME)
    given = parser.parse_args(arguments)
    rows = read_corpus(given.corpus)
    heldout = [row for each in read_part(given.corpus, CALIBRATION).values() for row in each]
    arrays = make_examples(rows, heldout, shipped_encoder())
    path = given.output / FILE
    models.save_arrays(path, arrays)
    sys.stdout.write(
        f"{path}: {len(arrays['vectors'])} lines, {path.stat().st_size:,} bytes, "
        f"shown from a cosine of {arrays['least'][0]:.3f} on\n"
    )


def shipped_encoder() -> Encoder:
    """The default encoder with our adapter; ConfigError where its weights are not here."""
    from models.encoder.pack import Pack  # noqa: PLC0415 - heavy, and only where it is run
    from models.encoder.runtime import E5  # noqa: PLC0415

    adapter, found = ours.load_adapter() or {}, locate()
    if found.path is None:
        raise ConfigError(found.why)
    return E5(Pack(found.path), adapter, ours.name_of(adapter))


def _can_be_shown(row: Row) -> bool:
    return _SHORTEST <= len(row.text) <= _LONGEST and not mask(row.text).secrets


def _read(encoder: Encoder, rows: Sequence[Row]) -> Floats:
    """(rows, width) vectors."""
    parts: list[Floats] = [np.zeros((0, 0), dtype=np.float32)]
    with progress("reading lines", len(rows)) as advance:
        for start in range(0, len(rows), _BATCH):
            batch = [plain(row.text) for row in rows[start : start + _BATCH]]
            parts.append(encoder.encode(batch))
            advance(len(batch))
    return np.concatenate(parts[1:]) if rows else parts[0]


if __name__ == "__main__":
    main()
