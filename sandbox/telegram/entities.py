"""What Telegram marks in a text by itself: mentions, commands, links; offsets in UTF-16 units."""

from __future__ import annotations

import re
from bisect import bisect_left

from sandbox.telegram.model import Json

# A link without a scheme is only marked when it ends in a known top-level domain.
DOMAINS = (
    "example|com|org|net|io|app|dev|co|me|info|xyz|top|site|online|support|finance|exchange"
    "|ru|de|fr|tr|br|in|id|jp|kr|cn|vn|uk|eu"
)
PATTERNS = (
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+(?![\w@])")),
    (
        "url",
        re.compile(
            rf"(?<![\w@/.-])(?:https?://[^\s<>\"]*[^\s<>\".,!?;:)\]]"
            rf"|(?:[a-z0-9-]+\.)+(?:{DOMAINS})(?![\w@.-]*[\w@])(?:/[^\s<>\"]*[^\s<>\".,!?;:)\]])?)",
            re.IGNORECASE,
        ),
    ),
    (
        "bot_command",
        re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>])"),
    ),
    ("mention", re.compile(r"(?<![\w@/])@[a-zA-Z][a-zA-Z0-9_]{2,31}(?![\w@])")),
    ("hashtag", re.compile(r"(?<![\w#])#(?!\d+(?!\w))\w{1,255}")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?![\w$])")),
    ("phone_number", re.compile(r"(?<![\w+])\+\d[\d ()-]{8,16}\d(?!\d)")),
)
TRIGGERS = re.compile(r"[@/#$+.]")


def utf16_length(text: str) -> int:
    """Length as Telegram counts it: characters beyond the basic plane are two."""
    return len(text) + sum(1 for each in text if each > "\uffff")


def detect(text: str) -> list[Json]:
    """The entities Telegram would find in a plain text, in order, never overlapping."""
    if not TRIGGERS.search(text):
        return []
    taken: list[tuple[int, int, str]] = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(start < other_end and end > other for other, other_end, _ in taken):
                taken.append((start, end, kind))
    return _in_utf16(text, sorted(taken))


def _in_utf16(text: str, spans: list[tuple[int, int, str]]) -> list[Json]:
    wide = [index for index, each in enumerate(text) if each > "\uffff"]
    found = []
    for start, end, kind in spans:
        offset = start + bisect_left(wide, start)
        length = end + bisect_left(wide, end) - offset
        found.append({"type": kind, "offset": offset, "length": length})
    return found


def cut(text: str, entity: Json) -> str:
    """The piece of text an entity covers."""
    units = text.encode("utf-16-le", "surrogatepass")
    start = 2 * int(entity["offset"])
    return units[start : start + 2 * int(entity["length"])].decode("utf-16-le", "surrogatepass")


def merge(marked: list[Json], found: list[Json]) -> list[Json]:
    """Explicit entities, and those found by themselves where nothing explicit forbids them."""
    blocking = [
        each for each in marked if each["type"] in {"code", "pre", "text_link", "text_mention"}
    ]
    free = [each for each in found if not any(_overlap(each, other) for other in blocking)]
    kept = marked + [each for each in free if not any(_same(each, other) for other in marked)]
    return sorted(kept, key=lambda each: (each["offset"], -each["length"]))


def _overlap(one: Json, other: Json) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"]
        and other["offset"] < one["offset"] + one["length"]
    )


def _same(one: Json, other: Json) -> bool:
    return bool(one["type"] == other["type"] and _overlap(one, other))
