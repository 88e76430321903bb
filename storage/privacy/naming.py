"""What else speaks of a person: his names, those who quoted or named him, copies of his cases."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection, bindparam, delete, select, text, update

from core.privacy.rights import NOBODY, Identity
from storage import tables as t
from storage.privacy.places import his, keys
from storage.privacy.rows import Change, changes

# Shorter names are words: taking them out of what others wrote would only damage that.
SHORTEST = 4
# Ids of fewer digits stand in anything.
SHORTEST_ID = 5
_GONE = tuple(
    delete(table).where(*his(table.name))
    for table in (t.name_seen, t.sighting, t.account_link, t.account_try, t.asker)
)
_WRITTEN = select(t.message.c.native_id).where(*his("message"))
_CASES = select(t.case.c.id).where(*his("case"))
_QUOTING = select(t.message.c.key, t.message.c.meta).where(
    t.message.c.platform == bindparam("platform_"),
    t.message.c.place != "dm",
    text('meta NOT LIKE \'%"reply_text":"",%\''),
)
# Who was confirmed to be an attacker keeps his file: others have to be protected from him.
_UNFILE = (
    update(t.scam)
    .values(handle="", name="", names="[]")
    .where(
        t.scam.c.platform == bindparam("platform_"),
        t.scam.c.author_id == bindparam("author_"),
        text("status <> 'confirmed'"),
    )
)
# Where agents and the desk speak of people: table, column, which rows.
_SPEAKING = (
    (t.note, "text", "text <> ''"),
    (t.note_edit, "text", "text <> ''"),
    (t.draft, "text", "text <> ''"),
    (t.outbox, "text", "text <> '' AND purpose <> 'answer'"),
    (t.scam_event, "text", "text <> ''"),
    (t.scam_event, "reasons", "reasons <> '[]'"),
)


@dataclass(frozen=True)
class Whom:
    """Whom nothing shall name any more."""

    identities: Sequence[Identity]
    names: Collection[str]

    def pattern(self) -> re.Pattern[str] | None:
        """His names wherever they stand as words; None where all of them are too short."""
        long = sorted((each for each in self.names if len(each) >= SHORTEST), key=len, reverse=True)
        if not long:
            return None
        either = "|".join(map(re.escape, long))
        return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def find(connection: Connection, whom: Whom) -> list[Change]:
    """Where others quote or name him, and copies of his cases; looked for beside the writer."""
    cases = {row.id for each in whom.identities for row in connection.execute(_CASES, keys(each))}
    found = [each for one in whom.identities for each in _quotations(connection, one)]
    found += _namings(connection, whom)
    for table in (t.bulk, t.api_once):
        found += changes(connection, table, "body", _without(cases))
    return found


def forget(connection: Connection, whom: Whom) -> None:
    """What stands in nobody's conversation."""
    for statement in (*_GONE, _UNFILE):
        for each in whom.identities:
            connection.execute(statement, keys(each))


def _namings(connection: Connection, whom: Whom) -> Iterator[Change]:
    pattern = whom.pattern()
    ids = [each.author_id for each in whom.identities if len(each.author_id) >= SHORTEST_ID]

    def unread(raw: str) -> str:
        named = pattern is not None and pattern.search(raw)
        return "" if named or any(each in raw for each in ids) else raw

    yield from changes(connection, t.dead_letter, "raw", unread, "raw <> ''")
    if pattern:
        unnamed = partial(pattern.sub, NOBODY)
        for table, column, where in _SPEAKING:
            yield from changes(connection, table, column, unnamed, where)


def _quotations(connection: Connection, identity: Identity) -> Iterator[Change]:
    """Others' answers carry the words that they answer."""
    own = {row.native_id for row in connection.execute(_WRITTEN, keys(identity))}
    for row in connection.execute(_QUOTING, {"platform_": identity.platform}):
        meta = json.loads(row.meta)
        if meta.get("reply_text") and meta.get("reply_to") in own:
            bare = json.dumps(meta | {"reply_text": ""}, ensure_ascii=False, separators=(",", ":"))
            yield Change(t.message, "meta", {"own_key": row.key}, row.meta, bare)


def _without(cases: Collection[str]) -> Callable[[str], str | None]:
    return lambda body: None if any(each in body for each in cases) else body
