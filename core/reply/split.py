"""A text in parts that a platform takes, cut where a reader would cut it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import takewhile

import regex

from core.ports import Capabilities

# Where to cut, best first. Each pattern ends where the next part may begin.
BORDERS = (
    regex.compile(r"\n[ \t]*\n+"),
    regex.compile(r"\n"),
    regex.compile(r"[.!?…۔।؟][\"'”’»)\]*_]*\s+|[。！？｡][”’」』）】*_]*\s*"),
    regex.compile(r"\s+"),
)
# What must stay whole: links, code spans and web addresses.
_WHOLE = regex.compile(
    r"!?\[(?:[^\[\]\n]|\[[^\[\]\n]*\])*\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s\"[^\"\n]*\")?\)"
    r"|(?<!`)(?P<ticks>`+)(?!`)[^\n]+?(?<!`)(?P=ticks)(?!`)"
    r"|<https?://[^<>\s]+>|https?://[!-~]+"
)
_GRAPHEME = regex.compile(r"\X")
# A border earlier than this share of the room would leave a stub of a part.
EARLIEST = 0.25


def split(text: str, capabilities: Capabilities) -> tuple[str, ...]:
    """The parts in order, none empty, none longer than `max_length`.

    Lengths count UTF-16 units where the platform does. Put together again, the parts say what the
    text said; only white space at the cuts is gone.
    """
    parts = []
    rest = _begun(text).rstrip()
    while rest:
        room = _fitting(rest, capabilities)
        end = len(rest) if room == len(rest) else _cut(rest, room)
        parts.append(rest[:end].rstrip())
        rest = _begun(rest[end:])
    return tuple(parts)


def length(text: str, capabilities: Capabilities) -> int:
    """How long the platform thinks a text is."""
    if capabilities.measure:
        return capabilities.measure(text)
    if not capabilities.utf16:
        return len(text)
    return len(text) + sum(char > "\uffff" for char in text)


def _begun(text: str) -> str:
    """The text without white space in front; a blank that carries an accent is none."""
    if not text[:1].isspace():
        return text
    blanks = takewhile(lambda found: found[0].isspace(), _GRAPHEME.finditer(text))
    return text[max((found.end() for found in blanks), default=0) :]


def _fitting(text: str, capabilities: Capabilities) -> int:
    """How many of the first characters fit into one part; at least one."""
    limit = capabilities.max_length
    window = text[:limit]
    if capabilities.measure:
        return _fitting_measured(text, capabilities)
    if not capabilities.utf16:
        return len(window)
    excess = length(window, capabilities) - limit
    while excess > 0 and len(window) > 1:
        window = window[: -((excess + 1) // 2)] or window[:1]
        excess = length(window, capabilities) - limit
    return len(window)


def _fitting_measured(text: str, capabilities: Capabilities) -> int:
    """The same where only the platform's own count tells; what is returned was counted and fits."""
    limit = capabilities.max_length
    ends = range(len(text) + 1)
    beyond: int = bisect_right(ends, limit, key=lambda end: length(text[:end], capabilities))
    return max(1, beyond - 1)


def _cut(text: str, room: int) -> int:
    """The best place to cut among the first `room` characters."""
    links, graphemes = list(_links(text, room)), _graphemes(text, room)
    earliest = room * EARLIEST
    for border in BORDERS:
        places = (found.end() for found in border.finditer(text, 0, room + 1))
        fitting = [place for place in places if earliest <= place <= room and place in graphemes]
        outside = [place for place in fitting if not _inside(place, links)]
        if outside:
            return outside[-1]
    return _anywhere(room, links, graphemes)


def _links(text: str, room: int) -> Iterator[tuple[int, int]]:
    """Begin and end of every link or code span that starts before `room`."""
    for found in _WHOLE.finditer(text):
        if found.start() >= room:
            return
        yield found.span()


def _graphemes(text: str, room: int) -> set[int]:
    """The places up to `room` that are not inside what a reader sees as one character."""
    ends = (found.end() for found in _GRAPHEME.finditer(text))
    return set(takewhile(lambda end: end <= room, ends))


def _inside(place: int, links: list[tuple[int, int]]) -> bool:
    return any(start < place < end for start, end in links)


def _anywhere(room: int, links: list[tuple[int, int]], graphemes: set[int]) -> int:
    """Before the link that crosses the edge; through it, or a character, only as a last resort."""
    crossing = next((start for start, end in links if start < room < end), None)
    if crossing:
        return crossing
    return max(graphemes, default=room)
