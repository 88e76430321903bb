"""What reading an update takes besides the update, and what comes of it. Pure."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bots.telegram.buttons import Press
from bots.telegram.people import Face, Moderators
from bots.telegram.scene import PLATFORM, Scene
from core.types import Arrival, Author, Message, Place, Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something we said: to whom, in which conversation, where."""

    conversation: str
    address: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Who we are, whom we know, and what we said lately.

    `faces` has users by id, `said` our messages by "chat/number", `customers` the chats that
    wrote through a business account, by its name, `posts` posts of channels in their discussion
    groups as "chat/number". `room` is the staff's own chat (0: none), `closed` whether really
    nobody else can enter it.
    """

    me: int
    username: str
    now: datetime
    moderators: Moderators
    faces: Mapping[int, Face] = field(default_factory=dict[int, Face])
    said: Mapping[str, Said] = field(default_factory=dict[str, Said])
    customers: Mapping[str, frozenset[int]] = field(default_factory=dict[str, frozenset[int]])
    posts: Container[str] = frozenset()
    room: int = 0
    closed: bool = False

    @property
    def account(self) -> str:
        return str(self.me)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a group of updates came to, and the presses that want an answer."""

    arrivals: tuple[Arrival, ...] = ()
    presses: tuple[Press, ...] = ()


def blank(scene: Scene, author: Author, known: Known) -> Message:
    """Somebody's still empty message at this place."""
    return Message(
        platform=PLATFORM,
        account=known.account,
        id="",
        conversation=scene.conversation(known.account, author.id),
        scene=scene.shared(known.account),
        address=scene.address,
        author=author,
        place=scene.place,
        text="",
        sent_at=known.now,
        received_at=known.now,
    )


def reach(address: str, known: Known, *, why: str = "", moved_to: str | None = None) -> Reach:
    """News about an address: closed when there is a reason why, unless it moved."""
    return Reach(
        platform=PLATFORM,
        account=known.account,
        address=address,
        open=not why or moved_to is not None,
        why=why,
        moved_to=moved_to,
    )
