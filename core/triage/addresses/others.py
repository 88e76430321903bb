"""Addresses in hex, base32 and base64: Ethereum's kin, Stellar, Algorand, TON."""

from __future__ import annotations

import base64
import binascii

from Crypto.Hash import SHA512, keccak

# One address serves all chains of this kind.
EVM = ("Ethereum", "BNB Smart Chain", "Polygon", "Arbitrum", "Optimism", "Base", "Avalanche")
_STELLAR_VERSIONS = {bytes([6 << 3]): 35, bytes([12 << 3]): 43}
# bounceable or not; the highest bit marks the test net
_TON_TAGS, _TON_TEST = frozenset({0x11, 0x51}), 0x80
_WORKCHAINS = frozenset({0x00, 0xFF})


def ethereum(address: str) -> tuple[str, ...]:
    """Mixed case is a checksum (EIP-55); one case carries none."""
    digits = address[2:]
    if digits in {digits.lower(), digits.upper()}:
        return EVM
    digest = keccak.new(digest_bits=256, data=digits.lower().encode()).hexdigest()
    right = all(
        char.isdigit() or char.isupper() == (int(nibble, 16) > 7)
        for char, nibble in zip(digits, digest, strict=False)
    )
    return EVM if right else ()


def stellar(address: str) -> tuple[str, ...]:
    """Accounts (G) and accounts with a number inside (M): CRC-16 at the end."""
    data = _base32(address)
    known = _STELLAR_VERSIONS.get(data[:1]) == len(data)
    right = binascii.crc_hqx(data[:-2], 0).to_bytes(2, "little") == data[-2:]
    return ("Stellar",) if known and right else ()


def algorand(address: str) -> tuple[str, ...]:
    """A public key and the last four bytes of its SHA-512/256."""
    data = _base32(address)
    digest = SHA512.new(data[:32], truncate="256").digest()
    return ("Algorand",) if data[32:] == digest[-4:] else ()


def ton(address: str) -> tuple[str, ...]:
    """The friendly form: a tag, the workchain, 32 bytes and a CRC-16."""
    data = base64.urlsafe_b64decode(address.translate({ord("+"): "-", ord("/"): "_"}))
    known = data[0] & ~_TON_TEST in _TON_TAGS and data[1] in _WORKCHAINS
    right = binascii.crc_hqx(data[:-2], 0).to_bytes(2, "big") == data[-2:]
    return ("TON",) if known and right else ()


def ton_raw(_: str) -> tuple[str, ...]:
    """Workchain and hash, without a checksum: the shape is all there is."""
    return ("TON",)


def _base32(text: str) -> bytes:
    """The bytes of a text without padding; none where bits are left over that say something."""
    data = base64.b32decode(text + "=" * (-len(text) % 8))
    return data if base64.b32encode(data).rstrip(b"=") == text.encode() else b""
