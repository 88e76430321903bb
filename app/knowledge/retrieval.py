"""Finding articles by meaning: which linear layer goes with the knowledge at hand, and making one.

A layer for the knowledge that ships, ships. For other knowledge it is made once, by
`skerry knowledge index` or by the desk in the background, and kept in the user's cache together
with the vectors of questions, so that an edited article costs the reading of its own lines alone.
Until it is made, the last one finds what is still there, and words find the rest.
"""

from __future__ import annotations

import hashlib
import logging
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

import models
import models.encoder as ours
from core.ports import Encoder
from core.reply.asked import Asked
from core.reply.dense import Dense
from core.reply.library import Library
from core.reply.sureness import Sureness
from core.triage.reading import read
from core.triage.secrets import mask
from core.triage.text import for_encoder

SHIPPED = ours.HOME / "articles.npz"
SURENESS = models.HOME / "retrieval.toml"
KEY = "knowledge"
BATCH = 64
_OTHERWISE = "articles are found by their words"
_log = logging.getLogger(__name__)

Floats = NDArray[Any]


def cache() -> Path:
    """Where this user's layers and vectors are kept."""
    return user_cache_path("skerry", appauthor=False) / "retrieval"


def understanding(library: Library, encoder: str) -> tuple[Library, bool]:
    """The library with the layer that fits best, and whether that one is up to date."""
    try:
        sureness = load_sureness()
    except (OSError, ValueError, KeyError, TypeError) as error:
        _log.warning("%s cannot be read (%s); %s", SURENESS, error, _OTHERWISE)
        return library, True
    key = key_of(library.asked, encoder)
    for path in (SHIPPED, cache() / f"{key}.npz"):
        found = _load(path, encoder)
        if found and found[1] == key:
            return library.understanding(found[0], sureness), True
    last = _load(cache() / "last.npz", encoder) or _load(SHIPPED, encoder)
    if last is None:
        return library, False
    return library.understanding(last[0], sureness), False


def make_layer(asked: Sequence[Asked], encoder: Encoder, advance: Callable[[int], None]) -> Dense:
    """Read every question that was never read, fit the layer, and keep both.

    `advance` is told how many questions were read. Raises EncoderUnavailable, OSError.
    """
    from app.knowledge.retrieval_fit import fit_dense  # noqa: PLC0415 - numbers that only this needs

    dense = fit_dense(
        asked, vectors_of([each.text for each in asked], encoder, advance), encoder.name
    )
    key = key_of(asked, encoder.name)
    for name in (f"{key}.npz", "last.npz"):
        save(dense, key, cache() / name)
    return dense


def save(dense: Dense, key: str, path: Path) -> None:
    """Write a layer and what it was made for."""
    models.save_arrays(path, {**dense.arrays(), KEY: np.array([key])})


def vectors_of(
    texts: Sequence[str], encoder: Encoder, advance: Callable[[int], None]
) -> NDArray[np.float32]:
    """(texts, width); those that this user's cache holds are not read again."""
    path = cache() / f"vectors-{encoder.name}.npz"
    known = _known(path)
    keys = [_digest(text) for text in texts]
    fresh = [place for place, key in enumerate(keys) if key not in known]
    for start in range(0, len(fresh), BATCH):
        part = fresh[start : start + BATCH]
        found = encoder.encode([for_encoder(read(mask(texts[each]).text).raw) for each in part])
        known |= {keys[place]: vector for place, vector in zip(part, found, strict=True)}
        advance(len(part))
    advance(len(texts) - len(fresh))
    if fresh:
        _keep({key: known[key] for key in keys}, path)
    return np.stack([known[key] for key in keys])


def load_sureness(path: Path = SURENESS) -> Sureness:
    """How kinds of evidence are weighed; OSError or ValueError where the file is not ours."""
    table = tomllib.loads(path.read_text("utf-8"))
    return Sureness({str(k): float(v) for k, v in table["weights"].items()}, float(table["bias"]))


def key_of(asked: Sequence[Asked], encoder: str) -> str:
    """The same for the same questions and encoder, whatever their order."""
    lines = sorted(f"{each.language}\t{each.article or ''}\t{each.text}" for each in asked)
    return hashlib.sha256("\n".join([encoder, *lines]).encode()).hexdigest()[:16]


def _load(path: Path, encoder: str) -> tuple[Dense, str] | None:
    arrays = models.load_arrays(path, _OTHERWISE) if path.exists() else None
    if arrays is None:
        return None
    try:
        dense = Dense.from_arrays(arrays)
    except (KeyError, ValueError, IndexError) as error:
        _log.warning("%s: %s; %s", path, error, _OTHERWISE)
        return None
    return (dense, str(arrays[KEY][0])) if dense.encoder == encoder else None


def _known(path: Path) -> dict[int, NDArray[np.float32]]:
    arrays = models.load_arrays(path, "questions are read anew") if path.exists() else None
    if arrays is None:
        return {}
    vectors = arrays["vectors"].astype(np.float32)
    return dict(zip(arrays["keys"].tolist(), vectors, strict=True))


def _keep(known: dict[int, NDArray[np.float32]], path: Path) -> None:
    keys = np.array(list(known), dtype=np.uint64)
    vectors = np.stack(list(known.values())).astype(np.float16)
    models.save_arrays(path, {"keys": keys, "vectors": vectors})


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest())
