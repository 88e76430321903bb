"""The crowd on Discord: one server with two channels and threads, private messages, commands."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import takewhile

from sandbox.crowd.cast import DISCORD, MEMBER, MODERATOR, OWNER, PRIVATE, SCAMMER, Cast, Person
from sandbox.crowd.stage import Ear, Heard, Said, Turn
from sandbox.discord.checks import walk
from sandbox.discord.commands import SLASH, find_command
from sandbox.discord.interactions import BUTTON
from sandbox.discord.model import Channel, Guild, MessageFlag, Post
from sandbox.discord.permissions import MEMBER as ORDINARY
from sandbox.discord.permissions import Permission, timed_out
from sandbox.discord.scene import NotPossibleError
from sandbox.discord.server import DiscordSandbox
from sandbox.discord.world import MissingError

# As people type it; on the wire it is a number.
TYPED_NAME = "@Nordex Helpdesk"
GENERAL, SUPPORT, STAFF_ROOM = "general", "support", "moderators"
TITLE_LENGTH = 60
# Accounts are numbered by when they were made; these were in 2016, scammers were just now.
FIRST_ID = 200_000_000_000_000_000
MODERATES = Permission.MANAGE_MESSAGES | Permission.MODERATE_MEMBERS | Permission.KICK_MEMBERS
ABOVE_THE_BOT = 11
# How often people look at the screen, in seconds.
GLANCE_S = 0.1
# The client's language; Discord has no Arabic.
LOCALES = {"en": "en-US", "zh-hans": "zh-CN", "es": "es-ES", "pt-br": "pt-BR", "ar": "en-US"}


class DiscordStage:
    """Everybody but the scammers is in the server from the start."""

    name = DISCORD
    refusals: tuple[type[Exception], ...] = (NotPossibleError, MissingError)

    def __init__(self, sandbox: DiscordSandbox) -> None:
        self.sandbox, self.world, self.scene = sandbox, sandbox.world, sandbox.scene
        self.guild = self.staff_room = 0
        self.channels: dict[str, int] = {}
        self._ids: dict[str, int] = {}
        self._keys: dict[int, str] = {}
        self._seen = self.world.snowflake()
        self._thinking: list[Post] = []

    # Settling

    def settle(self, cast: Cast) -> None:
        for each in cast.people.values():
            self._ids[each.key] = self._account(each)
        self._keys = {number: key for key, number in self._ids.items()}
        known = (each for each in self.world.guilds.values() if each.name == cast.group)
        guild = next(known, None) or self._found(cast)
        self.guild = guild.id
        named = (self.world.channel(each) for each in guild.channels)
        self.channels = {each.name: each.id for each in named if each.thread is None}
        self.staff_room = self.channels.pop(STAFF_ROOM)

    def _account(self, who: Person) -> int:
        """The number of somebody's account, made when there is none."""
        number = self._ids.get(who.key, FIRST_ID + who.id)
        if number in self.world.users:
            return number
        made = self.world.add_user(
            who.account.lower(),
            id=0 if who.role == SCAMMER else FIRST_ID + who.id,
            global_name=who.name,
            locale=LOCALES.get(who.language, who.language or "en-US"),
        )
        return made.id

    def _found(self, cast: Cast) -> Guild:
        people = cast.people.values()
        owner = next(each for each in people if each.role == OWNER)
        membership = self.sandbox.membership
        guild = membership.create_guild(cast.group, self._ids[owner.key])
        membership.create_channel(guild.id, SUPPORT)
        allowed = int(MODERATES) | ORDINARY
        role = membership.create_role(
            guild.id, "Moderators", allowed=allowed, position=ABOVE_THE_BOT
        )
        for each in people:
            if each.role in {MEMBER, MODERATOR}:
                member = self.world.add_member(guild.id, self._ids[each.key])
                member.roles += [role.id] if each.role == MODERATOR else []
        self.sandbox.control.staff_channel(guild.id, role.id, STAFF_ROOM)
        return guild

    def lets_in(self, who: Person) -> bool:
        guild, number = self.world.guild(self.guild), self._ids[who.key]
        member = guild.members.get(number)
        if number in guild.bans or (member and timed_out(member, self.world.time())):
            return False
        if number not in guild.members:
            self.scene.join(number, guild.id)
        return True

    # Doing

    def perform(self, turn: Turn) -> Said | None:
        step, number = turn.step, self._ids[turn.who.key]
        if step.rename:
            if number not in self.world.guild(self.guild).members:
                raise NotPossibleError(f"{turn.who.key} is not in the server")
            self.scene.nick(number, self.guild, step.rename)
            return None
        if step.slash:
            self._command(number, self._place(turn, number), turn)
            return None
        if step.edit:
            return self._edit(turn)
        place = self._place(turn, number)
        answers = turn.answers.id if turn.answers and turn.answers.place == place else 0
        return self._say(number, place, step.say, answers)

    def _edit(self, turn: Turn) -> Said | None:
        if turn.last:
            self.scene.edit(turn.last.place, turn.last.id, turn.step.edit)
        return turn.last

    def _place(self, turn: Turn, number: int) -> int:
        if turn.where == PRIVATE:
            if not self.world.shares_guild(number):
                raise NotPossibleError(f"{turn.who.key} shares no server with the bot")
            return self.world.dm_with(number)[0].id
        if turn.where in self.channels:
            return self.channels[turn.where]
        if turn.opening:
            return turn.opening.place
        title = turn.step.say[:TITLE_LENGTH]
        return self.scene.open_thread(number, self.channels[SUPPORT], title).id

    def _command(self, number: int, place: int, turn: Turn) -> None:
        command = find_command(self.world, self.guild, turn.step.slash, SLASH)
        names = [each["name"] for each in command.get("options") or []]
        options = {names[0]: turn.step.say} if names and turn.step.say else {}
        self.sandbox.interactions.slash(number, place, turn.step.slash, options)

    def _say(self, number: int, place: int, text: str, answers: int = 0) -> Said:
        typed = text.replace(TYPED_NAME, f"<@{self.world.bot.id}>")
        post = self.scene.say(number, place, typed, reply_to=answers)
        return Said(post.channel, post.id)

    def answer(self, who: Person, heard: Heard, text: str) -> None:
        if heard.said.id in self.world.ephemeral:
            raise NotPossibleError("what only one sees cannot be answered")
        shared = heard.said.place in self.channels.values()
        answers = heard.said.id if shared else 0
        self._say(self._ids[who.key], heard.said.place, text, answers)

    def press(self, who: Person, heard: Heard, data: str) -> None:
        number = self._ids[who.key]
        self.sandbox.interactions.press(number, heard.said.place, heard.said.id, data)

    # Listening

    async def listen(self, ear: Ear) -> None:
        """By looking: an answer that was put off is there once its words are."""
        while True:
            for post in self._fresh():
                person = self._keys.get(self._addressee(post))
                if person:
                    ear(_heard(post, person))
            await asyncio.sleep(GLANCE_S)

    def _fresh(self) -> list[Post]:
        """What the bot said since the last look, oldest first."""
        found = [*self._thinking, *self._since(self._seen)]
        self._seen = max((each.id for each in found), default=self._seen)
        self._thinking = [each for each in found if each.flags & MessageFlag.LOADING]
        there = (each for each in found if not each.flags & MessageFlag.LOADING)
        return sorted(there, key=lambda each: each.id)

    def _since(self, seen: int) -> Iterator[Post]:
        shelves = [each.posts for each in self.world.channels.values() if each.last_message > seen]
        for posts in (*shelves, self.world.ephemeral):
            newer = takewhile(lambda each: each.id > seen, reversed(posts.values()))
            yield from (each for each in newer if each.author == self.world.bot.id)

    def _addressee(self, post: Post) -> int:
        place = self.world.channel(post.channel)
        if post.only_for or place.is_dm:
            return post.only_for or place.recipient
        answered = place.posts.get(post.reference.message) if post.reference else None
        return answered.author if answered else self._guest(place)

    def _guest(self, place: Channel) -> int:
        """Whose thread it is."""
        members = place.thread.members if place.thread else ()
        return next((each for each in members if each in self._keys), 0)


def _heard(post: Post, to: str) -> Heard:
    offered = tuple(
        (str(each.get("label", "")), str(each["custom_id"]))
        for each in walk(post.components)
        if each["type"] == BUTTON and each.get("custom_id") and not each.get("disabled")
    )
    return Heard(to=to, said=Said(post.channel, post.id), text=post.content, buttons=offered)
