"""Every way to disguise a name that the impostors who are made up know."""

from __future__ import annotations

import random
import string
from collections.abc import Callable

Change = Callable[[str, random.Random], str]


def words(table: str) -> tuple[str, ...]:
    """The words of a table that is written as a text."""
    return tuple(table.split())


ROLES = words(
    "Support Help Helpdesk Official Admin Service Care Team Desk Assist Security Verify Agent Live "
    "Moderator Recovery Claims CustomerCare HelpCenter SupportTeam Soporte Ayuda Suporte "
    "Destek Hilfe Bantuan HoTro Aide 客服 官方 поддержка サポート 고객센터 الدعم सहायता"
)
ASCII_ROLES = tuple(role for role in ROLES if role.isascii())
_NEUTRAL = ("real", "the", "its", "_", "__", "1", "24", "2026", "x", "uk", "_us", "io", "hq", "eth")
_LEET = {"o": "0", "i": "1", "l": "1", "e": "3", "a": "4", "s": "5", "t": "7", "b": "8", "g": "9"}
_CYRILLIC = dict(zip("aeopcxyiABEKMHOPCTX", "аеорсхуіАВЕКМНОРСТХ", strict=True))
_GREEK = dict(zip("oavpABEZHIKMNOPTYX", "οανρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", strict=True))
_SMALL = dict(zip("abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", strict=True))


def edit(text: str, draw: random.Random) -> str:
    """One letter left out, put in, changed, or two swapped; never the first."""
    at = draw.randrange(1, len(text))
    letter = draw.choice(string.ascii_lowercase)
    kind = draw.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + letter + text[at:]
    if kind == 2 and at + 1 < len(text):
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + letter + text[at + 1 :]


def _affixed(text: str, draw: random.Random) -> str:
    word = draw.choice(_NEUTRAL)
    return f"{text}{word}" if draw.random() < 0.6 else f"{word}{text}"


def _sprinkled(text: str, draw: random.Random, signs: str) -> str:
    at = draw.randrange(1, len(text))
    return text[:at] + draw.choice(signs) + text[at:]


def _doubled(text: str, draw: random.Random) -> str:
    at = draw.randrange(1, len(text))
    return text[:at] + text[at - 1] + text[at:]


def _math(text: str) -> str:
    return "".join(
        chr(0x1D5EE + ord(char) - 97) if "a" <= char <= "z"
        else chr(0x1D5D4 + ord(char) - 65) if "A" <= char <= "Z" else char
        for char in text
    )  # fmt: skip


def _wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" < char < "~" else char for char in text)


def _map(text: str, table: dict[str, str], draw: random.Random, most: int = 99) -> str:
    places = [at for at, char in enumerate(text) if char in table]
    draw.shuffle(places)
    changed = list(text)
    for at in places[:most]:
        changed[at] = table[changed[at]]
    return "".join(changed)


ANY: dict[str, Change] = {
    "exact": lambda text, _: text,
    "case": lambda text, draw: "".join(draw.choice((c.upper(), c.lower())) for c in text),
    "leet": lambda text, draw: _map(text, _LEET, draw, 2),
    "all leet": lambda text, draw: _map(text, _LEET, draw),
    "affix": _affixed,
    "role": lambda text, draw: f"{text}_{draw.choice(ASCII_ROLES)}",
    "role first": lambda text, draw: f"{draw.choice(ASCII_ROLES)}_{text}",
    "digits": lambda text, draw: f"{text}{draw.randint(0, 999)}",
    "doubled": _doubled,
    "edit1": edit,
    "edit2": lambda text, draw: edit(edit(text, draw), draw),
    "edit1 and affix": lambda text, draw: _affixed(edit(text, draw), draw),
    "separators": lambda text, draw: _sprinkled(text, draw, "_.-"),
    "l for i": lambda text, _: text.replace("i", "l").replace("I", "l").replace("m", "rn"),
}
ON_HANDLES: dict[str, Change] = {
    "underscores": lambda text, draw: "_" * draw.randint(0, 2) + text + "_" * draw.randint(1, 3),
}
ON_NAMES: dict[str, Change] = {
    "cyrillic": lambda text, draw: _map(text, _CYRILLIC, draw, 3),
    "greek": lambda text, draw: _map(text, _GREEK, draw, 3),
    "math": lambda text, _: _math(text),
    "wide": lambda text, _: _wide(text),
    "small": lambda text, draw: _map(text.lower(), _SMALL, draw),
    "invisible": lambda text, draw: _sprinkled(text, draw, "\u200b\u200d\u2060\u00ad\u200f"),
    "marks": lambda text, draw: _sprinkled(text, draw, "\u0301\u0323\u0336"),
    "badge": lambda text, draw: text + draw.choice((" ✅", "™", " ☑️", " 🛡️", "®")),
    "spaced": lambda text, _: " ".join(text.replace(" ", "")),
}
