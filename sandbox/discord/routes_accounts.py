"""Routes about the bot itself, other accounts, private channels and the gateway's address."""

from __future__ import annotations

from typing import Any

from sandbox.discord.backend import Backend, Given, route
from sandbox.discord.errors import ApiError, invalid
from sandbox.discord.guild_payloads import application_json, guild_json
from sandbox.discord.model import Json
from sandbox.discord.payloads import (
    channel_json,
    me_json,
    user_json,
)

MINUTE = 60.0


@route("GET", "/users/@me")
def get_me(backend: Backend, _given: Given) -> Json:
    """The bot."""
    return me_json(backend.world.bot)


@route("PATCH", "/users/@me")
def edit_me(backend: Backend, given: Given) -> Json:
    """A new name for the bot."""
    backend.scene.rename(backend.world.bot.id, given.fields().get("username") or "")
    return me_json(backend.world.bot)


@route("GET", "/users/{user_id}")
def get_user(backend: Backend, given: Given) -> Json:
    """Any account."""
    return user_json(backend.world.user(given.params["user_id"]))


@route("GET", "/users/@me/guilds")
def my_guilds(backend: Backend, _given: Given) -> list[Json]:
    """The servers the bot is in."""
    kept = ("id", "name", "icon", "banner", "features")
    return [
        {key: value for key, value in guild_json(each).items() if key in kept}
        | {"owner": False, "permissions": "0"}
        for each in backend.world.own_guilds()
    ]


@route("DELETE", "/users/@me/guilds/{guild_id}", 204)
def leave_guild(backend: Backend, given: Given) -> None:
    """The bot goes by itself."""
    backend.scene.remove_bot(given.params["guild_id"])


@route("GET", "/applications/@me")
def get_application(backend: Backend, _given: Given) -> Json:
    """The application."""
    return application_json(backend.world)


@route("GET", "/oauth2/applications/@me")
def get_oauth2_application(backend: Backend, _given: Given) -> Json:
    """The application, under its older address."""
    return application_json(backend.world)


@route("GET", "/gateway", auth=False)
def gateway(backend: Backend, _given: Given) -> Json:
    """Where the gateway is."""
    return {"url": backend.hub.url}


@route("GET", "/gateway/bot")
def gateway_bot(backend: Backend, _given: Given) -> Json:
    """Where the gateway is, and how many IDENTIFYs are left."""
    limit = backend.hub.start_limit()
    return {"url": backend.hub.url, "shards": 1, "session_start_limit": limit}


@route("POST", "/users/@me/channels")
def open_dm(backend: Backend, given: Given) -> Any:
    """The private channel with an account; opening too many new ones is refused."""
    try:
        recipient = int(given.fields().get("recipient_id", 0))
    except (TypeError, ValueError):
        raise invalid("recipient_id", "NUMBER_TYPE_COERCE", "Value is not snowflake.") from None
    world = backend.world
    if recipient not in world.users or recipient == world.bot.id:
        raise ApiError(50033)
    now, most = world.time(), world.settings.dm_opens
    backend.opened[:] = [each for each in backend.opened if each > now - MINUTE]
    if most and recipient not in world.dms and len(backend.opened) >= most:
        raise ApiError(40003)
    channel, fresh = world.dm_with(recipient)
    if fresh:
        backend.opened.append(now)
    if fresh and world.settings.announces_dms:
        backend.events.channel("CHANNEL_CREATE", channel)
    return channel_json(world, channel)
