"""The encoder at work: multilingual-e5-small with our adapter, in int8 on onnxruntime.

`source` finds the weights, `pack` reads them, `layers` and `graph` lay out the network, `runtime`
runs it. This module is light: what is heavy is imported where it is needed.
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
ADAPTER, HEADS = "adapter.npz", "heads.npz"
BASE = "e5-small"
_OTHERWISE = "the cheap stage will read alone"

Arrays = Mapping[str, NDArray[Any]]


def load_adapter(folder: Path = HOME) -> Arrays | None:
    """Our change to the public weights; None when it is absent or damaged."""
    return load_arrays(folder / ADAPTER, _OTHERWISE)


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
