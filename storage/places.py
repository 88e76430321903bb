"""What work that runs beside other work reads in order to change it, by name (`Work.places`).

A conversation's name stands for all that belongs to it: its lane, messages, cases, outbox rows,
timers, promises and dialogue. The rest says what it is: `scam:…`, `seen:…`, `incident:…`. None
means that it reaches further than can be said, so that it has the database to itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from core.ports import Sent, Settlement, TurnResult
from core.types import Arrival, Author, Checkpoint, DeadLetter, Message, Platform, Sighting
from storage import rules
from storage import tables as t
from storage.engine.dialect import VALUES, select_in
from storage.guard.scams import PURPOSES

if TYPE_CHECKING:
    from storage.clockwork import Grip
    from storage.incidents.book import Asking
    from storage.results import Report
    from storage.sending import Wish

_ROWS = select(t.outbox.c.conversation, t.outbox.c.key, t.outbox.c.purpose).where(
    t.outbox.c.key.in_(VALUES)
)
_FILES = select(t.scam_event.c.scam_id).where(t.scam_event.c.about.in_(VALUES)).distinct()


def nothing(_connection: Connection, _payloads: Sequence[object]) -> set[str]:
    """It only adds rows, or takes such as nobody has in hand."""
    return set()


def of_arrivals(_connection: Connection, batches: Sequence[Sequence[Arrival]]) -> set[str] | None:
    """The end of a conversation's queue: what is at work on the conversation meets it only at the
    row of its lane. News of an address, or of something deleted, may concern any conversation."""
    names: set[str] = set()
    for arrival in (each for batch in batches for each in batch):
        if isinstance(arrival, Message):
            names.add(f"put:{arrival.conversation}")
        elif isinstance(arrival, Sighting):
            names.add(_seen(arrival.platform, arrival.author))
        elif isinstance(arrival, Checkpoint):
            names.add(f"mark:{arrival.platform}")
        elif isinstance(arrival, DeadLetter):
            names.add(f"letter:{arrival.key}")
        else:
            return None
    return names


def of_reports(_connection: Connection, reports: Sequence[Report]) -> set[str]:
    """A turn's own conversation, and all that its protection of people reaches."""
    results = [result for report in reports for result in report.results]
    return {name for result in results for name in _of_result(result)}


def _of_result(result: TurnResult) -> Iterable[str]:
    yield result.turn.conversation
    yield from rules.elsewhere(result)
    if result.left:
        yield result.left
    guarding = result.guarding
    yield from (each.conversation for each in guarding.alarms)
    yield from (each.conversation for each in guarding.askers)
    for attack in guarding.attacks:
        yield f"scam:{attack.scam_id}"
        yield _seen(attack.message.platform, attack.message.author)


def of_settlements(
    connection: Connection, batches: Sequence[Sequence[Settlement]]
) -> set[str] | None:
    """Where the rows belong; a row never moves to another conversation, so it may be looked up."""
    flat = [each for batch in batches for each in batch]
    if any(each.reach_closed or each.moved_to for each in flat):
        return None
    rows = select_in(connection, _ROWS, (each.key for each in flat))
    told = {each.key for each in flat if each.result is not Sent.RETRY}
    filed = [row.key for row in rows if row.purpose in PURPOSES and row.key in told]
    files = select_in(connection, _FILES, filed)
    return {row.conversation for row in rows} | {f"scam:{row.scam_id}" for row in files}


def of_wishes(_connection: Connection, wishes: Sequence[Wish]) -> set[str]:
    """Who sends for a platform asks alone, or the second row of an answer might overtake."""
    return {f"due:{platform}" for wish in wishes for platform in wish.platforms}


def of_grips(_connection: Connection, grips: Sequence[Grip]) -> set[str]:
    """The lease that is wished for."""
    return {f"hold:{each.name}" for each in grips}


def of_asking(_connection: Connection, asked: Sequence[Asking]) -> set[str]:
    """The incident that people ask about."""
    return {f"incident:{each.incident_id}" for each in asked}


def _seen(platform: Platform, author: Author) -> str:
    return f"seen:{platform}:{author.id}"
