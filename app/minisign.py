"""Minisign signatures: Ed25519 over a file, or over its BLAKE2b digest."""

from __future__ import annotations

import base64
import binascii
import hashlib

from Crypto.PublicKey import ECC
from Crypto.Signature import eddsa

_TRUSTED = "trusted comment: "
_KEY_BYTES, _SIGNATURE_BYTES = 42, 74


def verify(content: bytes, signature: str, public_key: str) -> None:
    """Return when the holder of the key signed this content; ValueError says why not.

    `public_key` and `signature` are what minisign prints, comments included or not.
    """
    key = _decoded(_last_line(public_key), _KEY_BYTES, "public_key")
    lines = signature.splitlines()
    if len(lines) < 4 or not lines[2].startswith(_TRUSTED):
        raise ValueError("its signature is not in minisign's format")
    signed = _decoded(lines[1], _SIGNATURE_BYTES, "its signature")
    if signed[2:10] != key[2:10]:
        raise ValueError("is signed with another key")
    message = hashlib.blake2b(content).digest() if signed[:2] == b"ED" else content
    comment = lines[2].removeprefix(_TRUSTED).encode()
    whole = base64.b64decode(lines[3])
    checker = eddsa.new(ECC.import_key(_spki(key[10:])), "rfc8032")
    try:
        checker.verify(message, signed[10:])
        checker.verify(signed[10:] + comment, whole)
    except ValueError:
        raise ValueError("does not match its signature") from None


def _spki(raw: bytes) -> bytes:
    """A bare Ed25519 key as the structure that libraries read."""
    return bytes.fromhex("302a300506032b6570032100") + raw


def _last_line(text: str) -> str:
    return text.strip().rpartition("\n")[2].strip()


def _decoded(text: str, length: int, what: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != length:
        raise ValueError(f"{what} is not in minisign's format")
    return raw
