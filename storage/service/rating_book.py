"""Ratings and endings, over the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, exists, literal, select, text

from core.actions import BOT, Outgoing
from core.case import Case, Holder
from core.protection import scam_id
from core.service.books import Ending, Scored
from core.service.rating import Asking, Rated, Rating, may_be_asked
from core.types import Platform, Urgency
from storage import tables as t
from storage.case_codec import case_of, outgoing_rows
from storage.codec import us, when
from storage.engine.dialect import VALUES, AnyRow, add, execute, replace_all, select_in
from storage.engine.work import Work
from storage.ledger import Ledger
from storage.sealing.columns import MESSAGE_TEXT
from storage.service import promise_rules as rules

_E, _R, _O = t.ending, t.rating, t.outbox
# Of those whom SQL finds, some are left out afterwards.
_SPARE = 10
_FIRST_KEY = literal("rate:").concat(t.case.c.id)
_AGAIN_KEY = _FIRST_KEY.concat(":again")
_ASKED = exists().where(_O.c.key == _FIRST_KEY).correlate(t.case)
_ASKED_AGAIN = exists().where(_O.c.key == _AGAIN_KEY).correlate(t.case)
_CRISIS = (
    exists()
    .where(
        t.message.c.conversation == t.case.c.conversation,
        t.verdict.c.message_key == t.message.c.key,
        t.verdict.c.crisis == 1,
    )
    .correlate(t.case)
)
_SOLVED = (
    select(t.case)
    .join_from(_E, t.case, t.case.c.id == _E.c.case_id)
    .where(
        _E.c.at >= bindparam("from_"),
        _E.c.reopened_at.is_(None),
        _E.c.answers > 0,
        t.case.c.status == "resolved",
        t.case.c.leg == "private",
        ~exists().where(_R.c.case_id == t.case.c.id).correlate(t.case),
        ~_CRISIS,
    )
    .order_by(_E.c.at, t.case.c.id)
    .limit(bindparam("most"))
)
_TO_ASK = _SOLVED.where(_E.c.at <= bindparam("until"), ~_ASKED)
_TO_REMIND = _SOLVED.join(_O, _O.c.key == _FIRST_KEY).where(
    _O.c.state == "sent", _O.c.settled_at <= bindparam("until"), ~_ASKED_AGAIN
)
_SCAMS = select(t.scam.c.id).where(t.scam.c.id.in_(VALUES), t.scam.c.status != "dismissed")
_SEND, _KEEP = add(_O), replace_all(_R)
_LAST_QUESTION = (
    select(_O.c.case_id)
    .where(
        _O.c.conversation == bindparam("here"),
        _O.c.state.in_(("sent", "sending", "unknown")),
        _O.c.purpose == "survey",
    )
    .order_by(_O.c.id.desc())
    .limit(1)
)
_KNOWN = select(_R).where(_R.c.case_id.in_(VALUES))
_RATINGS = (
    select(_R)
    .where(_R.c.at >= bindparam("from_"))
    .order_by(_R.c.at.desc(), _R.c.case_id)
    .limit(bindparam("most"))
)
_COMMENT = (
    select(t.message.c.key, t.message.c.text)
    .where(
        t.message.c.conversation == bindparam("here"),
        t.message.c.received_at > bindparam("from_"),
        t.message.c.received_at <= bindparam("until"),
        text("message.place = 'dm'"),
    )
    .order_by(t.message.c.received_at)
    .limit(_SPARE)
)
_ENDINGS = (
    select(_E)
    .where(_E.c.at >= bindparam("from_"))
    .order_by(_E.c.at.desc(), _E.c.case_id)
    .limit(bindparam("most"))
)


def to_ask(connection: Connection, asking: Asking) -> Sequence[Case]:
    """Whose turn it is to be asked, the first resolved first."""
    wish = {
        "from_": us(asking.solved_after),
        "until": us(asking.solved_before),
        "most": asking.limit + _SPARE,
    }
    found = connection.execute(_TO_REMIND if asking.again else _TO_ASK, wish)
    cases = [case for case in map(case_of, found) if may_be_asked(case)]
    files = {case.id: scam_id(case.platform, case.author_id) for case in cases}
    scams = {row.id for row in select_in(connection, _SCAMS, files.values())}
    return [case for case in cases if files[case.id] not in scams][: asking.limit]


def ratings(connection: Connection, since: datetime, limit: int) -> Sequence[Scored]:
    """Scores with what their authors wrote right after a bad one."""
    rows = connection.execute(_RATINGS, {"from_": us(since), "most": limit}).all()
    return [
        Scored(rating=_rating(row), by_bot=bool(row.by_bot), comment=_comment(connection, row))
        for row in rows
    ]


def endings(connection: Connection, since: datetime, limit: int) -> Sequence[Ending]:
    """Cases that were resolved since then."""
    rows = connection.execute(_ENDINGS, {"from_": us(since), "most": limit})
    return [
        Ending(
            case_id=row.case_id,
            conversation=row.conversation,
            platform=Platform(row.platform),
            at=when(row.at),
            by_bot=bool(row.by_bot),
            answers=row.answers,
            first=bool(row.is_first),
            reopened_at=when(row.reopened_at) if row.reopened_at is not None else None,
        )
        for row in rows
    ]


def _ask(connection: Connection, questions: Sequence[Outgoing]) -> None:
    """Only while nobody opened the case again."""
    ledger = Ledger(connection)
    cases = ledger.find({each.case_id for each in questions})
    for each in questions:
        case = cases.get(each.case_id)
        if case and not case.is_open:
            execute(connection, _SEND, outgoing_rows([each], (), us(each.due_at)))
            ledger.touch(case, "outbox")
    ledger.flush()


def _rate(connection: Connection, rating: Rating) -> Rated | None:
    asked = connection.execute(_LAST_QUESTION, {"here": rating.conversation}).first()
    if asked is None:
        return None
    ledger = Ledger(connection)
    case = ledger.find([asked.case_id])[asked.case_id]
    known = next(iter(select_in(connection, _KNOWN, [case.id])), None)
    if known and known.message_key == rating.key:
        return Rated(case=case, before=known.before)
    before = known.score if known else 0
    row = {
        "case_id": case.id,
        "conversation": case.conversation,
        "message_key": rating.key,
        "platform": case.platform,
        "score": rating.score,
        "before": before,
        "at": us(rating.at),
        "agent": case.agent or (BOT if case.held_by is Holder.BOT else ""),
        "by_bot": int(case.held_by is Holder.BOT),
        "priority": case.priority.value,
        "intent": case.intent,
    }
    execute(connection, _KEEP, [row])
    ledger.numbers.rated(case, rating.score, rating.at)
    ledger.touch(case, "case")
    ledger.flush()
    return Rated(case=case, before=before)


def _rating(row: AnyRow) -> Rating:
    return Rating(
        key=row.message_key,
        case_id=row.case_id,
        conversation=row.conversation,
        platform=Platform(row.platform),
        score=row.score,
        at=when(row.at),
        agent=row.agent,
        priority=Urgency(row.priority),
        intent=row.intent,
    )


def _comment(connection: Connection, row: AnyRow) -> str:
    if row.score > rules.BAD:
        return ""
    until = us(when(row.at) + timedelta(minutes=rules.COMMENT_MINUTES))
    wish = {"here": row.conversation, "from_": row.at, "until": until}
    said = (MESSAGE_TEXT.opened(e.text, e.key) for e in connection.execute(_COMMENT, wish))
    return next((text for text in said if not text.startswith("/")), "")


ASK, RATE = Work(_ask), Work(_rate)
