"""Routes about messages in a channel."""

from __future__ import annotations

from typing import Any

from sandbox.discord.backend import Backend, Given, route
from sandbox.discord.checks import check_message
from sandbox.discord.errors import ApiError, invalid
from sandbox.discord.model import Channel, Json, Post
from sandbox.discord.payloads import user_json
from sandbox.discord.permissions import Permission, demand
from sandbox.discord.posts import rest_json
from sandbox.discord.sending import demand_sending, fill, new_post

MESSAGES = "/channels/{channel_id}/messages"
MESSAGE = MESSAGES + "/{message_id}"
REACTIONS = MESSAGE + "/reactions/{emoji_name}"
DEFAULT_PAGE, MOST_PAGE = 50, 100


@route("POST", MESSAGES)
def create(backend: Backend, given: Given) -> Json:
    """A new message, or the one that has the same nonce if it is minutes old at most."""
    channel = backend.world.channel(given.params["channel_id"])
    demand_sending(backend, channel)
    message = given.fields()
    known = _by_nonce(backend, channel, message)
    if known is not None:
        return rest_json(backend.world, known)
    if message.get("embeds"):
        demand(backend.world, channel, Permission.EMBED_LINKS)
    post = backend.scene.publish(new_post(backend, channel, given, message))
    if message.get("nonce"):
        backend.nonces[channel.id, str(message["nonce"])] = (backend.world.time(), post.id)
    return rest_json(backend.world, post)


def _by_nonce(backend: Backend, channel: Channel, message: Json) -> Post | None:
    nonce = message.get("nonce")
    if not nonce or not message.get("enforce_nonce"):
        return None
    at, number = backend.nonces.get((channel.id, str(nonce)), (0.0, 0))
    if backend.world.time() - at > backend.world.settings.nonce_seconds:
        return None
    return channel.posts.get(number)


@route("GET", MESSAGES)
def history(backend: Backend, given: Given) -> list[Json]:
    """Newest first, whatever is asked for; empty without the right to read back."""
    channel = _readable(backend, given)
    limit = _limit(given)
    ids = sorted(channel.posts, reverse=True)
    found = _window(ids, given.query, limit)
    return [rest_json(backend.world, channel.posts[each]) for each in found]


def _limit(given: Given) -> int:
    limit = int(given.query.get("limit", DEFAULT_PAGE))
    if not 1 <= limit <= MOST_PAGE:
        text = f"int value should be between 1 and {MOST_PAGE}."
        raise invalid("limit", "NUMBER_TYPE_MAX", text)
    return limit


