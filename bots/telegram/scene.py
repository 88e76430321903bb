"""Where something was written, and the keys that follow from it. Pure."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

import telegram

from bots.telegram.content import Unreadable, whole, words
from bots.telegram.limits import GENERAL_TOPIC
from bots.telegram.peek import GROUPS
from core.types import Place, Platform

PLATFORM = Platform("telegram")
# Marks an address inside somebody's business account; numbers never begin like this.
BUSINESS = "business/"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a call goes: a chat, a topic in it (0: none), through a business account ("": none)."""

    chat: int
    topic: int = 0
    connection: str = ""

    @property
    def prefix(self) -> str:
        """The chat as it begins the ids of its messages: numbers in a business account's chats
        count for that account alone."""
        return f"{BUSINESS}{self.connection}/{self.chat}" if self.connection else str(self.chat)

    @property
    def address(self) -> str:
        return f"{self.prefix}/{self.topic}" if self.topic else self.prefix


@dataclass(frozen=True, slots=True)
class Scene:
    """A spot and what kind of place it is; `post` is the number of the channel's post that is
    commented on there (0: none)."""

    spot: Spot
    place: Place
    post: int = 0

    @property
    def address(self) -> str:
        return self.spot.address

    def message_id(self, number: object) -> str:
        return f"{self.spot.prefix}/{whole(number, 'message_id')}"

    def conversation(self, account: str, author: str) -> str:
        """Private: the chat. In groups each author is a conversation of his own."""
        chat = f"{PLATFORM}:{account}:{self.spot.prefix}"
        return chat if self.place is Place.DM else f"{chat}/{self.spot.topic}/{author}"

    def shared(self, account: str) -> str:
        """The place others read and answer in; nobody else is in a private chat."""
        if self.place is Place.DM:
            return ""
        below = f"/{self.post}" if self.post else ""
        return f"{PLATFORM}:{account}:{self.spot.prefix}/{self.spot.topic}{below}"


def scene_of(
    source: telegram.MaybeInaccessibleMessage, posts: Container[str] = frozenset()
) -> Scene:
    """The scene of a message; raises Unreadable for chats of unknown kinds.

    `posts` are the known posts of channels in their groups, as "chat/number".
    """
    chat, kind = whole(source.chat.id, "chat.id"), source.chat.type
    message = source if isinstance(source, telegram.Message) else None
    connection = connection_name(message.business_connection_id) if message else ""
    topic = _topic(message) if message and not connection else 0
    if kind == "private":
        return Scene(Spot(chat, topic, connection), Place.DM)
    if kind not in GROUPS or connection:
        raise Unreadable("an unknown kind of chat")
    if topic:
        return Scene(Spot(chat, topic), Place.THREAD)
    post = _post(message, posts) if message else 0
    return Scene(Spot(chat), Place.CHANNEL if post else Place.GROUP, post)


def _post(message: telegram.Message, posts: Container[str]) -> int:
    """The channel's post under which a comment stands.

    Only comments on the post itself show it; those that answer other comments name its number, as
    they would name the first message of any other chain of replies.
    """
    above = message.reply_to_message
    if above is not None and above.is_automatic_forward:
        return whole(above.message_id, "reply_to_message.message_id")
    root = message.message_thread_id
    return whole(root, "message_thread_id") if f"{message.chat.id}/{root}" in posts else 0


def connection_name(value: object) -> str:
    """A business connection's id, which must not break an address in two."""
    name = words(value, "business_connection_id")
    if "/" in name or ":" in name:
        raise Unreadable("a business connection with an impossible name")
    return name


def addressee(conversation: str) -> str:
    """The user a conversation is with: the last part of its key, in private the chat itself."""
    return conversation.rpartition(":")[2].rpartition("/")[2]


def read_address(address: str) -> Spot:
    """The spot an address names; raises ValueError for what is none."""
    connection = ""
    if address.startswith(BUSINESS):
        connection, _, address = address.removeprefix(BUSINESS).partition("/")
    chat, _, topic = address.partition("/")
    return Spot(int(chat), int(topic or 0), connection)


def _topic(message: telegram.Message) -> int:
    """Only a topic can be sent to; the thread of an ordinary chain of replies cannot."""
    if not message.is_topic_message:
        return 0
    topic = whole(message.message_thread_id, "message_thread_id")
    return 0 if topic == GENERAL_TOPIC else topic
