"""Presses, commands and forms as messages to the desk, and the way back to who made them.

A token lets us answer for 15 minutes. Whoever has one speaks for us, so tokens are kept in memory
only.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar
from weakref import WeakValueDictionary

import aiohttp
import discord
from pydantic import SecretStr

from bots.discord.client import DeskClient
from bots.discord.people import born
from bots.discord.rates import Window
from bots.discord.scene import DM, PLATFORM, Scene, ThreadFacts, scene_of
from bots.discord.words import language_of
from core.types import Arrival, Author, Message, Place

log = logging.getLogger(__name__)

INTERACTION = "interaction"
NO_ADDRESS = "{address!r} is not the address of an interaction"
LATE = "an interaction was answered too late: %s"
# A little less than the quarter of an hour that Discord gives.
TOKEN_S = 14.5 * 60
# Somebody who waits that long for an answer is told that we have his question, in seconds.
PATIENCE_S = 60.0
# What is remembered of each kind before the oldest is forgotten.
MOST = 10_000

Hear = Callable[[Sequence[Arrival]], Coroutine[Any, Any, None]]
Told = discord.Interaction[DeskClient]
K = TypeVar("K")
V = TypeVar("V")


class Recent(OrderedDict[K, V], Generic[K, V]):
    """A table that forgets what was entered first when it grows too large."""

    def enter(self, key: K, value: V) -> None:
        self[key] = value
        self.move_to_end(key)
        while len(self) > MOST:
            self.popitem(last=False)


@dataclass(slots=True)
class Token:
    """The right to answer one interaction until a time; `first` is the row that took the place
    that Discord keeps for the answer."""

    application: int
    secret: SecretStr
    until: float
    first: str = ""


@dataclass(slots=True, kw_only=True)
class Memory:
    """What is known only as long as we run: tokens, where users were last, what was pressed, how
    fast we spoke."""

    tick: Callable[[], float] = time.monotonic
    patience_s: float = PATIENCE_S
    tokens: Recent[int, Token] = field(default_factory=Recent[int, Token])
    seen_in: Recent[int, int] = field(default_factory=Recent[int, int])
    pressed: Recent[tuple[int, str], int] = field(default_factory=Recent[tuple[int, str], int])
    dms: Recent[int, int] = field(default_factory=Recent[int, int])
    windows: dict[str, Window] = field(default_factory=dict[str, Window])
    opening: WeakValueDictionary[int, asyncio.Lock] = field(
        default_factory=WeakValueDictionary[int, asyncio.Lock]
    )

    def keep(self, interaction: Told, *, answered: bool = False) -> None:
        """Remember how to answer, and where the user is."""
        secret = SecretStr(interaction.token)
        token = Token(interaction.application_id, secret, self.tick() + TOKEN_S)
        token.first = "said at once" if answered else ""
        self.tokens.enter(interaction.id, token)
        if interaction.guild_id and interaction.channel_id:
            self.seen_in.enter(interaction.user.id, interaction.channel_id)

    def token(self, interaction: int) -> Token | None:
        """A token that still works."""
        token = self.tokens.get(interaction)
        return token if token and token.until > self.tick() else None

    def window(self, name: str, count: int, seconds: float) -> Window:
        """The window of this name; its size is what was first asked for."""
        return self.windows.setdefault(name, Window(count, seconds, self.tick))

    def one_at_a_time(self, user: int) -> asyncio.Lock:
        """Held while a private thread is opened for a user: two presses open one."""
        return self.opening.setdefault(user, asyncio.Lock())

    def claim(self, message: int, group: str, user: int) -> bool:
        """Whether this is the first press of its group under this message."""
        if (message, group) in self.pressed:
            return False
        self.pressed.enter((message, group), user)
        return True


@dataclass(frozen=True, slots=True)
class Origin:
    """Whom an interaction came from and where; `channel` 0 in a private chat."""

    interaction: int
    user: int
    channel: int = 0

    @property
    def address(self) -> str:
        return f"{INTERACTION}/{self.interaction}/{self.user}/{self.channel}"


def read_origin(address: str) -> Origin:
    """The origin in an address; raises ValueError for what is none."""
    kind, *numbers = address.split("/")
    if kind != INTERACTION or len(numbers) != 3 or not all(map(str.isdecimal, numbers)):
        raise ValueError(NO_ADDRESS.format(address=address))
    return Origin(*map(int, numbers))


def origin_of(interaction: Told) -> Origin:
    """Where an interaction came from."""
    channel = interaction.channel_id if interaction.guild_id else 0
    return Origin(interaction.id, interaction.user.id, channel or 0)


def private_message(interaction: Told, text: str, *, kind: str) -> Message:
    """What somebody said to us alone: it belongs to his private conversation with us."""
    user = interaction.user.id
    spot = (Scene(DM, user, Place.DM), origin_of(interaction).address)
    return _message(interaction, text, kind=kind, spot=spot)


def message_on_the_spot(interaction: Told, text: str, *, kind: str) -> Message:
    """A press under a message: it belongs to the conversation there."""
    if interaction.message is not None and interaction.message.flags.ephemeral:
        return private_message(interaction, text, kind=kind)
    scene = scene_of(interaction.channel_id or 0, interaction.guild_id or 0, _thread(interaction))
    spot = (scene, scene.address(interaction.user.id))
    return _message(interaction, text, kind=kind, spot=spot)


def author_of(interaction: Told) -> Author:
    """Who pressed, wrote or filled in."""
    user = interaction.user
    return Author(
        id=str(user.id),
        handle=user.name,
        name=user.display_name,
        language=language_of(interaction.locale.value),
        is_moderator=moderates(interaction),
        created_at=born(user.id),
        joined_at=user.joined_at if isinstance(user, discord.Member) else None,
    )


def moderates(interaction: Told) -> bool:
    """Whether this user has a say in the server, by its owner or by a role of his own.

    What one channel allows says nothing: in the moderators' room a trainee may be let do more than
    he may do to members.
    """
    server = interaction.guild_id or 0
    facts = interaction.client.places.guild(server)
    own = {role.id for role in getattr(interaction.user, "roles", ())} - {server}
    return interaction.user.id == facts.owner or not own.isdisjoint(facts.moderator_roles)


def language(interaction: Told) -> str:
    """The language the user's own program speaks."""
    return language_of(interaction.locale.value)


