"""What moderators read: pages of scam cases, one with all that happened, and what people ruled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, select, text, tuple_

from core.protection import ScamCase
from core.protection import scam_id as id_of
from core.scams import ScamFile, ScamPage, Verdicted
from core.traces import Trace
from storage import tables as t
from storage.codec import us, when
from storage.engine.dialect import VALUES, select_in
from storage.engine.work import Work
from storage.feed import showing
from storage.feed.totals import totals
from storage.guard import dossier
from storage.guard.codec import dossier_of, event_of, scam_of
from storage.guard.tables import UNDECIDED

MOST_SHARED = 1_000  # other authors of one case's traces

_PLACE = (t.scam.c.grade, t.scam.c.last_at, t.scam.c.id)
_PAGE = (
    select(t.scam)
    .where(tuple_(*_PLACE) < tuple_(*map(bindparam, ("grade_", "last_", "id_"))))
    .order_by(*(column.desc() for column in _PLACE))
    .limit(bindparam("limit"))
)
_FEEDS: dict[str, Select[Any]] = {
    "open": _PAGE.where(text(UNDECIDED)),
    "confirmed": _PAGE.where(t.scam.c.status == "confirmed"),
    "dismissed": _PAGE.where(t.scam.c.status == "dismissed"),
    "all": _PAGE,
}
_ONE = select(t.scam).where(t.scam.c.id == bindparam("scam_"))
_SEVERAL = select(t.scam).where(t.scam.c.id.in_(VALUES))
_EVENTS = (
    select(t.scam_event)
    .where(t.scam_event.c.scam_id == bindparam("scam_"))
    .order_by(t.scam_event.c.id)
)
_TRACES = (
    select(t.trace.c.kind, t.trace.c.digest, func.max(t.trace.c.shown).label("shown"))
    .where(
        text("scam = 1"),
        t.trace.c.platform == bindparam("platform_"),
        t.trace.c.author_id == bindparam("author"),
    )
    .group_by(t.trace.c.kind, t.trace.c.digest)
    .order_by(func.min(t.trace.c.at), t.trace.c.kind, t.trace.c.digest)
)
_SHARED = (
    select(t.trace.c.kind, t.trace.c.digest, t.trace.c.platform, t.trace.c.author_id)
    .where(text("scam = 1"), t.trace.c.digest.in_(VALUES))
    .distinct()
    .limit(MOST_SHARED)
)
_RULED = (
    select(
        t.scam.c.id,
        t.scam.c.status,
        t.scam_event.c.key,
        t.scam_event.c.score,
        t.scam_event.c.at,
    )
    .join_from(t.scam, t.scam_event, t.scam_event.c.scam_id == t.scam.c.id)
    .where(t.scam.c.status.in_(("confirmed", "dismissed")), t.scam_event.c.kind == "message")
    .order_by(t.scam_event.c.id)
)
_FORGET = delete(t.trace).where(text("scam = 0"), t.trace.c.at < bindparam("before"))
_LEAVE = delete(t.asker).where(t.asker.c.asked_at < bindparam("before"))


def scams(connection: Connection, view: str, after: str, limit: int) -> ScamPage:
    """One page; one row more than asked for tells whether there is another."""
    grade, last, id_ = dossier.page_place(after)
    wanted = min(max(limit, 1), showing.MOST_ROWS)
    names = {"grade_": grade, "last_": last, "id_": id_, "limit": wanted + 1}
    found = [scam_of(row) for row in connection.execute(_FEEDS[view], names)]
    more = dossier.page_key(found[wanted - 1]) if len(found) > wanted else ""
    counts = dossier.counts(totals(connection))
    return ScamPage(rows=tuple(found[:wanted]), counts=counts, after=more)


def scam_file(connection: Connection, scam_id: str) -> ScamFile | None:
    """A scam case with all that happened, and who shares its traces."""
    row = connection.execute(_ONE, {"scam_": scam_id}).first()
    if row is None:
        return None
    file = dossier_of(row)
    events = [event_of(each) for each in connection.execute(_EVENTS, {"scam_": scam_id})]
    traces = _traces(connection, file.scam)
    return ScamFile(
        scam=file.scam,
        events=dossier.in_order(events),
        traces=tuple(traces),
        names=file.names,
        alike=_alike(connection, file.scam, traces),
    )


def verdicts(connection: Connection) -> Sequence[Verdicted]:
    """Every message of every case that people decided, oldest first."""
    return [
        Verdicted(
            scam_id=row.id,
            message_key=row.key,
            at=when(row.at),
            score=row.score,
            scam=row.status == "confirmed",
        )
        for row in connection.execute(_RULED)
    ]


def forget_traces(connection: Connection, before: datetime) -> int:
    """Forget what was seen before then and is no scammer's, and who asked; how many traces."""
    names = {"before": us(before)}
    connection.execute(_LEAVE, names)
    return connection.execute(_FORGET, names).rowcount


def _traces(connection: Connection, scam: ScamCase) -> list[Trace]:
    names = {"platform_": scam.platform, "author": scam.author_id}
    rows = connection.execute(_TRACES, names)
    return [Trace(kind=row.kind, digest=row.digest, shown=row.shown) for row in rows]


def _alike(connection: Connection, scam: ScamCase, traces: Sequence[Trace]) -> tuple[ScamCase, ...]:
    own = {(each.kind, each.digest) for each in traces}
    shared = select_in(connection, _SHARED, (digest for _, digest in own))
    ids = {
        id_of(row.platform, row.author_id) for row in shared if (row.kind, row.digest) in own
    } - {scam.id}
    return dossier.nearest(scam_of(row) for row in select_in(connection, _SEVERAL, ids))


FORGET = Work(forget_traces)
