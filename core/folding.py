"""The spelling in which texts and questions are compared, and what of a text became what. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache


def _folds() -> dict[int, str]:
    """Characters that fold into others beyond what Unicode's own folding does."""
    table: dict[int, str] = {}
    for code in (*range(0xC0, 0x250), *range(0x370, 0x400), *range(0x1E00, 0x2000)):
        base = unicodedata.normalize("NFD", chr(code))
        if len(base) > 1 and unicodedata.combining(base[-1]):
            table[code] = base[0]
    # Combining marks, Hebrew points, Arabic vowels, and what shows nothing but parts words.
    for first, last in ((0x300, 0x36F), (0x591, 0x5C7), (0x610, 0x61A), (0x64B, 0x65F)):
        table |= dict.fromkeys(range(first, last + 1), "")
    table |= dict.fromkeys((0x640, 0x670, 0xAD, 0xFEFF, *range(0x200B, 0x2010)), "")
    table |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2060, 0x206A)), "")
    table |= {ord(a): b for a, b in zip("đıłøħŧёأإآٱىیکةؤئ", "dilohtеاااايیكهوي", strict=True)}
    table[ord("ی")] = "ي"
    for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xBE6, 0xC66, 0xCE6, 0xE50):
        table |= {zero + n: str(n) for n in range(10)}
    return table


_FOLDS = _folds()


def folded(text: str) -> str:
    """The spelling in which texts and questions are compared."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).casefold().translate(_FOLDS)


# Characters repeat, and what one folds to does not change; only short ones are remembered.
_LONG_PART = 4
_often = lru_cache(4_096)(folded)
# Each of these folds to one character, unless a mark may stand on it; the rest goes one by one.
_RUN = re.compile(r"[\x00-\x7f]+(?![^\x00-\x7f])|[\x00-\x7f]?[^\x00-\x7f]+")


def placed(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The folded text, and which part of the text each of its characters stands for."""
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    for run in _RUN.finditer(text):
        if run[0].isascii():
            parts.append(run[0].lower())
            places += [(place, place + 1) for place in range(*run.span())]
            continue
        for part, span in _unlike(text, *run.span()):
            parts.append(part)
            places += [span] * len(part)
    return "".join(parts), places


def _unlike(text: str, start: int, stop: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """What each character folds to with the marks on it, and where both stand."""
    for end in range(start + 1, stop + 1):
        if end < stop and unicodedata.combining(text[end]):
            continue  # a mark belongs to what it stands on
        said = text[start:end]
        yield _often(said) if len(said) < _LONG_PART else folded(said), (start, end)
        start = end
