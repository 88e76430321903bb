"""`AccountLinks` over the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from core.accounts.desk import Handle
from core.accounts.links import AccountLink
from storage import tables as t
from storage.codec import scrubbed, us, when
from storage.engine.dialect import AnyRow, execute, replace_all
from storage.engine.threads import Database
from storage.engine.work import Work
from storage.sealing.columns import LINK_REFERENCE, mark

_L, _T = t.account_link, t.account_try
_MINE = (
    _L.c.platform == bindparam("platform_"),
    _L.c.account == bindparam("account_"),
    _L.c.author_id == bindparam("author_"),
)
_LINK = select(_L).where(*_MINE)
_DROP = delete(_L).where(*_MINE)
_KEEP = replace_all(_L)
_TRIES = select(_T).where(
    _T.c.platform == bindparam("platform_"),
    _T.c.account == bindparam("account_"),
    _T.c.author_id == bindparam("author_"),
)
_COUNT = replace_all(_T)


class SqlAccountLinks:
    """Implements `AccountLinks`; the port promises."""

    _database: Database

    async def account_link(self, handle: Handle) -> AccountLink | None:
        return await self._database.read(partial(_link, handle=handle))

    async def keep_link(self, link: AccountLink) -> None:
        await self._database.write(KEEP, link)

    async def drop_link(self, handle: Handle) -> bool:
        return await self._database.write(DROP, handle)

    async def may_link(self, handle: Handle, now: datetime, *, most: int, seconds: float) -> bool:
        return await self._database.write(TRY, Attempt(handle, now, most, seconds))


@dataclass(frozen=True)
class Attempt:
    """Somebody sends a linking code."""

    handle: Handle
    now: datetime
    most: int
    seconds: float


def _link(connection: Connection, handle: Handle) -> AccountLink | None:
    row = connection.execute(_LINK, _named(handle)).first()
    reference = _reference(row) if row else None
    if row is None or reference is None:
        return None
    return AccountLink(
        handle=Handle(
            platform=handle.platform,
            account=handle.account,
            author_id=handle.author_id,
            name=row.name,
        ),
        reference=reference,
        since=when(row.since),
        freeze_until=None if row.freeze_until is None else when(row.freeze_until),
    )


def _keep(connection: Connection, link: AccountLink) -> None:
    key = _key(link.handle)
    row = key | {
        "name": scrubbed(link.handle.name),
        "reference": LINK_REFERENCE.closed(link.reference, *key.values()),
        "mark": mark(link.reference),
        "since": us(link.since),
        "freeze_until": us(link.freeze_until) if link.freeze_until else None,
    }
    execute(connection, _KEEP, [row])


def _reference(row: AnyRow) -> str | None:
    return LINK_REFERENCE.secret(row.reference, row.platform, row.account, row.author_id)


def _drop(connection: Connection, handle: Handle) -> bool:
    return bool(connection.execute(_DROP, _named(handle)).rowcount)


def _try(connection: Connection, attempt: Attempt) -> bool:
    row = connection.execute(_TRIES, _named(attempt.handle)).first()
    since = us(attempt.now - timedelta(seconds=attempt.seconds))
    over = row is None or row.began <= since
    began, tries = (us(attempt.now), 1) if row is None or over else (row.began, row.tries + 1)
    execute(connection, _COUNT, [_key(attempt.handle) | {"began": began, "tries": tries}])
    return tries <= attempt.most


def _key(handle: Handle) -> dict[str, Any]:
    return {
        "platform": handle.platform,
        "account": handle.account,
        "author_id": handle.author_id,
    }


def _named(handle: Handle) -> dict[str, Any]:
    return {f"{name.partition('_')[0]}_": value for name, value in _key(handle).items()}


KEEP, DROP, TRY = Work(_keep), Work(_drop), Work(_try)
