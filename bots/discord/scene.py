"""Where something was written, and the keys that follow from it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.types import Place, Platform

PLATFORM = Platform("discord")
CHANNEL, THREAD, DM, GUILD = "channel", "thread", "dm", "guild"
NO_ADDRESS = "{address!r} is not an address on Discord"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadFacts:
    """What the desk has to know about a thread; `title` only where it is part of the first post."""

    parent: int
    private: bool = False
    ours: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuildFacts:
    """Who has a say in a server, by id, and what its places are called."""

    owner: int = 0
    moderator_roles: frozenset[int] = frozenset()
    our_roles: frozenset[int] = frozenset()
    roles: Mapping[int, str] = field(default_factory=dict[int, str])
    channels: Mapping[int, str] = field(default_factory=dict[int, str])


@dataclass(frozen=True, slots=True)
class Scene:
    """One place: the channel (or thread) written in, and what kind of place that is."""

    kind: str
    channel: int
    place: Place

    def address(self, author: int) -> str:
        """Where an answer to this author goes."""
        return f"{self.kind}/{author if self.kind == DM else self.channel}"

    def conversation(self, account: str, author: int) -> str:
        """Threads and private talks are one conversation; in a channel each author has his own."""
        if self.kind == CHANNEL:
            return f"{PLATFORM}:{account}:{CHANNEL}:{self.channel}:{author}"
        return f"{PLATFORM}:{account}:{self.kind}:{author if self.kind == DM else self.channel}"

    def shared(self, account: str) -> str:
        """The place others read and answer in; nobody else is in a private talk."""
        return "" if self.place is Place.DM else f"{PLATFORM}:{account}:{self.kind}:{self.channel}"


def scene_of(channel: int, guild: int, thread: ThreadFacts | None) -> Scene:
    """The scene of a channel's id; `guild` 0 outside servers. Our own private threads are private
    talks: nobody but the user and the staff can read them."""
    if not guild:
        return Scene(DM, channel, Place.DM)
    if thread is None:
        return Scene(CHANNEL, channel, Place.CHANNEL)
    private = thread.private and thread.ours
    return Scene(THREAD, channel, Place.DM if private else Place.THREAD)


def spot_of(conversation: str) -> int:
    """The channel or thread of a conversation that others can read; 0 for a private one."""
    kind, _, rest = conversation.partition(":")[2].partition(":")[2].partition(":")
    number = rest.partition(":")[0]
    return int(number) if kind in {CHANNEL, THREAD} and number.isdecimal() else 0


def read_address(address: str) -> tuple[str, int]:
    """Kind (channel, thread, dm, guild) and id; raises ValueError for what is no address."""
    kind, _, number = address.partition("/")
    if kind not in {CHANNEL, THREAD, DM, GUILD} or not number.isdecimal():
        raise ValueError(NO_ADDRESS.format(address=address))
    return kind, int(number)
