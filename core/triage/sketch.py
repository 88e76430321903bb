"""Sketches of texts: two that say nearly the same share a digest, whatever was changed between.

MinHash over letter 5-grams in bands: of texts with Jaccard 0.8 ninety-six in a hundred share a
band, of those with 0.5 twenty-two, of those with 0.3 two.
"""

from __future__ import annotations

from zlib import crc32

import numpy as np

from core.triage.disguise import undisguise
from core.triage.text import EMAIL, HANDLE, LINK, normalise, without_addresses

BANDS, ROWS = 8, 5
GRAM = 5
# Shorter texts are alike by chance: "gm", "thanks", "+1".
SHORTEST = 40
_LONGEST = 2000
_DICE = np.random.default_rng(5)
_FACTORS = _DICE.integers(1, 2**63, BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
_SHIFTS = _DICE.integers(0, 2**63, BANDS * ROWS, dtype=np.uint64)
_TOP = np.uint64(32)
_STAND_INS = (LINK, EMAIL, HANDLE)


def sketch(text: str) -> tuple[str, ...]:
    """One digest a band; none for a text that is too short to be told from others."""
    letters = _letters(text)
    if len(letters) < SHORTEST:
        return ()
    grams = {letters[at : at + GRAM] for at in range(len(letters) - GRAM + 1)}
    hashes = np.array(sorted({crc32(gram.encode()) for gram in grams}), dtype=np.uint64)
    mixed = (hashes[:, None] * _FACTORS[None, :] + _SHIFTS[None, :]) >> _TOP
    lowest = mixed.min(axis=0).reshape(BANDS, ROWS)
    return tuple(f"{band}:{crc32(row.tobytes()):08x}" for band, row in enumerate(lowest))


def _letters(text: str) -> str:
    """What a text says without its addresses, names, numbers and disguises."""
    plain = undisguise(normalise(without_addresses(text[:_LONGEST])))
    for word in _STAND_INS:
        plain = plain.replace(word, "")
    return "".join(char for char in plain if char.isalpha())
