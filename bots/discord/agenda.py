"""Which channels and threads have to be read on, and from where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import discord

from bots.discord.client import DeskClient
from bots.discord.marks import Marks

Parent = discord.TextChannel | discord.ForumChannel
Spot = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | Parent | discord.Thread


@dataclass(slots=True)
class Target:
    """A channel or thread to be read on after `since`; `guild` 0 for a private talk. `after` moves
    on while it is read."""

    channel: int
    since: int
    guild: int = 0
    parent: Parent | None = None
    after: int = field(init=False)

    def __post_init__(self) -> None:
        self.after = self.since


def targets(
    client: DeskClient, marks: Marks, guild: int = 0, near: frozenset[int] = frozenset()
) -> list[Target]:
    """Everything to be read on, private talks first, then where support is asked for; `near` are
    places that are read for a while."""
    config, found = client.config, list[Target]()
    for each in client.guilds:
        if not each.unavailable and guild in {0, each.id}:
            found += (
                target_of(place, marks) for place in _places(each) if _reads(client, place, near)
            )
    support = config.support_channels
    found.sort(key=lambda one: one.channel not in support)
    talks = [Target(channel, mark.last) for channel, mark in marks.items() if not mark.guild]
    return found if guild else [*talks, *found]


def _places(guild: discord.Guild) -> Iterator[Spot]:
    yield from guild.text_channels
    yield from guild.voice_channels
    yield from guild.stage_channels
    yield from guild.threads
    yield from guild.forums


def _reads(client: DeskClient, place: Spot, near: frozenset[int]) -> bool:
    """Whether we are to read there, and may."""
    config, ids = client.config, {place.id, getattr(place, "parent_id", 0)}
    named = config.watch_channels | config.support_channels | near
    wanted = not config.watch_channels or ids & named
    me = place.guild.me
    if not wanted or me is None or (isinstance(place, discord.Thread) and place.parent is None):
        return bool(wanted)
    may = place.permissions_for(me)
    return may.read_messages and may.read_message_history


def target_of(place: Spot, marks: Marks, otherwise: int = 0) -> Target:
    """From its mark; a place never read begins where the last session ended anywhere, and at the
    very first start with what comes now."""
    start = marks[place.id].last if place.id in marks else otherwise or marks.latest
    parent = place if isinstance(place, discord.TextChannel | discord.ForumChannel) else None
    return Target(place.id, start or newest(place), place.guild.id, parent)


def newest(place: Spot) -> int:
    """The id of the last message, the place's own where there is none: all others are larger."""
    return place.last_message_id or place.id
