"""A text as its reader sees it: no invisible characters, one form for each letter.

Every character of it knows where it stood in the text as received.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_INVISIBLE += "\U000e0001-\U000e007f"
_MARKS = "\u0300-\u034e\u0350-\u036f\u3099\u309a"
# Full-width, enclosed, half-width and mathematical forms of letters and digits.
_FANCY = "\uff10-\uff19\uff21-\uff3a\uff3f\uff41-\uff5a\uff66-\uff9f\u2460-\u24ea\u2776-\u2793"
_FANCY += "\u2070-\u2079\u2080-\u2089\U0001d400-\U0001d7ff"
_JAMO = r"[\u1100-\u115f]" + f"[{_INVISIBLE}]*" + r"[\u1160-\u11a7]"
_JAMO += f"(?:[{_INVISIBLE}]*" + r"[\u11a8-\u11ff])?"
_ODD = re.compile(f"[{_INVISIBLE}{_MARKS}{_FANCY}\u1100-\u11ff]")
# The shortest stretches that change: a letter with all that belongs to it.
_CLUSTER = re.compile(
    f"(?:{_JAMO}|[^{_INVISIBLE}{_MARKS}])[{_INVISIBLE}{_MARKS}]+"
    f"|{_JAMO}|[{_FANCY}]|[{_INVISIBLE}{_MARKS}]+"
)
_DROPPED = re.compile(f"[{_INVISIBLE}]+")

_LATIN, _LOOKALIKE = "aeopcyxijskhABEKMHOPCTYXIJS", "аеорсухіјѕкһАВЕКМНОРСТУХІЈЅ"
_TO_LATIN = str.maketrans(
    _LOOKALIKE + "αοεινρτυκΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", _LATIN + "aoeivptukABEZHIKMNOPTYX"
)
_TO_CYRILLIC = str.maketrans(_LATIN, _LOOKALIKE)
_MIXES = re.compile(r"[A-Za-z][\u0370-\u052f]|[\u0370-\u052f][A-Za-z]")
_MIXED = re.compile(r"(?:[A-Za-z]+[\u0370-\u052f]|[\u0370-\u052f]+[A-Za-z])[A-Za-z\u0370-\u052f]*")
_ONLY_CYRILLIC = re.compile("[бвгджзийлмнптфцчшщъыьэюяБГДЖЗИЙЛПФЦЧШЩЪЫЬЭЮЯ]")


class Folded(NamedTuple):
    """A folded text, and where each of its characters began; None where nothing moved."""

    text: str
    starts: Sequence[int] | None = None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """A span of the folded text as a span of the text as received, whole letters only."""
        starts = self.starts
        if starts is None:
            return start, end
        while start > 0 and starts[start - 1] == starts[start]:
            start -= 1
        while starts[end] == starts[end - 1]:
            end += 1
        return starts[start], starts[end]


def fold(text: str) -> Folded:
    """The text without disguise; the same text where it wears none."""
    if text.isascii():
        return Folded(text)
    folded = _moved(text) if _ODD.search(text) else Folded(text)
    if _MIXES.search(folded.text):
        return Folded(_MIXED.sub(_one_script, folded.text), folded.starts)
    return folded


def to_latin(word: str) -> str:
    """A word of look-alike letters as Latin."""
    return word.translate(_TO_LATIN)


def _moved(text: str) -> Folded:
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    for cluster in _CLUSTER.finditer(text):
        begin, end = cluster.span()
        plain = unicodedata.normalize("NFKC", _DROPPED.sub("", cluster[0]))
        parts += [text[at:begin], plain]
        starts += range(at, begin)
        starts += [begin] * len(plain)
        at = end
    parts.append(text[at:])
    starts += range(at, len(text) + 1)
    return Folded("".join(parts), starts)


def _one_script(found: re.Match[str]) -> str:
    word = found[0]
    return word.translate(_TO_CYRILLIC if _ONLY_CYRILLIC.search(word) else _TO_LATIN)
