"""From a request to a message: shared by channels, threads, interactions and follow-ups."""

from __future__ import annotations

from typing import Any

from sandbox.discord import mentions
from sandbox.discord.backend import Backend, Given
from sandbox.discord.checks import check_message, walk
from sandbox.discord.errors import ApiError, invalid
from sandbox.discord.model import (
    THREADS,
    Channel,
    ChannelType,
    Json,
    MessageFlag,
    MessageType,
    Post,
    Reference,
)
from sandbox.discord.permissions import Permission, demand

UNKNOWN_REFERENCE = "MESSAGE_REFERENCE_UNKNOWN_MESSAGE"
SETTABLE = MessageFlag.SUPPRESS_EMBEDS | MessageFlag.COMPONENTS_V2
TEXTLESS = frozenset({ChannelType.CATEGORY, ChannelType.FORUM})


def demand_sending(backend: Backend, channel: Channel) -> None:
    """Refuse where the bot cannot write."""
    if channel.type in TEXTLESS:
        raise ApiError(50008)
    if channel.is_dm:
        _demand_private(backend, channel)
    elif channel.type in THREADS:
        demand(backend.world, channel, Permission.SEND_MESSAGES_IN_THREADS)
        if channel.thread is not None and channel.thread.locked:
            _demand_locked(backend, channel)
    else:
        demand(backend.world, channel, Permission.SEND_MESSAGES)


def _demand_locked(backend: Backend, channel: Channel) -> None:
    try:
        demand(backend.world, channel, Permission.MANAGE_THREADS)
    except ApiError:
        raise ApiError(160005) from None


def _demand_private(backend: Backend, channel: Channel) -> None:
    if not backend.world.shares_guild(channel.recipient):
        raise ApiError(50278)
    if backend.world.user(channel.recipient).closed:
        raise ApiError(50007)


def new_post(backend: Backend, channel: Channel, given: Given, message: Json) -> Post:
    """A message of the bot's from a request's body, checked but not yet published."""
    check_message(backend.world.settings, message, len(given.files))
    post = Post(
        id=backend.world.message_snowflake(),
        channel=channel.id,
        author=backend.world.bot.id,
        created_at=backend.world.time(),
        nonce=message.get("nonce"),
        tts=bool(message.get("tts")),
        reference=_reference(backend, channel, message),
    )
    post.type = MessageType.REPLY if post.reference else MessageType.DEFAULT
    post.allowed_mentions = message.get("allowed_mentions")
    fill(backend, post, given, message)
    return post


def fill(backend: Backend, post: Post, given: Given, message: Json) -> None:
    """Set what a body sets of a message; what it leaves out stays."""
    post.content = str(message.get("content") or "") if "content" in message else post.content
    if "embeds" in message:
        post.embeds = [{"type": "rich"} | each for each in message["embeds"] or []]
    if "components" in message:
        post.components = numbered(message["components"] or [])
    if given.files:
        post.attachments = [_attachment(backend, each) for each in given.files]
    kept = post.flags & ~SETTABLE if "flags" in message else post.flags
    post.flags = kept | (int(message.get("flags") or 0) & SETTABLE)
    allowed = message.get("allowed_mentions", post.allowed_mentions)
    mentions.resolve(backend.world, post, allowed)


def numbered(components: list[Json]) -> list[Json]:
    """Components with the numbers that the platform gives to those that have none."""
    for number, each in enumerate(walk(components), start=1):
        each.setdefault("id", number)
    return components


def _attachment(backend: Backend, file: Json) -> Json:
    number = str(backend.world.snowflake())
    url = f"https://cdn.example/attachments/{number}/{file['filename']}"
    kept = {"filename": file["filename"], "size": file["size"]}
    return {"id": number, "url": url, "proxy_url": url} | kept


def _reference(backend: Backend, channel: Channel, message: Json) -> Reference | None:
    given: Any = message.get("message_reference")
    if not given or not given.get("message_id"):
        return None
    number = int(given["message_id"])
    place = int(given.get("channel_id") or channel.id)
    known = backend.world.channels.get(place)
    if known is None or number not in known.posts:
        if given.get("fail_if_not_exists", True):
            raise invalid("message_reference", UNKNOWN_REFERENCE, "Unknown message")
        return None
    return Reference(message=number, channel=place, guild=channel.guild)
