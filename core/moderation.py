"""Moderators' orders against the memory: the first wins, the second is told. Pure but for the port.

The acts that follow from a ruling are queued by the store in the ruling's own transaction.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from core.actions import Action, Ignore, Kind, Outgoing, Purpose
from core.cards import harmless, ruled_card
from core.guard import Guard
from core.house import House
from core.orders import NOT_FOR_YOU, Order, may_order, order_of, told, unknown_case
from core.scams import Ruling, ScamEvent, ScamFile, Verb
from core.types import Author, Message

MOST_DELETED = 20
_ON_AUTHOR = {Verb.RESTRICT: Kind.RESTRICT, Verb.BAN: Kind.BAN, Verb.LIFT: Kind.LIFT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moderation:
    """Answers the orders of one batch."""

    store: Guard
    house: House

    async def settle(self, message: Message, now: datetime) -> Action | None:
        """What an order came to; None for a message that is none. Raises StorageUnavailable."""
        order = order_of(message)
        if order is None:
            return None
        if not may_order(message, self.house.identities):
            return Ignore(reason=NOT_FOR_YOU)
        room = self.house.rooms.get(message.platform)
        language = room.language if room else "en"
        file = await self.store.scam_file(order.scam_id)
        if file is None:
            return unknown_case(language)
        ruling = ruling_of(order, file, (self.house, now), message.author)
        if message.reply_to and room:  # the card that was pressed
            shown = ruled_card(file, ruling, message, self.house)
            ruling = replace(ruling, outgoing=(*ruling.outgoing, shown))
        return told(await self.store.rule(ruling), order, language)


def ruling_of(
    order: Order, file: ScamFile, stage: tuple[House, datetime], author: Author
) -> Ruling:
    """The ruling with the acts that follow from it."""
    return Ruling(
        scam_id=order.scam_id,
        verb=order.verb,
        by=author.id,
        at=stage[1],
        outgoing=acts_for(file, order.verb, stage, author.id),
        by_name=harmless(author.name or author.handle or author.id),
    )


def acts_for(
    file: ScamFile, verb: Verb, stage: tuple[House, datetime], by: str
) -> tuple[Outgoing, ...]:
    """What a verb does on the platform where it happened, as far as that platform can."""
    house, now = stage
    able = house.capabilities[file.scam.platform].acts
    written = [each for each in file.events if each.kind == "message" and each.address]
    if not written:
        return ()
    if verb is Verb.DELETE and Kind.DELETE in able:
        latest = list({each.native_id: each for each in written}.values())[-MOST_DELETED:]
        return tuple(_row(Kind.DELETE, each, file, (now, by)) for each in latest)
    if verb is Verb.NOT_SCAM:
        return _undone(file, written, (now, by), able)
    kind = _ON_AUTHOR.get(verb)
    return (_row(kind, written[-1], file, (now, by)),) if kind and kind in able else ()


def _undone(
    file: ScamFile, written: list[ScamEvent], stamp: tuple[datetime, str], able: frozenset[Kind]
) -> tuple[Outgoing, ...]:
    """Everything that was done by mistake, as far as it can be taken back."""
    done = {each.text for each in file.events if each.kind == "act" and each.state == "sent"}
    rows = []
    if Kind.LIFT in able and done & {Kind.RESTRICT.value, Kind.BAN.value}:
        rows.append(_row(Kind.LIFT, written[-1], file, stamp))
    if Kind.SHOW in able and Kind.DELETE.value in done:
        rows += [_row(Kind.SHOW, each, file, stamp) for each in written]
    return tuple(rows)


def _row(kind: Kind, event: ScamEvent, file: ScamFile, stamp: tuple[datetime, str]) -> Outgoing:
    now, by = stamp
    on_message = kind in (Kind.DELETE, Kind.SHOW)
    target = event.native_id if on_message else file.scam.author_id
    return Outgoing(
        key=f"mod:{file.scam.id}:{file.scam.version}:{kind.value}:{target}",
        platform=file.scam.platform,
        account=file.scam.account,
        conversation=event.conversation,
        address=event.address,
        due_at=now,
        by=by,
        kind=kind,
        purpose=Purpose.ACT,
        target=target,
    )
