"""Between rows and cases, sends and decisions: pure, and exact in both directions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from core.actions import Button, Kind, Outgoing, Purpose
from core.case import Case, Holder, Status
from core.types import Leg, Platform, Urgency
from storage.codec import maybe_us, maybe_when, us, when
from storage.engine.dialect import AnyRow
from storage.engine.recent import Recent
from storage.sealing.columns import (
    CASE_SUBJECT,
    OUTBOX_META,
    OUTBOX_TEXT,
)
from storage.sealing.sealed import UNREADABLE, ring_in_use


@dataclass(frozen=True, slots=True)
class _OutgoingMeta:
    """What no statement asks an outbox row for."""

    markdown: bool
    reply_to: str | None
    target: str | None
    buttons: tuple[Button, ...]
    replaces: str | None = None
    model: str = ""


_META = TypeAdapter(_OutgoingMeta)
_NO_META = _OutgoingMeta(markdown=False, reply_to=None, target=None, buttons=())
_ALOUD = frozenset((Purpose.ANSWER, Purpose.WARNING))
_KEYS = TypeAdapter(tuple[str, ...])
# A turn reads its case twice and writes it once; while the row is the same, so is the case.
_recent = Recent[str, Case](4096)
# A look into a table takes a quarter of the time of asking the enumeration.
_PRIORITIES = {each.value: each for each in Urgency}
_STATES = {each.value: each for each in Status}
_HOLDERS = {each.value: each for each in Holder}
_LEGS = {each.value: each for each in Leg}
_COLUMNS = (
    *("id", "platform", "account", "conversation", "address", "subject", "author_id"),
    *("author_name", "priority", "opened_at", "updated_at", "due_at", "status", "held_by"),
    *("agent", "intent", "language", "leg", "reason", "risk", "snoozed_until"),
    *("first_answer_at", "unreachable", "version"),
)
_WIDTH = len(_COLUMNS)


def case_row(case: Case) -> dict[str, Any]:
    """A row of `case`."""
    return {
        "id": case.id,
        "platform": case.platform,
        "account": case.account,
        "conversation": case.conversation,
        "address": case.address,
        "subject": CASE_SUBJECT.closed(case.subject, case.id, private=case.leg is Leg.PRIVATE),
        "author_id": case.author_id,
        "author_name": case.author_name,
        "priority": case.priority.value,
        "opened_at": us(case.opened_at),
        "updated_at": us(case.updated_at),
        "due_at": us(case.due_at),
        "status": case.status.value,
        "held_by": case.held_by.value,
        "agent": case.agent,
        "intent": case.intent,
        "language": case.language,
        "leg": case.leg.value,
        "reason": case.reason,
        "risk": case.risk,
        "snoozed_until": maybe_us(case.snoozed_until),
        "first_answer_at": maybe_us(case.first_answer_at),
        "unreachable": case.unreachable,
        "version": case.version,
    }


def case_of(row: AnyRow) -> Case:
    """The case in a row that holds at least all columns of `case`."""
    if row._fields[:_WIDTH] != _COLUMNS:
        return _case_of(row)
    values = (ring_in_use(), *row[:_WIDTH])
    return _recent.get(row.id, values) or _recent.keep(row.id, values, _case_of(row))


def saved(cases: Iterable[Case]) -> list[dict[str, Any]]:
    """Rows of `case` that are about to be written, and soon read again."""
    rows = []
    for case in cases:
        row = case_row(case)
        _recent.keep(case.id, (ring_in_use(), *row.values()), case)
        rows.append(row)
    return rows


def _case_of(row: AnyRow) -> Case:
    return Case(
        id=row.id,
        platform=Platform(row.platform),
        account=row.account,
        conversation=row.conversation,
        address=row.address,
        subject=CASE_SUBJECT.opened(row.subject, row.id),
        author_id=row.author_id,
        author_name=row.author_name,
        priority=_PRIORITIES[row.priority],
        opened_at=when(row.opened_at),
        updated_at=when(row.updated_at),
        due_at=when(row.due_at),
        status=_STATES[row.status],
        held_by=_HOLDERS[row.held_by],
        agent=row.agent,
        intent=row.intent,
        language=row.language,
        leg=_LEGS[row.leg],
        reason=row.reason,
        risk=row.risk,
        snoozed_until=maybe_when(row.snoozed_until),
        first_answer_at=maybe_when(row.first_answer_at),
        unreachable=row.unreachable,
        version=row.version,
    )


def outgoing_rows(
    outgoing: Sequence[Outgoing], answers: Sequence[str], created_at: int
) -> list[dict[str, Any]]:
    """Rows of `outbox`, an answer's parts in order; `answers` are the messages it serves.

    Warnings, reports and acts stand alone: none of them is a part of anything.
    """
    parts = sorted(outgoing, key=lambda each: each.sequence)
    answer = next((each.key for each in parts if each.purpose is Purpose.ANSWER), "")
    served = _KEYS.dump_json(tuple(answers)).decode()
    part, alone = {"answer": answer, "answers": served}, {"answers": "[]"}
    return [
        {"created_at": created_at, "answer": each.key}
        | _outgoing_row(each)
        | (part if each.purpose is Purpose.ANSWER else alone)
        for each in parts
    ]


def _outgoing_row(outgoing: Outgoing) -> dict[str, Any]:
    meta = _OutgoingMeta(
        outgoing.markdown,
        outgoing.reply_to,
        outgoing.target,
        outgoing.buttons,
        outgoing.replaces,
        outgoing.model,
    )
    key, private = outgoing.key, is_private(outgoing)
    about = _META.dump_json(meta).decode()
    return {
        "key": key,
        "platform": outgoing.platform,
        "account": outgoing.account,
        "conversation": outgoing.conversation,
        "address": outgoing.address,
        "case_id": outgoing.case_id,
        "by": outgoing.by,
        "kind": outgoing.kind.value,
        "purpose": outgoing.purpose.value,
        "leg": outgoing.leg.value,
        "text": OUTBOX_TEXT.closed(outgoing.text, key, private=private),
        "sequence": outgoing.sequence,
        "attempts": outgoing.attempts,
        "due_at": us(outgoing.due_at),
        "settled_at": None,
        "lease_until": 0,
        "state": "pending",
        "remote_id": "",
        "why": "",
        "meta": OUTBOX_META.closed(about, key, private=private),
    }


def is_private(outgoing: Outgoing) -> bool:
    """Whether its words are for one person: what others may read are answers and warnings."""
    return outgoing.leg is Leg.PRIVATE or outgoing.purpose not in _ALOUD


def is_readable(row: AnyRow) -> bool:
    """Whether a row of `outbox` can be opened: nobody is sent what stands in for words."""
    text, about = OUTBOX_TEXT.secret(row.text, row.key), OUTBOX_META.secret(row.meta, row.key)
    return text is not None and about is not None


def outgoing_of(row: AnyRow) -> Outgoing:
    """The send in a row that holds at least all columns of `outbox`."""
    about = OUTBOX_META.opened(row.meta, row.key)
    meta = _META.validate_json(about) if about != UNREADABLE else _NO_META
    return Outgoing(
        key=row.key,
        platform=Platform(row.platform),
        account=row.account,
        conversation=row.conversation,
        address=row.address,
        due_at=when(row.due_at),
        by=row.by,
        kind=Kind(row.kind),
        text=OUTBOX_TEXT.opened(row.text, row.key),
        markdown=meta.markdown,
        leg=Leg(row.leg),
        reply_to=meta.reply_to,
        target=meta.target,
        purpose=Purpose(row.purpose),
        replaces=meta.replaces,
        model=meta.model,
        buttons=meta.buttons,
        case_id=row.case_id,
        sequence=row.sequence,
        attempts=row.attempts,
    )


def answers_of(row: AnyRow) -> tuple[str, ...]:
    """The keys of the messages that an outbox row serves."""
    return _KEYS.validate_json(row.answers)
