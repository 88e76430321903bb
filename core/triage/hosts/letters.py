"""Hosts as a hasty reader sees them."""

from __future__ import annotations

import unicodedata

import disarm

# Digits and signs that stand for letters; `l`, `i` and `1` look alike.
_LEET = str.maketrans("0134578l", "oieastbi", "-_")


def plain_letters(host: str) -> str:
    """Letters of any script as the Latin ones they look like, without marks."""
    if host.isascii():
        return host
    whole = host.encode("utf-8", "replace").decode("utf-8")
    folded = disarm.skeleton_key(whole).casefold()
    return "".join(
        each for each in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(each)
    )


def look(name: str) -> str:
    """What a name looks like: two that can be mistaken for one another look the same."""
    return looks(plain_letters(name))


def looks(plain: str) -> str:
    """The same of one or many names that are plain already: any separator stays but `-` and `_`."""
    return plain.translate(_LEET).replace("rn", "m").replace("vv", "w").replace("cl", "d")
