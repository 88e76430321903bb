"""What a Telegram message holds: text, files, quotations, and whether it speaks to us. Pure."""

from __future__ import annotations

import re
from typing import Any

import telegram

from core.types import Attachment

FILES = (
    "animation",
    "audio",
    "document",
    "photo",
    "sticker",
    "video",
    "video_note",
    "voice",
    "paid_media",
    "story",
    "contact",
    "location",
    "poll",
)
# What databases and UTF-8 refuse. The stand-in is one UTF-16 unit too, so that offsets still fit.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
STAND_IN = "\ufffd"


class Unreadable(ValueError):  # noqa: N818
    """An update whose shape is not the one that was promised."""


def clean(value: Any) -> Any:
    """The same JSON with every text in it fit to be stored."""
    match value:
        case str():
            return _UNSTORABLE.sub(STAND_IN, value)
        case dict():
            return {clean(key): clean(each) for key, each in value.items()}
        case list():
            return [clean(each) for each in value]
        case _:
            return value


def whole(value: object, what: str) -> int:
    """An integer, or Unreadable: the SDK takes whatever stands there."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise Unreadable(f"{what} is not a number")
    return value


def words(value: object, what: str) -> str:
    """A text, empty for None, or Unreadable."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable(f"{what} is not a text")
    return value


def text_of(message: telegram.Message) -> str:
    """Text or caption."""
    return words(message.text, "text") or words(message.caption, "caption")


def quoted(message: telegram.Message) -> str:
    """What the message answers to: the part that was quoted, else the whole text."""
    if message.quote:
        return words(message.quote.text, "quote")
    above = parent(message)
    return text_of(above) if above else ""


def parent(message: telegram.Message) -> telegram.Message | None:
    """The message it replies to; in a topic everything replies to the topic's birth, which is
    nobody's message."""
    above = message.reply_to_message
    return above if above and above.forum_topic_created is None else None


def attachments(message: telegram.Message) -> tuple[Attachment, ...]:
    """The files that came along, photos once in their largest size."""
    found = tuple(
        _attachment(kind, file) for kind in FILES if (file := getattr(message, kind, None))
    )
    # An animation is repeated as a document for old clients.
    moving = any(each.kind == "animation" for each in found)
    return tuple(each for each in found if not (moving and each.kind == "document"))


def _attachment(kind: str, file: Any) -> Attachment:
    if isinstance(file, tuple):
        file = file[-1]
    name, size = getattr(file, "file_name", None), getattr(file, "file_size", None)
    return Attachment(
        kind=kind,
        name=words(name, "file_name"),
        size=max(0, whole(size or 0, "file_size")),
        reference=words(getattr(file, "file_id", None), "file_id"),
    )


def speaks_to(message: telegram.Message, me: int, username: str) -> bool:
    """Whether a group message is meant for us: command, mention or reply."""
    above = parent(message)
    if above and above.from_user and above.from_user.id == me:
        return True
    units = text_of(message).encode("utf-16-le")
    entities = message.entities or message.caption_entities
    return any(_names(entity, units, me, username) for entity in entities)


def _names(entity: telegram.MessageEntity, units: bytes, me: int, username: str) -> bool:
    if entity.user:
        return entity.user.id == me
    if entity.type not in {"mention", "bot_command"}:
        return False
    start, length = whole(entity.offset, "offset"), whole(entity.length, "length")
    if start < 0 or length <= 0:
        return False
    said = units[2 * start : 2 * (start + length)].decode("utf-16-le", "replace")
    command, _, name = said.partition("@")
    ours = name.casefold() == username.casefold()
    return ours if entity.type == "mention" or name else command.startswith("/")
