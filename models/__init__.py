"""The small weights that ship, read from disk here so that nothing in `core` opens a file."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

HOME = Path(__file__).parent
LINEAR = HOME / "linear"
WEIGHTS, CHECKSUM, CARD = "weights.npz", "weights.sha256", "card.md"

_log = logging.getLogger(__name__)


def load_linear(folder: Path = LINEAR) -> Mapping[str, NDArray[Any]] | None:
    """The arrays of the linear stage; None when they are absent, damaged or not ours."""
    path = folder / WEIGHTS
    try:
        expected = (folder / CHECKSUM).read_text("utf-8").split()[0]
        if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            _log.warning("%s does not match its checksum; rules alone will read messages", path)
            return None
        with np.load(path, allow_pickle=False) as arrays:
            return dict(arrays)
    except (OSError, ValueError, IndexError) as error:
        _log.info("no linear weights (%s); rules alone will read messages", error)
        return None


def save_linear(folder: Path, arrays: Mapping[str, NDArray[Any]]) -> str:
    """Write weights and checksum; the checksum."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / WEIGHTS
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / CHECKSUM).write_text(f"{digest}  {WEIGHTS}\n", "utf-8")
    return digest
