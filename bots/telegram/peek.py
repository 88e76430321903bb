"""Questions about a raw update that must be answered before, or without, reading it in full.

Total: an update of any shape gets an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

GROUPS = frozenset({"group", "supergroup"})
_CARRIERS = (
    "message",
    "edited_message",
    "callback_query",
    "chat_member",
    "my_chat_member",
    "chat_join_request",
)


def update_id(update: object) -> int | None:
    """Its number, or None for what cannot be acknowledged one by one."""
    return _number(_inside(update, "update_id"))


def album(update: object) -> tuple[int, str] | None:
    """The album a new message is a part of: chat and the platform's name for it."""
    message = _inside(update, "message") or _inside(update, "business_message")
    chat, name = _chat_id(message), _inside(message, "media_group_id")
    return (chat, name) if chat is not None and isinstance(name, str) and name else None


def author(update: object) -> tuple[int, int] | None:
    """Chat and sender of a new message."""
    message = _inside(update, "message") or _inside(update, "business_message")
    sender = _inside(message, "sender_chat") or _inside(message, "from")
    chat, number = _chat_id(message), _number(_inside(sender, "id"))
    return None if chat is None or number is None else (chat, number)


def group(update: object) -> int | None:
    """The group it comes from; None for private chats and channels."""
    for carrier in _CARRIERS:
        body = _inside(update, carrier)
        chat = _inside(body, "chat") or _inside(_inside(body, "message"), "chat")
        if chat is not None:
            return _number(_inside(chat, "id")) if _inside(chat, "type") in GROUPS else None
    return None


def post(update: object) -> str | None:
    """A channel's post in its discussion group, told as such or by the first comment on it: its
    name as "chat/number"."""
    message = _inside(update, "message")
    above = _inside(message, "reply_to_message")
    for each in (message, above):
        chat, number = _chat_id(each), _number(_inside(each, "message_id"))
        if _inside(each, "is_automatic_forward") is True and None not in (chat, number):
            return f"{chat}/{number}"
    return None


def changes_members(update: object) -> bool:
    """Whether somebody's rights changed, so that the list of administrators may be another."""
    return any(_inside(update, each) is not None for each in ("chat_member", "my_chat_member"))


def _chat_id(message: object) -> int | None:
    return _number(_inside(_inside(message, "chat"), "id"))


def _inside(value: object, key: str) -> Any:
    return value.get(key) if isinstance(value, Mapping) else None


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
