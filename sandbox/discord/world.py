"""The simulated Discord's memory: everybody and everything, and the clock."""

from __future__ import annotations

import time
from typing import Any, TypeVar

from sandbox.discord.model import (
    THREADS,
    Channel,
    ChannelType,
    Guild,
    Interaction,
    Json,
    Member,
    Post,
    Role,
    Settings,
    Thread,
    User,
)

T = TypeVar("T")
EPOCH_MS = 1_420_070_400_000
LOW_BITS = 22
BOT_ROLE_POSITION = 10


class MissingError(LookupError):
    """Nobody and nothing by that number."""


class World:
    """Users, servers, channels; numbers made as the platform makes them."""

    def __init__(self, bot: User, settings: Settings | None = None) -> None:
        self.bot, self.settings = bot, settings or Settings()
        self.ahead = 0.0
        self._last = 0
        self._count = 0
        self.reset()

    def reset(self) -> None:
        """Forget everybody but the bot."""
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.dms: dict[int, int] = {}
        self.commands: dict[int, dict[int, Json]] = {}
        self.interactions: dict[int, Interaction] = {}
        self.tokens: dict[str, int] = {}
        self.ephemeral: dict[int, Post] = {}

    # Time and numbers

    def time(self) -> float:
        """Unix seconds on the sandbox's clock."""
        return time.time() + self.ahead

    def advance(self, seconds: float) -> None:
        """Let the clock jump."""
        self.ahead += seconds

    def snowflake(self) -> int:
        """A number larger than all before."""
        wanted = (int(self.time() * 1000) - EPOCH_MS) << LOW_BITS
        self._last = max(wanted, self._last + 1)
        return self._last

    def message_snowflake(self) -> int:
        """A message's number; under clock skew it says another time than it is."""
        skew = self.settings.skew_seconds
        if not skew:
            return self.snowflake()
        self._count += 1
        millis = int((self.time() + skew) * 1000) - EPOCH_MS
        return (millis << LOW_BITS) | (self._count & ((1 << LOW_BITS) - 1))

    # Looking up

    def user(self, number: int) -> User:
        return _found(self.users, number, "user")

    def guild(self, number: int) -> Guild:
        return _found(self.guilds, number, "guild")

    def channel(self, number: int) -> Channel:
        return _found(self.channels, number, "channel")

    def post(self, channel: int, number: int) -> Post:
        return _found(self.channel(channel).posts, number, "message")

    def interaction(self, number: int) -> Interaction:
        return _found(self.interactions, number, "interaction")

    def own_guilds(self) -> list[Guild]:
        """The servers the bot is in."""
        return [each for each in self.guilds.values() if each.has_bot]

    def threads_of(self, guild: int) -> list[Channel]:
        """All threads of a server, archived ones too."""
        found = (self.channels[each] for each in self.guild(guild).channels)
        return [each for each in found if each.type in THREADS]

    def shares_guild(self, user: int) -> bool:
        """Whether the bot can meet this account somewhere."""
        return any(user in each.members for each in self.own_guilds())

    # Making

    def add_user(self, username: str, **details: Any) -> User:
        """A new account; details as in model.User. `global_name` is the name shown."""
        number = int(details.pop("id", 0)) or self.snowflake()
        if number in self.users:
            raise ValueError(f"there is a user {number} already")
        self.users[number] = User(id=number, username=username, **details)
        return self.users[number]

    def add_guild(self, name: str, owner: int, everyone: int, bot: int) -> Guild:
        """A new server with its owner and the bot; the numbers are permissions."""
        self.user(owner)
        guild = Guild(id=self.snowflake(), name=name, owner=owner, created_at=self.time())
        guild.roles[guild.id] = Role(
            id=guild.id, name="@everyone", permissions=everyone, position=0
        )
        self.guilds[guild.id] = guild
        self.add_member(guild.id, owner)
        managed = self.add_role(guild.id, self.bot.username, bot, BOT_ROLE_POSITION)
        managed.managed = True
        self.add_member(guild.id, self.bot.id).roles.append(managed.id)
        return guild

    def add_role(self, guild: int, name: str, permissions: int = 0, position: int = 1) -> Role:
        role = Role(id=self.snowflake(), name=name, permissions=permissions, position=position)
        self.guild(guild).roles[role.id] = role
        return role

    def add_member(self, guild: int, user: int) -> Member:
        self.user(user)
        member = Member(user=user, joined_at=self.time())
        self.guild(guild).members[user] = member
        return member

    def add_channel(
        self, guild: int, name: str, kind: ChannelType = ChannelType.TEXT, parent: int = 0
    ) -> Channel:
        """A new channel of a server."""
        channel = Channel(id=self.snowflake(), type=kind, name=name, guild=guild, parent=parent)
        self.guild(guild).channels.append(channel.id)
        self.channels[channel.id] = channel
        return channel

    def add_thread(
        self, parent: Channel, name: str, kind: ChannelType, owner: int, number: int = 0
    ) -> Channel:
        """A new thread; one that hangs on a message has that message's number."""
        now = self.time()
        thread = Channel(
            id=number or self.snowflake(),
            type=kind,
            name=name,
            guild=parent.guild,
            parent=parent.id,
        )
        thread.thread = Thread(owner=owner, created_at=now, archived_at=now, members={owner: now})
        self.guild(parent.guild).channels.append(thread.id)
        self.channels[thread.id] = thread
        return thread

    def dm_with(self, user: int) -> tuple[Channel, bool]:
        """The private channel with an account, and whether it is new."""
        self.user(user)
        if user in self.dms:
            return self.channels[self.dms[user]], False
        channel = Channel(id=self.snowflake(), type=ChannelType.DM, recipient=user)
        self.channels[channel.id] = channel
        self.dms[user] = channel.id
        return channel, True

    def keep(self, post: Post) -> Post:
        """Enter a message into its channel, or among those that only one may read."""
        if post.only_for:
            self.ephemeral[post.id] = post
            return post
        channel = self.channel(post.channel)
        channel.posts[post.id] = post
        channel.last_message = post.id
        if channel.thread is not None:
            channel.thread.sent += 1
        return post

    def drop_channel(self, channel: Channel) -> None:
        """Forget a channel and what was said in it."""
        del self.channels[channel.id]
        if channel.guild:
            self.guild(channel.guild).channels.remove(channel.id)


def _found(table: dict[int, T], number: int, what: str) -> T:
    if number not in table:
        raise MissingError(f"no {what} {number}")
    return table[number]
