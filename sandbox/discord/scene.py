"""What people do: they write, change, delete, come, go and rename themselves."""

from __future__ import annotations

from sandbox.discord import mentions, permissions
from sandbox.discord.events import Events
from sandbox.discord.model import (
    THREADS,
    Channel,
    ChannelType,
    Guild,
    Member,
    MessageFlag,
    MessageType,
    Post,
    Reference,
)
from sandbox.discord.world import World


class NotPossibleError(ValueError):
    """Something the platform would not let this person do."""


class Scene:
    """Acts on the world and tells the gateway."""

    def __init__(self, world: World, events: Events) -> None:
        self.world, self.events = world, events

    # Messages

    def say(self, user: int, channel: int, content: str = "", *, reply_to: int = 0) -> Post:
        """Somebody writes into a channel, a thread or the private channel."""
        place = self.world.channel(channel)
        self._demand(user, place)
        post = Post(
            id=self.world.message_snowflake(),
            channel=channel,
            author=user,
            created_at=self.world.time(),
            content=content,
        )
        if reply_to:
            self.world.post(channel, reply_to)
            post.type = MessageType.REPLY
            post.reference = Reference(message=reply_to, channel=channel, guild=place.guild)
        mentions.resolve(self.world, post, None)
        return self.publish(post)

    def publish(self, post: Post) -> Post:
        """Keep a message and tell everybody; one in an archived thread opens it again."""
        place = self.world.channel(post.channel)
        self.world.keep(post)
        if place.thread is not None and not post.only_for:
            self._wake(place, post)
        self.events.message("MESSAGE_CREATE", post)
        return post

    def _wake(self, place: Channel, post: Post) -> None:
        thread = place.thread
        if thread is None:
            return
        if thread.archived:
            thread.archived, thread.archived_at = False, self.world.time()
            self.events.thread("THREAD_UPDATE", place)
        guild = self.world.guild(place.guild)
        arriving = [post.author, *post.mentions]
        self.join_thread(place, [each for each in arriving if each in guild.members])

    def join_thread(self, place: Channel, users: list[int]) -> None:
        """Whoever writes in a thread or is mentioned there belongs to it."""
        thread = place.thread
        fresh = [each for each in dict.fromkeys(users) if thread and each not in thread.members]
        if thread is not None and fresh:
            thread.members |= dict.fromkeys(fresh, self.world.time())
            self.events.thread_members(place, fresh, [])

    def dm(self, user: int, content: str) -> Post:
        """Somebody writes to the bot in private."""
        if not self.world.shares_guild(user):
            raise NotPossibleError(f"user {user} shares no guild with the bot")
        channel, fresh = self.world.dm_with(user)
        if fresh and self.world.settings.announces_dms:
            self.events.channel("CHANNEL_CREATE", channel)
        return self.say(user, channel.id, content)

    def edit(self, channel: int, message: int, content: str) -> Post:
        post = self.world.post(channel, message)
        post.content, post.edited_at = content, self.world.time()
        mentions.resolve(self.world, post, None)
        self.events.message("MESSAGE_UPDATE", post)
        return post

    def delete(self, channel: int, message: int) -> None:
        self.world.post(channel, message)
        place = self.world.channel(channel)
        del place.posts[message]
        self.events.message_deleted(place, message)

    def react(self, user: int, channel: int, message: int, emoji: str) -> None:
        post = self.world.post(channel, message)
        self._demand_voice(user, self.world.channel(channel))
        who = post.reactions.setdefault(emoji, [])
        if user not in who:
            who.append(user)
            self.events.reaction(post, user, emoji, added=True)

    def unreact(self, user: int, channel: int, message: int, emoji: str) -> None:
        post = self.world.post(channel, message)
        post.reactions.get(emoji, []).remove(user)
        if not post.reactions[emoji]:
            del post.reactions[emoji]
        self.events.reaction(post, user, emoji, added=False)

    def _demand(self, user: int, place: Channel) -> None:
        needed = permissions.Permission.SEND_MESSAGES
        if place.type in THREADS:
            needed = permissions.Permission.SEND_MESSAGES_IN_THREADS
        allowed = permissions.in_channel(self.world, place, user)
        if not allowed & needed or not permissions.sees(self.world, place, user):
            raise NotPossibleError(f"user {user} may not write in channel {place.id}")
        self._demand_voice(user, place)

    def _demand_voice(self, user: int, place: Channel) -> None:
        member = self.world.guild(place.guild).members.get(user) if place.guild else None
        if member is not None and permissions.timed_out(member, self.world.time()):
            raise NotPossibleError(f"user {user} is timed out in guild {place.guild}")

    # Threads

    def open_thread(
        self, user: int, channel: int, name: str, *, message: int = 0, private: bool = False
    ) -> Channel:
        """A public thread, on a message or free, or a private one with the bot in it."""
        parent = self.world.channel(channel)
        if message:
            return self.thread_from(self.world.post(channel, message), name, user)
        kind = ChannelType.PRIVATE_THREAD if private else ChannelType.PUBLIC_THREAD
        thread = self.world.add_thread(parent, name, kind, user)
        if private and thread.thread is not None:
            thread.thread.members[self.world.bot.id] = self.world.time()
        self.events.thread("THREAD_CREATE", thread, new=not private)
        return thread

    def thread_from(self, post: Post, name: str, user: int) -> Channel:
        """A public thread that hangs on a message and has its number."""
        parent = self.world.channel(post.channel)
        thread = self.world.add_thread(parent, name, ChannelType.PUBLIC_THREAD, user, post.id)
        post.thread, post.flags = thread.id, post.flags | MessageFlag.HAS_THREAD
        self.events.thread("THREAD_CREATE", thread, new=True)
        self.events.message("MESSAGE_UPDATE", post)
        return thread

    # People

    def join(self, user: int, guild: int) -> Member:
        place = self.world.guild(guild)
        if user in place.bans:
            raise NotPossibleError(f"user {user} is banned from guild {guild}")
        member = self.world.add_member(guild, user)
        self.events.member("GUILD_MEMBER_ADD", place, member)
        return member

    def leave(self, user: int, guild: int) -> None:
        """Somebody goes, or is made to."""
        place = self.world.guild(guild)
        if place.members.pop(user, None) is not None:
            self.events.account("GUILD_MEMBER_REMOVE", place, user)

    def nick(self, user: int, guild: int, nick: str | None) -> None:
        place = self.world.guild(guild)
        place.members[user].nick = nick or None
        self.events.member("GUILD_MEMBER_UPDATE", place, place.members[user])

    def rename(self, user: int, username: str = "", global_name: str | None = None) -> None:
        """A new account name, a new shown name, or both."""
        account = self.world.user(user)
        account.username = username or account.username
        account.global_name = account.global_name if global_name is None else global_name or None
        self.events.renamed(user)

    def remove_bot(self, guild: int) -> Guild:
        """The bot is thrown out of a server."""
        place = self.world.guild(guild)
        place.has_bot = False
        place.members.pop(self.world.bot.id, None)
        self.events.guild_gone(place)
        return place
