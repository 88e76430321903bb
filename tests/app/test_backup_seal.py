"""Sealing in chunks: what comes out is what went in, or one line says that it is not."""

from __future__ import annotations

import base64
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.backup import seal as backup_seal
from app.backup.seal import (
    CHUNK,
    MAGIC,
    TAG,
    BackupFailed,
    Opening,
    Sealing,
    keys_of,
    name_of,
    new_key,
    read_head,
)
from core.errors import ConfigError

KEY, OTHER = bytes(range(32)), bytes(32)


def sealed(text: bytes, key: bytes = KEY) -> bytes:
    into = io.BytesIO()
    sealing = Sealing(into, key, {"why": "test"})
    for start in range(0, len(text), 70_000):
        sealing.write(text[start : start + 70_000])
    sealing.finish()
    return into.getvalue()


def opened(data: bytes, *keys: bytes) -> bytes:
    return io.BufferedReader(Opening(io.BytesIO(data), keys or [KEY])).read()


@given(text=st.binary(max_size=300))
def test_what_went_in_comes_out(text):
    assert opened(sealed(text)) == text


@pytest.mark.parametrize(
    "size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 9], ids=str
)
def test_at_the_borders_of_chunks(size):
    text = (b"0123456789abcdef" * (size // 16 + 1))[:size]
    data = sealed(text)
    assert opened(data) == text
    assert b"0123456789abcdef" not in data


@given(place=st.floats(0, 0.999999), bit=st.integers(0, 7))
def test_any_flipped_bit_is_found(place, bit):
    data = bytearray(sealed(b"who wrote what to whom" * 40))
    data[int(place * len(data))] ^= 1 << bit
    with pytest.raises((BackupFailed, ConfigError)):
        opened(bytes(data))


@given(share=st.floats(0, 0.999999))
def test_whatever_is_cut_off_is_found(share):
    data = sealed(b"a" * 1_000)
    with pytest.raises(BackupFailed):
        opened(data[: int(share * len(data))])


def test_chunks_that_are_moved_dropped_or_repeated_are_found(monkeypatch):
    monkeypatch.setattr(backup_seal, "CHUNK", 10)
    data = sealed(b"0123456789" * 4)
    start, step = len(data) - 4 * (10 + TAG), 10 + TAG
    head, chunks = data[:start], [data[start + n * step : start + (n + 1) * step] for n in range(4)]
    for order in ((1, 0, 2, 3), (0, 1, 3), (0, 1, 2), (0, 1, 2, 3, 3), (0, 0, 1, 2, 3), ()):
        with pytest.raises(BackupFailed, match="changed or cut short"):
            opened(head + b"".join(chunks[n] for n in order))


def test_the_same_text_never_looks_the_same():
    assert sealed(b"a" * 100) != sealed(b"a" * 100)


def test_the_key_is_not_in_it_and_its_name_is():
    data = sealed(b"text")
    assert KEY not in data
    assert KEY.hex().encode() not in data
    assert read_head(io.BytesIO(data))["key"] == name_of(KEY)


def test_a_wrong_key_costs_one_line():
    with pytest.raises(ConfigError) as found:
        opened(sealed(b"text"), OTHER)
    line = f"it was sealed with the key {name_of(KEY)}; given: {name_of(OTHER)}"
    assert str(found.value) == f"{line}; set that key in SKERRY_BACKUP_KEY"


def test_an_older_key_still_opens():
    assert opened(sealed(b"text"), OTHER, KEY) == b"text"


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", MAGIC, MAGIC + b"\xff\xff\xff\xff", MAGIC + b"\0\0\0\x02[]", MAGIC * 9],
    ids=["empty", "a zip", "cut", "endless head", "no head", "repeated"],
)
def test_what_is_no_backup_is_refused(data):
    with pytest.raises(BackupFailed):
        opened(data)


def test_keys_are_made_and_read():
    first, second = new_key(), new_key()
    assert first != second
    assert [len(key) for key in keys_of(f" {first},\n{second} ")] == [32, 32]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "SKERRY_BACKUP_KEY is not set"),
        (" , ", "SKERRY_BACKUP_KEY is not set"),
        ("swordfish", "that is no key"),
        (base64.b64encode(b"short").decode(), "that is no key"),
        ("ключ", "that is no key"),
    ],
    ids=["nothing", "commas", "a word", "short", "not ascii"],
)
def test_what_is_no_key_costs_one_line(text, line):
    with pytest.raises(ConfigError, match=line) as found:
        keys_of(text)
    assert "swordfish" not in str(found.value)


def test_a_stream_that_gives_little_at_a_time_is_read_whole():
    class Drops(io.BytesIO):
        def read(self, size=-1, /):
            return super().read(min(size, 7) if size >= 0 else 7)

    assert Opening(Drops(sealed(b"a" * 1000)), [KEY]).readable()
    assert io.BufferedReader(Opening(Drops(sealed(b"a" * 1000)), [KEY])).read() == b"a" * 1000
