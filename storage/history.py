"""What was said in conversations before their turns: the last lines of both sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, select, text

from core.types import Utterance
from storage import tables as t
from storage.case_codec import answers_of
from storage.codec import when
from storage.engine.dialect import VALUES, AnyRow, select_in
from storage.engine.dialect_feed import among
from storage.feed import showing
from storage.sealing.columns import MESSAGE_TEXT, OUTBOX_TEXT

# The lanes that are asked about.
LANES = t.lane.c.conversation.in_(VALUES)


def per_lane(picked: Select[Any], *, oldest: bool, limit: int) -> Any:
    """Ids of one lane's first or last rows; runs once a lane, on a partial index."""
    (column,) = picked.selected_columns
    order = column.asc() if oldest else column.desc()
    return picked.correlate(t.lane).order_by(order).limit(limit).scalar_subquery()


_I, _O = t.inbox.alias("i"), t.outbox.alias("o")
_PAST_IDS = per_lane(
    select(_I.c.id).where(
        _I.c.conversation == t.lane.c.conversation, text("i.state IN ('done', 'dead')")
    ),
    oldest=False,
    limit=showing.HISTORY,
)
_SAID_IDS = per_lane(
    select(_O.c.id).where(
        _O.c.conversation == t.lane.c.conversation,
        text("o.state = 'sent' AND o.kind = 'say' AND o.purpose IN ('answer', 'warning')"),
    ),
    oldest=False,
    limit=showing.HISTORY,
)
_HEARD = (
    select(
        t.message.c.conversation,
        t.message.c.native_id,
        t.message.c.author_name,
        t.message.c.text,
        t.message.c.received_at,
        t.message.c.key,
    )
    .select_from(t.lane)
    .join(t.inbox, among(t.inbox.c.id, _PAST_IDS))
    .join(t.message, t.message.c.key == t.inbox.c.key)
    .where(LANES)
    .order_by(t.inbox.c.id)
)
_SAID = (
    select(
        t.outbox.c.conversation,
        t.outbox.c.remote_id,
        t.outbox.c.by,
        t.outbox.c.text,
        t.outbox.c.settled_at,
        t.outbox.c.answers,
        t.outbox.c.key,
    )
    .select_from(t.lane)
    .join(t.outbox, among(t.outbox.c.id, _SAID_IDS))
    .where(LANES)
    .order_by(t.outbox.c.id)
)


def of_turns(connection: Connection, names: Sequence[str]) -> dict[str, list[Utterance]]:
    """The lines of each conversation, in no order."""
    lines: dict[str, list[Utterance]] = defaultdict(list)
    for name, native_id, author, words, at, key in select_in(connection, _HEARD, names):
        text = MESSAGE_TEXT.opened(words, key)
        said = Utterance(ours=False, author=author, text=text, at=when(at), message_id=native_id)
        lines[name].append(said)
    for row in select_in(connection, _SAID, names):
        lines[row.conversation].append(_ours(row))
    return lines


def _ours(row: AnyRow) -> Utterance:
    return Utterance(
        ours=True,
        author=row.by,
        text=OUTBOX_TEXT.opened(row.text, row.key),
        at=when(row.settled_at),
        message_id=row.remote_id,
        serves=answers_of(row),
    )
