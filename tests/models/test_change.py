"""What ships beside the public weights: whole layers, an adapter, both, or neither."""

from __future__ import annotations

import numpy as np
import pytest

import models
import models.encoder as ours
from models.encoder.pack import Pack
from models.encoder.runtime import E5, PREFIX, prefix_of
from tests.models.test_encoder import whole

LAYERS = {"depth": np.array([1]), "l0.qkv.w": np.ones((2, 2), np.int8)}
ADAPTER = {"l0.q.a": np.ones((1, 2), np.float16)}


def save(folder, **parts):
    for name, arrays in parts.items():
        models.save_arrays(folder / getattr(ours, name), arrays)


@pytest.mark.parametrize(
    "parts",
    [{"LAYERS": LAYERS}, {"ADAPTER": ADAPTER}, {"LAYERS": LAYERS, "ADAPTER": ADAPTER}],
    ids=["layers", "adapter", "both"],
)
def test_whatever_is_there_is_the_change(tmp_path, parts):
    save(tmp_path, **parts)
    assert set(ours.load_adapter(tmp_path)) == {key for part in parts.values() for key in part}


def test_where_nothing_is_there_is_no_change(tmp_path):
    assert ours.load_adapter(tmp_path) is None
    assert ours.load_heads(tmp_path) is None


@pytest.mark.parametrize("damaged", ["LAYERS", "ADAPTER"])
def test_half_a_change_is_none(tmp_path, damaged):
    save(tmp_path, LAYERS=LAYERS, ADAPTER=ADAPTER)
    path = tmp_path / getattr(ours, damaged)
    path.write_bytes(path.read_bytes()[:-1])
    assert ours.load_adapter(tmp_path) is None


def test_the_name_tells_every_change_apart():
    names = {
        ours.name_of(each)
        for each in (
            ADAPTER,
            LAYERS,
            {**LAYERS, **ADAPTER},
            {**LAYERS, "depth": np.array([2])},
            {"l0.k.a": ADAPTER["l0.q.a"]},
            {"l0.q.a": ADAPTER["l0.q.a"].astype(np.float32)},
            {"l0.q.a": ADAPTER["l0.q.a"].T},
        )
    }
    assert len(names) == 7
    assert ours.name_of({**LAYERS, **ADAPTER}) == ours.name_of({**ADAPTER, **LAYERS})
    assert all(name.startswith(f"{ours.BASE}-") for name in names)


def test_only_the_public_layers_want_words_in_front(tiny_file):
    assert (prefix_of({}), prefix_of(ADAPTER), prefix_of(LAYERS)) == (PREFIX, PREFIX, "")
    pack = Pack(tiny_file)
    public, own = E5(pack, {}, "public"), E5(pack, whole(pack, 1), "own")
    assert public.ids(["my"]) == own.ids([f"{PREFIX}my"])


def test_what_ships_can_be_loaded_and_fits():
    layers, heads = ours.load_adapter(), ours.load_heads()
    assert int(layers["depth"][0]) == sum(name.endswith(".qkv.w") for name in layers)
    assert str(heads["encoder"][0]) == ours.name_of(layers)
    assert heads["weights"].shape == (layers["l0.qkv.w"].shape[1], len(heads["bias"]))
