"""The pack is read as written, and the network computes what the same network in numpy does."""

from __future__ import annotations

import numpy as np
import pytest

from models.encoder.layers import matrix, places
from models.encoder.pack import Pack, unpacked
from models.encoder.runtime import BATCH, E5, MAX_TOKENS
from tests.models import tiny as made

TEXTS = [
    "my coins gone",
    "a",
    "",
    "gone gone gone my my coins of the day",
    "zz",
    "coins",
    "my",
    "b c",
    "q",
    "long " * 300,
]


@pytest.fixture(scope="module")
def encoder(tiny_file):
    return E5(Pack(tiny_file), {}, "tiny")


def test_the_pack_says_its_sizes_and_words(tiny_file):
    pack = Pack(tiny_file)
    assert (pack.shape.hidden, pack.shape.layers, pack.shape.heads) == (32, 2, 4)
    assert (pack.shape.inner, pack.shape.positions, pack.shape.types) == (64, 160, 2)
    assert pack.shape.epsilon == pytest.approx(made.EPSILON)
    assert (pack.special.begin, pack.special.end) == (0, 2)
    assert (pack.special.padding, pack.special.unknown) == (1, 3)
    assert [text for text, _ in pack.pieces] == [text for text, _ in made.PIECES]
    assert [score for _, score in pack.pieces] == [score for _, score in made.PIECES]
    assert pack.normaliser == made.NORMAL


def test_the_packs_tensors_come_back(tiny, tiny_file):
    pack = Pack(tiny_file)
    assert np.allclose(pack.vector("l1.fi.b"), tiny.vectors["l1.fi.b"])
    assert np.allclose(pack.matrix("l0.fo.w", 32), tiny.matrices["l0.fo.w"])


def test_blocks_hold_low_nibbles_first():
    block = np.zeros((1, 18), dtype=np.uint8)
    block[0, :2] = np.array([2.0], dtype="<f2").view(np.uint8)
    block[0, 2:] = 0x98
    assert unpacked(block).tolist() == [[0.0] * 16 + [2.0] * 16]


def test_another_file_is_refused(tmp_path):
    (tmp_path / "x.bin").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ValueError, match="not a packed encoder"):
        Pack(tmp_path / "x.bin")


def test_positions_carry_the_type(tiny, tiny_file):
    found = places(Pack(tiny_file))
    assert found.shape == (160, 32)
    expected = tiny.vectors["emb.pos"][32:64] + tiny.vectors["emb.type"][:32]
    assert np.allclose(found[1], expected)


def test_an_adapter_changes_the_matrices_it_names(tiny, tiny_file):
    low, high = np.ones((2, 32), np.float16), np.full((32, 2), 0.5, np.float16)
    adapter = {"l0.q.a": low, "l0.q.b": high}
    pack = Pack(tiny_file)
    assert np.allclose(matrix(pack, adapter, 0, "q"), tiny.matrices["l0.q.w"] + 1)
    assert np.allclose(matrix(pack, adapter, 0, "k"), tiny.matrices["l0.k.w"])


@pytest.mark.parametrize("text", TEXTS[:6], ids=lambda text: text or "empty")
def test_one_text_reads_as_in_numpy(tiny, encoder, text):
    [ids] = encoder.ids([text])
    assert encoder.encode([text])[0] @ tiny.forward(ids) > 0.998


def test_the_adapter_reaches_the_vectors(tiny, tiny_file):
    luck = np.random.default_rng(3)
    shapes = {"fi": (64, 32), "ao": (32, 32)}
    adapter = {}
    for name, (rows, columns) in shapes.items():
        adapter[f"l1.{name}.a"] = luck.normal(size=(4, columns)).astype(np.float16) / 4
        adapter[f"l1.{name}.b"] = luck.normal(size=(rows, 4)).astype(np.float16) / 4
    changed = E5(Pack(tiny_file), adapter, "changed")
    [ids] = changed.ids(["my coins gone"])
    [vector] = changed.encode(["my coins gone"])
    assert vector @ tiny.forward(ids, adapter) > 0.998
    assert vector @ tiny.forward(ids) < 0.99


def test_many_texts_come_back_in_their_order(encoder):
    assert len(TEXTS) > BATCH
    together = encoder.encode(TEXTS)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert (together * alone).sum(axis=1).min() > 0.99
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert together.dtype == np.float32


def test_no_texts_are_no_vectors(encoder):
    assert encoder.encode([]).shape == (0, 32)


def test_long_texts_end_at_the_limit(encoder):
    [ids] = encoder.ids(["coins " * 5000])
    assert len(ids) == MAX_TOKENS
    assert ids[0] == 0
    assert ids[-1] == 2


def test_the_normaliser_goes_first(encoder):
    assert encoder.ids(["A ﬁ\u00a0x"]) == encoder.ids(["a fi x"])


@pytest.mark.parametrize(
    "text", ["\ud800", "a\udfffb", "\0", "\u200b" * 999], ids=["high", "low", "nul", "zero width"]
)
def test_broken_text_has_a_vector_too(encoder, text):
    assert np.linalg.norm(encoder.encode([text])) == pytest.approx(1, abs=1e-5)
