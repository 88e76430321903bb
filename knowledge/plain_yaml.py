"""The YAML that articles are written in, read line by line, six times as fast as by libyaml.

Only what reads the same by YAML's own rules is read here; for all else the answer is None.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

_FIELD = re.compile(r"([a-z][a-z_]*):(?: (.*))?")
# A first character that no rule of YAML gives a meaning to.
_LETTER = re.compile(r"[A-Za-z\u00a1-\U0010ffff]")
_GOES_ON = re.compile(r" +(?=[A-Za-z0-9\u00a1-\U0010ffff{(])")
_WORDS = re.compile(r"\[([a-z][a-z0-9_]*(?:, [a-z][a-z0-9_]*)*)\]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_QUOTED = re.compile(r"'((?:[^'\n]|'')*)'")
# What breaks lines or is refused there, and what has another meaning or none in plain text.
_ODD = re.compile(
    r"[^\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_ODD_FIRST = re.compile(r"^(?![A-Za-z\u00a1-\U0010ffff])", re.MULTILINE)
_TRUTH = {"true": True, "false": False}
_NOT_TEXT = frozenset({"true", "false", "yes", "no", "on", "off", "null"})
_ITEM = "  - "


class _OddError(Exception):
    """Something that only a YAML parser reads."""


def read_plain(head: str) -> dict[str, Any] | None:
    """The fields of a plain front matter; None where YAML has to read it."""
    if _ODD.search(head):
        return None
    try:
        return _fields(head.split("\n"))
    except _OddError:
        return None


def _fields(lines: list[str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    place, last = 0, len(lines)
    while place < last:
        found = _FIELD.fullmatch(lines[place])
        if found is None or found[1] in fields or found[1] in _NOT_TEXT:
            raise _OddError
        name, value = found[1], found[2]
        place += 1
        if value:
            rest, place = _going_on(lines, place, 1)
            fields[name] = _value(value, rest)
        else:
            fields[name], place = _items(lines, place)
    return fields


def _items(lines: list[str], place: int) -> tuple[list[str], int]:
    end = place
    while end < len(lines) and lines[end].startswith(_ITEM):
        end += 1
    items = [line[len(_ITEM) :] for line in lines[place:end]]
    goes_on = end < len(lines) and lines[end][:1] == " "
    if not items or goes_on or not _are_plain(items):
        return _odd_items(lines, place)
    return items, end


def _are_plain(items: list[str]) -> bool:
    text = "\n".join(items)
    if _ODD_FIRST.search(text) or _has_meaning(text + "\n"):
        return False
    return _NOT_TEXT.isdisjoint(map(str.lower, items)) and min(map(len, items)) > 1


def _odd_items(lines: list[str], place: int) -> tuple[list[str], int]:
    """The same one by one, where an item is in quotes or goes on in the next line."""
    items = []
    while place < len(lines) and lines[place].startswith(_ITEM):
        first = lines[place][len(_ITEM) :]
        rest, place = _going_on(lines, place + 1, len(_ITEM))
        items.append(_text(first, rest))
    if not items:
        raise _OddError
    return items, place


def _going_on(lines: list[str], place: int, indent: int) -> tuple[list[str], int]:
    """The lines that a text goes on in, and the place after them."""
    rest = []
    while place < len(lines) and lines[place].startswith(" " * indent):
        found = _GOES_ON.match(lines[place])
        if found is None or found.end() < indent:
            break
        rest.append(lines[place][found.end() :])
        place += 1
    return rest, place


def _value(value: str, rest: list[str]) -> Any:
    if rest:
        return _text(value, rest)
    if value in _TRUTH:
        return _TRUTH[value]
    if _DAY.fullmatch(value):
        return _day(value)
    words = _WORDS.fullmatch(value)
    if words is None:
        return _text(value, rest)
    items = words[1].split(", ")
    if not _NOT_TEXT.isdisjoint(items) or not {"y", "n"}.isdisjoint(items):
        raise _OddError
    return items


def _text(first: str, rest: list[str]) -> str:
    text = " ".join((first, *rest)) if rest else first
    if first[:1] == "'":
        return _quoted(text)
    if not _LETTER.match(first) or _has_meaning(text + "\n"):
        raise _OddError
    if text.lower() in _NOT_TEXT or len(text) == 1:
        raise _OddError
    return text


def _has_meaning(text: str) -> bool:
    """Whether YAML sees more than words: five plain searches are faster than one pattern."""
    return (
        ": " in text
        or " #" in text
        or ":\n" in text
        or " \n" in text
        or "  " in text  # one may have stood at the end of a line, where YAML drops it
    )


def _quoted(text: str) -> str:
    found = _QUOTED.fullmatch(text)
    if found is None or "  " in text:  # blanks at the end of a line are not part of the text
        raise _OddError
    return found[1].replace("''", "'")


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise _OddError from None
