"""What programs do to cases, in the name of the token's owner and within his lease."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import UTC, timedelta
from typing import Any

from console.api import shown
from console.api.cases import load
from console.api.inputs import Act, Assign, CaseId, Note, Opinion, Resolve, Snooze, TagText
from console.api.models import Case
from console.api.problem import FieldError, Refusal
from console.api.route import needs, router
from console.api.write import Write, Writing
from core.case import Case as DeskCase
from core.case import Move
from core.corrections import Opinion as Said
from core.deeds import Go, Refused, Tag, Transfer, Untag
from core.deeds import Note as NoteDeed
from core.deeds import Resolve as ResolveDeed
from core.deeds import Snooze as SnoozeDeed
from core.errors import IllegalTransition, NotYours, Outdated
from core.tagging import normal_tag
from core.tokens import Scope
from core.webhooks.news import message_id

MOVES = {
    Act.CLAIM: Move.CLAIM,
    Act.RELEASE: Move.RELEASE,
    Act.WAKE: Move.WAKE,
    Act.REOPEN: Move.ESCALATE,
}
# Kept in the case's history, so in the desk's own language.
REOPENED = "reopened by hand"
FARTHEST = timedelta(days=366)

routes = router(tags=["acts"])
WORK, NOTES = [needs(Scope.WRITE_CASES)], [needs(Scope.WRITE_NOTES)]


@routes.post("/cases/{case_id}/resolve", dependencies=WORK, operation_id="resolve_case")
async def resolve(
    write: Writing,
    case_id: CaseId,
    said: Resolve,
) -> Case:
    """Done; the case's author may write again, which opens it."""
    await load(write.caller, case_id)
    deed = ResolveDeed(reason=said.reason, words=said.words, **_by(write, case_id))
    return await _done(write, write.caller.books.do(deed))


@routes.post("/cases/{case_id}/snooze", dependencies=WORK, operation_id="snooze_case")
async def snooze(
    write: Writing,
    case_id: CaseId,
    said: Snooze,
) -> Case:
    """Put aside until then; what its author writes wakes it sooner."""
    try:
        until = said.until.astimezone(UTC)
    except OverflowError:
        until = write.caller.now + 2 * FARTHEST
    if not write.caller.now < until <= write.caller.now + FARTHEST:
        wrong = FieldError(where="/until", detail="name a moment within a year from now")
        raise Refusal("invalid", errors=(wrong,))
    await load(write.caller, case_id)
    deed = SnoozeDeed(until=until, **_by(write, case_id))
    return await _done(write, write.caller.books.do(deed))


@routes.post(
    "/cases/{case_id}/assign",
    dependencies=[needs(Scope.ASSIGN_CASES)],
    operation_id="assign_case",
)
async def assign(
    write: Writing,
    case_id: CaseId,
    said: Assign,
) -> Case:
    """Give it to an agent, whoever holds it."""
    await load(write.caller, case_id)
    people = await write.caller.services.door.agents()
    if not any(each.id == said.agent and each.disabled_at is None for each in people):
        wrong = FieldError(where="/agent", detail="there is no such agent")
        raise Refusal("invalid", errors=(wrong,))
    deed = Transfer(to=said.agent, note=said.note, **_by(write, case_id), over=True)
    return await _done(write, write.caller.books.do(deed))


@routes.post("/cases/{case_id}/notes", dependencies=NOTES, operation_id="add_note", status_code=201)
async def note(
    write: Writing,
    case_id: CaseId,
    said: Note,
) -> Case:
    """A word for colleagues, kept with the case."""
    await load(write.caller, case_id)
    deed = NoteDeed(text=said.text, **_by(write, case_id))
    return await _done(write, write.caller.books.do(deed))


@routes.post("/cases/{case_id}/tags", dependencies=NOTES, operation_id="add_tag")
async def tag(
    write: Writing,
    case_id: CaseId,
    said: TagText,
) -> Case:
    """Give it a word."""
    await load(write.caller, case_id)
    word = normal_tag(said.tag)
    if not word:
        wrong = FieldError(where="/tag", detail="write letters or digits")
        raise Refusal("invalid", errors=(wrong,))
    return await _done(write, write.caller.books.do(Tag(tag=word, **_by(write, case_id))))


@routes.delete("/cases/{case_id}/tags/{word}", dependencies=NOTES, operation_id="drop_tag")
async def untag(
    write: Writing,
    case_id: CaseId,
    word: str,
) -> Case:
    """Take a word away."""
    await load(write.caller, case_id)
    return await _done(
        write, write.caller.books.do(Untag(tag=normal_tag(word), **_by(write, case_id)))
    )


@routes.post("/cases/{case_id}/corrections", dependencies=NOTES, operation_id="correct")
async def correct(
    write: Writing,
    case_id: CaseId,
    said: Opinion,
) -> Case:
    """Say what a message is, where the desk saw it otherwise; the desk learns from it."""
    file = await load(write.caller, case_id)
    key = next((e.key for e in file.lines if message_id(e.key) == said.message), "")
    if not key:
        wrong = FieldError(where="/message", detail="it is none of the case's latest messages")
        raise Refusal("invalid", errors=(wrong,))
    opinion = Said(
        message_key=key,
        intent=said.intent,
        urgency=said.urgency,
        sentiment=said.sentiment,
        scam=said.scam,
        by=write.caller.agent.id,
        at=write.caller.now,
    )
    return await _done(write, write.caller.services.corrections.correct(case_id, opinion))


# Last, so that its placeholder takes no other's name.
@routes.post("/cases/{case_id}/{act}", dependencies=WORK, operation_id="move_case")
async def move(
    write: Writing,
    case_id: CaseId,
    act: Act,
) -> Case:
    """Claim, release, wake or reopen it."""
    await load(write.caller, case_id)
    reason = REOPENED if act is Act.REOPEN else ""
    deed = Go(how=MOVES[act], reason=reason, **_by(write, case_id))
    return await _done(write, write.caller.books.do(deed))


async def _done(write: Write, doing: Awaitable[DeskCase]) -> Case:
    case = await done(doing)
    write.tag(case)
    return shown.case(case)


async def done(doing: Awaitable[DeskCase]) -> DeskCase:
    """The case after it; raises Refusal."""
    try:
        return await doing
    except Outdated:
        raise Refusal("changed") from None
    except NotYours:
        raise Refusal("not_yours") from None
    except IllegalTransition as error:
        raise Refusal("not_possible", why=str(error)) from None
    except Refused as refused:
        raise Refusal("not_possible", why=refused.why.value) from None


def _by(write: Write, case_id: str) -> dict[str, Any]:
    caller, versions = write.caller, write.versions
    return {"case_id": case_id, "by": caller.agent.id, "at": caller.now, "versions": versions}
