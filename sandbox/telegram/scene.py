"""What people do in the simulated Telegram: write, edit, press buttons, react, delete."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any, TypedDict, Unpack

from sandbox.telegram import media, payloads
from sandbox.telegram.entities import detect
from sandbox.telegram.model import CHANNEL, GENERAL_TOPIC, PRIVATE, SUPERGROUP, Chat, Json, Post
from sandbox.telegram.updates import CALLBACK_LIFE, DAY, UpdateQueue
from sandbox.telegram.visibility import bot_sees
from sandbox.telegram.world import ANONYMOUS_ADMIN, CHANNEL_BOT, TELEGRAM, World


class NotPossibleError(ValueError):
    """Telegram would not let this person do that."""


class How(TypedDict, total=False):
    """The finer points of a message somebody writes.

    `media` names one kind of attachment (photo, document, sticker, voice) or several for an album;
    `age` is how many seconds ago it was written.
    """

    reply_to: int
    topic: int
    thread: int
    anonymous: bool
    as_channel: int
    media: Sequence[str]
    file_name: str
    age: int
    extra: Json


class Scene:
    """People's acts, turned into state and updates."""

    def __init__(self, world: World, updates: UpdateQueue) -> None:
        self.world, self.updates = world, updates
        self._albums = itertools.count(13_000_000_000_000_001)
        self._queries = itertools.count(4_000_000_000_000_000_001)
        self.queries: dict[str, float] = {}
        self.answers: dict[str, Json] = {}
        self.reactions: dict[tuple[int, int, int], list[Json]] = {}
        # What people tried to write and were not allowed to; nobody else ever saw it.
        self.refused: list[Json] = []

    def clear(self) -> None:
        """Forget presses, reactions and what was refused."""
        for memory in (self.queries, self.answers, self.reactions, self.refused):
            memory.clear()

    def say(self, user: int, chat: int, text: str = "", **how: Unpack[How]) -> Post:
        """A message by `user`; the first one when it is an album."""
        place = self.world.chat(chat)
        try:
            self._check_may_write(user, place, how)
        except NotPossibleError as error:
            self.refused.append({"user": user, "chat": chat, "text": text, "why": str(error)})
            raise
        content = self._sender(user, place, how) | self._position(place, how)
        content["age"] = how.get("age", 0)
        kinds = list(how.get("media", ()))
        if len(kinds) > 1:
            return self._album(place, text, kinds, content)
        extra = dict(content.pop("extra", {}))
        for kind in kinds:
            extra |= media.attachment(self.world, kind, how.get("file_name", ""))
        return self._write(place, text, extra, content | {"captioned": bool(kinds)})

    def _check_may_write(self, user: int, chat: Chat, how: How) -> None:
        person = self.world.user(user)
        if chat.kind == PRIVATE:
            if chat.id != user or person.blocked:
                raise NotPossibleError(f"user {user} cannot write in the private chat {chat.id}")
            person.reachable = True
            return
        member = self.world.standing(chat, user)
        if member is None or not member.present or chat.migrated_to:
            raise NotPossibleError(f"user {user} is not in chat {chat.id}")
        if member.status == "restricted" and not member.permissions.get("can_send_messages"):
            raise NotPossibleError(f"user {user} may not write in chat {chat.id}")
        if how.get("as_channel") in chat.banned_chats:
            raise NotPossibleError(f"channel {how.get('as_channel')} is banned in chat {chat.id}")

    def _sender(self, user: int, chat: Chat, how: How) -> dict[str, Any]:
        extra = dict(how.get("extra", {}))
        if chat.kind == CHANNEL:
            return {"on_behalf_of": chat.id, "extra": extra}
        if how.get("anonymous"):
            title = chat.members[user].title
            signature = {"author_signature": title} if title else {}
            return {
                "sender": ANONYMOUS_ADMIN,
                "on_behalf_of": chat.id,
                "extra": extra | signature,
            }
        if how.get("as_channel"):
            return {"sender": CHANNEL_BOT, "on_behalf_of": how["as_channel"], "extra": extra}
        return {"sender": user, "extra": extra}

    def _position(self, chat: Chat, how: How) -> dict[str, Any]:
        reply_to, topic = how.get("reply_to", 0), how.get("topic", 0)
        above = self.world.post(chat.id, reply_to) if reply_to else None
        if topic > GENERAL_TOPIC:
            if topic not in chat.topics or chat.topics[topic].closed:
                raise NotPossibleError(f"topic {topic} is closed or unknown")
            return {"thread": topic, "in_topic": True, "reply_to": reply_to}
        # In a supergroup a chain of replies is a thread, named after its first message.
        chain = (above.thread or above.id) if above and chat.kind == SUPERGROUP else 0
        in_topic = above is not None and above.in_topic
        return {"thread": how.get("thread", chain), "reply_to": reply_to, "in_topic": in_topic}

    def _album(self, chat: Chat, text: str, kinds: Sequence[str], content: dict[str, Any]) -> Post:
        """One update a picture, the caption on the first, no end marker."""
        shared = dict(content.pop("extra", {})) | {"media_group_id": str(next(self._albums))}
        posts = []
        for index, kind in enumerate(kinds):
            extra = shared | media.attachment(self.world, kind)
            caption = text if index == 0 else ""
            posts.append(self._write(chat, caption, extra, {**content, "captioned": True}))
        return posts[0]

    def _write(self, chat: Chat, text: str, extra: Json, content: dict[str, Any]) -> Post:
        age = content.pop("age")
        post = self.world.add_post(chat, text=text, entities=detect(text), extra=extra, **content)
        post.date -= age
        self.emit(chat, post)
        if chat.kind == CHANNEL and chat.linked:
            self._forward_to_linked(chat, post)
        return post

    def _forward_to_linked(self, channel: Chat, post: Post) -> None:
        group = self.world.chat(channel.linked)
        origin = {
            "type": "channel",
            "date": post.date,
            "chat": payloads.chat_json(self.world, channel),
            "message_id": post.id,
        }
        copy = self.world.add_post(
            group,
            sender=TELEGRAM,
            on_behalf_of=channel.id,
            text=post.text,
            entities=post.entities,
            captioned=post.captioned,
            extra=post.extra | {"is_automatic_forward": True, "forward_origin": origin},
        )
        self.emit(group, copy)

    def announce(self, chat: Chat, by: int, news: Json, **content: Any) -> Post:
        """A service message."""
        post = self.world.add_post(chat, sender=by, extra=news, **content)
        self.emit(chat, post)
        return post

    def emit(self, chat: Chat, post: Post, *, edited: bool = False) -> None:
        """Queue the update of a new or edited message if the bot may see it."""
        if not bot_sees(self.world, chat, post):
            return
        kind = "channel_post" if chat.kind == CHANNEL else "message"
        body = payloads.message_json(self.world, post)
        life = (post.edited or post.date) + DAY - self.world.now()
        if life > 0:
            self.updates.put(f"edited_{kind}" if edited else kind, body, lane=chat.id, life=life)

    def edit(self, chat: int, message: int, text: str) -> Post:
        """The author changes a message's words."""
        post = self.world.post(chat, message)
        post.text, post.entities, post.edited = text, detect(text), self.world.now()
        self.world.record("edit", post)
        self.emit(self.world.chat(chat), post, edited=True)
        return post

    def delete(self, chat: int, message: int) -> None:
        """Somebody deletes a message; bots are never told."""
        post = self.world.post(chat, message)
        del self.world.chat(chat).posts[message]
        self.world.record("delete", post)

    def press(self, user: int, chat: int, message: int, data: str = "") -> str:
        """Press an inline button, the first one unless `data` names it; the query's id."""
        post, place = self.world.post(chat, message), self.world.chat(chat)
        if chat != user and not (place.kind != PRIVATE and place.has(user)):
            raise NotPossibleError(f"user {user} does not see chat {chat}")
        rows = (post.markup or {}).get("inline_keyboard", [])
        offered = [each["callback_data"] for row in rows for each in row if "callback_data" in each]
        if not offered or (data and data not in offered):
            raise NotPossibleError(f"message {message} has no button {data!r}")
        chosen, query = data or offered[0], str(next(self._queries))
        self.queries[query] = self.world.time() + CALLBACK_LIFE
        self.world.record("press", post, by=user)
        body = payloads.callback_json(self.world, query, user, post, chosen)
        # Telegram keeps button presses in a queue of their own, apart from the chat's messages.
        self.updates.put("callback_query", body, lane=user + (3 << 33), life=CALLBACK_LIFE)
        return query

    def react(self, user: int, chat: int, message: int, emoji: str) -> None:
        """A person reacts; told only to bots that asked and, in groups, are administrators."""
        post = self.world.post(chat, message)
        new = [{"type": "emoji", "emoji": emoji}] if emoji else []
        old = self.reactions.get((chat, message, user), [])
        self.reactions[chat, message, user] = new
        body = payloads.reaction_json(self.world, post, user, old, new)
        place = self.world.chat(chat)
        if place.kind == PRIVATE or place.status(self.world.bot.id) == "administrator":
            self.updates.put("message_reaction", body, lane=chat)
