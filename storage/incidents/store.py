"""`IncidentMemory` over the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, bindparam, select, text

from core.incidents.heard import Heard, Overheard
from core.incidents.incident import Incident
from core.incidents.ports import Announcement, Asked, IncidentFile, Mode, Tally, Told
from core.incidents.surge import Pulse
from core.types import Leg
from storage import tables as t
from storage.audit import acts as audit
from storage.engine.dialect import VALUES, gather, select_in
from storage.engine.threads import Database
from storage.guard.watching import DOOR
from storage.incidents import book as incidents
from storage.incidents import hearing as incident_hearing
from storage.incidents.book import ANNOUNCE, LINK, SET_MODE, TELL, Asking
from storage.incidents.hearing import FORGET, HEAR, Minute
from storage.incidents.rules import Asker, tally

_DOOR_SHUT = select(t.reach.c.why).where(
    t.reach.c.platform == bindparam("platform_"),
    t.reach.c.account == bindparam("account_"),
    t.reach.c.address == bindparam("address_"),
    t.reach.c.moved_to.is_(None),
    text("is_open = 0"),
)
# Agents hold at most one open or resolved case of a conversation: the one opened last counts.
_C, _LATER = t.case, t.case.alias("later")
_AGENTS = select(_C.c.conversation, _C.c.agent).where(
    _C.c.conversation.in_(VALUES),
    _C.c.held_by == "agent",
    ~select(_LATER.c.id)
    .where(_LATER.c.conversation == _C.c.conversation, _LATER.c.opened_at > _C.c.opened_at)
    .exists(),
)


class SqlIncidents:
    """Implements `IncidentMemory`; the ports promise."""

    _database: Database

    async def hear(self, heard: Sequence[Heard], now: datetime) -> None:
        await self._database.write(HEAR, Minute(heard, now))

    async def pulses(self, now: datetime, window_s: float, *, least: int) -> Sequence[Pulse]:
        query = partial(incident_hearing.pulses, now=now, window_s=window_s, least=least)
        return await self._database.read(query)

    async def overheard(self, since: datetime, *, limit: int) -> Sequence[Overheard]:
        query = partial(incident_hearing.overheard, since=since, limit=limit)
        return await self._database.read(query)

    async def forget_heard(self, before: datetime) -> int:
        return await self._database.write(FORGET, before)

    async def incidents(self, *, closed_since: datetime | None = None) -> Sequence[Incident]:
        return await self._database.read(partial(incidents.incidents, closed_since=closed_since))

    async def tallies(self, incident_ids: Sequence[str]) -> Mapping[str, Tally]:
        return await self._database.read(partial(incidents.tallies, incident_ids=incident_ids))

    async def incident_file(self, incident_id: str) -> IncidentFile | None:
        return await self._database.read(partial(_file, incident_id=incident_id))

    async def announce(self, announcement: Announcement) -> Incident:
        return await self._database.write(ANNOUNCE, announcement)

    async def link(self, incident_id: str, asked: Sequence[Heard]) -> int:
        return await self._database.write(LINK, Asking(incident_id, asked)) if asked else 0

    async def tell(self, incident_id: str, heard: Heard) -> Told | None:
        return await self._database.write(TELL, Asking(incident_id, [heard]))

    async def mode(self) -> Mode:
        return await self._database.read(incidents.mode)

    async def set_mode(self, mode: Mode) -> None:
        await self._database.write(SET_MODE, mode)


def _file(connection: Connection, incident_id: str) -> IncidentFile | None:
    found = incidents.incident(connection, incident_id)
    if found is None:
        return None
    askers = incidents.askers(connection, incident_id)
    return IncidentFile(
        incident=found,
        tally=tally(askers),
        asked=tuple(_asked(connection, askers)),
        trail=tuple(audit.trail(connection, f"incident:{incident_id}:")),
    )


def _asked(connection: Connection, askers: Sequence[Asker]) -> Iterable[Asked]:
    """Everybody with how he can be reached now."""
    places = [_place(each.heard) for each in askers]
    shut = gather(connection, _DOOR_SHUT, places)
    apart = [n for n, each in enumerate(askers) if each.heard.leg is Leg.PUBLIC or shut[n]]
    rows = gather(connection, DOOR, [_person(askers[n].heard) for n in apart])
    doors = {n: found[0].address for n, found in zip(apart, rows, strict=True) if found}
    agents = {
        row.conversation: row.agent or ""
        for row in select_in(connection, _AGENTS, (each.heard.conversation for each in askers))
    }
    for number, each in enumerate(askers):
        yield Asked(
            heard=each.heard,
            times=each.times,
            told_at=each.told_at,
            cleared_at=each.cleared_at,
            private_address=doors.get(number, ""),
            closed=(shut[number][0].why or "closed") if shut[number] else "",
            agent=agents.get(each.heard.conversation, ""),
        )


def _place(heard: Heard) -> dict[str, Any]:
    return {"platform_": heard.platform, "account_": heard.account, "address_": heard.address}


def _person(heard: Heard) -> dict[str, Any]:
    return {"platform_": heard.platform, "account_": heard.account, "author": heard.author_id}
