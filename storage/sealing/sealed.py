"""Private words as they lie on the disk: AES-256-GCM under a ring of keys.

A sealed value is text, so that it fits where the words stood: a sign no plain value begins with,
the form's number, the key's id, then nonce and ciphertext in base64. From each key of the ring
follow by HKDF its id, a key of its own for each column, and one for the index of words. What is
sealed is bound to its column and row: moved elsewhere it does not open.
"""

from __future__ import annotations

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from binascii import a2b_base64, b2a_base64
from collections.abc import Sequence
from contextvars import ContextVar
from functools import lru_cache
from hashlib import blake2b

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.errors import ConfigError

KEY_BYTES, NONCE_BYTES, ID_LENGTH = 32, 12, 8
SIGN = "\x02"
# Plain words that begin with the sign, and the first form of a sealed value.
ESCAPED, FORM = f"{SIGN}0", f"{SIGN}1"
HEAD = len(FORM) + ID_LENGTH
# Shown where the key is missing or the value is damaged.
UNREADABLE = "[sealed; its key is missing]"
_OPENED = 8_192
# How long a word's digest in the index is: collisions are sorted out by the words themselves.
_BLIND_BYTES = 8
BAD_KEY = (
    "{source}: a sealing key is {bytes} random bytes in base64; `skerry seal new-key` prints one"
)


class UnreadableError(Exception):
    """A value whose key is not in the ring, or that is not what was sealed here."""


class KeyRing:
    """Keys, the first of which seals. Ids are `ids`, `current` the first."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._keys = {_id_of(key): key for key in keys}
        self.ids = tuple(self._keys)
        self.current = self.ids[0]
        self._head = f"{FORM}{self.current}"
        self.open = lru_cache(_OPENED)(self._open)
        self._cipher = lru_cache(None)(self._derived_cipher)
        self._index_key = lru_cache(None)(self._derived_index_key)

    def seal(self, text: str, place: str, row: str) -> str:
        """The words, sealed for one column (`table.column`) of one row under the key in force."""
        nonce = os.urandom(NONCE_BYTES)
        cipher = self._cipher(self.current, place)
        box = cipher.encrypt(nonce, text.encode("utf-8", "surrogatepass"), _bound(row))
        return self._head + b2a_base64(nonce + box, newline=False).decode("ascii")

    def _open(self, value: str, place: str, row: str) -> str:
        """The words in a sealed value; raises UnreadableError."""
        key_id = value[len(FORM) : HEAD]
        if not value.startswith(FORM) or key_id not in self._keys:
            raise UnreadableError(key_id)
        try:
            box = a2b_base64(value[HEAD:], strict_mode=True)
            text = self._cipher(key_id, place).decrypt(
                box[:NONCE_BYTES], box[NONCE_BYTES:], _bound(row)
            )
        except (InvalidTag, NotBase64, ValueError):
            raise UnreadableError(key_id) from None
        return text.decode("utf-8", "surrogatepass")

    def blind(self, word: str, key_id: str) -> str:
        """The token under which the index knows a word; nobody guesses it without the key."""
        key, data = self._index_key(key_id), word.encode("utf-8", "surrogatepass")
        return f"_{blake2b(data, key=key, digest_size=_BLIND_BYTES).hexdigest()}"

    def _derived_cipher(self, key_id: str, place: str) -> AESGCM:
        return AESGCM(_derived(self._keys[key_id], f"seal:{place}", KEY_BYTES))

    def _derived_index_key(self, key_id: str) -> bytes:
        return _derived(self._keys[key_id], "index", KEY_BYTES)


def key_of(value: str) -> str:
    """The id of the key that a value is sealed under; empty for a plain one."""
    return value[len(FORM) : HEAD] if value.startswith(FORM) else ""


def parse_keys(text: str, source: str) -> KeyRing:
    """A ring of the keys in a text, parted by white space or commas; raises ConfigError."""
    lines = (line.partition("#")[0] for line in text.splitlines())
    words = " ".join(lines).replace(",", " ").split()
    keys = [_decoded(word) for word in words]
    if not keys or any(len(key) != KEY_BYTES for key in keys):
        raise ConfigError(BAD_KEY.format(source=source, bytes=KEY_BYTES))
    return KeyRing(keys)


def new_key() -> str:
    """A new key as it is written in files and variables."""
    return urlsafe_b64encode(os.urandom(KEY_BYTES)).decode("ascii")


def use(ring: KeyRing | None) -> None:
    """From here on this thread works for the database with this ring."""
    _RING.set(ring)


def ring_in_use() -> KeyRing | None:
    """The ring of the database that this thread works for."""
    return _RING.get()


# One thread works for one database, so that what makes rows need not be handed the keys.
_RING: ContextVar[KeyRing | None] = ContextVar("ring", default=None)


def _decoded(word: str) -> bytes:
    try:
        padded = word.rstrip("=") + "=" * (-len(word.rstrip("=")) % 4)
        return urlsafe_b64decode(padded.replace("+", "-").replace("/", "_"))
    except (NotBase64, ValueError):
        return b""


def _id_of(key: bytes) -> str:
    return urlsafe_b64encode(_derived(key, "id", 6)).decode("ascii")


def _derived(key: bytes, info: str, length: int) -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=length, salt=None, info=f"skerry 1 {info}".encode())
    return kdf.derive(key)


def _bound(row: str) -> bytes:
    return row.encode("utf-8", "surrogatepass")
