"""Words of an agent by a program: kept as his draft, or sent through the same lint and outbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from console.api import shown
from console.api.acts import done
from console.api.caller import Caller, Calling
from console.api.cases import load
from console.api.inputs import CaseId, DraftText, Reply
from console.api.models import Draft, Sent
from console.api.problem import FieldError, Refusal
from console.api.route import needs, router
from console.api.write import Writing
from core.actions import Outgoing
from core.casebook import CaseFile
from core.composing import Box, masked, stopped
from core.composing import Draft as DeskDraft
from core.deeds import Say
from core.errors import UnsafeText
from core.tokens import Scope
from core.types import Leg

routes = router(tags=["replies"])


@routes.get(
    "/cases/{case_id}/draft", dependencies=[needs(Scope.READ_MESSAGES)], operation_id="get_draft"
)
async def draft(caller: Calling, case_id: CaseId) -> Draft:
    """What the token's owner has written there and not sent."""
    await load(caller, case_id)
    for each in await caller.books.drafts(case_id):
        if each.agent == caller.agent.id and each.box is Box.REPLY:
            return Draft(text=each.text, counter=each.counter, saved_at=each.saved_at)
    raise Refusal("not_found")


@routes.put(
    "/cases/{case_id}/draft", dependencies=[needs(Scope.WRITE_CASES)], operation_id="keep_draft"
)
async def keep_draft(
    write: Writing,
    case_id: CaseId,
    said: DraftText,
) -> Draft:
    """Lay words into his composer; he reads them there before anything is sent."""
    caller = write.caller
    await load(caller, case_id)
    wanted = masked(
        DeskDraft(
            case_id=case_id,
            agent=caller.agent.id,
            text=said.text,
            counter=said.counter,
            saved_at=caller.now,
        )
    )
    kept = await caller.books.save_draft(wanted)
    if kept.text != wanted.text:
        raise Refusal("changed")
    return Draft(text=kept.text, counter=kept.counter, saved_at=kept.saved_at)


@routes.post(
    "/cases/{case_id}/replies",
    dependencies=[needs(Scope.SEND_REPLIES)],
    operation_id="send_reply",
    status_code=202,
)
async def reply(
    write: Writing,
    case_id: CaseId,
    said: Reply,
) -> Sent:
    """Send the holder's words to the author; only the case's holder can."""
    caller, file = write.caller, await load(write.caller, case_id)
    rows = _rows(caller, file, said.text.replace("\r\n", "\n").strip())
    deed = Say(
        case_id=case_id,
        by=caller.agent.id,
        at=caller.now,
        versions=write.versions,
        outgoing=tuple(rows),
    )
    case = await done(caller.books.do(deed))
    write.tag(case)
    return Sent(case=shown.case(case), keys=[each.key for each in rows])


def _rows(caller: Caller, file: CaseFile, text: str) -> list[Outgoing]:
    if problems := stopped(text):
        raise _unsafe(problems)
    try:
        rows = caller.services.compose(file.case, text, caller.agent.id, caller.now)
    except UnsafeText as unsafe:
        raise _unsafe(unsafe.problems) from None
    heard = [line.native_id for line in file.lines if line.kind == "message"]
    if file.case.leg is not Leg.PUBLIC or not heard:
        return list(rows)
    # Where others read along, the first part answers the author's last message.
    return [replace(each, reply_to=heard[-1]) if not each.sequence else each for each in rows]


def _unsafe(problems: Sequence[str]) -> Refusal:
    errors = tuple(FieldError(where="/text", detail=str(each)) for each in problems)
    return Refusal("unsafe_text", errors=errors)
