"""The small weights that ship, read from disk here so that nothing in `core` opens a file."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

HOME = Path(__file__).parent
# What the operator fits himself; an installed copy of ours is replaced by the next release.
OWN = HOME / "own" if (HOME.parent / "pyproject.toml").exists() else Path("models/own")
LINEAR = HOME / "linear"
WEIGHTS, CHECKSUM, CARD = "weights.npz", "weights.sha256", "card.md"
SUM = ".sha256"

Arrays = Mapping[str, NDArray[Any]]

_home: ContextVar[Path] = ContextVar("linear", default=LINEAR)
_log = logging.getLogger(__name__)


@contextmanager
def linear_at(folder: Path) -> Iterator[None]:
    """Within it, this process reads with the linear weights of another folder."""
    token = _home.set(folder)
    try:
        yield
    finally:
        _home.reset(token)


def load_linear(folder: Path | None = None) -> Arrays | None:
    """The arrays of the linear stage; None when they are absent, damaged or not ours."""
    return load_arrays((folder or _home.get()) / WEIGHTS, "rules alone will read messages")


def save_linear(folder: Path, arrays: Arrays) -> str:
    """Write weights and checksum; the checksum."""
    return save_arrays(folder / WEIGHTS, arrays)


def load_arrays(path: Path, otherwise: str) -> Arrays | None:
    """A file of arrays, held against the checksum beside it; else None, and a line in the log."""
    try:
        expected = path.with_suffix(SUM).read_text("utf-8").split()[0]
        if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            _log.warning("%s does not match its checksum; %s", path, otherwise)
            return None
        with np.load(path, allow_pickle=False) as arrays:
            return dict(arrays)
    except (OSError, ValueError, IndexError) as error:
        _log.info("%s cannot be read (%s); %s", path.name, error, otherwise)
        return None


def save_arrays(path: Path, arrays: Arrays) -> str:
    """Write arrays, and their checksum beside them; the checksum."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_suffix(SUM).write_text(f"{digest}  {path.name}\n", "utf-8")
    return digest
