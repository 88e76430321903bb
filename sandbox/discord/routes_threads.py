"""Routes about threads."""

from __future__ import annotations

from sandbox.discord.backend import Backend, Given, route
from sandbox.discord.checks import check_message
from sandbox.discord.errors import ApiError, invalid
from sandbox.discord.model import (
    THREADS,
    Channel,
    ChannelType,
    Json,
    MessageType,
    Post,
    Reference,
    Thread,
)
from sandbox.discord.payloads import channel_json, thread_json, thread_member_json
from sandbox.discord.permissions import Permission, demand, sees
from sandbox.discord.posts import rest_json
from sandbox.discord.sending import new_post

MEMBER_LIST = "/channels/{channel_id}/thread-members"
MOST_NAME = 100
ARCHIVE_MINUTES = frozenset({60, 1440, 4320, 10080})
CREATABLE = {11: Permission.CREATE_PUBLIC_THREADS, 12: Permission.CREATE_PRIVATE_THREADS}


@route("POST", "/channels/{channel_id}/messages/{message_id}/threads", 201)
def from_message(backend: Backend, given: Given) -> Json:
    """A public thread on a message; a message has one at most."""
    channel = backend.world.channel(given.params["channel_id"])
    demand(backend.world, channel, Permission.CREATE_PUBLIC_THREADS)
    post = backend.world.post(channel.id, given.params["message_id"])
    if channel.is_dm or channel.type in THREADS:
        raise ApiError(50024)
    if post.id in backend.world.channels:
        raise ApiError(160004)
    name = _name(given.fields())
    thread = backend.scene.thread_from(post, name, backend.world.bot.id)
    _settle(thread, given.fields())
    backend.scene.publish(_starter(backend, thread, post))
    return thread_json(backend.world, thread)


def _starter(backend: Backend, thread: Channel, post: Post) -> Post:
    reference = Reference(message=post.id, channel=post.channel, guild=thread.guild)
    return Post(
        id=backend.world.message_snowflake(),
        channel=thread.id,
        author=backend.world.bot.id,
        created_at=backend.world.time(),
        type=MessageType.THREAD_STARTER,
        reference=reference,
    )


@route("POST", "/channels/{channel_id}/threads", 201)
def create(backend: Backend, given: Given) -> Json:
    """A thread on no message; private unless asked otherwise. In a forum: a post."""
    channel, wanted = backend.world.channel(given.params["channel_id"]), given.fields()
    name, bot = _name(wanted), backend.world.bot.id
    if channel.type is ChannelType.FORUM:
        return _forum_post(backend, given, channel)
    if channel.is_dm or channel.type in THREADS or channel.type is ChannelType.CATEGORY:
        raise ApiError(50024)
    kind = int(wanted.get("type", ChannelType.PRIVATE_THREAD))
    if kind not in CREATABLE:
        raise invalid("type", "BASE_TYPE_CHOICES", "Value must be one of {10, 11, 12}.")
    demand(backend.world, channel, CREATABLE[kind])
    thread = backend.world.add_thread(channel, name, ChannelType(kind), bot)
    _settle(thread, wanted)
    backend.events.thread("THREAD_CREATE", thread, new=True)
    if kind == ChannelType.PUBLIC_THREAD:
        backend.scene.publish(_announcement(backend, channel, thread))
    return thread_json(backend.world, thread)


def _announcement(backend: Backend, channel: Channel, thread: Channel) -> Post:
    return Post(
        id=backend.world.message_snowflake(),
        channel=channel.id,
        author=backend.world.bot.id,
        created_at=backend.world.time(),
        type=MessageType.THREAD_CREATED,
        content=thread.name,
        reference=Reference(message=thread.id, channel=thread.id, guild=thread.guild),
    )


def _forum_post(backend: Backend, given: Given, channel: Channel) -> Json:
    demand(backend.world, channel, Permission.SEND_MESSAGES)
    wanted = given.fields()
    if not isinstance(wanted.get("message"), dict):
        raise invalid("message", "BASE_TYPE_REQUIRED", "This field is required")
    world = backend.world
    check_message(world.settings, wanted["message"], len(given.files))
    thread = world.add_thread(channel, _name(wanted), ChannelType.PUBLIC_THREAD, world.bot.id)
    post = new_post(backend, thread, given, wanted["message"])
    # The first message of a forum post has the thread's own number.
    post.id = thread.id
    backend.events.thread("THREAD_CREATE", thread, new=True)
    backend.scene.publish(post)
    return thread_json(world, thread) | {"message": rest_json(world, post)}


