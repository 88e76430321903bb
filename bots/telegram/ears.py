"""From raw updates to arrivals, with what has to be asked or remembered for it."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from bots.telegram import peek
from bots.telegram.albums import GrowingAlbums
from bots.telegram.convert import hear
from bots.telegram.known import Heard, Known, Said
from bots.telegram.line import Line
from bots.telegram.moderators import ModeratorList
from bots.telegram.people import Face, face
from bots.telegram.scene import read_address
from core.actions import Outgoing
from core.types import Arrival, Leg, Message, Place, Reach, Sighting

log = logging.getLogger(__name__)

NOT_CLOSED = (
    "[bots.telegram] staff_group: everybody can enter %s, so that only its administrators count as"
    " moderators; make the group private"
)
ROOM_MOVED = "[bots.telegram] staff_group: the group %s became %s; write that into settings.toml"
# Remembered at most, of each kind; the oldest go first.
MOST = 50_000

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Ears:
    """Reads what came. Names, customers and what we said are remembered until a restart.

    `room` is the address of the staff's own group, or empty.
    """

    def __init__(
        self,
        line: Line,
        now: Callable[[], datetime],
        tick: Callable[[], float],
        room: str = "",
    ) -> None:
        self._now = now
        self._room = read_address(room).chat if room else 0
        self._moderators = ModeratorList(line, tick)
        self._albums = GrowingAlbums()
        self._faces: OrderedDict[int, Face] = OrderedDict()
        self._said: OrderedDict[str, Said] = OrderedDict()
        self._customers: OrderedDict[str, frozenset[int]] = OrderedDict()
        self._posts: OrderedDict[str, None] = OrderedDict()
        self.me, self.username = 0, ""

    async def hear(self, groups: Sequence[list[Any]], *, grow: bool) -> list[Heard]:
        """One result a group, in order; with `grow`, albums come part by part."""
        await self._refresh_moderators([update for group in groups for update in group])
        return [self._hear(group, grow=grow) for group in groups]

    def spoke(self, outgoing: Outgoing, remote: str) -> None:
        """Remember what we said, so that a reaction to it can be understood."""
        place = Place.DM if outgoing.leg is Leg.PRIVATE else Place.GROUP
        said = Said(conversation=outgoing.conversation, address=outgoing.address, place=place)
        _keep(self._said, remote, said)

    async def look_into_the_room(self) -> None:
        """Find out who is in the staff's room, and say so if that could be anybody."""
        if not self._room:
            return
        await self._moderators.learn([self._room])
        if self._room in self._moderators and not self._moderators.closed(self._room):
            log.warning(NOT_CLOSED, self._room)

    def moved(self, before: str, after: str) -> None:
        """A group has a new id: if it was the staff's room, that is where it is now."""
        if read_address(before).chat == self._room:
            self._room = read_address(after).chat
            log.warning(ROOM_MOVED, before, after)

    def _hear(self, group: list[Any], *, grow: bool) -> Heard:
        for post in filter(None, map(peek.post, group)):
            _keep(self._posts, post, None)
        heard = hear(group, self._known())
        if grow:
            grown = [self._grown(group[0], each) for each in heard.arrivals]
            heard = Heard(tuple(grown), heard.presses)
        for each in heard.arrivals:
            self._meet(each)
        return heard

    def _grown(self, update: Any, arrival: Arrival) -> Arrival:
        album = peek.album(update)
        if album is None or not isinstance(arrival, Message):
            return arrival
        return self._albums.grow(album, arrival)

    def _meet(self, arrival: Arrival) -> None:
        if isinstance(arrival, Reach) and arrival.moved_to:
            self.moved(arrival.address, arrival.moved_to)
        if isinstance(arrival, Message | Sighting):
            _keep(self._faces, int(arrival.author.id), face(arrival.author))
        if isinstance(arrival, Message):
            spot = read_address(arrival.address)
            if spot.connection:
                before = self._customers.get(spot.connection, frozenset())
                _keep(self._customers, spot.connection, before | {spot.chat})

    def _known(self) -> Known:
        return Known(
            me=self.me,
            username=self.username,
            now=self._now(),
            moderators=self._moderators,
            faces=self._faces,
            said=self._said,
            customers=self._customers,
            posts=self._posts,
            room=self._room,
            closed=self._moderators.closed(self._room),
        )

    async def _refresh_moderators(self, updates: Iterable[Any]) -> None:
        groups: set[int] = set()
        for update in updates:
            chat = peek.group(update)
            if chat is not None and peek.changes_members(update):
                self._moderators.forget(chat)
            elif chat is not None:
                groups.add(chat)
        await self._moderators.learn(groups)


def _keep(memory: OrderedDict[_Key, _Value], key: _Key, value: _Value) -> None:
    memory[key] = value
    memory.move_to_end(key)
    if len(memory) > MOST:
        memory.popitem(last=False)
