"""An erasure, batch by batch: messages of one conversation, then what hangs on it, then whatever
else speaks of the person. Every step may be done again and changes nothing the second time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import BindParameter, Connection, bindparam, delete, select, text, update

from core.actions import BOT
from core.case import Case
from core.privacy.rights import Erasure, Stage
from storage import forgetting
from storage import tables as t
from storage.audit import trail as audit_trail
from storage.codec import us
from storage.engine.dialect import VALUES, AnyRow, execute
from storage.engine.work import Work
from storage.guard.dossier import MESSAGE
from storage.ledger import Ledger
from storage.privacy import jobs as privacy_jobs
from storage.privacy import naming as privacy_naming
from storage.privacy.jobs import Job
from storage.privacy.places import Spot
from storage.privacy.rows import Change, apply

DELETED = '["erased"]'
# Of one conversation, in one transaction.
MOST = 5_000
_M, _O, _C = t.message, t.outbox, t.case
_HERE: BindParameter[str] = bindparam("here")
_WRITTEN = (
    forgetting.HEARD.where(
        _M.c.conversation == _HERE,
        _M.c.received_at <= bindparam("until_"),
        text("(message.text <> '' OR message.author_name <> '')"),
    )
    .order_by(_M.c.received_at)
    .limit(bindparam("most"))
)
_HIS = _WRITTEN.where(
    _M.c.platform == bindparam("platform_"), _M.c.author_id == bindparam("author_")
)
_UNNAME = update(_M).values(author_name="").where(_M.c.key == bindparam("key_"))
# An attacker's words go too; their digests and traces stay.
_UNQUOTE = (
    update(t.scam_event)
    .values(text="", reasons=DELETED)
    .where(t.scam_event.c.about == bindparam("stem_"), t.scam_event.c.kind == MESSAGE)
)
_UNSHOW = update(t.trace).values(shown="").where(t.trace.c.message_key == bindparam("key_"))
_CASES = select(_C.c.id).where(_C.c.conversation == _HERE, _C.c.opened_at <= bindparam("until_"))
_UNSEND = (
    update(_O)
    .values(text="", why="")
    .where(
        _O.c.conversation == _HERE,
        _O.c.created_at <= bindparam("until_"),
        text("state NOT IN ('pending', 'sending')"),
    )
)
_PLAIN = '{"markdown":false,"reply_to":null,"target":null,"buttons":[]}'
_UNPRESS = _UNSEND.values(meta=_PLAIN).where(text("kind = 'say'"))
_WITHDRAW = (
    update(_O)
    .values(state="withdrawn")
    .where(
        _O.c.conversation == _HERE,
        _O.c.created_at <= bindparam("until_"),
        text("state = 'pending'"),
    )
)
_UNNOTE = update(t.note).values(text="").where(t.note.c.case_id.in_(VALUES))
_UNEDIT = update(t.note_edit).values(text="").where(t.note_edit.c.case_id.in_(VALUES))
_DROPS = tuple(
    delete(table).where(table.c.conversation == _HERE)
    for table in (t.draft, t.attachment, t.dialogue, t.webhook_delivery, t.asker, t.alarm)
)


@dataclass(frozen=True)
class Batch:
    """The next piece of a job; `again` are places that turned out to have something left, `changes`
    what is to be made of rows that speak of him."""

    job: Job
    now: datetime
    limit: int
    again: tuple[Spot, ...] | None = None
    names: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


def _erase(connection: Connection, batch: Batch) -> Erasure:
    """One batch; the job as it is now."""
    known = privacy_jobs.job(connection, batch.job.erasure.number)
    if known is None or known.erasure != batch.job.erasure:
        return known.erasure if known else batch.job.erasure  # somebody else was faster
    held = privacy_jobs.why_held(connection, known.erasure.identities)
    if held:
        return _kept(connection, known, held=held)
    if batch.again is not None:
        return _placed(connection, known, batch)
    return _worked(connection, known, batch)


def _placed(connection: Connection, known: Job, batch: Batch) -> Erasure:
    """It is known where to look; where nothing is left any more, only the file is to be cleaned."""
    erasure, again = known.erasure, batch.again or ()
    if erasure.stage is Stage.ERASING and not again:
        apply(connection, batch.changes)
        whom = privacy_naming.Whom(erasure.identities, known.names)
        privacy_naming.forget(connection, whom)
        # What was written meanwhile is looked for once more.
        return _kept(connection, known, stage=Stage.ERASING if batch.changes else Stage.CLEANING)
    first = erasure.stage is Stage.ASKED
    fresh = replace(known, spots=again, names=tuple(sorted({*known.names, *batch.names})))
    places = len(again) if first else erasure.places
    return _kept(connection, fresh, stage=Stage.ERASING, position=0, places=places)


def _worked(connection: Connection, known: Job, batch: Batch) -> Erasure:
    erasure = known.erasure
    until = us(erasure.until or batch.now)
    spot = known.spots[erasure.position] if not known.is_through else None
    if spot is None:
        return erasure
    ledger = Ledger(connection)
    rows = _rows(connection, known, spot, (until, batch.limit))
    forget(ledger, rows, erasure.by)
    over = len(rows) < batch.limit
    if over:
        _close(ledger, spot, known, (until, batch.now))
    ledger.flush()
    texts, position = erasure.texts + len(rows), erasure.position + over
    return _kept(connection, known, texts=texts, position=position)


def _close(ledger: Ledger, spot: Spot, known: Job, times: tuple[int, datetime]) -> None:
    """All his words there are gone; in a conversation of his own, what hangs on them too."""
    if spot.own:
        empty(ledger, spot.conversation, times[0])
        acts = audit_trail.Erasure(spot.conversation, known.erasure.by, times[1])
        audit_trail.ERASE.alone(ledger.connection, acts)
        return
    here = {"here": spot.conversation, "until_": times[0]}
    ids = [row.id for row in ledger.connection.execute(_CASES, here)]
    people = {(each.platform, each.author_id) for each in known.erasure.identities}
    _unname(ledger, [e for e in ledger.find(ids).values() if (e.platform, e.author_id) in people])


def _kept(connection: Connection, known: Job, held: str = "", **changes: object) -> Erasure:
    after = replace(known, erasure=replace(known.erasure, held=held, **changes))  # type: ignore[arg-type]
    return privacy_jobs.keep(connection, after).erasure


def _rows(connection: Connection, known: Job, spot: Spot, span: tuple[int, int]) -> list[AnyRow]:
    """The next messages of his here that still have words or a name."""
    found: list[AnyRow] = []
    for each in known.erasure.identities:
        names = {"here": spot.conversation, "until_": span[0], "most": span[1] - len(found)}
        names |= {"platform_": each.platform, "author_": each.author_id}
        found += connection.execute(_HIS, names).all() if names["most"] else []
    return found


def written(connection: Connection, conversation: str, until: int) -> Sequence[AnyRow]:
    """What anybody wrote in a conversation and what is still here, as far as one batch goes."""
    names = {"here": conversation, "until_": until, "most": MOST}
    return connection.execute(_WRITTEN, names).all()


def forget(ledger: Ledger, rows: Sequence[AnyRow], by: str = BOT) -> None:
    """Messages lose their words, and their authors' names."""
    forgetting.blank(ledger, rows, by=by, nameless=True)
    keys = [{"key_": row.key} for row in rows]
    execute(ledger.connection, _UNNAME, keys)
    execute(ledger.connection, _UNSHOW, keys)
    execute(ledger.connection, _UNQUOTE, [{"stem_": row.stem} for row in rows])


def empty(ledger: Ledger, conversation: str, until: int) -> None:
    """What we said in a conversation, wrote about it and told others of it; acts stay."""
    connection, here = ledger.connection, {"here": conversation, "until_": until}
    ids = [row.id for row in connection.execute(_CASES, here)]
    _unname(ledger, ledger.find(ids).values())
    for statement in (_WITHDRAW, _UNPRESS, _UNSEND):
        connection.execute(statement, here)
    for statement in (_UNNOTE, _UNEDIT):
        connection.execute(statement, {"values": ids})
    for drop in _DROPS:
        connection.execute(drop, {"here": conversation})


def _unname(ledger: Ledger, cases: Iterable[Case]) -> None:
    for case in cases:
        ledger.save(replace(case, subject="", author_name="", reason=""))


ERASE = Work(_erase)
