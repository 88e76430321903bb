"""The state of the simulated Telegram: pure bookkeeping, no network, no decisions."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import asdict
from itertools import takewhile
from typing import Any

from sandbox.telegram.model import (
    CHANNEL,
    GROUP,
    LIMITED,
    PRIVATE,
    SUPERGROUP,
    Chat,
    Entry,
    Member,
    Post,
    Stored,
    User,
)

ANONYMOUS_ADMIN, CHANNEL_BOT, TELEGRAM = 1087968824, 136817688, 777000
SERVICE_ACCOUNTS = (
    User(ANONYMOUS_ADMIN, "Group", username="GroupAnonymousBot", is_bot=True),
    User(CHANNEL_BOT, "Channel", username="Channel_Bot", is_bot=True),
    User(TELEGRAM, "Telegram"),
)
SUPERGROUP_BASE = -1_000_000_000_000
FIRST_USER, FIRST_GROUP, FIRST_SUPERGROUP = 500_001, 4_001, 2_000_000_001
KEPT_POSTS = 5_000
LEDGER_LENGTH = 1_000_000


class MissingError(LookupError):
    """Somebody asked for a user, chat or message that does not exist."""


class World:
    """Everything that exists, and the ledger of everything that happened."""

    def __init__(self, bot: User, *, reads_all: bool = False) -> None:
        self.bot, self.reads_all = bot, reads_all
        self.skew = 0.0
        self.listeners: list[Callable[[Entry], None]] = []
        self.reset()

    def reset(self) -> None:
        """Forget everybody and everything but the bot itself."""
        self.users = {each.id: each for each in (self.bot, *SERVICE_ACCOUNTS)}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, Stored] = {}
        self.ledger: deque[Entry] = deque(maxlen=LEDGER_LENGTH)
        self.sequence = 0
        self.next_user, self.next_group = FIRST_USER, FIRST_GROUP
        self.next_supergroup, self.next_shared_post = FIRST_SUPERGROUP, 1

    def time(self) -> float:
        """Seconds since 1970, moved by `advance`."""
        return time.time() + self.skew

    def now(self) -> int:
        """The time in whole seconds, as Telegram tells it."""
        return int(self.time())

    def advance(self, seconds: float) -> None:
        """Let time pass, so that expiry can be watched."""
        self.skew += seconds

    def add_user(self, first_name: str, **details: Any) -> User:
        """A new person; `id` may be chosen."""
        number = int(details.pop("id", 0)) or self._next_user()
        user = User(number, first_name, **details)
        self.users[number] = user
        return user

    def _next_user(self) -> int:
        while self.next_user in self.users:
            self.next_user += 1
        return self.next_user

    def add_chat(self, kind: str, title: str = "", **details: Any) -> Chat:
        """A new group, supergroup or channel; `id` may be chosen."""
        number = int(details.pop("id", 0)) or self._next_chat(kind)
        chat = Chat(number, kind, title, **details)
        self.chats[number] = chat
        return chat

    def _next_chat(self, kind: str) -> int:
        if kind == GROUP:
            self.next_group += 1
            return -self.next_group
        self.next_supergroup += 1
        return SUPERGROUP_BASE - self.next_supergroup

    def user(self, number: int) -> User:
        """The user, or MissingError."""
        if number not in self.users:
            raise MissingError(f"no user {number}")
        return self.users[number]

    def chat(self, number: int) -> Chat:
        """The chat, a private one being made on demand; or MissingError."""
        if number in self.chats:
            return self.chats[number]
        if number in self.users:
            return self.chats.setdefault(number, Chat(number, PRIVATE))
        raise MissingError(f"no chat {number}")

    def named_chat(self, username: str) -> Chat:
        """The public chat with this @username, or MissingError."""
        wanted = username.removeprefix("@").lower()
        for chat in self.chats.values():
            if chat.username and chat.username.lower() == wanted:
                return chat
        raise MissingError(f"no chat {username}")

    def post(self, chat: int, message: int) -> Post:
        """The stored message, or MissingError when it never was or is deleted."""
        found = self.chat(chat).posts.get(message)
        if found is None:
            raise MissingError(f"no message {message} in chat {chat}")
        return found

    def member(self, chat: Chat, user: int) -> Member:
        """The member record, made as "left" on demand."""
        return chat.members.setdefault(user, Member(user, "left"))

    def standing(self, chat: Chat, user: int) -> Member | None:
        """The member record as of now: what was to last until a time ends by itself."""
        member = chat.members.get(user)
        if member and 0 < member.until <= self.now() and member.status in LIMITED:
            member.status = "member" if member.status == "restricted" else "left"
            member.until, member.permissions = 0, {}
        return member

    def add_post(self, chat: Chat, **content: Any) -> Post:
        """Store a message under the next id; ids are per chat only where Telegram's are."""
        self.sequence += 1
        post = Post(self._post_id(chat), chat.id, self.now(), self.sequence, **content)
        chat.posts[post.id] = post
        if len(chat.posts) > KEPT_POSTS:
            del chat.posts[next(iter(chat.posts))]
        self.record("message", post, self.sequence)
        return post

    def _post_id(self, chat: Chat) -> int:
        if chat.kind in {SUPERGROUP, CHANNEL}:
            number = chat.next_post
            chat.next_post += 1
        else:
            number = self.next_shared_post
            self.next_shared_post += 1
        return number

    def record(self, kind: str, post: Post, sequence: int = 0, by: int = 0) -> Entry:
        """Write a ledger line and tell the listeners; `by` where not the author acted."""
        if not sequence:
            self.sequence += 1
        who = by or post.sender
        entry = Entry(
            sequence=sequence or self.sequence,
            direction="out" if who == self.bot.id else "in",
            kind=kind,
            chat=post.chat,
            message=post.id,
            sender=who,
            text=post.text,
            reply_to=post.reply_to,
            thread=post.thread,
            at=self.time(),
        )
        self.ledger.append(entry)
        for listener in tuple(self.listeners):
            listener(entry)
        return entry

    def ledger_since(self, after: int = 0, direction: str = "") -> list[dict[str, Any]]:
        """The ledger's lines after a sequence number, oldest first."""
        newer = takewhile(lambda each: each.sequence > after, reversed(self.ledger))
        found = [asdict(each) for each in newer if direction in {"", each.direction}]
        return found[::-1]

    def bot_posts(self, chat: int) -> list[Post]:
        """What the bot said in a chat and has not deleted, oldest first."""
        return [each for each in self.chat(chat).posts.values() if each.sender == self.bot.id]
