"""Routes that list archived threads."""

from __future__ import annotations

from datetime import datetime

from sandbox.discord.backend import Backend, Given, route
from sandbox.discord.model import Channel, ChannelType, Json
from sandbox.discord.payloads import iso, thread_json, thread_member_json
from sandbox.discord.permissions import Permission, demand

ARCHIVED = "/channels/{channel_id}/threads/archived"
DEFAULT_PAGE = 50


@route("GET", ARCHIVED + "/public")
def public(backend: Backend, given: Given) -> Json:
    """Public ones, newest archived first."""
    channel = _home(backend, given)
    return _page(backend, given, _archived(backend, channel, ChannelType.PUBLIC_THREAD))


@route("GET", ARCHIVED + "/private")
def private(backend: Backend, given: Given) -> Json:
    """All private ones; only for who manages threads."""
    channel = _home(backend, given)
    demand(backend.world, channel, Permission.MANAGE_THREADS)
    return _page(backend, given, _archived(backend, channel, ChannelType.PRIVATE_THREAD))


@route("GET", "/channels/{channel_id}/users/@me/threads/archived/private")
def joined_private(backend: Backend, given: Given) -> Json:
    """Private ones the bot belongs to, newest id first."""
    channel, bot = _home(backend, given), backend.world.bot.id
    found = _archived(backend, channel, ChannelType.PRIVATE_THREAD)
    found = [each for each in found if each.thread and bot in each.thread.members]
    if "before" in given.query:
        found = [each for each in found if each.id < int(given.query["before"])]
    return _told(backend, given, sorted(found, key=lambda each: each.id, reverse=True))


def _home(backend: Backend, given: Given) -> Channel:
    channel = backend.world.channel(given.params["channel_id"])
    demand(backend.world, channel, Permission.READ_MESSAGE_HISTORY)
    return channel


def _archived(backend: Backend, channel: Channel, kind: ChannelType) -> list[Channel]:
    return [
        each
        for each in backend.world.threads_of(channel.guild)
        if each.parent == channel.id and each.type is kind and each.thread and each.thread.archived
    ]


def _archived_at(channel: Channel) -> float:
    return channel.thread.archived_at if channel.thread else 0.0


def _moment(channel: Channel) -> datetime:
    return datetime.fromisoformat(iso(_archived_at(channel)))


def _page(backend: Backend, given: Given, found: list[Channel]) -> Json:
    if "before" in given.query:
        # Compared as text would be: what was told is exact to the microsecond only.
        before = datetime.fromisoformat(given.query["before"])
        found = [each for each in found if _moment(each) < before]
    return _told(backend, given, sorted(found, key=_archived_at, reverse=True))


def _told(backend: Backend, given: Given, found: list[Channel]) -> Json:
    limit = int(given.query.get("limit", DEFAULT_PAGE))
    world, bot = backend.world, backend.world.bot.id
    shown = found[:limit]
    return {
        "threads": [thread_json(world, each) for each in shown],
        "members": [
            thread_member_json(world, each, bot)
            for each in shown
            if each.thread and bot in each.thread.members
        ],
        "has_more": len(found) > limit,
    }
