"""Addresses in base32 with a polynomial's checksum: segwit, Cardano, Cosmos' kin, Bitcoin Cash."""

from __future__ import annotations

from base58_bech32.bech32 import BECH32_1_CONST, BECH32_M_CONST, bech32_decode, convertbits
from base58_bech32.cashaddr import cashaddr_decode
from base58_bech32.exceptions import Base58Bech32Exception

_SEGWIT = {"bc": "Bitcoin", "ltc": "Litecoin", "tb": "Bitcoin testnet"}
# readable part -> chain, and how many bytes may follow
_PLAIN: dict[str, tuple[str, frozenset[int]]] = {
    "addr": ("Cardano", frozenset({29, 57})),
    "stake": ("Cardano", frozenset({29})),
    "erd": ("MultiversX", frozenset({32})),
    "zil": ("Zilliqa", frozenset({20})),
    **{
        prefix: (chain, frozenset({20, 32}))
        for prefix, chain in {
            "cosmos": "Cosmos", "osmo": "Osmosis", "inj": "Injective", "sei": "Sei",
            "celestia": "Celestia", "kava": "Kava", "thor": "THORChain", "terra": "Terra",
            "juno": "Juno", "dydx": "dYdX", "axelar": "Axelar", "bnb": "BNB Beacon Chain",
            "one": "Harmony", "dym": "Dymension", "secret": "Secret",
        }.items()
    },
}  # fmt: skip
PREFIXES = (*_SEGWIT, *_PLAIN)
_CASH = {"bitcoincash": "Bitcoin Cash", "ecash": "eCash"}


def bech32(address: str) -> tuple[str, ...]:
    """Chains with bech32 or bech32m."""
    try:
        prefix, data, checksum = bech32_decode(address)
        if prefix in _SEGWIT:
            return (_SEGWIT[prefix],) if _is_segwit(data, checksum) else ()
        chain, sizes = _PLAIN[prefix]
        whole = len(convertbits(data, 5, 8, pad=False)) in sizes
    except Base58Bech32Exception:
        return ()
    return (chain,) if whole and checksum == BECH32_1_CONST else ()


def _is_segwit(data: list[int], checksum: int) -> bool:
    """Version 0 is bech32 with 20 or 32 bytes, later ones are bech32m with 2 to 40."""
    size = len(convertbits(data[1:], 5, 8, pad=False))
    if data[0] == 0:
        return checksum == BECH32_1_CONST and size in {20, 32}
    return checksum == BECH32_M_CONST and data[0] <= 16 and 2 <= size <= 40


def cash(address: str) -> tuple[str, ...]:
    """Bitcoin Cash and eCash; without a prefix the former is meant."""
    try:
        prefix, _, _ = cashaddr_decode(address, prefix=None if ":" in address else "bitcoincash")
    except Base58Bech32Exception:
        return ()
    return (_CASH[prefix],)
