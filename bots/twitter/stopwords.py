"""Words by which a person asks us to be silent, or lets us speak again. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from bots.twitter.settings import STOP_WORDS

STOPPED = "asked us to stop"
START = frozenset(
    """
    start|unstop|resume|开始|恢复|empezar|reanudar|começar|retomar|старт|возобновить|başla|devam
    bắt đầu|시작|再開|mulai|lanjutkan|ابدأ|استئناف|शुरू करें|reprendre|commencer|starten|fortsetzen
    """.strip()
    .replace("\n", "|")
    .split("|")
)
_LONGEST = 60
# Capital letters lose the dot, or the lack of it, when they are folded.
_TURKISH = str.maketrans({"ı": "i", "\u0307": None})


def wish(text: str, stop: frozenset[str]) -> bool | None:
    """False where a text says nothing but stop, True for nothing but start, else None."""
    said = bare(text)
    if not said or len(said) > _LONGEST:
        return None
    if said in stop:
        return False
    return True if said in _START else None


def silencing(words: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """The settings' words by language, made comparable."""
    return frozenset(bare(each) for listed in words.values() for each in listed) - {""}


def bare(text: str) -> str:
    """A text in lower case without names, marks and emoji; letters keep their accents."""
    words = (word for word in text.split() if not word.startswith("@"))
    composed = unicodedata.normalize("NFKC", " ".join(words)).casefold().translate(_TURKISH)
    kept = (sign if _is_letter(sign) else " " for sign in composed)
    return " ".join("".join(kept).split())


def _is_letter(sign: str) -> bool:
    return sign == "'" or unicodedata.category(sign)[0] in "LMN"


_START = frozenset(map(bare, START))
BUILT_IN = silencing(STOP_WORDS)
