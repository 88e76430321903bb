"""What the simulated Discord is made of: people, servers, channels, messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, IntFlag
from typing import Any

Json = dict[str, Any]

EVERYBODY_PRIVILEGED = frozenset({"members", "presences", "message_content"})


class ChannelType(IntEnum):
    """Numbers as on the wire."""

    TEXT = 0
    DM = 1
    CATEGORY = 4
    NEWS = 5
    NEWS_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    FORUM = 15


THREADS = frozenset(
    {ChannelType.NEWS_THREAD, ChannelType.PUBLIC_THREAD, ChannelType.PRIVATE_THREAD}
)


class MessageType(IntEnum):
    """The kinds of message that occur here."""

    DEFAULT = 0
    JOIN = 7
    THREAD_CREATED = 18
    REPLY = 19
    CHAT_INPUT_COMMAND = 20
    THREAD_STARTER = 21
    CONTEXT_MENU_COMMAND = 23


class MessageFlag(IntFlag):
    """The flags the sandbox acts on."""

    SUPPRESS_EMBEDS = 1 << 2
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    COMPONENTS_V2 = 1 << 15


@dataclass(slots=True, kw_only=True)
class Settings:
    """How the simulated Discord behaves; everything may be changed while it runs.

    Seconds throughout. `privileged`: the intents granted in the portal, of members, presences and
    message_content. `announces_dms`: send CHANNEL_CREATE for a new private channel, as gateway
    versions before 8 did. `dm_opens`: how many private channels may be opened a minute, 0: any.
    """

    heartbeat_seconds: float = 41.25
    ack_seconds: float = 3.0
    token_seconds: float = 900.0
    nonce_seconds: float = 300.0
    session_seconds: float = 300.0
    identify_gap_seconds: float = 0.0
    identifies_a_day: int = 1000
    kept_events: int = 10_000
    privileged: frozenset[str] = EVERYBODY_PRIVILEGED
    announces_dms: bool = False
    dm_opens: int = 0
    skew_seconds: float = 0.0
    blocked_words: tuple[str, ...] = ()
    harmful_hosts: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class User:
    """An account; `closed` refuses the bot's private messages."""

    id: int
    username: str
    global_name: str | None = None
    bot: bool = False
    closed: bool = False
    locale: str = "en-US"


@dataclass(slots=True, kw_only=True)
class Role:
    """A role of one server."""

    id: int
    name: str
    permissions: int = 0
    position: int = 1
    managed: bool = False


@dataclass(slots=True, kw_only=True)
class Member:
    """An account inside one server."""

    user: int
    joined_at: float
    nick: str | None = None
    roles: list[int] = field(default_factory=list)
    timeout_until: str | None = None


@dataclass(slots=True, kw_only=True)
class Guild:
    """A server; `bans` maps an account to the reason."""

    id: int
    name: str
    owner: int
    created_at: float
    locale: str = "en-US"
    has_bot: bool = True
    members: dict[int, Member] = field(default_factory=dict)
    roles: dict[int, Role] = field(default_factory=dict)
    channels: list[int] = field(default_factory=list)
    bans: dict[int, str | None] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Reference:
    """What a message answers."""

    message: int
    channel: int
    guild: int = 0


@dataclass(slots=True, kw_only=True)
class Post:
    """One message. `only_for`: an ephemeral one's reader; `webhook`: sent with a token."""

    id: int
    channel: int
    author: int
    created_at: float
    content: str = ""
    type: int = MessageType.DEFAULT
    edited_at: float | None = None
    mentions: list[int] = field(default_factory=list)
    mention_roles: list[int] = field(default_factory=list)
    mention_everyone: bool = False
    embeds: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    flags: int = 0
    nonce: str | int | None = None
    tts: bool = False
    reference: Reference | None = None
    reactions: dict[str, list[int]] = field(default_factory=dict)
    thread: int = 0
    only_for: int = 0
    webhook: int = 0
    interaction: Json | None = None
    allowed_mentions: Json | None = None


@dataclass(slots=True, kw_only=True)
class Thread:
    """What a thread has beyond a channel; `members` maps an account to when it joined."""

    owner: int
    created_at: float
    archived_at: float
    archived: bool = False
    locked: bool = False
    invitable: bool = True
    auto_archive: int = 1440
    sent: int = 0
    members: dict[int, float] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Overwrite:
    """A channel's exception; `kind` 0 for a role, 1 for a member."""

    kind: int
    allow: int = 0
    deny: int = 0


@dataclass(slots=True, kw_only=True)
class Channel:
    """A place for messages: of a server, a thread, or between two."""

    id: int
    type: ChannelType
    name: str = ""
    guild: int = 0
    parent: int = 0
    recipient: int = 0
    topic: str | None = None
    last_message: int = 0
    posts: dict[int, Post] = field(default_factory=dict)
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    thread: Thread | None = None

    @property
    def is_dm(self) -> bool:
        return self.type is ChannelType.DM


@dataclass(slots=True, kw_only=True)
class Interaction:
    """A button pressed, a command run, a modal sent; `acked` is the callback's type."""

    id: int
    token: str
    type: int
    user: int
    channel: int
    guild: int
    created_at: float
    data: Json
    message: int = 0
    acked: int = 0
    acked_at: float = 0.0
    original: int = 0
    modal: Json | None = None
    choices: list[Json] = field(default_factory=list)
    followups: list[int] = field(default_factory=list)
