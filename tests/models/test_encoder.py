"""The pack is read as written, and the network computes what the same network in numpy does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.encoder.layers import PARTS, Layers, places
from models.encoder.pack import Pack, unpacked
from models.encoder.runtime import E5, MAX_TOKENS, START, together
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
    layers = Layers(Pack(tiny_file), {"l0.q.a": low, "l0.q.b16": high})
    query, key, _ = np.split(layers.weight(0, "qkv"), 3)
    assert np.allclose(query, tiny.matrices["l0.q.w"] + 1)
    assert np.allclose(key, tiny.matrices["l0.k.w"])


def whole(pack: Pack, depth: int) -> dict:
    """The first layers of a pack as layers of our own, in eight bits."""
    public, change = Layers(pack, {}), {"depth": np.array([depth])}
    change["ln.w"], change["ln.b"] = public.entry()
    for layer in range(depth):
        for part in PARTS:
            weight = public.weight(layer, part)
            scale = np.abs(weight).max(axis=1) / 127
            change[f"l{layer}.{part}.w"] = np.round(weight / scale[:, None]).astype(np.int8)
            change[f"l{layer}.{part}.s"] = scale
            change[f"l{layer}.{part}.b"] = public.bias(layer, part)
        for part in ("aln", "oln"):
            change[f"l{layer}.{part}.w"], change[f"l{layer}.{part}.b"] = public.norm(layer, part)
    return change


def test_layers_of_our_own_read_as_the_public_ones_they_were_made_from(tiny_file):
    pack = Pack(tiny_file)
    ours = E5(pack, whole(pack, pack.shape.layers), "ours")
    public = E5(pack, {}, "public")
    texts = ["my coins gone", "query my"]
    # Ours do without the words that the public ones want in front.
    theirs = public.encode(texts)
    alike = ours.encode([f"query: {text}" for text in texts])
    assert ((theirs * alike).sum(axis=1) > 0.999).all()


def test_fewer_layers_of_our_own_are_fewer(tiny_file):
    pack = Pack(tiny_file)
    change = whole(pack, 1)
    assert Layers(pack, change).depth == 1
    assert E5(pack, change, "ours").encode(["my coins"]).shape == (1, pack.shape.hidden)
    low, high = np.ones((2, 32), np.float16), np.full((32, 2), 0.5, np.float16)
    tuned = Layers(pack, {**change, "l0.v.a": low, "l0.v.b16": high})
    plain = Layers(pack, change)
    difference = tuned.weight(0, "qkv") - plain.weight(0, "qkv")
    assert np.allclose(np.split(difference, 3)[2], 1)


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
        adapter[f"l1.{name}.b16"] = luck.normal(size=(rows, 4)).astype(np.float16) / 4
    changed = E5(Pack(tiny_file), adapter, "changed")
    [ids] = changed.ids(["my coins gone"])
    [vector] = changed.encode(["my coins gone"])
    assert vector @ tiny.forward(ids, adapter) > 0.998
    assert vector @ tiny.forward(ids) < 0.99


def test_many_texts_come_back_in_their_order(encoder):
    lengths = sorted(map(len, encoder.ids(TEXTS)))
    assert 1 < len(together(lengths)) < len(TEXTS)
    crowd = encoder.encode(TEXTS)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert (crowd * alone).sum(axis=1).min() > 0.99
    assert np.allclose(np.linalg.norm(crowd, axis=1), 1, atol=1e-5)
    assert crowd.dtype == np.float32


@given(st.lists(st.integers(1, MAX_TOKENS), max_size=60).map(sorted))
def test_texts_read_together_cost_no_more_than_alone_or_by_eights(lengths):
    groups = together(lengths)
    assert [place for group in groups for place in range(group.start, group.stop)] == list(
        range(len(lengths))
    )
    alone = [slice(place, place + 1) for place in range(len(lengths))]
    eights = [slice(at, min(at + 8, len(lengths))) for at in range(0, len(lengths), 8)]
    cost = _cost(groups, lengths)
    assert cost <= _cost(alone, lengths)
    assert cost <= _cost(eights, lengths)


def _cost(groups, lengths):
    return sum(START + (each.stop - each.start) * lengths[each.stop - 1] for each in groups)


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
