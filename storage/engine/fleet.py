"""What keeps several processes in step: claims that last while they are worked, and one clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import Connection, bindparam, update

from storage import tables as t
from storage.codec import us
from storage.engine.dialect import execute
from storage.engine.threads import Database
from storage.engine.whose import vacant
from storage.engine.work import Work

# One whose lease ran out may be somebody else's by now: his is prolonged, which hurts nobody.
_LONGER = (
    update(t.lane)
    .values(lease_until=bindparam("until"))
    .where(t.lane.c.conversation == bindparam("worked"), t.lane.c.lease_until > bindparam("now"))
)
_TIME = "SELECT clock_timestamp()"


class SqlFleet:
    """Implements `Store.renew` and `Store.vacant`, and tells the server's time."""

    _database: Database

    async def renew(self, conversations: Sequence[str], now: datetime, *, lease: float) -> None:
        await self._database.write(RENEW, Grasp(conversations, now, lease))

    async def vacant(self, name: str, owner: str) -> bool:
        return await self._database.read(partial(vacant, name=name, owner=owner))

    async def server_time(self) -> datetime | None:
        """The database server's; None where a file on this machine is all there is."""
        return await self._database.read(_time)


@dataclass(frozen=True)
class Grasp:
    """Conversations that somebody has claimed and wants to keep."""

    conversations: Sequence[str]
    now: datetime
    lease: float


def _renew(connection: Connection, grasp: Grasp) -> None:
    now = us(grasp.now)
    until = now + round(grasp.lease * 1_000_000)
    rows = [{"worked": each, "now": now, "until": until} for each in sorted(grasp.conversations)]
    execute(connection, _LONGER, rows)


def _places(_connection: Connection, grasps: Sequence[Grasp]) -> set[str]:
    return {name for grasp in grasps for name in grasp.conversations}


def _time(connection: Connection) -> datetime | None:
    if connection.dialect.name == "sqlite":
        return None
    at: datetime = connection.exec_driver_sql(_TIME).scalar_one()
    return at.astimezone(UTC)


RENEW = Work(_renew, places=_places, takes=True)
