"""Turns what happened in the world into gateway events for those who may know."""

from __future__ import annotations

from sandbox.discord import payloads, permissions
from sandbox.discord.gateway import Hub
from sandbox.discord.model import Channel, Guild, Json, Member, Post
from sandbox.discord.posts import emoji_json, message_json
from sandbox.discord.world import World


class Events:
    """One method a thing that happens."""

    def __init__(self, world: World, hub: Hub) -> None:
        self.world, self.hub = world, hub

    def message(self, name: str, post: Post) -> None:
        """MESSAGE_CREATE or MESSAGE_UPDATE."""
        channel = self.world.channel(post.channel)
        if post.only_for or not self._seen(channel):
            return
        body = message_json(self.world, post)
        if channel.guild:
            body["guild_id"] = str(channel.guild)
            member = self.world.guild(channel.guild).members.get(post.author)
            if member is not None:
                body["member"] = payloads.member_json(self.world, member, with_user=False)
        else:
            body["channel_type"] = int(channel.type)
        self.hub.dispatch(name, body, private=channel.is_dm, post=post)

    def message_deleted(self, channel: Channel, message: int) -> None:
        if not self._seen(channel):
            return
        body = {"id": str(message), "channel_id": str(channel.id)} | _guild_id(channel)
        self.hub.dispatch("MESSAGE_DELETE", body, private=channel.is_dm)

    def reaction(self, post: Post, user: int, emoji: str, *, added: bool) -> None:
        channel = self.world.channel(post.channel)
        if not self._seen(channel):
            return
        body: Json = {
            "user_id": str(user),
            "channel_id": str(channel.id),
            "message_id": str(post.id),
            "emoji": emoji_json(emoji),
            "burst": False,
            "type": 0,
        }
        body |= _guild_id(channel)
        member = self.world.guild(channel.guild).members.get(user) if channel.guild else None
        if added:
            body["message_author_id"] = str(post.author)
        if added and member is not None:
            body["member"] = payloads.member_json(self.world, member)
        name = "MESSAGE_REACTION_ADD" if added else "MESSAGE_REACTION_REMOVE"
        self.hub.dispatch(name, body, private=channel.is_dm)

    def member(self, name: str, guild: Guild, member: Member) -> None:
        """GUILD_MEMBER_ADD or GUILD_MEMBER_UPDATE."""
        if guild.has_bot:
            body = payloads.member_json(self.world, member) | {"guild_id": str(guild.id)}
            self.hub.dispatch(name, body, own=member.user == self.world.bot.id)

    def account(self, name: str, guild: Guild, user: int) -> None:
        """GUILD_MEMBER_REMOVE, GUILD_BAN_ADD or GUILD_BAN_REMOVE."""
        if guild.has_bot:
            told = payloads.user_json(self.world.user(user))
            self.hub.dispatch(name, {"guild_id": str(guild.id), "user": told})

    def renamed(self, user: int) -> None:
        """An account's own name changed: every server it is in says so."""
        for guild in self.world.own_guilds():
            if user in guild.members:
                self.member("GUILD_MEMBER_UPDATE", guild, guild.members[user])
        if user == self.world.bot.id:
            self.hub.dispatch("USER_UPDATE", payloads.me_json(self.world.bot))

    def channel(self, name: str, channel: Channel) -> None:
        """CHANNEL_CREATE, CHANNEL_UPDATE or CHANNEL_DELETE."""
        if channel.is_dm or self.world.guild(channel.guild).has_bot:
            body = payloads.channel_json(self.world, channel)
            self.hub.dispatch(name, body, private=channel.is_dm)

    def thread(self, name: str, channel: Channel, *, new: bool = False) -> None:
        """THREAD_CREATE or THREAD_UPDATE."""
        if self._seen(channel):
            body = payloads.channel_json(self.world, channel)
            self.hub.dispatch(name, body | ({"newly_created": True} if new else {}))

    def thread_deleted(self, channel: Channel) -> None:
        body = {
            "id": str(channel.id),
            "guild_id": str(channel.guild),
            "parent_id": str(channel.parent),
            "type": int(channel.type),
        }
        self.hub.dispatch("THREAD_DELETE", body)

    def thread_members(self, channel: Channel, added: list[int], removed: list[int]) -> None:
        thread = channel.thread
        if thread is None or not self.world.guild(channel.guild).has_bot:
            return
        told = [
            payloads.thread_member_json(self.world, channel, each, with_member=True)
            for each in added
        ]
        body = {
            "id": str(channel.id),
            "guild_id": str(channel.guild),
            "member_count": min(len(thread.members), 50),
            "added_members": told,
            "removed_member_ids": [str(each) for each in removed],
        }
        own = self.world.bot.id in {*added, *removed}
        self.hub.dispatch("THREAD_MEMBERS_UPDATE", body, own=own)

    def guild_gone(self, guild: Guild) -> None:
        """The bot is no longer in a server."""
        self.hub.dispatch("GUILD_DELETE", {"id": str(guild.id)})

    def role(self, name: str, guild: Guild, role: int) -> None:
        """GUILD_ROLE_CREATE or GUILD_ROLE_UPDATE."""
        if guild.has_bot:
            body = {"guild_id": str(guild.id), "role": payloads.role_json(guild.roles[role])}
            self.hub.dispatch(name, body)

    def _seen(self, channel: Channel) -> bool:
        if channel.guild and not self.world.guild(channel.guild).has_bot:
            return False
        return permissions.sees(self.world, channel, self.world.bot.id)


def _guild_id(channel: Channel) -> Json:
    return {"guild_id": str(channel.guild)} if channel.guild else {}
