"""What a Discord message holds: text, files, quotations, and whether it speaks to us. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from bots.discord.scene import GuildFacts
from core.types import Attachment

# Markup that names things by number. Source: documentation, Message formatting.
_PERSON, _ROLE = re.compile(r"<@!?(\d{1,20})>"), re.compile(r"<@&(\d{1,20})>")
_CHANNEL = re.compile(r"<#(\d{1,20})>")
_EMOJI = re.compile(r"<a?:(\w{1,32}):\d{1,20}>")
_COMMAND = re.compile(r"<(/[^<>:]{1,100}):\d{1,20}>")
# What databases and UTF-8 refuse.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
STAND_IN = "\ufffd"

# Types of messages that people write; all others are the platform's own. Source: documentation.
WRITTEN = frozenset({0, 19})
FORWARD, VOICE_FLAG, VOICE = 1, 1 << 13, "voice"
KINDS = {"image": "photo", "video": "video", "audio": "audio"}
# Embeds of other types are made from links by the platform itself.
RICH = "rich"
LARGEST_ID = 2**63 - 1

Payload = Mapping[str, Any]


class Unreadable(ValueError):  # noqa: N818
    """A payload whose shape is not the one that was promised."""


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


def number(value: object, what: str) -> int:
    """An id, which comes as digits in a text; Unreadable for anything else."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= 19:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= LARGEST_ID:
        raise Unreadable(f"{what} is not an id")
    return value


def words(value: object, what: str) -> str:
    """A text, empty for None, or Unreadable."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable(f"{what} is not a text")
    return value


def table(value: object, what: str) -> Payload:
    """An object, empty for None, or Unreadable."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Unreadable(f"{what} is not an object")
    return value


def rows(value: object, what: str) -> list[Any]:
    """A list, empty for None, or Unreadable."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise Unreadable(f"{what} is not a list")
    return value


def moment(value: object) -> datetime | None:
    """A time with its zone, or None."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def text_of(message: Payload, guild: GuildFacts) -> str:
    """Everything a message says, own words first: forwarded posts, cards and polls count too."""
    parts = [readable(message, guild)]
    for each in rows(message.get("message_snapshots"), "message_snapshots"):
        forwarded = table(table(each, "snapshot").get("message"), "snapshot.message")
        parts += [readable(forwarded, guild), *_cards(forwarded)]
    parts += [*_cards(message), *_poll(message)]
    return "\n".join(part for part in parts if part)


def readable(message: Payload, guild: GuildFacts) -> str:
    """A message's words with names in place of numbers."""
    names = dict(_named(message))

    def person(found: re.Match[str]) -> str:
        return f"@{names.get(int(found[1]), found[1])}"

    text = _PERSON.sub(person, words(message.get("content"), "content"))
    text = _ROLE.sub(lambda found: f"@{guild.roles.get(int(found[1]), found[1])}", text)
    text = _CHANNEL.sub(lambda found: f"#{guild.channels.get(int(found[1]), found[1])}", text)
    return _COMMAND.sub(r"\1", _EMOJI.sub(r":\1:", text))


def quoted(message: Payload, guild: GuildFacts) -> str:
    """The words of the message that this one replies to."""
    above = parent(message)
    return readable(above, guild) if above else ""


def parent(message: Payload) -> Payload:
    """The message this one replies to, empty for none: a forward refers to one as well."""
    reference = table(message.get("message_reference"), "message_reference")
    if reference.get("type") == FORWARD:
        return {}
    return table(message.get("referenced_message"), "referenced_message")


def mentioned(message: Payload) -> Iterator[int]:
    """Ids of the people and roles named, as Discord itself resolved them."""
    for each in rows(message.get("mentions"), "mentions"):
        yield number(table(each, "mention").get("id"), "mention.id")
    for role in rows(message.get("mention_roles"), "mention_roles"):
        yield number(role, "mention_role")


def attachments(message: Payload) -> tuple[Attachment, ...]:
    """Files, stickers and previewed links, those of a forwarded post included."""
    found: list[Attachment] = []
    forwards = rows(message.get("message_snapshots"), "message_snapshots")
    inner = [table(table(each, "snapshot").get("message"), "snapshot.message") for each in forwards]
    for each in (message, *inner):
        found += [_file(file, each) for file in rows(each.get("attachments"), "attachments")]
        found += [_sticker(one) for one in rows(each.get("sticker_items"), "sticker_items")]
        found += _links(each)
    return tuple(found)


def _named(message: Payload) -> Iterator[tuple[int, str]]:
    for each in rows(message.get("mentions"), "mentions"):
        user = table(each, "mention")
        name = words(user.get("global_name"), "global_name") or words(user.get("username"), "name")
        yield number(user.get("id"), "mention.id"), name


def _cards(message: Payload) -> Iterator[str]:
    for each in rows(message.get("embeds"), "embeds"):
        card = table(each, "embed")
        if card.get("type", RICH) == RICH:
            yield words(card.get("title"), "title")
            yield words(card.get("description"), "description")
            yield from _fields(card)


def _fields(card: Payload) -> Iterator[str]:
    for each in rows(card.get("fields"), "fields"):
        field = table(each, "field")
        yield f"{words(field.get('name'), 'name')}: {words(field.get('value'), 'value')}"


def _poll(message: Payload) -> Iterator[str]:
    poll = table(message.get("poll"), "poll")
    yield words(table(poll.get("question"), "question").get("text"), "question")
    for each in rows(poll.get("answers"), "answers"):
        media = table(table(each, "answer").get("poll_media"), "poll_media")
        yield words(media.get("text"), "answer")


def _file(file: object, message: Payload) -> Attachment:
    data = table(file, "attachment")
    family = words(data.get("content_type"), "content_type").partition("/")[0]
    flags, size = message.get("flags"), data.get("size")
    spoken = isinstance(flags, int) and bool(flags & VOICE_FLAG)
    return Attachment(
        kind=VOICE if spoken else KINDS.get(family, "document"),
        name=words(data.get("filename"), "filename"),
        size=max(0, size) if isinstance(size, int) else 0,
        reference=words(data.get("url"), "url"),
    )


def _sticker(sticker: object) -> Attachment:
    return Attachment(kind="sticker", name=words(table(sticker, "sticker").get("name"), "name"))


def _links(message: Payload) -> Iterator[Attachment]:
    for each in rows(message.get("embeds"), "embeds"):
        card = table(each, "embed")
        if card.get("type", RICH) != RICH:
            name, url = words(card.get("title"), "title"), words(card.get("url"), "url")
            yield Attachment(kind="link", name=name, reference=url)
