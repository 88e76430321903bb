"""Names as a hasty reader sees them: look-alike letters, leet and ornaments folded away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import eq
from string import digits

import disarm

# Nobody reads further; some platforms allow names of any length.
LONGEST = 80
_BADGES = frozenset("✅☑✔✓🛡🔒🔐💼🎧📞☎🆘®™©🔰⭐🏅🎖👮💙🔵🟦")
_UNSEEN = frozenset({"Mn", "Me", "Mc", "Cf", "Cc"})
_SIGNS = frozenset({"So", "Sk", "Co", "Cs", "Cn"})
_MARKS_OF_VOWELS = "".join(map(chr, range(0x0900, 0x0D80)))
_FLIPPED = "\u202e"
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_ONE_SYLLABLE = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
_SCRIPTS = re.compile(
    rf"(?<=[{_ONE_SYLLABLE}])(?=[^\W{_ONE_SYLLABLE}])|(?<=[^\W{_ONE_SYLLABLE}])(?=[{_ONE_SYLLABLE}])"
)
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1cff\u3040-\ud7af\uf900-\ufaff]")
_WORD = re.compile(r"(?:[^\W_]|[$!@|])+")
_EDGE_DIGITS = re.compile(r"^\d+|\d+$")
_REPEAT = re.compile(r"(.)\1+")
# What one letter can stand for; i, l and 1 are one class, for they are told apart by nobody.
_LEET = str.maketrans("013457892$@!|l", "oieastbgzsaiii")
_LOOKS = ({"rn": "m", "vv": "w"}, {"cl": "d", "c1": "d"})
_MOSTLY_SINGLE = 0.6


@dataclass(frozen=True, slots=True)
class View:
    """One way to read a name: its words as skeletons, and all of it as one word."""

    words: tuple[str, ...]
    joined: str


@dataclass(frozen=True, slots=True)
class Folded:
    """A name in the ways it can be read: without digits at the edges of words, or these as letters.

    `plain` is what was written, without signs and case; `badge`: wears a mark of being verified.
    """

    bare: View
    views: tuple[View, ...]
    plain: str
    badge: bool = False


@lru_cache(maxsize=4096)
def fold(name: str) -> Folded:
    """The name's skeleton, word by word; nothing is left of a name of emoji alone."""
    name = name[:LONGEST].lstrip("@")
    if name.isascii():
        return _folded(name, badge=False)
    badge = not _BADGES.isdisjoint(name)
    return _folded(_unveil(name), badge=badge, plain=name)


@lru_cache(maxsize=1024)
def spoken(name: str) -> Folded | None:
    """The same name written in Latin letters, where it stands in another script."""
    if name.isascii() or not _OTHER_SCRIPT.search(name):
        return None
    latin = disarm.transliterate(_shown(name[:LONGEST], keep=_MARKS_OF_VOWELS))
    folded = _folded(latin.replace("[?]", " ").replace("ks", "x"), badge=False)
    return folded if len(folded.bare.joined) > 2 else None


def key(text: str) -> str:
    """One word's skeleton."""
    return fold(text).bare.joined


def keys(text: str) -> list[str]:
    """All skeletons of a name as one word: doubled letters folded across words, and not."""
    return [form for view in fold(text).views for form in (view.joined, "".join(view.words))]


def join(words: Iterable[str]) -> str:
    """Skeletons as one word, as they would be if they had been written as one."""
    whole = ""
    for word in words:
        whole += word[1:] if whole[-1:] == word[:1] != "i" else word
    return whole


def _unveil(name: str) -> str:
    return disarm.skeleton_key(_CAMEL.sub(" ", _shown(name)))


def _shown(name: str, keep: str = "") -> str:
    """What is seen of a name: no badges, invisible characters and marks on letters; one form."""
    if _FLIPPED in name:
        before, _, after = name.partition(_FLIPPED)
        name = before + after[::-1]
    shown = []
    for char in unicodedata.normalize("NFKD", "".join(map(_unbadged, name))):
        kind = unicodedata.category(char)
        if kind not in _UNSEEN or char in keep:
            shown.append(" " if kind in _SIGNS and not _letterlike(char) else char)
    return unicodedata.normalize("NFC", "".join(shown))


def _unbadged(char: str) -> str:
    return " " if char in _BADGES else char


def _letterlike(char: str) -> bool:
    """Enclosed letters such as those of flags and seals, which the library can read."""
    return "\U0001f130" <= char <= "\U0001f189"


def _folded(text: str, *, badge: bool, plain: str = "") -> Folded:
    words = _words(text if text.islower() else _CAMEL.sub(" ", text))
    short = list(map(_without_edges, words))
    long = [word for word in words if not word.isdigit()]
    bare, whole = _view(short), " ".join(words)
    leet = bare if long == short else _view(long)
    looks = [
        _view([_looks(word, pairs) for word in words if not word.isdigit()])
        for pairs in _LOOKS
        if any(map(whole.__contains__, pairs))
    ]
    return Folded(
        bare=bare,
        views=tuple(dict.fromkeys(view for view in (bare, leet, *looks) if view.joined)),
        plain="".join(filter(str.isalnum, (plain or text).casefold())),
        badge=badge,
    )


def _without_edges(word: str) -> str:
    return word.strip(digits) if word.isascii() else _EDGE_DIGITS.sub("", word)


def _view(words: list[str]) -> View:
    if len(words) == 1:
        joined = _classes(words[0])
        return View((joined,) if joined else (), joined)
    return View(tuple(filter(None, map(_classes, words))), _classes("".join(words)))


def _looks(word: str, pairs: Mapping[str, str]) -> str:
    """Two letters that look like one; a reading of its own, for "modern" has them too."""
    for pair, single in pairs.items():
        word = word.replace(pair, single)
    return word


def _words(text: str) -> list[str]:
    text = text.lower()
    if not text.isascii():
        text = _SCRIPTS.sub(" ", text)
    words = _WORD.findall(text)
    singles = sum(len(word) == 1 for word in words)
    if len(words) > 2 and singles >= _MOSTLY_SINGLE * len(words):
        return ["".join(words)]
    return words


def _classes(word: str) -> str:
    # Folded first: "li" is two letters also where l and i are one class.
    if any(map(eq, word, word[1:])):
        word = _REPEAT.sub(r"\1", word)
    return word.translate(_LEET)
