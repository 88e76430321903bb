"""The staff's own room: who counts as a moderator there, and that orders come from nowhere else.
Pure."""

from __future__ import annotations

from dataclasses import replace

from bots.telegram.known import Known
from bots.telegram.scene import read_address
from core.commands import MOD, command
from core.types import Arrival, Message


def ranked(arrival: Arrival, known: Known) -> Arrival:
    """The arrival with its author's true rank.

    Whoever can enter the staff's room belongs to the staff, as long as nobody else can. Outside it
    even administrators give no orders: anybody may add us to a group of his own.
    """
    if not isinstance(arrival, Message):
        return arrival
    inside = read_address(arrival.address).chat == known.room
    if inside and known.closed and int(arrival.author.id) > 0:
        return _with_rank(arrival, moderator=True)
    if not inside and command(arrival.text) == MOD:
        return _with_rank(arrival, moderator=False)
    return arrival


def _with_rank(message: Message, *, moderator: bool) -> Message:
    return replace(message, author=replace(message.author, is_moderator=moderator))
