"""What an agent's feed remembers: saved views, what he has read, orders that can be taken back."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.engine.columns import partial, time

ORDER = ("priority", "due_at", "id")
OPEN, DONE = "status <> 'resolved'", "status = 'resolved'"
SNOOZED, AWAITED = "status = 'snoozed'", "status IN ('new', 'open') AND held_by <> 'bot'"
RISKY = f"{OPEN} AND risk <> 'none'"
# What stands behind the order lets an index answer filters without the row.
TAIL = ("platform", "intent", "language", "risk", "status", "held_by", "agent")
# The ways into the feed: an index, the one filter that leads it, the cases it has.
WAYS = (
    ("ix_case_open", "", OPEN),
    ("ix_case_held", "held_by", OPEN),
    ("ix_case_agent", "agent", OPEN),
    ("ix_case_platform", "platform", OPEN),
    ("ix_case_intent", "intent", OPEN),
    ("ix_case_language", "language", OPEN),
    ("ix_case_risk", "risk", RISKY),
    ("ix_case_snoozed", "", SNOOZED),
    ("ix_case_awaited", "", AWAITED),
    ("ix_case_resolved", "", DONE),
    ("ix_case_done_platform", "platform", DONE),
    ("ix_case_done_intent", "intent", DONE),
    ("ix_case_done_language", "language", DONE),
    ("ix_case_done_agent", "agent", DONE),
)


def feed_indexes() -> list[Index]:
    """The indexes of `case` that pages of the feed are read from."""
    found = []
    for name, first, where in WAYS:
        columns = [*([first] if first else []), *ORDER]
        columns += [each for each in TAIL if each != first]
        found.append(partial(name, *columns, where=where))
    return found


class SavedViewRow(SQLModel, table=True):
    """Filters under a name; `filters` is JSON of those that are set."""

    __tablename__ = "saved_view"
    id: str = Field(primary_key=True)
    owner: str = Field(index=True)
    name: str
    filters: str
    shared: int
    rank: int
    made_at: int = time()


class CaseReadRow(SQLModel, table=True):
    """The last message that an agent has seen of a case."""

    __tablename__ = "case_read"
    __table_args__ = ({"sqlite_with_rowid": False},)
    agent: str = Field(primary_key=True)
    case_id: str = Field(primary_key=True)
    conversation: str
    seen_key: str


class BulkRow(SQLModel, table=True):
    """An order to many cases: `body` has each as it was, and its version since."""

    __tablename__ = "bulk"
    id: str = Field(primary_key=True)
    act: str
    by: str
    at: int = time()
    tag: str
    body: str
    undone_at: int | None = time(nullable=True)
