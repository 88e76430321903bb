"""What of the filters the columns of `case` answer themselves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, or_, select, true

from core.case import Status
from core.feed import AGENT, BOT, MINE, QUEUE, UNRESOLVED, Filters
from storage import tables as t
from storage.engine.dialect import VALUES, select_in

# A filter's field -> the column that has to have its value.
COLUMNS = {"platform": "platform", "topic": "intent", "language": "language", "risk": "risk"}
# Before the name of a value to bind.
_IS = "is_"
_MERGED = (
    select(t.case_merge.c.case_id).where(t.case_merge.c.case_id == t.case.c.id).correlate(t.case)
)


def values_of(filters: Filters, agent: str) -> dict[str, str]:
    """The columns that have to have one value."""
    found = {c: getattr(filters, n) for n, c in COLUMNS.items() if getattr(filters, n)}
    holder = filters.holder
    if holder in (QUEUE, BOT):
        found["held_by"] = holder
    elif holder == MINE or holder.startswith(AGENT):
        found["agent"] = agent if holder == MINE else holder.removeprefix(AGENT)
    return found


def promising(
    connection: Connection, filters: Filters, agent: str, documents: Sequence[int]
) -> set[int]:
    """Those documents of the search in whose conversation there is a case that these columns do
    not refuse, or one that was merged into another."""
    values = values_of(filters, agent)
    if filters.urgency:
        values["priority"] = filters.urgency
    if filters.status not in ("", UNRESOLVED):
        values["status"] = filters.status
    statement = _among(tuple(values), is_open=filters.status == UNRESOLVED)
    wanted = {_IS + name: value for name, value in values.items()}
    found = select_in(connection, statement, documents, wanted)  # type: ignore[arg-type]
    return {row.id for row in found}


@cache
def _among(names: tuple[str, ...], *, is_open: bool) -> Select[Any]:
    doc, case = t.search_doc, t.case
    fits = [case.c[name] == bindparam(_IS + name) for name in names]
    if is_open:
        fits.append(case.c.status != Status.RESOLVED.value)
    return (
        select(doc.c.id)
        .join(case, case.c.conversation == doc.c.conversation)
        .where(doc.c.id.in_(VALUES), or_(and_(true(), *fits), _MERGED.exists()))
    )
