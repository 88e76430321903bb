"""The HTML parse mode, as strict as Telegram is about it, and the trimming that follows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sandbox.telegram.entities import utf16_length
from sandbox.telegram.errors import ApiError, bad_request
from sandbox.telegram.model import Json

SIMPLE_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
OTHER_TAGS = frozenset({"a", "span", "tg-emoji"})
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
CHARACTER = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(lt|gt|amp|quot));?")
ATTRIBUTE = re.compile(r"""\s+([^\s=>/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?""")
TAG = re.compile(r"<(/?)([^\s>/]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")


@dataclass(slots=True)
class _Open:
    tag: str
    offset: int
    attributes: dict[str, str]


@dataclass(slots=True)
class _Parse:
    source: str
    pieces: list[str] = field(default_factory=list[str])
    length: int = 0
    stack: list[_Open] = field(default_factory=list[_Open])
    found: list[Json] = field(default_factory=list[Json])
    languages: dict[tuple[int, int], str] = field(default_factory=dict[tuple[int, int], str])

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += utf16_length(text)

    def byte_offset(self, index: int) -> int:
        return len(self.source[:index].encode("utf-8", "surrogatepass"))


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The plain text and its entities; raises ApiError like Telegram does."""
    state = _Parse(source)
    index = 0
    while index < len(source):
        index = _step(state, index)
    if state.stack:
        raise _refuse(f'can\'t find end tag corresponding to start tag "{state.stack[-1].tag}"')
    state.found.sort(key=lambda each: (each["offset"], -each["length"]))
    return "".join(state.pieces), state.found


def trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Cut outer white space and what the entities lose by it."""
    kept = text.lstrip()
    shift = utf16_length(text) - utf16_length(kept)
    kept = kept.rstrip()
    room = utf16_length(kept)
    moved = []
    for each in entities:
        start = min(max(each["offset"] - shift, 0), room)
        end = min(each["offset"] + each["length"] - shift, room)
        if end > start:
            moved.append(each | {"offset": start, "length": end - start})
    return kept, moved


def _step(state: _Parse, index: int) -> int:
    source = state.source
    if source[index] == "&":
        match = CHARACTER.match(source, index)
        state.add(_character(match) if match else "&")
        return match.end() if match else index + 1
    if source[index] == "<":
        return _tag(state, index)
    stop = min(
        (at for at in (source.find("<", index), source.find("&", index)) if at >= 0),
        default=len(source),
    )
    state.add(source[index:stop])
    return stop


def _character(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return NAMED[name]
    number = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else match[0]


def _tag(state: _Parse, index: int) -> int:
    match = TAG.match(state.source, index)
    at = state.byte_offset(index)
    if match is None:
        what = "end" if state.source.startswith("</", index) else "start"
        raise _refuse(f"unclosed {what} tag at byte offset {at}")
    closing, name, rest = match[1], match[2].lower(), match[3]
    if closing:
        _close(state, name, at)
    else:
        _open(state, name, rest, at)
    return match.end()


def _open(state: _Parse, name: str, rest: str, at: int) -> None:
    if name not in SIMPLE_TAGS and name not in OTHER_TAGS:
        raise _refuse(f'unsupported start tag "{name}" at byte offset {at}')
    attributes = _attributes(name, rest, at)
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise _refuse(f'tag "span" must have class "tg-spoiler" at byte offset {at}')
    state.stack.append(_Open(name, state.length, attributes))


def _attributes(name: str, rest: str, at: int) -> dict[str, str]:
    found: dict[str, str] = {}
    index = 0
    while index < len(rest.rstrip()):
        match = ATTRIBUTE.match(rest, index)
        if match is None:
            raise _refuse(f'empty attribute name in the tag "{name}" at byte offset {at}')
        if match[2] is None and match[1].lower() != "expandable":
            raise _refuse(
                f'expected equal sign in declaration of an attribute of the tag "{name}" '
                f"at byte offset {at}"
            )
        value = (match[2] or "").strip("\"'")
        found[match[1].lower()] = CHARACTER.sub(_character, value)
        index = match.end()
    return found


def _close(state: _Parse, name: str, at: int) -> None:
    if not state.stack:
        raise _refuse(f"unexpected end tag at byte offset {at}")
    opened = state.stack.pop()
    if name and name != opened.tag:
        raise _refuse(
            f'unmatched end tag at byte offset {at}, expected "</{opened.tag}>", found "</{name}>"'
        )
    length = state.length - opened.offset
    entity = _entity(opened, state) if length else None
    if entity:
        state.found.append(entity | {"offset": opened.offset, "length": length})


def _entity(opened: _Open, state: _Parse) -> Json | None:
    if opened.tag == "a":
        return _link(opened, state)
    if opened.tag == "span":
        return {"type": "spoiler"}
    if opened.tag == "tg-emoji":
        return {"type": "custom_emoji", "custom_emoji_id": opened.attributes.get("emoji-id", "")}
    if opened.tag == "blockquote" and "expandable" in opened.attributes:
        return {"type": "expandable_blockquote"}
    if opened.tag == "pre":
        return _code_block(opened, state)
    if opened.tag == "code":
        language = opened.attributes.get("class", "").removeprefix("language-")
        state.languages[opened.offset, state.length - opened.offset] = language
    return {"type": SIMPLE_TAGS[opened.tag]}


def _code_block(opened: _Open, state: _Parse) -> Json:
    """A code element that fills the block only names its language."""
    span = (opened.offset, state.length - opened.offset)
    state.found = [
        each
        for each in state.found
        if each["type"] != "code" or (each["offset"], each["length"]) != span
    ]
    language = state.languages.get(span, "")
    return {"type": "pre"} | ({"language": language} if language else {})


def _link(opened: _Open, state: _Parse) -> Json | None:
    shown = "".join(state.pieces).encode("utf-16-le", "surrogatepass")[2 * opened.offset :]
    url = opened.attributes.get("href") or shown.decode("utf-16-le", "surrogatepass")
    if url.startswith("tg://user?id=") and url[13:].isdecimal():
        return {"type": "text_mention", "user": {"id": int(url[13:])}}
    if not re.match(r"^(?:https?|tg|ton|tonsite|ftp)://\S+|^mailto:\S+|^[\w-]+(?:\.[\w-]+)+", url):
        return None
    return {"type": "text_link", "url": url if "://" in url else f"http://{url}/"}


def _refuse(why: str) -> ApiError:
    return bad_request(f"can't parse entities: {why[0].upper()}{why[1:]}")