async def acknowledge(interaction: Told, memory: Memory) -> None:
    """Say within Discord's three seconds that we are on it; the answer follows."""
    memory.keep(interaction)
    await tolerate(interaction.response.defer(ephemeral=True, thinking=True))


async def tolerate(call: Coroutine[Any, Any, Any]) -> bool:
    """Await an answer that may come too late or get lost; whether it arrived.

    What the user asked is not lost with it: the desk answers by another way.
    """
    try:
        await call
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        # The library's words may hold the token's address.
        log.warning(LATE, f"{type(error).__name__} {getattr(error, 'code', '')}".rstrip())
        return False
    return True


def _message(interaction: Told, text: str, *, kind: str, spot: tuple[Scene, str]) -> Message:
    scene, address = spot
    account = str(interaction.client.application_id or "")
    if interaction.client.user:
        account = str(interaction.client.user.id)
    above = interaction.message
    return Message(
        platform=PLATFORM,
        account=account,
        id=f"{kind}/{interaction.id}",
        conversation=scene.conversation(account, interaction.user.id),
        scene=scene.shared(account),
        address=address,
        author=author_of(interaction),
        place=scene.place,
        text=text,
        sent_at=born(interaction.id),
        received_at=datetime.now(UTC),
        reply_to=str(above.id) if above else None,
        reply_text=above.content if above else "",
    )


def _thread(interaction: Told) -> ThreadFacts | None:
    """The facts of the thread it happened in, which the library may not have cached."""
    facts = interaction.client.places.thread(interaction.channel_id or 0)
    channel = interaction.channel
    if facts is None and isinstance(channel, discord.Thread):
        me = interaction.client.user
        ours = bool(me and channel.owner_id == me.id)
        return ThreadFacts(parent=channel.parent_id, private=channel.is_private(), ours=ours)
    return facts
