"""Routes about channels, threads among them."""

from __future__ import annotations

from sandbox.discord.backend import Backend, Given, route
from sandbox.discord.errors import ApiError
from sandbox.discord.model import THREADS, Json
from sandbox.discord.payloads import channel_json
from sandbox.discord.permissions import Permission, demand
from sandbox.discord.routes_threads import change_thread

CHANNEL = "/channels/{channel_id}"


@route("GET", CHANNEL)
def get(backend: Backend, given: Given) -> Json:
    """Any channel the bot sees."""
    channel = backend.world.channel(given.params["channel_id"])
    demand(backend.world, channel, Permission.VIEW_CHANNEL)
    return channel_json(backend.world, channel)


@route("PATCH", CHANNEL)
def edit(backend: Backend, given: Given) -> Json:
    """A channel's name and topic; of a thread also whether it is archived or locked."""
    channel, wanted = backend.world.channel(given.params["channel_id"]), given.fields()
    demand(backend.world, channel, Permission.VIEW_CHANNEL)
    if channel.type in THREADS:
        return change_thread(backend, channel, wanted)
    if channel.is_dm:
        raise ApiError(50003)
    demand(backend.world, channel, Permission.MANAGE_CHANNELS)
    channel.name = str(wanted.get("name") or channel.name)
    channel.topic = wanted.get("topic", channel.topic)
    backend.events.channel("CHANNEL_UPDATE", channel)
    return channel_json(backend.world, channel)


@route("DELETE", CHANNEL)
def delete(backend: Backend, given: Given) -> Json:
    """A channel or a thread goes for good; a private channel is merely closed."""
    channel = backend.world.channel(given.params["channel_id"])
    told = channel_json(backend.world, channel)
    if channel.is_dm:
        return told
    threads = channel.type in THREADS
    needed = Permission.MANAGE_THREADS if threads else Permission.MANAGE_CHANNELS
    demand(backend.world, channel, needed)
    backend.membership.delete_channel(channel)
    return told
