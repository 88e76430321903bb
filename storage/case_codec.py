"""Between rows and cases, sends and decisions: pure, and exact in both directions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from core.actions import Button, Kind, Outgoing, Purpose
from core.case import Case, Holder, Status
from core.ports import Decision
from core.types import Leg, Platform, Urgency
from storage.codec import maybe_us, maybe_when, us, when
from storage.dialect import AnyRow


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
_KEYS = TypeAdapter(tuple[str, ...])


def case_row(case: Case) -> dict[str, Any]:
    """A row of `case`."""
    return {
        "id": case.id,
        "platform": case.platform,
        "account": case.account,
        "conversation": case.conversation,
        "address": case.address,
        "subject": case.subject,
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
    return Case(
        id=row.id,
        platform=Platform(row.platform),
        account=row.account,
        conversation=row.conversation,
        address=row.address,
        subject=row.subject,
        author_id=row.author_id,
        author_name=row.author_name,
        priority=Urgency(row.priority),
        opened_at=when(row.opened_at),
        updated_at=when(row.updated_at),
        due_at=when(row.due_at),
        status=Status(row.status),
        held_by=Holder(row.held_by),
        agent=row.agent,
        intent=row.intent,
        language=row.language,
        leg=Leg(row.leg),
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
    return {
        "key": outgoing.key,
        "platform": outgoing.platform,
        "account": outgoing.account,
        "conversation": outgoing.conversation,
        "address": outgoing.address,
        "case_id": outgoing.case_id,
        "by": outgoing.by,
        "kind": outgoing.kind.value,
        "purpose": outgoing.purpose.value,
        "leg": outgoing.leg.value,
        "text": outgoing.text,
        "sequence": outgoing.sequence,
        "attempts": outgoing.attempts,
        "due_at": us(outgoing.due_at),
        "settled_at": None,
        "lease_until": 0,
        "state": "pending",
        "remote_id": "",
        "why": "",
        "meta": _META.dump_json(meta).decode(),
    }


def outgoing_of(row: AnyRow) -> Outgoing:
    """The send in a row that holds at least all columns of `outbox`."""
    meta = _META.validate_json(row.meta)
    return Outgoing(
        key=row.key,
        platform=Platform(row.platform),
        account=row.account,
        conversation=row.conversation,
        address=row.address,
        due_at=when(row.due_at),
        by=row.by,
        kind=Kind(row.kind),
        text=row.text,
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


def decision_row(decision: Decision, conversation: str, case_id: str) -> dict[str, Any]:
    """A row of `decision`."""
    return {
        "conversation": conversation,
        "case_id": case_id,
        "message_key": decision.message_key,
        "act": decision.act,
        "reason": decision.reason,
        "by": decision.by,
        "at": us(decision.at),
        "evidence": decision.evidence,
    }


def decision_of(row: AnyRow) -> Decision:
    """The decision in a row."""
    return Decision(
        message_key=row.message_key,
        act=row.act,
        reason=row.reason,
        by=row.by,
        at=when(row.at),
        evidence=row.evidence,
    )
