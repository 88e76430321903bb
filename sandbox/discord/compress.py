"""Transport compression: one stream for the life of a connection."""

from __future__ import annotations

import zlib
from typing import Protocol

ZLIB, ZSTD = "zlib-stream", "zstd-stream"


class Compressor(Protocol):
    """Turns one payload into the bytes of one message."""

    def pack(self, text: str) -> bytes: ...


class Zlib:
    """A shared zlib context, flushed after every payload."""

    def __init__(self) -> None:
        self._stream = zlib.compressobj()

    def pack(self, text: str) -> bytes:
        return self._stream.compress(text.encode()) + self._stream.flush(zlib.Z_SYNC_FLUSH)


class Zstd:
    """A shared Zstandard context, flushed after every payload."""

    def __init__(self) -> None:
        import zstandard  # noqa: PLC0415 - only clients with the package ask for it

        self._flush = zstandard.COMPRESSOBJ_FLUSH_BLOCK
        self._stream = zstandard.ZstdCompressor().compressobj()

    def pack(self, text: str) -> bytes:
        return self._stream.compress(text.encode()) + self._stream.flush(self._flush)


KINDS: dict[str, type[Zlib] | type[Zstd]] = {ZLIB: Zlib, ZSTD: Zstd}
