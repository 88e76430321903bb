"""What the simulated Telegram remembers: users, chats, members, topics, messages, files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

PRIVATE, GROUP, SUPERGROUP, CHANNEL = "private", "group", "supergroup", "channel"
PRESENT = frozenset({"creator", "administrator", "member", "restricted"})
MODERATORS = frozenset({"creator", "administrator"})
LIMITED = frozenset({"restricted", "kicked"})
GENERAL_TOPIC = 1

Json = dict[str, Any]


@dataclass(slots=True)
class User:
    """A person or a bot; `reachable` once a private chat with our bot was opened."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False
    reachable: bool = False
    blocked: bool = False
    deactivated: bool = False


@dataclass(slots=True)
class Member:
    """Somebody's standing in a chat, by the Bot API's names of it."""

    user: int
    status: str
    anonymous: bool = False
    title: str = ""
    until: int = 0
    permissions: dict[str, bool] = field(default_factory=dict[str, bool])

    @property
    def present(self) -> bool:
        return self.status in PRESENT and (
            self.status != "restricted" or self.permissions.get("is_member", True)
        )


@dataclass(slots=True)
class Topic:
    """A forum topic; its id is the id of the message that opened it."""

    id: int
    name: str
    closed: bool = False


@dataclass(slots=True)
class Post:
    """One message as stored; `extra` is merged into its payload (media, service news, origin)."""

    id: int
    chat: int
    date: int
    sequence: int
    sender: int = 0
    on_behalf_of: int = 0
    text: str = ""
    entities: list[Json] = field(default_factory=list[Json])
    captioned: bool = False
    reply_to: int = 0
    thread: int = 0
    in_topic: bool = False
    edited: int = 0
    markup: Json | None = None
    extra: Json = field(default_factory=dict[str, Any])


@dataclass(slots=True)
class Chat:
    """A place where messages are; a private chat has its user's id."""

    id: int
    kind: str
    title: str = ""
    username: str = ""
    forum: bool = False
    linked: int = 0
    migrated_to: int = 0
    next_post: int = 1
    topics: dict[int, Topic] = field(default_factory=dict[int, Topic])
    members: dict[int, Member] = field(default_factory=dict[int, Member])
    posts: dict[int, Post] = field(default_factory=dict[int, Post])
    banned_chats: set[int] = field(default_factory=set[int])

    def status(self, user: int) -> str:
        """The user's standing here; "left" for strangers."""
        member = self.members.get(user)
        return member.status if member else "left"

    def has(self, user: int) -> bool:
        """Whether the user can read here."""
        member = self.members.get(user)
        return member is not None and member.present


@dataclass(slots=True)
class Stored:
    """A file's bytes and how they were named."""

    file_id: str
    unique_id: str
    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger: what came in or went out, in the order it became true.

    `direction`: in (people) | out (the bot); `kind`: message | edit | delete | press.
    """

    sequence: int
    direction: str
    kind: str
    chat: int
    message: int
    sender: int
    text: str
    reply_to: int
    thread: int
    at: float
