"""Eight bits on onnxruntime mean what thirty-two bits in torch mean, with the public weights."""

from __future__ import annotations

import base64
import json

import numpy as np
import pytest

from tests.models.make_parity import FILE, TEXTS, vectors

ROWS = json.loads(FILE.read_text("utf-8"))
STORED = np.array([np.frombuffer(base64.b64decode(row["vector"]), "<f2") for row in ROWS], "f4")
LEAST = 0.985


def test_the_stored_vectors_are_whole():
    assert [row["text"] for row in ROWS] == TEXTS
    assert np.allclose(np.linalg.norm(STORED, axis=1), 1, atol=2e-3)


def test_alone_each_text_means_the_same(real):
    found = np.concatenate([real.encode([text]) for text in TEXTS])
    near = (found * STORED).sum(axis=1)
    assert near.min() >= LEAST, dict(zip(TEXTS, near.round(4).tolist(), strict=True))


def test_in_a_batch_each_text_means_the_same(real):
    near = (real.encode(TEXTS) * STORED).sum(axis=1)
    assert near.min() >= LEAST, dict(zip(TEXTS, near.round(4).tolist(), strict=True))


def test_neighbours_stay_neighbours(real):
    """Cosines between e5's vectors are all high; their order is what heads read."""
    found = real.encode(TEXTS)
    ours, theirs = found @ found.T, STORED @ STORED.T
    apart = ~np.eye(len(TEXTS), dtype=bool)
    assert np.corrcoef(ours[apart], theirs[apart])[0, 1] > 0.97


def test_torch_still_says_what_is_stored(real_pack):
    for needed in ("torch", "peft", "transformers"):
        pytest.importorskip(needed, reason=f"needs {needed}: pip install 'skerry[torch]'")
    found = vectors(real_pack, TEXTS[:6])
    assert (found * STORED[:6]).sum(axis=1).min() > 0.9995
