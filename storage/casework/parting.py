"""Cases that go on in others, and cases made of a part of others."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, select

from core import caseways
from core.case import Case, Holder, promised
from core.deeds import Merge, Refusal, Refused, Split, Unmerge
from core.errors import NotYours
from core.types import Verdict
from storage import people
from storage import tables as t
from storage.case_codec import case_row
from storage.casework import caselines, leading, moves, rules
from storage.codec import us, verdict_of
from storage.engine.dialect import VALUES, AnyRow, add, execute, replace_all, select_in
from storage.ledger import Ledger
from storage.sealing.columns import MESSAGE_TEXT

_CASE: BindParameter[str] = bindparam("case_")
_MERGE, _SPLIT, _PUT = add(t.case_merge), add(t.case_split), replace_all(t.case_line)
_UNMERGE = delete(t.case_merge).where(t.case_merge.c.case_id == _CASE)
_FORGET = delete(t.ending).where(t.ending.c.case_id == _CASE, t.ending.c.at == bindparam("ended"))
_CREATE = add(t.case)
_CHOSEN = (
    select(t.message, t.verdict.c.body)
    .select_from(t.message)
    .outerjoin(t.verdict, t.verdict.c.message_key == t.message.c.key)
    .where(t.message.c.stem.in_(VALUES))
)


def merge(ledger: Ledger, survivor: Case, deed: Merge) -> Case:
    """`other` goes on in the survivor."""
    connection = ledger.connection
    other = ledger.find([deed.other]).get(deed.other)
    if other is None:
        raise NotYours(f"there is no case {deed.other}")
    if other.id == survivor.id:
        raise Refused(Refusal.SAME)
    if leading.merge_of(connection, other.id):
        raise Refused(Refusal.MERGED)
    if not people.same_person(connection, survivor, other):
        raise Refused(Refusal.STRANGERS)
    caseways.allow(survivor, deed)
    caseways.allow(other, deed)
    after, rest = caseways.merged(survivor, other, deed)
    after = caseways.due_by(after, promised(survivor, after, ledger.promises, deed.at))
    execute(connection, _MERGE, [_merge_row(survivor, other, deed)])
    for each in (after, rest):
        ledger.save(each)
    if after.held_by is Holder.AGENT:
        moves.silence(connection, other, deed.at)
    ledger.decide(rules.traced("merge", deed, f"took in {other.id}"), *_place(after))
    ledger.decide(rules.traced("merge", deed, f"goes on in {survivor.id}"), *_place(other))
    ledger.touch(other, "case")
    return after


def forget_ending(connection: Connection, deed: Merge) -> None:
    """A case that goes on elsewhere did not end: nobody is asked how it was."""
    connection.execute(_FORGET, {"case_": deed.other, "ended": us(deed.at)})


def unmerge(ledger: Ledger, case: Case, deed: Unmerge) -> Case:
    """It goes on by itself again."""
    row = leading.merge_of(ledger.connection, case.id)
    if row is None:
        raise Refused(Refusal.NOT_MERGED)
    survivor = ledger.leading([case.id])[case.id]
    caseways.allow(survivor, deed)
    back = caseways.unmerged(case, row.was_agent, deed.at) if row.was_open else case
    back = promised(case, back, ledger.promises, deed.at)
    ledger.connection.execute(_UNMERGE, {"case_": case.id})
    ledger.save(back)
    ledger.decide(rules.traced("unmerge", deed, f"no longer in {row.into_id}"), *_place(case))
    ledger.decide(rules.traced("unmerge", deed, f"gave back {case.id}"), *_place(survivor))
    ledger.touch(survivor, "case")
    return back


def split(ledger: Ledger, case: Case, deed: Split) -> Case:
    """Some messages become a case of their own."""
    connection = ledger.connection
    caseways.allow(case, deed)
    members = {each.id: each for each in leading.members(connection, case)}
    home = caselines.stems(connection, leading.seats(connection, members.values()))
    stems = [each for each in dict.fromkeys(map(rules.tail, deed.lines)) if each in home]
    if not stems:
        raise Refused(Refusal.NO_LINES)
    if len(stems) == len(home):
        raise Refused(Refusal.ALL_LINES)
    origins = {members[home[each]].conversation: members[home[each]] for each in stems}
    if len(origins) > 1:
        raise Refused(Refusal.TWO_PLACES)
    (origin,) = origins.values()
    fresh = caseways.split_off((case, origin), _chosen(connection, stems), deed)
    fresh = promised(None, fresh, ledger.promises, deed.at)
    execute(connection, _CREATE, [case_row(fresh)])
    ledger.save(fresh)
    place = {"case_id": fresh.id, "conversation": fresh.conversation}
    row = {"from_id": origin.id, "by": deed.by, "at": us(deed.at)}
    execute(connection, _SPLIT, [place | row])
    execute(connection, _PUT, [place | {"stem": each} for each in stems])
    many = f"{len(stems)} of its messages"
    ledger.decide(rules.traced("split", deed, f"{many} went to {fresh.id}"), *_place(case))
    ledger.touch(case, "case")
    return fresh


def _chosen(connection: Connection, stems: list[str]) -> list[tuple[str, Verdict | None]]:
    """What messages say now, oldest first, and what was thought of it."""
    newest: dict[str, AnyRow] = {}
    for row in sorted(select_in(connection, _CHOSEN, stems), key=lambda row: row.version):
        newest[row.stem] = row
    rows = sorted(newest.values(), key=lambda row: row.received_at)
    return [(MESSAGE_TEXT.opened(row.text, row.key), verdict_of(row.body, row.key)) for row in rows]


def _merge_row(survivor: Case, other: Case, deed: Merge) -> dict[str, Any]:
    held = other.is_open and other.held_by is Holder.AGENT
    return {
        "case_id": other.id,
        "into_id": survivor.id,
        "conversation": other.conversation,
        "by": deed.by,
        "at": us(deed.at),
        "was_open": int(other.is_open),
        "was_agent": (other.agent or "") if held else "",
    }


def _place(case: Case) -> tuple[str, str]:
    return case.conversation, case.id
