"""Hostile text in plain characters: what hides is named, what is a link is dead. Pure."""

from __future__ import annotations

import re
import unicodedata

# Characters that hide, reorder or fake text. Source: Unicode general categories Cc, Cf, Zl, Zp,
# Cs, the letters that render as nothing (Hangul fillers, braille blank, grapheme joiner), and the
# two that no XML document may hold.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0d\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
SHORT = {
    "\u200b": "ZWSP",
    "\u200c": "ZWNJ",
    "\u200d": "ZWJ",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2060": "WJ",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\ufeff": "BOM",
    "\xad": "SHY",
}
JOINERS = "\u200c\u200d"
# Scripts whose everyday spelling uses joiners.
JOINING = ("ARABIC", "DEVANAGARI", "BENGALI", "GUJARATI", "GURMUKHI", "KANNADA", "MALAYALAM",
           "ORIYA", "TAMIL", "TELUGU", "SINHALA", "MYANMAR", "KHMER")  # fmt: skip
MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
STACKED = re.compile(f"([{MARKS}]{{3}})([{MARKS}]+)")
SCHEME = re.compile(r"\bhttp(?=s?://)", re.IGNORECASE)
HOST = re.compile(r"(?<![\w.-])(?:[\w-]+\.)+(?:[a-z]{2,24}|[A-Z]{2,24})(?![A-Za-z0-9_-]|\.\w)")


def visible(text: str) -> str:
    """Foreign text for places that take no markup: titles, labels, sentences, pictures."""
    text = defang(tidy(text))
    return UNSEEN.sub(lambda found: name_of(found, text), text)


def defang(text: str) -> str:
    """Addresses that neither a browser nor a hasty paste will open."""
    text = SCHEME.sub("hxxp", text)
    return HOST.sub(lambda found: found[0].replace(".", "[.]"), text)


def tidy(text: str) -> str:
    """One kind of line end, and no towers of marks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return STACKED.sub(lambda found: f"{found[1]}⟨+{len(found[2])}⟩", text)


def name_of(found: re.Match[str], text: str) -> str:
    """⟨RLO⟩ for what hides; the character itself where everyday writing needs it."""
    char = found[0]
    if char in JOINERS and _joins(text[max(0, found.start() - 1) : found.start()]):
        return char
    return f"⟨{SHORT.get(char, f'U+{ord(char):04X}')}⟩"


def _joins(before: str) -> bool:
    """Whether a joiner after this character is spelling or an emoji, not a trick."""
    if not before:
        return False
    if unicodedata.category(before) in {"So", "Sk"} or before == "\ufe0f":
        return True
    return unicodedata.name(before, "").startswith(JOINING)
