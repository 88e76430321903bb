"""What the library's caches know about servers and threads, as facts for `convert`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import discord

from bots.discord.scene import GuildFacts, ThreadFacts

if TYPE_CHECKING:
    from bots.discord.client import DeskClient

# Any of these makes a moderator.
MODERATES = discord.Permissions(
    administrator=True,
    manage_guild=True,
    manage_messages=True,
    moderate_members=True,
    kick_members=True,
    ban_members=True,
)
CHANGES = ("READY", "GUILD_", "CHANNEL_")
KEEPS = frozenset({"GUILD_MEMBER_ADD", "GUILD_MEMBER_REMOVE", "GUILD_MEMBER_UPDATE"})
NOWHERE = GuildFacts()
NO_ROOM = (
    "[bots.discord] staff_channel = {number}: no channel or open thread that this bot can see has"
    " that id; moderators get no reports"
)
NO_SAY = "[bots.discord] staff_channel = {number}: our role may not write there"


class Places:
    """Servers and threads by id. Facts about a server are worked out once until it changes."""

    def __init__(self, client: DeskClient) -> None:
        self._client = client
        self._guilds: dict[int, GuildFacts] = {}
        self._old_threads: dict[int, discord.Thread] = {}

    def note(self, event: str) -> None:
        """Something happened after which facts may be others."""
        if event.startswith(CHANGES) and event not in KEEPS:
            self._guilds.clear()

    def remember(self, thread: discord.Thread) -> None:
        """An archived thread, which the library does not keep."""
        self._old_threads[thread.id] = thread

    def guild_of(self, channel: int) -> int:
        """The server a channel or thread is in; 0 when it is in none that we know."""
        found = self._client.get_channel(channel) or self._old_threads.get(channel)
        guild = getattr(found, "guild", None)
        return guild.id if guild else 0

    def shows_cards(self, channel: int) -> bool:
        """Whether our role may put cards there; where nobody can tell, Discord decides."""
        found = self._client.get_channel(channel)
        if not isinstance(found, discord.abc.GuildChannel | discord.Thread) or not found.guild.me:
            return True
        return found.permissions_for(found.guild.me).embed_links

    def thread(self, channel: int) -> ThreadFacts | None:
        """The facts of a thread; None for what is no thread."""
        found = self._client.get_channel(channel) or self._old_threads.get(channel)
        if not isinstance(found, discord.Thread):
            return None
        in_forum = isinstance(found.parent, discord.ForumChannel)
        return ThreadFacts(
            parent=found.parent_id,
            private=found.is_private(),
            ours=bool(self._client.user and found.owner_id == self._client.user.id),
            title=found.name if in_forum else "",
        )

    def guild(self, number: int) -> GuildFacts:
        """The facts of a server, empty ones of an unknown server."""
        if number not in self._guilds:
            found = self._client.get_guild(number)
            if found is None:
                return NOWHERE
            self._guilds[number] = self._facts(found)
        return self._guilds[number]

    def _facts(self, guild: discord.Guild) -> GuildFacts:
        ours = guild.self_role
        return GuildFacts(
            owner=guild.owner_id or 0,
            moderator_roles=frozenset(_moderating(guild)) | self._client.config.moderator_roles,
            our_roles=frozenset({ours.id} if ours else ()),
            roles={role.id: role.name for role in guild.roles},
            channels={channel.id: channel.name for channel in guild.channels},
        )


def staff_problem(client: DeskClient) -> str:
    """Why nothing can be reported to the moderators' room, as one line; empty when it can."""
    number = client.config.staff_channel
    if not number:
        return ""
    found = client.get_channel(number)
    if not isinstance(found, discord.abc.GuildChannel | discord.Thread):
        return NO_ROOM.format(number=number)
    may = found.permissions_for(found.guild.me)
    sends = may.send_messages_in_threads if isinstance(found, discord.Thread) else may.send_messages
    return "" if sends and may.view_channel else NO_SAY.format(number=number)


def _moderating(guild: discord.Guild) -> Iterator[int]:
    for role in guild.roles:
        if role.permissions.value & MODERATES.value:
            yield role.id
