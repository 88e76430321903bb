"""What both memories agree on about answers that are taken back, and how a prepared one is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from pydantic import TypeAdapter

from core.canned import Canned
from core.case import Case, Holder, Status
from core.errors import Outdated
from core.ports import Decision

TAKEN_BACK = "taken back before it was sent"
TAKE_BACK = "take_back"
NAME_TAKEN = "there is a prepared answer of that name"
_CANNED = TypeAdapter(Canned)


def unanswered(case: Case, answered: datetime, at: datetime) -> Case:
    """The case as if it had not been answered; the same one where something moved it since."""
    if (case.status, case.held_by) != (Status.WAITING_USER, Holder.AGENT):
        return case
    first = None if case.first_answer_at == answered else case.first_answer_at
    return replace(
        case,
        status=Status.OPEN,
        first_answer_at=first,
        updated_at=at,
        version=case.version + 1,
    )


def called_back(agent: str, key: str, at: datetime) -> Decision:
    """The audit's line about an answer that did not leave."""
    return Decision(message_key="", act=TAKE_BACK, reason=TAKEN_BACK, by=agent, at=at, evidence=key)


def next_version(known: Canned | None, canned: Canned) -> Canned:
    """What is written; raises Outdated where somebody was faster."""
    if canned.version != (known.version if known else 0):
        raise Outdated("somebody else has changed it since")
    return replace(canned, version=canned.version + 1)


def edited(canned: Canned) -> Decision:
    """The audit's line about a change."""
    verb = "drop" if canned.dropped else "new" if canned.version == 1 else "save"
    return Decision(
        message_key="", act=f"canned:{verb}:{canned.id}", reason=canned.name, by=canned.by,
        at=canned.at,
    )  # fmt: skip


def body_of(canned: Canned) -> str:
    """All of it as JSON."""
    return _CANNED.dump_json(canned).decode()


def canned_of(body: str) -> Canned:
    """The same back."""
    return _CANNED.validate_json(body)