def _name(wanted: Json) -> str:
    name = str(wanted.get("name") or "")
    if not 1 <= len(name) <= MOST_NAME:
        text = f"Must be between 1 and {MOST_NAME} in length."
        raise invalid("name", "BASE_TYPE_BAD_LENGTH", text)
    _check_minutes(wanted)
    return name


def _check_minutes(wanted: Json) -> None:
    if wanted.get("auto_archive_duration") not in {None, *ARCHIVE_MINUTES}:
        text = "Value must be one of {60, 1440, 4320, 10080}."
        raise invalid("auto_archive_duration", "BASE_TYPE_CHOICES", text)


def _settle(channel: Channel, wanted: Json) -> None:
    thread = of(channel)
    thread.auto_archive = wanted.get("auto_archive_duration") or thread.auto_archive
    thread.invitable = bool(wanted.get("invitable", thread.invitable))


def of(channel: Channel) -> Thread:
    """The thread's own part of a channel; 50024 for any other channel."""
    if channel.thread is None:
        raise ApiError(50024)
    return channel.thread


def change_thread(backend: Backend, channel: Channel, wanted: Json) -> Json:
    """Rename, archive, lock: its owner may rename and archive, the rest needs MANAGE_THREADS."""
    thread = of(channel)
    if thread.owner != backend.world.bot.id or "locked" in wanted:
        demand(backend.world, channel, Permission.MANAGE_THREADS)
    if thread.archived and wanted.get("archived") is not False:
        raise ApiError(50083)
    channel.name = _name(wanted) if "name" in wanted else channel.name
    thread.locked = bool(wanted.get("locked", thread.locked))
    _check_minutes(wanted)
    if "archived" in wanted:
        thread.archived, thread.archived_at = bool(wanted["archived"]), backend.world.time()
    _settle(channel, wanted)
    backend.events.thread("THREAD_UPDATE", channel)
    return channel_json(backend.world, channel)


def _open_thread(backend: Backend, given: Given) -> tuple[Channel, Thread]:
    channel = backend.world.channel(given.params["channel_id"])
    thread = of(channel)
    demand(backend.world, channel, Permission.VIEW_CHANNEL)
    if thread.archived:
        raise ApiError(50083)
    return channel, thread


@route("GET", MEMBER_LIST)
def members(backend: Backend, given: Given) -> list[Json]:
    """Everybody who belongs to a thread."""
    channel = backend.world.channel(given.params["channel_id"])
    demand(backend.world, channel, Permission.VIEW_CHANNEL)
    return [thread_member_json(backend.world, channel, each) for each in of(channel).members]


@route("GET", MEMBER_LIST + "/{user_id}")
def member(backend: Backend, given: Given) -> Json:
    """One who belongs to a thread."""
    channel, user = backend.world.channel(given.params["channel_id"]), given.params["user_id"]
    if user not in of(channel).members:
        raise ApiError(10007)
    return thread_member_json(backend.world, channel, user)


@route("PUT", MEMBER_LIST + "/@me", 204)
def join(backend: Backend, given: Given) -> None:
    """The bot joins."""
    channel, _thread = _open_thread(backend, given)
    backend.scene.join_thread(channel, [backend.world.bot.id])


@route("PUT", MEMBER_LIST + "/{user_id}", 204)
def add(backend: Backend, given: Given) -> None:
    """Whoever is added must be able to see the channel the thread hangs in."""
    channel, _thread = _open_thread(backend, given)
    user = given.params["user_id"]
    if user not in backend.world.guild(channel.guild).members:
        raise ApiError(10007)
    if not sees(backend.world, backend.world.channel(channel.parent), user):
        raise ApiError(50001)
    backend.scene.join_thread(channel, [user])


@route("DELETE", MEMBER_LIST + "/@me", 204)
def leave(backend: Backend, given: Given) -> None:
    """The bot leaves."""
    _remove(backend, given, backend.world.bot.id)


@route("DELETE", MEMBER_LIST + "/{user_id}", 204)
def remove(backend: Backend, given: Given) -> None:
    """Somebody is taken out."""
    channel, thread = _open_thread(backend, given)
    own = thread.owner == backend.world.bot.id and channel.type is ChannelType.PRIVATE_THREAD
    if not own:
        demand(backend.world, channel, Permission.MANAGE_THREADS)
    _remove(backend, given, given.params["user_id"])


def _remove(backend: Backend, given: Given, user: int) -> None:
    channel, thread = _open_thread(backend, given)
    if thread.members.pop(user, None) is not None:
        backend.events.thread_members(channel, [], [user])
