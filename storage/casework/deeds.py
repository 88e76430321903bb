"""What agents do to a case beside answering: each deed is one transaction with its audit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, update

from core import caseways
from core import deeds as c
from core.case import Case, Holder, Move, move, promised
from core.deeds import Deed, Refusal, Refused
from core.errors import NotYours
from storage import tables as t
from storage.case_codec import outgoing_of, outgoing_rows
from storage.casework import leading, mentioning, moves, parting, rules
from storage.codec import us, when
from storage.engine.dialect import add, execute, upsert
from storage.engine.work import Work
from storage.ledger import Ledger
from storage.sealing.columns import NOTE_EDIT_TEXT, NOTE_TEXT

_CASE: BindParameter[str] = bindparam("case_")
_TAGS = select(t.case_tag.c.tag).where(t.case_tag.c.case_id == _CASE)
_TAG = add(t.case_tag)
_UNTAG = delete(t.case_tag).where(t.case_tag.c.case_id == _CASE, t.case_tag.c.tag == bindparam("t"))
_COUNT = upsert(t.tag, lambda new: {"cases": t.tag.c.cases + new.cases})
_NOTE = select(t.note).where(t.note.c.id == bindparam("note_"), t.note.c.case_id == _CASE)
_CHANGE = update(t.note).values(text=bindparam("words")).where(t.note.c.id == bindparam("note_"))
_WAS = insert(t.note_edit)
_ROW = select(t.outbox).where(t.outbox.c.key == bindparam("key_")).with_for_update()
_SEND = add(t.outbox)


def _do(connection: Connection, deed: Deed) -> Case:
    ledger = Ledger(connection)
    case = ledger.find([deed.case_id]).get(deed.case_id)
    if case is None:
        raise NotYours(f"there is no case {deed.case_id}")
    if not isinstance(deed, c.Unmerge) and leading.merge_of(connection, case.id):
        raise Refused(Refusal.MERGED)
    deed.must_be(case.version)
    after = _WAYS[type(deed)](ledger, case, cast(Any, deed))
    ledger.flush()
    if isinstance(deed, c.Merge):
        parting.forget_ending(connection, deed)
    return after


def _go(ledger: Ledger, case: Case, deed: c.Go) -> Case:
    return moves.stepped(ledger, case, moves.Step(case.id, deed.how, deed.by, deed.at, deed.reason))


def _say(ledger: Ledger, case: Case, deed: c.Say) -> Case:
    return moves.said(ledger, case, moves.Words(case.id, deed.by, deed.outgoing))


def _note(ledger: Ledger, case: Case, deed: c.Note) -> Case:
    number = mentioning.write_note(ledger.connection, case, deed)
    mentioning.mention(ledger.connection, case, deed, (number, deed.mentions))
    ledger.decide(rules.traced("note", deed), *_place(case))
    ledger.touch(case, "case")
    return case


def _edit_note(ledger: Ledger, case: Case, deed: c.EditNote) -> Case:
    number = deed.key.removeprefix("note:")
    names = {"note_": int(number) if number.isdecimal() else -1, "case_": case.id}
    row = ledger.connection.execute(_NOTE, names).first()
    if row is None or row.agent != deed.by:
        raise Refused(Refusal.NOT_YOURS)
    if not caseways.editable(row.agent, when(row.at), deed.by, deed.at):
        raise Refused(Refusal.TOO_LATE)
    said = NOTE_TEXT.opened(row.text, row.case_id, row.agent, row.at)
    if said != deed.text:
        place, at = {"case_id": case.id, "conversation": case.conversation}, us(deed.at)
        was = {"note_id": row.id, "text": NOTE_EDIT_TEXT.closed(said, case.id, row.id, at)}
        execute(ledger.connection, _WAS, [place | was | {"at": at}])
        words = NOTE_TEXT.closed(deed.text, row.case_id, row.agent, row.at)
        ledger.connection.execute(_CHANGE, {"note_": row.id, "words": words})
        ledger.decide(rules.traced("note_edit", deed, evidence=said), *_place(case))
        ledger.touch(case, "case")
    return case


def _tag(ledger: Ledger, case: Case, deed: c.Tag) -> Case:
    known = set(ledger.connection.execute(_TAGS, {"case_": case.id}).scalars())
    if deed.tag in known:
        return case
    if len(known) >= c.MOST_TAGS:
        raise Refused(Refusal.TOO_MANY_TAGS)
    row = {"case_id": case.id, "tag": deed.tag, "conversation": case.conversation}
    execute(ledger.connection, _TAG, [row | {"by": deed.by, "at": us(deed.at)}])
    return _counted(ledger, case, deed, 1)


def _untag(ledger: Ledger, case: Case, deed: c.Untag) -> Case:
    gone = ledger.connection.execute(_UNTAG, {"case_": case.id, "t": deed.tag}).rowcount
    return _counted(ledger, case, deed, -1) if gone else case


def _counted(ledger: Ledger, case: Case, deed: c.Tag | c.Untag, by: int) -> Case:
    execute(ledger.connection, _COUNT, [{"tag": deed.tag, "cases": by}])
    act = "tag" if by > 0 else "untag"
    ledger.decide(rules.traced(act, deed, deed.tag), *_place(case))
    ledger.touch(case, "case")
    return case


def _snooze(ledger: Ledger, case: Case, deed: c.Snooze) -> Case:
    caseways.allow(case, deed)
    until = deed.until.isoformat(timespec="minutes")
    return _moved(ledger, case, caseways.snoozed(case, deed), rules.traced("snooze", deed, until))


def _transfer(ledger: Ledger, case: Case, deed: c.Transfer) -> Case:
    if not deed.over and not (case.held_by is Holder.AGENT and case.agent == deed.by):
        raise NotYours("only its holder hands a case over")
    after = caseways.transferred(case, deed)
    if deed.note:
        words = c.Note(case_id=case.id, by=deed.by, at=deed.at, text=deed.note)
        number = mentioning.write_note(ledger.connection, case, words)
        mentioning.mention(ledger.connection, case, words, (number, (deed.to,)))
    return _moved(ledger, case, after, rules.traced("transfer", deed, f"to {deed.to}"))


def _resolve(ledger: Ledger, case: Case, deed: c.Resolve) -> Case:
    caseways.allow(case, deed)
    reason = caseways.outcome(deed.reason, deed.words)
    trace = rules.traced("resolve", deed, reason)
    return _moved(ledger, case, caseways.resolved(case, deed), trace)


def _again(ledger: Ledger, case: Case, deed: c.Again) -> Case:
    row = ledger.connection.execute(_ROW, {"key_": deed.key}).first()
    members = leading.members(ledger.connection, case)
    if row is None or row.conversation not in {each.conversation for each in members}:
        raise Refused(Refusal.NOT_FAILED)
    caseways.allow(case, deed)
    fresh = caseways.sent_again(outgoing_of(row), row.state, deed)
    if ledger.connection.execute(_ROW, {"key_": fresh.key}).first():
        return case  # pressed twice
    execute(ledger.connection, _SEND, outgoing_rows([fresh], (), us(deed.at)))
    ledger.touch(case, "outbox")
    after = move(caseways.taken(case, deed), Move.ANSWER, at=deed.at)
    return _moved(ledger, case, after, rules.traced("again", deed, evidence=fresh.key))


def _moved(ledger: Ledger, before: Case, after: Case, trace: Any) -> Case:
    after = promised(before, after, ledger.promises, trace.at)
    ledger.save(after)
    ledger.decide(trace, *_place(after))
    if after.held_by is Holder.AGENT and before.held_by is not Holder.AGENT:
        moves.silence(ledger.connection, after, trace.at)
    return after


def _place(case: Case) -> tuple[str, str]:
    return case.conversation, case.id


_WAYS: Mapping[type[Deed], Callable[[Ledger, Case, Any], Case]] = {
    c.Go: _go,
    c.Say: _say,
    c.Note: _note,
    c.EditNote: _edit_note,
    c.Tag: _tag,
    c.Untag: _untag,
    c.Merge: parting.merge,
    c.Unmerge: parting.unmerge,
    c.Split: parting.split,
    c.Snooze: _snooze,
    c.Transfer: _transfer,
    c.Resolve: _resolve,
    c.Again: _again,
}
DO = Work(_do)
