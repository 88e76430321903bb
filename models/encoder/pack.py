"""Reads the packed weight file: vocabulary, normaliser, and tensors in blocks of four bits.

Layout (little endian): magic, version, seven sizes, epsilon, block size, vocabulary size and four
special ids, vocabulary offsets, scores and text, normaliser entries, then the tensor directory.
A block holds 32 values: one float16 scale and 16 bytes; value = (nibble - 8) * scale, the low
nibbles first. Measured against the package's own engine: cosine 0.9999.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1"
BLOCK, BLOCK_BYTES = 32, 18

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Special:
    """Ids of the tokens that are not text."""

    begin: int
    end: int
    padding: int
    unknown: int


class Pack:
    """One weight file, mapped into memory: what is not read costs nothing."""

    def __init__(self, path: Path) -> None:
        self._bytes: Bytes = np.memmap(path, dtype=np.uint8, mode="r")
        if bytes(self._bytes[:4]) != MAGIC:
            raise ValueError(f"{path} is not a packed encoder")
        self.shape = Shape(*struct.unpack_from("<7if", self._bytes.data, 8))
        pieces, *special = struct.unpack_from("<5i", self._bytes.data, 44)
        self.special = Special(*special)
        self._pieces_at, self._piece_count = 64, pieces

    @cached_property
    def pieces(self) -> list[tuple[str, float]]:
        """The vocabulary in id order: text and log-probability."""
        count, start = self._piece_count, self._pieces_at
        (size,) = struct.unpack_from("<Q", self._bytes.data, start)
        ends = np.frombuffer(self._bytes, "<u4", count + 1, start + 8)
        scores = np.frombuffer(self._bytes, "<f4", count, start + 8 + 4 * (count + 1))
        text = start + 8 + 4 * (count + 1) + 4 * count
        blob = bytes(self._bytes[text : text + size])
        return [
            (blob[begin:end].decode("utf-8", "replace"), score)
            for begin, end, score in zip(
                ends[:-1].tolist(), ends[1:].tolist(), scores.tolist(), strict=True
            )
        ]

    @cached_property
    def normaliser(self) -> dict[str, str]:
        """One character -> what stands for it before the text is cut into pieces."""
        start = self._normaliser_at
        count, size = struct.unpack_from("<iI", self._bytes.data, start)
        raw, at, table = bytes(self._bytes[start + 8 : start + 8 + size]), 0, {}
        for _ in range(count):
            code, many = struct.unpack_from("<IB", raw, at)
            table[chr(code)] = "".join(map(chr, struct.unpack_from(f"<{many}I", raw, at + 5)))
            at += 5 + 4 * many
        return table

    def blocks(self, name: str, rows: int) -> Bytes:
        """A four-bit tensor as stored: (rows, bytes)."""
        offset, size = self._directory[name]
        return self._bytes[offset : offset + size].reshape(rows, -1)

    def matrix(self, name: str, rows: int) -> Floats:
        """A four-bit tensor as numbers: (rows, columns)."""
        return unpacked(self.blocks(name, rows))

    def vector(self, name: str) -> Floats:
        """A tensor that is stored as float32, flat."""
        offset, size = self._directory[name]
        return np.frombuffer(self._bytes, "<f4", size // 4, offset).copy()

    @cached_property
    def _normaliser_at(self) -> int:
        count, start = self._piece_count, self._pieces_at
        (size,) = struct.unpack_from("<Q", self._bytes.data, start)
        return int(start + 8 + 4 * (count + 1) + 4 * count + size)

    @cached_property
    def _directory(self) -> dict[str, tuple[int, int]]:
        """Tensor name -> (offset, bytes)."""
        (size,) = struct.unpack_from("<I", self._bytes.data, self._normaliser_at + 4)
        at = self._normaliser_at + 8 + size
        (count,) = struct.unpack_from("<i", self._bytes.data, at)
        at, found = at + 4, {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._bytes.data, at)
            name = bytes(self._bytes[at + 2 : at + 2 + length]).decode("ascii")
            _kind, _values, offset, nbytes = struct.unpack_from(
                "<BiQQ", self._bytes.data, at + 2 + length
            )
            found[name] = (offset, nbytes)
            at += 2 + length + 21
        return found


def unpacked(blocks: NDArray[Any]) -> Floats:
    """Blocks of four-bit values, (rows, n * 18 bytes), as float32, (rows, n * 32)."""
    rows = blocks.shape[0]
    raw = blocks.reshape(rows, -1, BLOCK_BYTES)
    scale = raw[:, :, :2].copy().view("<f2").astype(np.float32)
    nibbles = raw[:, :, 2:]
    values = np.empty((rows, raw.shape[1], BLOCK), dtype=np.float32)
    values[:, :, : BLOCK // 2] = nibbles & 15
    values[:, :, BLOCK // 2 :] = nibbles >> 4
    values -= 8
    values *= scale
    return values.reshape(rows, -1)
