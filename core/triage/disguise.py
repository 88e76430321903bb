"""Sees through disguised words: look-alike letters, leet digits and letters spaced apart."""

from __future__ import annotations

import re

# Letters of other scripts and the Latin letter they look like, lower case. Source: our own eyes.
_PAIRS = (
    "аa", "еe", "оo", "рp", "сc", "уy", "хx", "іi", "јj", "ѕs", "һh", "ԁd", "ԛq", "ԝw", "кk",
    "мm", "нh", "тt", "вb", "ьb", "гr", "пn", "зz", "шw", "чy", "иu", "αa", "βb", "εe", "ηn",
    "ιi", "κk", "νv", "οo", "ρp", "τt", "υu", "χx", "ωw", "γy", "ϲc", "ϳj", "օo", "սu", "ոn",
    "ցg", "հh",
)  # fmt: skip
_TO_LATIN = str.maketrans({pair[0]: pair[1] for pair in _PAIRS})
_TO_CYRILLIC = str.maketrans("aeopcyxijskmhtbn", "аеорсухіјѕкмнтвп")
_LEET = str.maketrans("0134578@$!|", "oieastbasil")

_MIXED = re.compile(
    r"[^\W\d_]*(?:[a-z][\u0370-\u058f]|[\u0370-\u058f][a-z])[^\W\d_]*",
)
_MIXES = re.compile(r"[a-z][\u0370-\u058f]|[\u0370-\u058f][a-z]")
_LATIN = re.compile(r"[a-z]")
_FOREIGN = re.compile(r"[\u0370-\u058f]+")
_MAYBE_LEET = re.compile(r"[a-z][0134578@$!|]+[a-z]")
_SPELLED_LEET = re.compile(
    r"(?<![^\W_])[0134578@$]{0,2}[a-z]+(?:[0134578@$!|]+[a-z]+)+[0134578@$]{0,2}(?![^\W_])"
)
_HEX = re.compile(r"(?:0x)?[0-9a-f]*")
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_][ ._\-*·]{1,2}){3,24}[^\W\d_](?![^\W_])")
_MAYBE_SPACED = re.compile(
    r"(?<![^\W_])[^\W\d_][ ._\-*·]{1,2}[^\W\d_][ ._\-*·]{1,2}[^\W\d_](?![^\W_])"
)
_GAPS = re.compile(r"[ ._\-*·]+")
_ONLY_CYRILLIC = frozenset("бгджзийлпфцчшщъыьэюя")


def undisguise(text: str) -> str:
    """A normalised text with its disguises folded; the same object when it wears none."""
    if not text.isascii():
        text = _fold_scripts(text)
    if _MAYBE_SPACED.search(text):
        text = _SPACED.sub(_join, text)
    if _MAYBE_LEET.search(text):
        text = _SPELLED_LEET.sub(_spelled, text)
    return text


def disguises(text: str) -> tuple[str, ...]:
    """The words of a normalised text that only pretend to be others, as they were meant."""
    return told(text, undisguise(text))


def told(text: str, clear: str) -> tuple[str, ...]:
    """The words that only the clear form of a text has."""
    if clear == text:
        return ()
    written = set(text.split())
    return tuple(dict.fromkeys(word for word in clear.split() if word not in written))


def skeleton(name: str) -> str:
    """What a name looks like to a hasty reader: Latin base letters only, no separators."""
    folded = name.translate(_TO_LATIN).translate(_LEET)
    folded = folded.replace("rn", "m").replace("vv", "w")
    return "".join(char for char in folded if char.isalnum())


def _fold_scripts(text: str) -> str:
    if not _FOREIGN.search(text):
        return text
    if _MIXES.search(text):
        text = _MIXED.sub(lambda found: _one_script(found[0]), text)
    latin, foreign = len(_LATIN.findall(text)), sum(map(len, _FOREIGN.findall(text)))
    return _FOREIGN.sub(_as_latin, text) if latin > 2 * foreign else text


def _one_script(word: str) -> str:
    if _ONLY_CYRILLIC.isdisjoint(word):
        return word.translate(_TO_LATIN)
    return word.translate(_TO_CYRILLIC)


def _as_latin(found: re.Match[str]) -> str:
    return found[0].translate(_TO_LATIN)


def _spelled(found: re.Match[str]) -> str:
    """A word with some digits for letters; what is a number, a hash or an address stays."""
    word = found[0]
    if _HEX.fullmatch(word) or 2 * sum(map(str.isalpha, word)) < len(word):
        return word
    return word.translate(_LEET)


def _join(found: re.Match[str]) -> str:
    """Letters spaced apart; two spaces in a row part two words."""
    return _GAPS.sub(lambda gap: " " if len(gap[0]) > 1 else "", found[0])
