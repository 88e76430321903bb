"""Who wrote: a person, an anonymous administrator, a channel, or nobody we talk to. Pure."""

from __future__ import annotations

from collections.abc import Mapping

import telegram

from bots.telegram.content import Unreadable, whole, words
from core.types import Author

# Telegram's own account: it forwards channel posts into their discussion group.
TELEGRAM_ITSELF = 777000

# chat -> ids of its administrators
Moderators = Mapping[int, frozenset[int]]
# handle and name, as last seen
Face = tuple[str, str]


def author_of(source: telegram.Message, moderators: Moderators) -> Author | None:
    """Who really wrote; None for bots and automatic forwards.

    The sender is a stand-in wherever a chat speaks, so the speaking chat comes first.
    """
    speaker, sender = source.sender_chat, source.from_user
    if source.is_automatic_forward or (sender and sender.id == TELEGRAM_ITSELF):
        return None
    if speaker:
        return _a_chat(speaker, whole(source.chat.id, "chat.id"), moderators)
    if sender is None:
        raise Unreadable("a message without a sender")
    return None if sender.is_bot else person(sender, source.chat.id, moderators)


def speaks_as_channel(source: telegram.Message) -> bool:
    """Whether somebody hides behind a channel, which nobody answers."""
    return source.sender_chat is not None and source.sender_chat.id != source.chat.id


def person(user: telegram.User, chat: object, moderators: Moderators) -> Author:
    """A user, and whether the chat's own list has him as an administrator."""
    number = whole(user.id, "from.id")
    first, last = words(user.first_name, "first_name"), words(user.last_name, "last_name")
    return Author(
        id=str(number),
        handle=words(user.username, "username"),
        name=f"{first} {last}".strip(),
        language=words(user.language_code, "language_code"),
        is_moderator=number in moderators.get(whole(chat, "chat.id"), ()),
    )


def face(author: Author) -> Face:
    """What others see of somebody."""
    return (author.handle, author.name)


def _a_chat(speaker: telegram.Chat, chat: int, moderators: Moderators) -> Author:
    """Only administrators can speak as the group itself; anybody can as a channel of his own."""
    number = whole(speaker.id, "sender_chat.id")
    return Author(
        id=str(number),
        handle=words(speaker.username, "username"),
        name=words(speaker.title, "title"),
        is_moderator=number == chat or number in moderators.get(chat, ()),
    )
