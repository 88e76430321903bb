"""Who may do what where, computed as the platform documents it."""

from __future__ import annotations

from datetime import datetime
from enum import IntFlag

from sandbox.discord.errors import ApiError
from sandbox.discord.model import THREADS, Channel, ChannelType, Guild, Member
from sandbox.discord.world import World


class Permission(IntFlag):
    """The permissions that are looked at."""

    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    CHANGE_NICKNAME = 1 << 26
    MANAGE_NICKNAMES = 1 << 27
    MANAGE_ROLES = 1 << 28
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    MODERATE_MEMBERS = 1 << 40


P = Permission
ALL = (1 << 52) - 1
MEMBER = int(
    P.ADD_REACTIONS
    | P.VIEW_CHANNEL
    | P.SEND_MESSAGES
    | P.EMBED_LINKS
    | P.ATTACH_FILES
    | P.READ_MESSAGE_HISTORY
    | P.CHANGE_NICKNAME
    | P.USE_APPLICATION_COMMANDS
    | P.CREATE_PUBLIC_THREADS
    | P.SEND_MESSAGES_IN_THREADS
)
BOT = int(
    P(MEMBER)
    | P.KICK_MEMBERS
    | P.BAN_MEMBERS
    | P.MANAGE_MESSAGES
    | P.MANAGE_NICKNAMES
    | P.MANAGE_THREADS
    | P.CREATE_PRIVATE_THREADS
    | P.MODERATE_MEMBERS
)


def of_member(guild: Guild, user: int) -> int:
    """The server-wide permissions of an account."""
    member = guild.members.get(user)
    if member is None:
        return 0
    if user == guild.owner:
        return ALL
    base = guild.roles[guild.id].permissions
    for role in member.roles:
        base |= guild.roles[role].permissions
    return ALL if base & P.ADMINISTRATOR else base


def in_channel(world: World, channel: Channel, user: int) -> int:
    """The permissions of an account in a channel; a thread has its parent's."""
    if channel.is_dm:
        return ALL if user in {channel.recipient, world.bot.id} else 0
    guild = world.guild(channel.guild)
    base = of_member(guild, user)
    if base in {0, ALL}:
        return base
    home = world.channel(channel.parent) if channel.type in THREADS else channel
    roles = {guild.id, *guild.members[user].roles}
    for kind, targets in ((0, {guild.id}), (0, roles - {guild.id}), (1, {user})):
        found = [
            each for key, each in home.overwrites.items() if key in targets and each.kind == kind
        ]
        for each in found:
            base &= ~each.deny
        for each in found:
            base |= each.allow
    return base


def sees(world: World, channel: Channel, user: int) -> bool:
    """Whether the account can look into the channel at all."""
    allowed = in_channel(world, channel, user)
    if not allowed & P.VIEW_CHANNEL:
        return False
    if channel.type is ChannelType.PRIVATE_THREAD and channel.thread is not None:
        return user in channel.thread.members or bool(allowed & P.MANAGE_THREADS)
    return True


def timed_out(member: Member, now: float) -> bool:
    """Whether somebody may neither write nor react for now."""
    until = member.timeout_until
    return until is not None and datetime.fromisoformat(until).timestamp() > now


def demand(world: World, channel: Channel, needed: Permission) -> None:
    """Refuse the bot with 50001 where it sees nothing, with 50013 where it may not."""
    if not sees(world, channel, world.bot.id):
        raise ApiError(50001)
    if needed & ~Permission(in_channel(world, channel, world.bot.id)):
        raise ApiError(50013)


def demand_over(world: World, guild: Guild, user: int, needed: Permission) -> None:
    """Refuse the bot what it may not do to a member: no permission, or the other stands higher."""
    if needed & ~Permission(of_member(guild, world.bot.id)):
        raise ApiError(50013)
    if user == guild.owner or height(guild, user) >= height(guild, world.bot.id):
        raise ApiError(50013)


def height(guild: Guild, user: int) -> int:
    """The position of the highest role."""
    member = guild.members.get(user)
    return max((guild.roles[each].position for each in member.roles), default=0) if member else -1
