"""The encoder at work: multilingual-e5-small with our own layers, in int8 on onnxruntime.

`source` finds the public weights (words and vocabulary), `pack` reads them, `layers` and `graph`
lay out the network, `runtime` runs it. Our layers ship whole; an adapter, when somebody tunes one
with `skerry train --encoder`, is a low-rank change on top of them. This module is light: what is
heavy is imported where it is needed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models import load_arrays

HOME = Path(__file__).parent
LAYERS, ADAPTER, HEADS = "layers.npz", "adapter.npz", "heads.npz"
BASE = "e5-small"
_OTHERWISE = "the cheap stage will read alone"

Arrays = Mapping[str, NDArray[Any]]


def load_adapter(folder: Path = HOME) -> Arrays | None:
    """Our change to the public weights: whole layers, and an adapter where there is one.

    None when a part is damaged, or when there is neither.
    """
    found: dict[str, NDArray[Any]] = {}
    for name in (LAYERS, ADAPTER):
        if (folder / name).exists():
            arrays = load_arrays(folder / name, _OTHERWISE)
            if arrays is None:
                return None
            found |= arrays
    return found or None


def load_heads(folder: Path = HOME) -> Arrays | None:
    """What `core.triage.second` makes its heads of; None when they are absent or damaged."""
    return load_arrays(folder / HEADS, _OTHERWISE)


def name_of(adapter: Arrays) -> str:
    """The encoder's name: heads fitted on another adapter's vectors must not read these."""
    digest = hashlib.sha256()
    for key in sorted(adapter):
        array = np.ascontiguousarray(adapter[key])
        digest.update(f"{key} {array.dtype.str} {array.shape};".encode())
        digest.update(array.tobytes())
    return f"{BASE}-{digest.hexdigest()[:8]}"
