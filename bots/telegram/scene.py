"""Where something was written, and the keys that follow from it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import telegram

from bots.telegram.content import Unreadable, whole
from bots.telegram.peek import GROUPS
from core.types import Place, Platform

PLATFORM = Platform("telegram")
# The topic every forum has; naming it when sending is an error.
GENERAL_TOPIC = 1


@dataclass(frozen=True, slots=True)
class Scene:
    """A chat, the topic in it (0: none), and what kind of place that is."""

    chat: int
    topic: int
    place: Place

    @property
    def address(self) -> str:
        return f"{self.chat}/{self.topic}" if self.topic else str(self.chat)

    def message_id(self, number: object) -> str:
        return f"{self.chat}/{whole(number, 'message_id')}"

    def conversation(self, account: str, author: str) -> str:
        """Private: the chat. In groups each author is a conversation of his own."""
        chat = f"{PLATFORM}:{account}:{self.chat}"
        return chat if self.place is Place.DM else f"{chat}/{self.topic}/{author}"


def scene_of(source: telegram.MaybeInaccessibleMessage) -> Scene:
    """The scene of a message; raises Unreadable for chats of unknown kinds."""
    chat, kind = whole(source.chat.id, "chat.id"), source.chat.type
    message = source if isinstance(source, telegram.Message) else None
    topic = _topic(message) if message else 0
    if kind == "private":
        return Scene(chat, topic, Place.DM)
    if kind not in GROUPS:
        raise Unreadable("an unknown kind of chat")
    if topic:
        return Scene(chat, topic, Place.THREAD)
    above = message.reply_to_message if message else None
    comment = above is not None and bool(above.is_automatic_forward)
    return Scene(chat, 0, Place.CHANNEL if comment else Place.GROUP)


def addressee(conversation: str) -> str:
    """The user a conversation is with: the last part of its key, in private the chat itself."""
    return conversation.rpartition(":")[2].rpartition("/")[2]


def read_address(address: str) -> tuple[int, int]:
    """Chat and topic (0: none) of an address; raises ValueError for what is none."""
    chat, _, topic = address.partition("/")
    return int(chat), int(topic or 0)


def _topic(message: telegram.Message) -> int:
    """Only a topic can be sent to; the thread of an ordinary chain of replies cannot."""
    if not message.is_topic_message:
        return 0
    topic = whole(message.message_thread_id, "message_thread_id")
    return 0 if topic == GENERAL_TOPIC else topic
