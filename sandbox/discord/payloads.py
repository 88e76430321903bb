"""People and places as JSON, with every field the platform's own specification asks for."""

from __future__ import annotations

from datetime import UTC, datetime

from sandbox.discord.model import THREADS, Channel, ChannelType, Json, Member, Role, User
from sandbox.discord.world import World


def iso(seconds: float) -> str:
    """A moment as the platform writes it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")


def number(value: int) -> str | None:
    """An id as JSON, None for none."""
    return str(value) if value else None


def user_json(user: User) -> Json:
    """An account as everybody sees it."""
    body: Json = {
        "id": str(user.id),
        "username": user.username,
        "avatar": None,
        "discriminator": "0000" if user.bot else "0",
        "public_flags": 0,
        "flags": 0,
        "global_name": user.global_name,
        "primary_guild": None,
    }
    return body | ({"bot": True} if user.bot else {})


def me_json(user: User) -> Json:
    """The bot's own account as it sees itself."""
    return user_json(user) | {"mfa_enabled": True, "locale": "en-US", "verified": True}


def member_json(world: World, member: Member, *, with_user: bool = True) -> Json:
    """An account inside a server."""
    body: Json = {
        "avatar": None,
        "banner": None,
        "communication_disabled_until": member.timeout_until,
        "flags": 0,
        "joined_at": iso(member.joined_at),
        "nick": member.nick,
        "pending": False,
        "premium_since": None,
        "roles": [str(each) for each in member.roles],
        "mute": False,
        "deaf": False,
    }
    return body | ({"user": user_json(world.user(member.user))} if with_user else {})


def role_json(role: Role) -> Json:
    """A role."""
    return {
        "id": str(role.id),
        "name": role.name,
        "permissions": str(role.permissions),
        "position": role.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": role.managed,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def channel_json(world: World, channel: Channel) -> Json:
    """A channel of any kind."""
    if channel.is_dm:
        return {
            "id": str(channel.id),
            "type": int(channel.type),
            "flags": 0,
            "last_message_id": number(channel.last_message),
            "recipients": [user_json(world.user(channel.recipient))],
        }
    return thread_json(world, channel) if channel.type in THREADS else _guild_channel_json(channel)


def _guild_channel_json(channel: Channel) -> Json:
    body: Json = {
        "id": str(channel.id),
        "type": int(channel.type),
        "flags": 0,
        "guild_id": str(channel.guild),
        "name": channel.name,
        "position": 0,
        "parent_id": number(channel.parent),
        "last_message_id": number(channel.last_message),
        "topic": channel.topic,
        "nsfw": False,
        "rate_limit_per_user": 0,
        "permission_overwrites": [
            {"id": str(key), "type": it.kind, "allow": str(it.allow), "deny": str(it.deny)}
            for key, it in channel.overwrites.items()
        ],
    }
    return body | ({"available_tags": []} if channel.type is ChannelType.FORUM else {})


def thread_json(world: World, channel: Channel) -> Json:
    """A thread; `member` is there when the bot has joined it."""
    thread = channel.thread
    assert thread is not None  # noqa: S101 - a thread channel without one cannot be made
    body: Json = {
        "id": str(channel.id),
        "type": int(channel.type),
        "flags": 0,
        "guild_id": str(channel.guild),
        "name": channel.name,
        "parent_id": str(channel.parent),
        "owner_id": str(thread.owner),
        "last_message_id": number(channel.last_message),
        "rate_limit_per_user": 0,
        "message_count": len(channel.posts),
        "member_count": min(len(thread.members), 50),
        "total_message_sent": thread.sent,
        "thread_metadata": {
            "archived": thread.archived,
            "archive_timestamp": iso(thread.archived_at),
            "auto_archive_duration": thread.auto_archive,
            "locked": thread.locked,
            "create_timestamp": iso(thread.created_at),
        },
    }
    if channel.type is ChannelType.PRIVATE_THREAD:
        body["thread_metadata"]["invitable"] = thread.invitable
    if world.bot.id in thread.members:
        body["member"] = thread_member_json(world, channel, world.bot.id)
    return body


def thread_member_json(
    world: World, channel: Channel, user: int, *, with_member: bool = False
) -> Json:
    """Who belongs to a thread, and since when."""
    thread = channel.thread
    assert thread is not None  # noqa: S101 - as above
    body: Json = {
        "id": str(channel.id),
        "user_id": str(user),
        "join_timestamp": iso(thread.members[user]),
        "flags": 0,
    }
    member = world.guild(channel.guild).members.get(user)
    if with_member and member is not None:
        body["member"] = member_json(world, member)
    return body
