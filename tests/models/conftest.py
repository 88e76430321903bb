"""Encoders to test with: a tiny one made here, and the real one where its weights are."""

from __future__ import annotations

import pytest

from models.encoder.pack import Pack
from models.encoder.runtime import E5
from models.encoder.source import find_pack
from tests.models.tiny import Tiny


@pytest.fixture(scope="session")
def tiny() -> Tiny:
    return Tiny()


@pytest.fixture(scope="session")
def tiny_file(tiny, tmp_path_factory):
    path = tmp_path_factory.mktemp("pack") / "tiny.bin"
    path.write_bytes(tiny.bytes())
    return path


@pytest.fixture(scope="session")
def real_pack() -> Pack:
    path = find_pack()
    if path is None:
        pytest.skip("the encoder's weights are not on this machine: run `skerry encoder fetch`")
    return Pack(path)


@pytest.fixture(scope="session")
def real(real_pack) -> E5:
    """The public weights without our adapter."""
    return E5(real_pack, {}, "e5-small")
