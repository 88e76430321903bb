"""Encoders that do as they are told, and heads that read their vectors."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

import numpy as np

import models
import models.encoder as ours
from core.triage.second import VERSION
from models.encoder import source
from tests.models.tiny import HIDDEN, Tiny

ADAPTER = {
    "l0.q.a": np.ones((1, HIDDEN), np.float16),
    "l0.q.b16": np.zeros((HIDDEN, 1), np.float16),
}
ANSWERED = ("intent", "urgency", "sentiment")


class FakeEncoder:
    """Vectors of three numbers; it fails, waits or lies when told to."""

    name = "fake"

    def __init__(self) -> None:
        self.error: Exception | None = None
        self.value = 1.0
        self.gate = threading.Event()
        self.gate.set()
        self.calls: list[list[str]] = []
        self.takes = lambda texts: None

    def encode(self, texts):
        self.calls.append(list(texts))
        self.gate.wait(10)
        self.takes(texts)
        if self.error:
            raise self.error
        return np.array([[self.value, len(text), 0] for text in texts], dtype=np.float32).reshape(
            -1, 3
        )


def some_heads(name: str, width: int, **changes) -> dict[str, np.ndarray]:
    """Heads with random weights beside the shipped linear stage, which is never sure."""
    linear = models.load_linear()
    lines = [str(line) for line in linear["heads"] if line.partition("=")[0] in ANSWERED]
    columns = sum(line.count(",") + 1 for line in lines)
    luck, each = np.random.default_rng(1), np.ones(len(lines), np.float32)
    return {
        "version": np.array([VERSION]),
        "encoder": np.array([name]),
        "heads": np.array(lines),
        "weights": luck.normal(size=(width, columns)).astype(np.float32),
        **{key: np.zeros(columns, np.float32) for key in ("bias", "shift", "lean")},
        "cheap": each / 2,
        "own": each / 2,
        "doubt": each * 2,
        "suspect": linear["alarm"],
        "alarm": linear["alarm"],
        **changes,
    }


def ship(folder: Path, monkeypatch, **changes) -> Path:
    """A tiny encoder with adapter and heads in the places of the shipped ones; its weight file."""
    raw = Tiny().bytes()
    path = folder / "tiny.bin"
    path.write_bytes(raw)
    monkeypatch.setattr(source, "SIZE", len(raw))
    monkeypatch.setattr(source, "SHA256", hashlib.sha256(raw).hexdigest())
    models.save_arrays(folder / ours.ADAPTER, ADAPTER)
    models.save_arrays(folder / ours.HEADS, some_heads(ours.name_of(ADAPTER), HIDDEN, **changes))
    for name in ("load_adapter", "load_heads"):
        load = getattr(ours, name)
        monkeypatch.setattr(ours, name, lambda load=load: load(folder))
    return path
