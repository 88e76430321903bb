"""Texts as triage reads them: clipped, normalised, cut into tokens, links and names set apart."""

from __future__ import annotations

import re
import unicodedata

from core.triage import links as web
from core.triage.disguise import undisguise

# A pasted log is read at both ends; what matters stands there, and the cost stays bounded.
LIMIT, HEAD, TAIL = 6000, 4000, 2000

# From so many capitals on a text in capitals is more than an abbreviation.
_SHOUTED = 12

# Stand-ins for things that must not be read as words.
LINK, EMAIL, HANDLE = "urlx", "emailx", "handlex"

_INVISIBLE = (
    *(0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF, 0x3164, 0x115F, 0x1160, 0x0640, 0x0670),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
    *range(0xE0000, 0xE0080),
    *range(0x0300, 0x0370),
    *range(0x064B, 0x0653),
)
_LETTERS = {
    "ı": "i", "đ": "d", "ð": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ħ": "h",
    "ё": "е", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي",
}  # fmt: skip
_SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True))
_ENCLOSED = {
    chr(start + step): chr(ord("a") + step) for start in (0x1F150, 0x1F170) for step in range(26)
}


def _base_letters() -> dict[int, str]:
    """Latin letters with marks -> their base letter, so that people may leave the marks out."""
    table: dict[int, str] = {}
    for code in [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]:
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table[code] = base
    return table


_FOLD: dict[int, str | None] = {
    **dict.fromkeys(_INVISIBLE),
    **_base_letters(),
    **{ord(char): to for char, to in (_LETTERS | _SMALL_CAPITALS | _ENCLOSED).items()},
}

# Letters in fancy dress; and what nobody sees or what strikes letters through. Joiners stay where
# the script needs them.
_DRESS = {ord(char): to for char, to in (_SMALL_CAPITALS | _ENCLOSED).items()}
_HIDDEN = re.compile(
    "[\u00ad\u034f\u180e\u200b\u200e\u200f\u2060-\u2064\ufeff\u0300-\u036f]+"
    "|(?<=[^\\W_\u0600-\u07ff\u0900-\u0dff])[\u200c\u200d]+(?=[^\\W_])"
)

_MARK = re.compile(r"\[[a-z ]{4,24} removed\]")
_EMAIL = re.compile(r"[\w.+\-]{1,64}@(?:[\w\-]{1,63}\.){1,5}[a-z]{2,24}\b", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w@])@[A-Za-z0-9_]{3,32}\b")
_CONTRACTION = re.compile(r"n't\b|\bi'm\b")

HAN_KANA = r"\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# Indic and Thai vowel signs are no letters to `\w`; without them words would fall apart.
_VOWEL_SIGNS = r"\u0900-\u0903\u093a-\u094f\u0962\u0963\u0980-\u0dff\u0e31-\u0e4e"
TOKEN = re.compile(
    rf"(?:[^\W_{HAN_KANA}]|[{_VOWEL_SIGNS}])+|[{HAN_KANA}]"
    r"|[.!?…]+(?=\s|$)|[。！？；;\n؟।|]+|[,，、،:：—]|[\u2600-\u27bf\U0001f300-\U0001faff]"
)
BREAKS = frozenset(".!?…。！？；;\n؟।|")
PAUSES = frozenset(",，、،:：—")


def clip(text: str) -> str:
    """The head and the tail of a text that is too long to read whole."""
    return text if len(text) <= LIMIT else f"{text[:HEAD]}\n{text[-TAIL:]}"


def visible(text: str) -> str:
    """The clipped text in one form (NFKC), case and marks kept; where secrets were is left out.

    Whoever reads it, language and encoder too, sees the letters and not what dresses them up.
    """
    text = clip(text)
    if not text.isascii():
        text = _HIDDEN.sub("", unicodedata.normalize("NFKC", text).translate(_DRESS))
    return _MARK.sub(" ", text) if " removed]" in text else text


def normalise(text: str) -> str:
    """What a text says, without invisible characters, case, marks on letters and fancy letters."""
    return folded(visible(text))


def folded(shown: str) -> str:
    """The same of a visible text."""
    text = shown.casefold()
    if not text.isascii():
        text = text.translate(_FOLD)
    if "n't" not in text and "i'm" not in text:
        return text
    return _CONTRACTION.sub(lambda found: "nt" if found[0] == "n't" else "im", text)


def tokens(text: str) -> list[str]:
    """Words, single Han or kana characters, and the marks that end a sentence or a clause."""
    return TOKEN.findall(text)


def links(text: str) -> list[str]:
    """Web addresses as written, with or without scheme, also when written to dodge filters."""
    return web.find(text)


def emails(text: str) -> list[str]:
    """Mail addresses as written."""
    return _EMAIL.findall(text) if "@" in text else []


def handles(text: str) -> list[str]:
    """Names with an @ in front, as written, without it."""
    return [found[1:] for found in _HANDLE.findall(text)] if "@" in text else []


def for_encoder(text: str) -> str:
    """A visible text as the encoder reads it: addresses by the words public models know them by.

    A disguised one is read as it was meant: no model has learnt look-alike letters, and next to
    nothing in capitals alone.
    """
    shouted = _is_shouted(text)
    if "@" in text:
        text = _HANDLE.sub("@user", _EMAIL.sub("email", text))
    text = web.replaced(text, "http")
    folded = normalise(text)
    clear = undisguise(folded)
    return clear if clear != folded else text.lower() if shouted else text


def _is_shouted(text: str) -> bool:
    """Whether a text of some words is in capitals; a ticker or an abbreviation is not meant."""
    capitals = sum(map(str.isupper, text))
    return capitals >= _SHOUTED and capitals > 2 * sum(map(str.islower, text))


def without_addresses(text: str) -> str:
    """Links, mails and handles replaced by stand-in words: what they spell is not said."""
    if "@" in text:
        text = _HANDLE.sub(f" {HANDLE} ", _EMAIL.sub(f" {EMAIL} ", text))
    return web.replaced(text, f" {LINK} ")
