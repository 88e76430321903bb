"""Addresses of coins: which chains one belongs to, proved by its checksum where chains have one.

A checksum is checked wherever the chain defines one; Solana's addresses, TON's raw form and
Ethereum's in one case carry none and are held to their length. Sui's and Aptos' look like a
transaction's hash and are not told apart from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from core.triage.addresses import base58_family, bech32_family, others

SHORTEST, LONGEST = 25, 128

_B58, _B32 = "[1-9A-HJ-NP-Za-km-z]", "[02-9ac-hj-np-z]"
_DIGIT = re.compile("[0-9]")
_MIXED = r"(?=[^A-Z]*[A-Z])(?=[^a-z]*[a-z])"


class _Form(NamedTuple):
    """How one family writes addresses, and who reads them."""

    shape: re.Pattern[str]
    read: Callable[[str], tuple[str, ...]]
    telling: bool  # whether the shape alone says that an address was meant


def _form(shape: str, read: Callable[[str], tuple[str, ...]], *, telling: bool = True) -> _Form:
    return _Form(re.compile(shape), read, telling)


_HRP = "|".join(bech32_family.PREFIXES)
_FORMS = (
    _form(r"0[xX][0-9a-fA-F]{40}", others.ethereum),
    _form(rf"(?:{_HRP})1{_B32}{{14,110}}", bech32_family.bech32),
    _form(rf"(?:{_HRP.upper()})1{_B32.upper()}{{14,110}}", bech32_family.bech32),
    _form(rf"(?:bitcoincash|ecash):{_B32}{{42,112}}", bech32_family.cash),
    _form(rf"[qp]{_B32}{{41}}", bech32_family.cash, telling=False),
    _form(rf"{_MIXED}[13LMDA9TX7t]{_B58}{{25,34}}", base58_family.checked),
    _form(rf"{_MIXED}(?:tz|KT){_B58}{{34}}", base58_family.checked),
    _form(rf"{_MIXED}r{_B58}{{24,34}}", base58_family.ripple, telling=False),
    _form(rf"{_MIXED}[XT]{_B58}{{45,46}}", base58_family.ripple),
    _form(rf"(?=[^0-9]*[0-9]){_MIXED}{_B58}{{32,44}}", base58_family.solana, telling=False),
    _form(rf"{_MIXED}{_B58}{{45,50}}", base58_family.substrate, telling=False),
    _form(rf"(?:Ae2|DdzFF){_B58}{{50,110}}", base58_family.byron),
    _form(rf"[48]{_B58}{{94}}(?:{_B58}{{11}})?", base58_family.monero),
    _form(r"[GM][A-Z2-7]{55}(?:[A-Z2-7]{13})?", others.stellar),
    _form(r"[A-Z2-7]{58}", others.algorand, telling=False),
    _form(r"[EUk0][Qf][0-9A-Za-z_\-+/]{46}", others.ton),
    _form(r"(?:0|-1):[0-9a-fA-F]{64}", others.ton_raw),
)


def chains(address: str) -> tuple[str, ...]:
    """The chains that know the address, the likeliest first; () for what is no address."""
    for form in _FORMS:
        if form.shape.fullmatch(address):
            found = form.read(address)
            if found:
                return found
    return ()


def meant_as_address(text: str) -> bool:
    """Whether somebody meant an address: the shape of one, be its checksum right or wrong."""
    # a long word may have the letters of an address, hardly its digits
    return _DIGIT.search(text) is not None and any(
        form.telling and form.shape.fullmatch(text) for form in _FORMS
    )
