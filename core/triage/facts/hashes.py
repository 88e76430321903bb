"""Hashes of transactions; a shortened one finds no transaction and is left out."""

from __future__ import annotations

import re

from base58_bech32.base58 import b58decode

from core.triage.facts.glance import Glance

_SIGNATURE_BYTES = 64
# Marks of base64 may cut a hash.
_SHORTEST_RUN = 12
# TON's raw addresses hold 64 digits as well, behind the workchain.
_HEX = re.compile(r"(?<![0-9A-Za-z])(?<!\d:)(?:0[xX])?[0-9a-fA-F]{64}(?![0-9A-Za-z])")
_SIGNATURE = re.compile(r"(?<![0-9A-Za-z])[1-9A-HJ-NP-Za-km-z]{86,88}(?![0-9A-Za-z])")
_BASE64 = re.compile(r"(?<![0-9A-Za-z_\-+/])[0-9A-Za-z_\-+/]{43}=(?!=)")


def find(seen: Glance) -> list[str]:
    """64 hexadecimal digits, signatures of 64 bytes in base58, 32 bytes in base64."""
    if seen.longest < _SHORTEST_RUN or (seen.longest < 64 and "=" not in seen.lower):
        return []
    signatures = [
        run for run in _SIGNATURE.findall(seen.text) if len(b58decode(run)) == _SIGNATURE_BYTES
    ]
    return (
        _HEX.findall(seen.text) + signatures + list(filter(_is_random, _BASE64.findall(seen.text)))
    )


def _is_random(run: str) -> bool:
    """Whether digits and both cases are in it, as chance would have it."""
    return any(map(str.isdigit, run)) and not run.islower() and not run.isupper()
