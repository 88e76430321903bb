"""Everything about a person in plain values, section by section, as it is kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, Table, select, union

from core.privacy.rights import Identity, PersonFile
from storage import tables as t
from storage.codec import when
from storage.engine.dialect import VALUES, AnyRow, select_in
from storage.privacy.places import his, keys
from storage.privacy.rows import opened
from storage.sealing.columns import COLUMNS

# Of these tables, his rows by platform and id.
_OWN = {
    "messages": t.message,
    "cases": t.case,
    "names": t.name_seen,
    "sightings": t.sighting,
    "account_links": t.account_link,
    "asked": t.asker,
    "traces": t.trace,
    "scam_files": t.scam,
    "incidents": t.incident_asked,
}
# By conversation, by case, by message.
_SAID = {"our_messages": t.outbox, "decisions": t.decision, "dialogues": t.dialogue}
_OF_CASE = {
    "notes": t.note,
    "tags": t.case_tag,
    "ratings": t.rating,
    "drafts": t.draft,
    "attachments": t.attachment,
    "promises": t.promise,
}
_OF_MESSAGE = {"verdicts": t.verdict, "corrections": t.correction}
_TIMES = frozenset({"at", "until", "since"})
_JSON = frozenset({"meta", "body", "names", "answers", "labels_before", "labels_after", "reasons"})
# What is told of us, not of him.
_OURS = frozenset({"lease_until", "attempts", "secret"})
# Named and measured, not copied.
_LARGE = frozenset({("attachment", "contents")})
_SEALED = frozenset((each.table, each.name) for each in COLUMNS)


def export(connection: Connection, identities: Sequence[Identity]) -> PersonFile:
    """All sections that have anything."""
    sections = {name: _own(connection, table, identities) for name, table in _OWN.items()}
    cases = {str(row["id"]) for row in sections["cases"]}
    talks = _conversations(connection, identities)
    messages = {str(row["key"]) for row in sections["messages"]}
    for found, column, values in (
        (_SAID, "conversation", talks),
        (_OF_CASE, "case_id", cases),
        (_OF_MESSAGE, "message_key", messages),
    ):
        for name, table in found.items():
            query = select(table).where(table.c[column].in_(VALUES))
            sections[name] = _plain(table, select_in(connection, query, sorted(values)))
    return PersonFile(
        identities=tuple(identities), sections={k: v for k, v in sections.items() if v}
    )


def _conversations(connection: Connection, identities: Iterable[Identity]) -> set[str]:
    query = union(
        select(t.message.c.conversation).where(*his("message")),
        select(t.case.c.conversation).where(*his("case")),
    )
    return {row[0] for each in identities for row in connection.execute(query, keys(each))}


def _own(
    connection: Connection, table: Table, identities: Iterable[Identity]
) -> list[Mapping[str, object]]:
    found: list[AnyRow] = []
    for each in identities:
        query = select(table).where(
            table.c.platform == each.platform, table.c.author_id == each.author_id
        )
        found += connection.execute(query).all()
    return _plain(table, found)


def _plain(table: Table, rows: Iterable[AnyRow]) -> list[Mapping[str, object]]:
    return [dict(_values(table, row)) for row in rows]


def _values(table: Table, row: AnyRow) -> Iterator[tuple[str, object]]:
    for column in table.columns:
        name, value = column.name, getattr(row, column.name)
        if name in _OURS or (table.name, name) in _LARGE or value in (None, ""):
            continue
        if (table.name, name) in _SEALED:
            value = opened(table, name, row)
        if name in _TIMES or name.endswith("_at"):
            value = when(value).isoformat().replace("+00:00", "Z")
        elif name in _JSON:
            value = _parsed(str(value))
        yield name, value


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:  # what cannot be opened says so in words
        return text
