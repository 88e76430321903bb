"""What both memories agree on about service: when a promise begins and ends, whom nobody has to
call any more, what counts as an ending. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.actions import BOT
from core.case import Case, Holder, Status, awaits_person
from core.ports import Decision
from core.service.books import Promised
from core.service.paging import Page, PageState

CLAIMED, LEFT = "claimed", "no longer waits"
ANSWERED, RESOLVED, PUT_OFF, HANDED_BACK = "answered", "resolved", "put_off", "handed_back"
# States of an outbox row whose reader never saw it, or nobody knows.
LOST = frozenset({"failed", "unknown"})
# States of an outbox row that was said, or is about to be.
SPOKEN = ("sent", "sending", "pending", "unknown")
# A comment is what somebody writes so soon after his rating.
COMMENT_MINUTES = 60
# Only who was not content is asked why.
BAD = 3


def awaited(case: Case | None) -> bool:
    """Whether its author waited for a person."""
    return case is not None and awaits_person(case)


def how_ended(case: Case) -> str:
    """Why nobody is waited for any more."""
    if case.status is Status.RESOLVED:
        return RESOLVED
    if case.status is Status.SNOOZED:
        return PUT_OFF
    return ANSWERED if case.held_by is Holder.AGENT else HANDED_BACK


def begun(case: Case) -> Promised:
    """The promise that begins with this state of the case."""
    return Promised(
        case_id=case.id,
        conversation=case.conversation,
        platform=case.platform,
        priority=case.priority,
        topic=case.intent,
        since=case.updated_at,
        due_at=case.due_at,
    )


def renewed(promise: Promised, case: Case) -> Promised:
    """The promise after its case got more urgent, or turned out to be about something else."""
    return replace(promise, priority=case.priority, topic=case.intent, due_at=case.due_at)


def ended(promise: Promised, case: Case) -> Promised:
    """The promise once nobody is waited for any more."""
    by = case.agent or (BOT if case.held_by is Holder.BOT else "")
    return replace(promise, ended_at=case.updated_at, how=how_ended(case), by=by)


def was_renewed(before: Case, after: Case) -> bool:
    """Whether something that the promise says has changed."""
    return (before.priority, before.intent, before.due_at) != (
        after.priority,
        after.intent,
        after.due_at,
    )


def callable_(case: Case | None) -> bool:
    """Whether somebody may be called about it: nobody has it."""
    return case is not None and awaits_person(case) and case.held_by is Holder.QUEUE


def resolved(before: Case | None, after: Case) -> bool:
    """Whether the case ended by this."""
    return not after.is_open and before is not None and before.is_open


def reopened(before: Case | None, after: Case) -> bool:
    """Whether somebody has to look at it again."""
    return before is not None and not before.is_open and after.is_open


def why_closed(after: Case) -> tuple[str, str]:
    """Why nobody is called any more, and by whose doing."""
    taken = after.is_open and after.held_by is Holder.AGENT
    return (CLAIMED, after.agent or "") if taken else (LEFT, "")


def called(page: Page) -> Decision:
    """The audit's line about a call."""
    reason = f"{page.name} was called ({page.via}), call {page.number + 1}"
    return Decision(
        message_key="", act="page", reason=reason, by=BOT, at=page.sent_at, evidence=page.key
    )


def not_called(key: str, why: str, at: datetime) -> Decision:
    """The audit's line about a call that did not get through."""
    return Decision(message_key="", act="page_failed", reason=why, by=BOT, at=at, evidence=key)


def acknowledged(case: Case, by: str, at: datetime) -> Decision:
    """The audit's line about somebody who looks after a case."""
    reason = f"{by} looks after case {case.id}"
    return Decision(message_key="", act="page_acknowledged", reason=reason, by=by, at=at)


def seen(page: Page, state: str | None, why: str) -> Page:
    """The call with what the outbox says about its row."""
    if page.state is PageState.SENT and state in LOST:
        return replace(page, state=PageState.FAILED, why=why)
    return page
