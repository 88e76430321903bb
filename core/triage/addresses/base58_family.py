"""Addresses in base58: Bitcoin's kin, Tron, Tezos, Ripple, Solana, Polkadot, Cardano, Monero."""

from __future__ import annotations

import zlib

from base58_bech32.base58 import RIPPLE_ALPHABET, b58decode, b58decode_check
from base58_bech32.exceptions import Base58Bech32Exception
from base58_bech32.ss58 import ss58_decode
from Crypto.Hash import keccak

# first bytes of the payload, bytes after them -> chains
_VERSIONS: dict[tuple[bytes, int], tuple[str, ...]] = {
    (b"\x00", 20): ("Bitcoin", "Bitcoin Cash"),
    (b"\x05", 20): ("Bitcoin", "Litecoin", "Bitcoin Cash"),
    (b"\x30", 20): ("Litecoin",),
    (b"\x32", 20): ("Litecoin",),
    (b"\x1e", 20): ("Dogecoin",),
    (b"\x16", 20): ("Dogecoin",),
    (b"\x41", 20): ("Tron",),
    (b"\x4c", 20): ("Dash",),
    (b"\x10", 20): ("Dash",),
    (b"\x1c\xb8", 20): ("Zcash",),
    (b"\x1c\xbd", 20): ("Zcash",),
    (b"\x06\xa1\x9f", 20): ("Tezos",),
    (b"\x06\xa1\xa1", 20): ("Tezos",),
    (b"\x06\xa1\xa4", 20): ("Tezos",),
    (b"\x02\x5a\x79", 20): ("Tezos",),
}
_RIPPLE = {(b"\x00", 20), (b"\x05\x44", 29)}
_SUBSTRATE = {0: "Polkadot", 2: "Kusama"}
_CARDANO_HEAD, _CARDANO_CHECKSUM = b"\x82\xd8\x18\x58", 0x1A
# Monero writes each 8 bytes in 11 characters and what is left, 5 bytes, in 7.
_MONERO_BLOCK, _MONERO_BYTES = 11, {11: 8, 7: 5}
_MONERO_MAIN = frozenset({18, 19, 42})


def checked(address: str) -> tuple[str, ...]:
    """Chains with Bitcoin's alphabet and double SHA-256."""
    try:
        payload = b58decode_check(address)
    except Base58Bech32Exception:
        return ()
    return _VERSIONS.get((payload[:-20], len(payload[-20:])), ())


def ripple(address: str) -> tuple[str, ...]:
    """Ripple's own alphabet: the classic form and the one with the tag inside."""
    try:
        payload = b58decode_check(address, alphabet=RIPPLE_ALPHABET)
    except Base58Bech32Exception:
        return ()
    known = any(
        payload.startswith(head) and len(payload) == len(head) + rest for head, rest in _RIPPLE
    )
    return ("Ripple",) if known else ()


def solana(address: str) -> tuple[str, ...]:
    """A public key of 32 bytes, without a checksum."""
    return ("Solana",) if len(b58decode(address)) == 32 else ()


def substrate(address: str) -> tuple[str, ...]:
    """Polkadot and its kin: a checksum of BLAKE2b."""
    try:
        prefix, _ = ss58_decode(address)
    except Base58Bech32Exception:
        return ()
    return (_SUBSTRATE.get(prefix, "Substrate"),)


def byron(address: str) -> tuple[str, ...]:
    """Cardano's first form: CBOR of a payload and its CRC-32."""
    data = b58decode(address)
    end = 5 + data[4]
    sealed = data[:4] == _CARDANO_HEAD and data[end : end + 1] == bytes([_CARDANO_CHECKSUM])
    right = data[end + 1 :] == zlib.crc32(data[5:end]).to_bytes(4, "big")
    return ("Cardano",) if sealed and right else ()


def monero(address: str) -> tuple[str, ...]:
    """Monero's main net: standard, integrated and sub-addresses."""
    data = b"".join(
        _block(address[at : at + _MONERO_BLOCK]) for at in range(0, len(address), _MONERO_BLOCK)
    )
    digest = keccak.new(digest_bits=256, data=data[:-4]).digest()
    return ("Monero",) if data[-4:] == digest[:4] and data[0] in _MONERO_MAIN else ()


def _block(text: str) -> bytes:
    size = _MONERO_BYTES[len(text)]
    number = int.from_bytes(b58decode(text), "big")
    return number.to_bytes(max(size, (number.bit_length() + 7) // 8), "big")
