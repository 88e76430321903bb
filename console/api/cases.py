"""Cases as programs read them: the list, one case, its lines, its author's history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query, Response

from console.api import shown
from console.api.caller import Caller, Calling
from console.api.inputs import PAGE, After, CaseId, Limit, Personal
from console.api.models import CaseFile, CasePage, EntryPage, History, PastCase
from console.api.problem import Refusal
from console.api.route import needs, router
from console.api.write import etag
from core.casebook import CaseFile as File
from core.feed import FIELDS, Filters, filters_of
from core.tokens import Scope
from core.views import asked

MESSAGE = "message"
MOST_PAST = 50

routes = router(tags=["cases"])
Short = Annotated[str, Query(max_length=80)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Filters as they stand in an address; an empty one means all."""

    platform: Short = ""
    topic: Short = ""
    language: Short = ""
    risk: Short = ""
    urgency: Short = ""
    status: Short = ""
    holder: Short = ""
    due: Short = ""
    incident: Short = ""
    tag: Short = ""
    unread: Short = ""

    def over(self, view: str) -> Filters:
        """A view's filters with these above them."""
        return filters_of({name: getattr(self, name) for name in FIELDS}).over(asked(view))


@routes.get("/cases", dependencies=[needs(Scope.READ_CASES)], operation_id="list_cases")
async def cases(
    caller: Calling,
    wanted: Annotated[Wanted, Depends()],
    view: Annotated[str, Query(max_length=80, description="open, mine, queue, …")] = "open",
    after: After = "",
    limit: Limit = PAGE,
) -> CasePage:
    """The feed, the most urgent first; `mine` are the cases of the token's owner."""
    book, key = caller.services.book, shown.key_of(after)
    page = await book.feed(
        wanted.over(view), caller.agent.id, after=key, limit=limit, now=caller.now
    )
    items = [shown.row(each) for each in page.rows]
    return CasePage(items=items, next=shown.cursor(page.after))


@routes.get("/cases/{case_id}", dependencies=[needs(Scope.READ_CASES)], operation_id="get_case")
async def case(
    caller: Calling, case_id: CaseId, response: Response, *, personal: Personal = False
) -> CaseFile:
    """One case. Its lines are there with the scope read:messages."""
    file = await load(caller, case_id)
    if personal:
        await caller.reveal(case_id)
    standing = await caller.books.standing(case_id)
    lines = file.lines if Scope.READ_MESSAGES in caller.scopes else ()
    response.headers["ETag"] = etag(file.case)
    return CaseFile(
        case=shown.case(file.case, personal=personal),
        tags=[each.tag for each in standing.tags],
        merged_into=standing.into or None,
        lines=shown.entries(lines, personal=personal),
        next=shown.cursor(file.earlier) if lines else None,
    )


@routes.get(
    "/cases/{case_id}/messages",
    dependencies=[needs(Scope.READ_MESSAGES)],
    operation_id="list_messages",
)
async def messages(
    caller: Calling, case_id: CaseId, *, after: After = "", personal: Personal = False
) -> EntryPage:
    """What its author wrote, with what the desk thought of it; older pages by `after`."""
    file = await load(caller, case_id, shown.key_of(after))
    if personal:
        await caller.reveal(case_id)
    lines = [each for each in file.lines if each.kind == MESSAGE]
    items = shown.entries(lines, personal=personal)
    return EntryPage(items=items, next=shown.cursor(file.earlier))


@routes.get(
    "/cases/{case_id}/history", dependencies=[needs(Scope.READ_CASES)], operation_id="get_history"
)
async def history(caller: Calling, case_id: CaseId, *, personal: Personal = False) -> History:
    """What the desk knows of its author, on this platform and where he linked others himself."""
    one = (await load(caller, case_id)).case
    if personal:
        await caller.reveal(case_id)
    person = await caller.books.person(one.platform, one.author_id, limit=MOST_PAST)
    linked = [shown.author(each.name, each.author_id, personal=personal) for each in person.linked]
    past = [
        PastCase(
            case=shown.case(each.case, personal=personal),
            outcome=each.outcome,
            score=each.score or None,
        )
        for each in person.cases
    ]
    return History(
        author=shown.author(one.author_name, one.author_id, personal=personal),
        platform=one.platform,
        names=shown.names([each.name for each in person.names], personal=personal),
        linked=linked,
        cases=past,
    )


async def load(caller: Caller, case_id: str, before: str = "") -> File:
    """The case's file; raises Refusal."""
    file = await caller.services.book.case_file(case_id, before=before)
    if file is None:
        raise Refusal("not_found")
    return file