def _window(ids: list[int], query: dict[str, str], limit: int) -> list[int]:
    if "before" in query:
        return [each for each in ids if each < int(query["before"])][:limit]
    if "after" in query:
        return [each for each in ids if each > int(query["after"])][-limit:]
    if "around" in query:
        middle = int(query["around"])
        newer = [each for each in ids if each > middle][-(limit // 2) :] if limit > 1 else []
        return (newer + [each for each in ids if each <= middle])[:limit]
    return ids[:limit]


def _readable(backend: Backend, given: Given) -> Channel:
    channel = backend.world.channel(given.params["channel_id"])
    demand(backend.world, channel, Permission.VIEW_CHANNEL)
    demand(backend.world, channel, Permission.READ_MESSAGE_HISTORY)
    return channel


@route("GET", MESSAGE)
def get(backend: Backend, given: Given) -> Json:
    """One message."""
    channel = _readable(backend, given)
    return rest_json(backend.world, backend.world.post(channel.id, given.params["message_id"]))


@route("PATCH", MESSAGE)
def edit(backend: Backend, given: Given) -> Json:
    """Only the bot's own; of others not even an administrator edits the text."""
    post = backend.world.post(given.params["channel_id"], given.params["message_id"])
    demand(backend.world, backend.world.channel(post.channel), Permission.VIEW_CHANNEL)
    if post.author != backend.world.bot.id:
        raise ApiError(50005)
    _demand_open(backend.world.channel(post.channel))
    message = given.fields()
    check_message(backend.world.settings, _after(post, message), len(given.files))
    fill(backend, post, given, message)
    post.edited_at = backend.world.time()
    backend.events.message("MESSAGE_UPDATE", post)
    return rest_json(backend.world, post)


def _after(post: Post, message: Json) -> Json:
    kept: Json = {
        "content": post.content,
        "embeds": post.embeds,
        "components": post.components,
        "attachments": post.attachments,
        "flags": post.flags,
    }
    return kept | message


def _demand_open(channel: Channel) -> None:
    if channel.thread is not None and channel.thread.archived:
        raise ApiError(50083)


@route("DELETE", MESSAGE, 204)
def delete(backend: Backend, given: Given) -> None:
    """One message; of others only with the right to manage messages."""
    post = backend.world.post(given.params["channel_id"], given.params["message_id"])
    channel = backend.world.channel(post.channel)
    demand(backend.world, channel, Permission.VIEW_CHANNEL)
    if post.author != backend.world.bot.id:
        if channel.is_dm:
            raise ApiError(50003)
        demand(backend.world, channel, Permission.MANAGE_MESSAGES)
    _demand_open(channel)
    backend.scene.delete(channel.id, post.id)


@route("POST", MESSAGES + "/bulk-delete", 204)
def delete_many(backend: Backend, given: Given) -> None:
    """Several messages at once."""
    channel = backend.world.channel(given.params["channel_id"])
    demand(backend.world, channel, Permission.MANAGE_MESSAGES)
    for each in given.fields().get("messages", []):
        if int(each) in channel.posts:
            backend.scene.delete(channel.id, int(each))


@route("POST", "/channels/{channel_id}/typing", 204)
def typing(backend: Backend, given: Given) -> None:
    """Nobody sees it here; it is counted."""
    channel = backend.world.channel(given.params["channel_id"])
    demand_sending(backend, channel)
    backend.typing.append(channel.id)


@route("PUT", REACTIONS + "/@me", 204)
def react(backend: Backend, given: Given) -> None:
    """The bot reacts."""
    channel = _readable(backend, given)
    post = backend.world.post(channel.id, given.params["message_id"])
    emoji: Any = given.params["emoji_name"]
    if emoji.isascii() and ":" not in emoji:
        raise ApiError(10014)
    if emoji not in post.reactions:
        demand(backend.world, channel, Permission.ADD_REACTIONS)
    backend.scene.react(backend.world.bot.id, channel.id, post.id, emoji)


@route("DELETE", REACTIONS + "/@me", 204)
def unreact(backend: Backend, given: Given) -> None:
    """The bot takes its reaction back."""
    _take_back(backend, given, backend.world.bot.id)


@route("DELETE", REACTIONS + "/{user_id}", 204)
def unreact_other(backend: Backend, given: Given) -> None:
    """The bot takes somebody else's reaction away."""
    channel = _readable(backend, given)
    demand(backend.world, channel, Permission.MANAGE_MESSAGES)
    _take_back(backend, given, given.params["user_id"])


def _take_back(backend: Backend, given: Given, user: int) -> None:
    post = backend.world.post(given.params["channel_id"], given.params["message_id"])
    if user not in post.reactions.get(given.params["emoji_name"], []):
        raise ApiError(10014)
    backend.scene.unreact(user, post.channel, post.id, given.params["emoji_name"])


@route("GET", REACTIONS)
def who_reacted(backend: Backend, given: Given) -> list[Json]:
    """Who reacted so."""
    channel = _readable(backend, given)
    post = backend.world.post(channel.id, given.params["message_id"])
    after = int(given.query.get("after", 0))
    limit = int(given.query.get("limit", 25))
    who = sorted(
        each for each in post.reactions.get(given.params["emoji_name"], []) if each > after
    )
    return [user_json(backend.world.user(each)) for each in who[:limit]]
