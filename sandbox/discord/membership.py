"""Making servers and channels, and what their owners change: roles, rights, bans."""

from __future__ import annotations

from sandbox.discord import permissions
from sandbox.discord.events import Events
from sandbox.discord.gateway import Hub
from sandbox.discord.model import Channel, ChannelType, Guild, Overwrite, Role
from sandbox.discord.world import BOT_ROLE_POSITION, World

KINDS = {
    "text": ChannelType.TEXT,
    "news": ChannelType.NEWS,
    "category": ChannelType.CATEGORY,
    "forum": ChannelType.FORUM,
}


class Membership:
    """Acts on servers and tells the gateway."""

    def __init__(self, world: World, events: Events, hub: Hub) -> None:
        self.world, self.events, self.hub = world, events, hub

    def create_guild(self, name: str, owner: int, *, bot: bool = True) -> Guild:
        """A server with a channel "general"; the bot is in it unless `bot` is off."""
        guild = self.world.add_guild(name, owner, permissions.MEMBER, permissions.BOT)
        self.world.add_channel(guild.id, "general")
        guild.has_bot = bot
        if bot:
            self.hub.dispatch_guild(guild)
        else:
            del guild.members[self.world.bot.id]
        return guild

    def invite_bot(self, guild: int) -> Guild:
        """The bot comes (back) to a server."""
        place = self.world.guild(guild)
        if not place.has_bot:
            place.has_bot = True
            member = self.world.add_member(guild, self.world.bot.id)
            member.roles += [each.id for each in place.roles.values() if each.managed]
            self.hub.dispatch_guild(place)
        return place

    def create_channel(self, guild: int, name: str, kind: str = "text", parent: int = 0) -> Channel:
        """A text, news, category or forum channel."""
        channel = self.world.add_channel(guild, name, KINDS[kind], parent)
        self.events.channel("CHANNEL_CREATE", channel)
        return channel

    def delete_channel(self, channel: Channel) -> None:
        """A channel goes, with its threads."""
        if channel.thread is not None:
            self.events.thread_deleted(channel)
        else:
            for each in self.world.threads_of(channel.guild):
                if each.parent == channel.id:
                    self.world.drop_channel(each)
            self.events.channel("CHANNEL_DELETE", channel)
        self.world.drop_channel(channel)

    def create_role(self, guild: int, name: str, *, allowed: int = 0, position: int = 1) -> Role:
        """A role; one at 10 or higher stands above the bot."""
        role = self.world.add_role(guild, name, allowed, position)
        self.events.role("GUILD_ROLE_CREATE", self.world.guild(guild), role.id)
        return role

    def give_role(self, user: int, guild: int, role: int) -> None:
        place = self.world.guild(guild)
        if role not in place.members[user].roles:
            place.members[user].roles.append(role)
        self.events.member("GUILD_MEMBER_UPDATE", place, place.members[user])

    def set_bot_permissions(self, guild: int, allowed: int) -> None:
        """What the bot's own role allows."""
        place = self.world.guild(guild)
        for role in place.roles.values():
            if role.managed and role.position == BOT_ROLE_POSITION:
                role.permissions = allowed
                self.events.role("GUILD_ROLE_UPDATE", place, role.id)

    def overwrite(self, channel: int, target: int, *, allow: int = 0, deny: int = 0) -> None:
        """A channel's exception for a role or an account."""
        place = self.world.channel(channel)
        kind = 0 if target in self.world.guild(place.guild).roles else 1
        place.overwrites[target] = Overwrite(kind=kind, allow=allow, deny=deny)
        self.events.channel("CHANNEL_UPDATE", place)

    def ban(self, user: int, guild: int, reason: str | None = None) -> None:
        place = self.world.guild(guild)
        place.bans[user] = reason
        self.events.account("GUILD_BAN_ADD", place, user)
        if place.members.pop(user, None) is not None:
            self.events.account("GUILD_MEMBER_REMOVE", place, user)

    def unban(self, user: int, guild: int) -> None:
        place = self.world.guild(guild)
        del place.bans[user]
        self.events.account("GUILD_BAN_REMOVE", place, user)

    def time_out(self, user: int, guild: int, until: str | None) -> None:
        place = self.world.guild(guild)
        place.members[user].timeout_until = until
        self.events.member("GUILD_MEMBER_UPDATE", place, place.members[user])
