"""A stream sealed with AES-256-GCM in chunks, so that a backup of any size needs little memory.

    magic, length of the head, head (JSON, readable, authenticated), then chunks

Each file has a key of its own, derived from the backup key, a fresh salt and the head. A chunk's
nonce is its number and whether it is the last: a chunk that was changed, moved, repeated or cut
off is found. Chunks hold CHUNK bytes of text, the last one fewer or as many.
"""

from __future__ import annotations

import base64
import binascii
import io
import json
import os
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.errors import ConfigError, StorageUnavailable
from core.tables.backup import KEY

MAGIC = b"SKERRYBACKUP1\n"
CHUNK, TAG, MOST_HEAD = 1 << 18, 16, 1 << 16
KEY_BYTES = 32
BAD_KEY = f"{KEY}: that is no key; make one with skerry backup key"
NO_KEY = f"{KEY} is not set; make a key with skerry backup key, and keep it away from the backups"
OTHER_KEY = "it was sealed with the key {sealed}; given: {given}; set that key in " + KEY
CHANGED = "it was changed or cut short after it was written (at byte {place:,}); use another one"
STRANGE = "that is no backup of a desk"


class BackupFailed(StorageUnavailable):
    """A backup that could not be written, or cannot be read; one line says why."""


class Stream(Protocol):
    """What is written to, or read from."""

    def read(self, size: int = -1, /) -> bytes: ...
    def write(self, data: bytes, /) -> Any: ...


def new_key() -> str:
    """A key as it is written into the environment."""
    return base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode()


def keys_of(text: str) -> list[bytes]:
    """The keys in a variable, the one that seals first; raises ConfigError."""
    names = [each.strip() for each in text.replace("\n", ",").split(",") if each.strip()]
    if not names:
        raise ConfigError(NO_KEY)
    try:
        keys = [base64.b64decode(each, altchars=b"-_", validate=True) for each in names]
    except (binascii.Error, ValueError):
        raise ConfigError(BAD_KEY) from None
    if any(len(key) != KEY_BYTES for key in keys):
        raise ConfigError(BAD_KEY)
    return keys


def name_of(key: bytes) -> str:
    """What a key is called in heads and messages; nothing of it can be told from that."""
    return blake2b(key, digest_size=4, person=b"skerry key name").hexdigest()


class Sealing(io.RawIOBase):
    """Seals what is written to it; only `finish` makes it whole."""

    def __init__(self, into: Stream, key: bytes, head: dict[str, Any]) -> None:
        super().__init__()
        salt = os.urandom(16)
        described = json.dumps(head | {"key": name_of(key), "salt": salt.hex()}).encode()
        self._into, self._cipher = into, _cipher(key, salt, described)
        self._waiting, self._number = bytearray(), 0
        into.write(MAGIC + len(described).to_bytes(4) + described)

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        """Take some text; what fills a chunk is sealed."""
        self._waiting += data
        # The last chunk is only known at the end, so one always waits.
        while len(self._waiting) > CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]), is_last=False)
            del self._waiting[:CHUNK]
        return len(data)

    def finish(self) -> None:
        """Seal the last chunk."""
        self._seal(bytes(self._waiting), is_last=True)

    def _seal(self, text: bytes, *, is_last: bool) -> None:
        nonce = _nonce(self._number, is_last=is_last)
        self._into.write(self._cipher.encrypt(nonce, text, None))
        self._number += 1


class Opening(io.RawIOBase):
    """Opens what `Sealing` wrote; raises BackupFailed at the first byte that is not as it was."""

    def __init__(self, source: Stream, keys: Sequence[bytes]) -> None:
        super().__init__()
        described = _described(source)
        self.head = _head(described)
        key = next((key for key in keys if name_of(key) == self.head["key"]), None)
        if key is None:
            given = ", ".join(map(name_of, keys))
            raise ConfigError(OTHER_KEY.format(sealed=self.head["key"], given=given))
        self._source = source
        self._cipher = _cipher(key, bytes.fromhex(self.head["salt"]), described)
        self._number, self._is_done = 0, False
        self._text, self._ahead = memoryview(b""), _exactly(source, CHUNK + TAG)

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any, /) -> int:
        """Fill `into` as far as one chunk goes; 0 at the end."""
        while not self._text and not self._is_done:
            self._text = memoryview(self._open())
        count = min(len(self._text), len(into))
        into[:count] = self._text[:count]
        self._text = self._text[count:]
        return count

    def _open(self) -> bytes:
        sealed, self._ahead = self._ahead, _exactly(self._source, CHUNK + TAG)
        self._is_done = not self._ahead
        nonce = _nonce(self._number, is_last=self._is_done)
        try:
            text = self._cipher.decrypt(nonce, sealed, None)
        except (InvalidTag, ValueError):
            place = self._number * (CHUNK + TAG)
            raise BackupFailed(CHANGED.format(place=place)) from None
        self._number += 1
        return text


def read_head(source: Stream) -> dict[str, Any]:
    """What a backup says of itself to everybody; not proven without the key."""
    return _head(_described(source))


def _described(source: Stream) -> bytes:
    if _exactly(source, len(MAGIC)) != MAGIC:
        raise BackupFailed(STRANGE)
    length = int.from_bytes(_exactly(source, 4))
    described = _exactly(source, min(length, MOST_HEAD))
    if len(described) != length:
        raise BackupFailed(CHANGED.format(place=0))
    return described


def _head(described: bytes) -> dict[str, Any]:
    try:
        head = json.loads(described)
        bytes.fromhex(head["salt"])
        return {**head, "key": str(head["key"])}
    except (ValueError, TypeError, KeyError):
        raise BackupFailed(CHANGED.format(place=0)) from None


def _exactly(source: Stream, size: int) -> bytes:
    """So many bytes, fewer only at the end: streams from afar give what they have."""
    parts = []
    while size > 0 and (part := source.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _cipher(key: bytes, salt: bytes, described: bytes) -> AESGCM:
    own = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=b"skerry backup" + described)
    return AESGCM(own.derive(key))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11) + bytes([is_last])
