"""The index of words, kept in the transaction that writes a message: put in, replaced by an edit,
taken out when its words are forgotten; and, little by little, what was there before the index.

In the index is the newest version of every message that has words. What an author's handle is
counts among his words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.event import listens_for

from core.search import Group, is_word, tokens
from core.types import Message
from storage import tables as t
from storage.codec import message_of
from storage.engine.dialect import VALUES, AnyRow, add, execute, select_in
from storage.engine.dialect_feed import TOP, words_of
from storage.engine.work import Work
from storage.sealing.columns import MESSAGE_TEXT
from storage.sealing.sealed import UNREADABLE, key_of, ring_in_use
from storage.search.blind import blinded

# Words that this connection has seen in the dictionary, and how many of them it remembers.
_KNOWN, _MOST_KNOWN = "search_known", 200_000

_IDS = select(t.inbox.c.id, t.inbox.c.key).where(t.inbox.c.key.in_(VALUES))
_INDEXED = (
    select(t.message, t.inbox.c.id.label("number"))
    .join(t.inbox, t.inbox.c.key == t.message.c.key)
    .join(t.search_doc, t.search_doc.c.id == t.inbox.c.id)
    .where(t.message.c.key.in_(VALUES))
)
_TEXTS = select(t.message).where(t.message.c.key.in_(VALUES))
_OLDER = (
    select(t.message, t.inbox.c.id.label("number"), t.search_doc.c.id.label("known"))
    .join(t.inbox, t.inbox.c.key == t.message.c.key)
    .outerjoin(t.search_doc, t.search_doc.c.id == t.inbox.c.id)
    .where(
        t.inbox.c.id > bindparam("after"),
        t.inbox.c.id <= bindparam("until"),
        t.inbox.c.state != "replaced",
    )
    .order_by(t.inbox.c.id)
    .limit(bindparam("most"))
)
_STATE = select(t.search_state)
_MOVE_ON = update(t.search_state).where(t.search_state.c.name == "done")
_DOC, _TERM = add(t.search_doc), add(t.search_term)
_UNDOC = delete(t.search_doc).where(t.search_doc.c.id == bindparam("gone"))
_UNTERM = delete(t.search_term).where(t.search_term.c.term == bindparam("gone"))


class Said(NamedTuple):
    """What of a message is indexed; `key` is the id of the one that its words are sealed under."""

    conversation: str
    text: str
    handle: str
    key: str = ""

    @property
    def tokens(self) -> set[str]:
        """By which it is found: none where it cannot be read."""
        ring = ring_in_use()
        if not self.key:
            return tokens(self.text, self.handle, self.conversation)
        if self.text == UNREADABLE or ring is None:
            return set()
        return blinded(tokens(self.text, self.handle, self.conversation), ring, self.key)


def follow(connection: Connection, fresh: Mapping[str, Said], replaced: Sequence[str] = ()) -> None:
    """Index messages by their keys, newest versions all, instead of those they replace."""
    if replaced:
        _take_out(connection, select_in(connection, _INDEXED, replaced))
    _put_in(connection, [(row.id, fresh[row.key]) for row in select_in(connection, _IDS, fresh)])


def forget(connection: Connection, keys: Iterable[str]) -> None:
    """Take messages out before their words are erased, and words that nobody else said: also those
    of versions that an edit took out of the index."""
    known = list(keys)
    older = [(0, each, each.tokens) for each in map(_said, select_in(connection, _TEXTS, known))]
    gone = _take_out(connection, select_in(connection, _INDEXED, known))
    _unlearn(connection, gone | _public(older))


def renew(connection: Connection, keys: Sequence[str], change: Callable[[], None]) -> None:
    """Make a change to what texts are sealed under, and index them as they are afterwards."""
    gone = _take_out(connection, rows := select_in(connection, _INDEXED, keys))
    change()
    numbers = {row.key: row.number for row in rows}
    fresh = select_in(connection, _TEXTS, numbers)
    _put_in(connection, [(numbers[row.key], _said(row)) for row in fresh])
    _unlearn(connection, gone)


def _unlearn(connection: Connection, gone: set[str]) -> None:
    index = words_of(connection)
    lost = [
        {"gone": word}
        for word in sorted(gone)
        if not index.hits(connection, [Group((word,))], 1, (0, TOP))
    ]
    execute(connection, _UNTERM, lost)
    connection.info.pop(_KNOWN, None)


def _index_older(connection: Connection, limit: int) -> int:
    state = {row.name: row.value for row in connection.execute(_STATE)}
    done, until = int(state.get("done", 0)), int(state.get("until", 0))
    if done >= until:
        return 0
    span = {"after": done, "until": until, "most": limit}
    rows = connection.execute(_OLDER, span).all()
    _put_in(connection, [(row.number, _said(row)) for row in rows if row.known is None])
    reached = rows[-1].number if len(rows) == limit else until
    connection.execute(_MOVE_ON.values(value=reached))
    return int(until - reached)


def behind(connection: Connection) -> int:
    """How many messages from before the index are not in it yet, at most."""
    state = {row.name: row.value for row in connection.execute(_STATE)}
    return max(0, int(state.get("until", 0)) - int(state.get("done", 0)))


def of_message(message: Message, value: str) -> Said:
    """What is indexed of a message whose text is written as `value`, which may be sealed."""
    return Said(message.conversation, message.text, message.author.handle, key_of(value))


def _said(row: AnyRow) -> Said:
    text, handle = MESSAGE_TEXT.opened(row.text, row.key), message_of(row).author.handle
    return Said(row.conversation, text, handle, key_of(row.text))


def _put_in(connection: Connection, said: Sequence[tuple[int, Said]]) -> None:
    docs = [(number, each, each.tokens) for number, each in said if each.text]
    here = [{"id": number, "conversation": each.conversation} for number, each, _ in docs]
    execute(connection, _DOC, here)
    words_of(connection).insert(connection, [(number, words) for number, _, words in docs])
    _learn(connection, _public(docs))


def _public(docs: Iterable[tuple[int, Said, set[str]]]) -> set[str]:
    return {word for _, each, words in docs if not each.key for word in words if is_word(word)}


def _learn(connection: Connection, words: set[str]) -> None:
    known: set[str] = connection.info.setdefault(_KNOWN, set())
    fresh = words - known
    execute(connection, _TERM, [{"term": each} for each in sorted(fresh)])
    if len(known) > _MOST_KNOWN:
        known.clear()
    known |= fresh


def _take_out(connection: Connection, rows: Sequence[AnyRow]) -> set[str]:
    docs = [(row.number, each, each.tokens) for row in rows for each in (_said(row),)]
    words_of(connection).delete(connection, [(number, words) for number, _, words in docs])
    execute(connection, _UNDOC, [{"gone": number} for number, _, _ in docs])
    return _public(docs)


# What was written in a savepoint or transaction that is undone is not in the dictionary.
@listens_for(Engine, "rollback")
def _undone(connection: Connection) -> None:
    if not connection.invalidated:  # one that broke is replaced, and remembers nothing
        connection.info.pop(_KNOWN, None)


@listens_for(Engine, "rollback_savepoint")
def _partly_undone(connection: Connection, _name: str, _context: Any) -> None:
    if not connection.invalidated:
        connection.info.pop(_KNOWN, None)


INDEX_OLDER = Work(_index_older)
