"""Agents' files as statements: put beside an answer, bound to its sends, given back."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from core.actions import Kind, Outgoing
from core.attaching import Upload, identity_of
from core.errors import NotYours
from storage import tables as t
from storage.codec import us, when
from storage.engine.dialect import AnyRow, execute
from storage.engine.work import Work
from storage.sealing.columns import ATTACHMENT_CONTENTS, ATTACHMENT_NAME

FILE_GONE = "a file of this answer is gone or was sent before"
_A = t.attachment
_CASE = select(t.case.c.conversation).where(t.case.c.id == bindparam("case_"))
_KEEP = insert(_A)
_OWN = (_A.c.case_id == bindparam("case_"), _A.c.agent == bindparam("who"), _A.c.sent_by == "")
# Not their contents: they are read where they are sent.
_TOLD = [each for each in _A.c if each.name != "contents"]
_HELD = select(*_TOLD).where(*_OWN).order_by(_A.c.saved_at, _A.c.id)
_DROP = delete(_A).where(*_OWN, _A.c.id == bindparam("file_"))
_CONTENTS = select(_A.c.contents).where(_A.c.id == bindparam("file_"))
_BIND = update(_A).values(sent_by=bindparam("key_")).where(*_OWN, _A.c.id == bindparam("file_"))
_FREE = update(_A).values(sent_by="").where(_A.c.sent_by == bindparam("key_"))


@dataclass(frozen=True)
class Keeping:
    """Somebody puts a file beside his answer."""

    upload: Upload
    data: bytes


@dataclass(frozen=True)
class Dropping:
    """Somebody takes it away again."""

    case_id: str
    agent: str
    identity: str


def held(connection: Connection, case_id: str, agent: str) -> Sequence[Upload]:
    """What an agent has put beside his answer and not sent."""
    return [_upload_of(row) for row in connection.execute(_HELD, {"case_": case_id, "who": agent})]


def contents(connection: Connection, identity: str) -> bytes | None:
    """A file's bytes; None where there are none, or where their key is missing."""
    value = connection.execute(_CONTENTS, {"file_": identity}).scalar()
    text = ATTACHMENT_CONTENTS.secret(value, identity) if value else None
    return b64decode(text) if text else None


def bind(connection: Connection, case_id: str, agent: str, outgoing: Iterable[Outgoing]) -> None:
    """These sends take their files along; raises NotYours where one is not there to be taken."""
    for each in outgoing:
        if each.kind is not Kind.FILE:
            continue
        names = {"case_": case_id, "who": agent, "key_": each.key}
        if not connection.execute(_BIND, names | {"file_": identity_of(each.target)}).rowcount:
            raise NotYours(FILE_GONE)


def free(connection: Connection, keys: Iterable[str]) -> None:
    """Sends that were taken back leave their files beside the answer."""
    execute(connection, _FREE, [{"key_": each} for each in keys])


def _keep(connection: Connection, keeping: Keeping) -> None:
    upload = keeping.upload
    case = connection.execute(_CASE, {"case_": upload.case_id}).first()
    if case is None:
        raise NotYours(f"there is no case {upload.case_id}")
    text = b64encode(keeping.data).decode("ascii")
    row: dict[str, Any] = {
        "id": upload.id,
        "case_id": upload.case_id,
        "agent": upload.agent,
        "conversation": case.conversation,
        "name": ATTACHMENT_NAME.closed(upload.name, upload.id),
        "kind": upload.kind,
        "size": upload.size,
        "saved_at": us(upload.at),
        "sent_by": "",
        "contents": ATTACHMENT_CONTENTS.closed(text, upload.id),
    }
    connection.execute(_KEEP, row)


def _drop(connection: Connection, dropping: Dropping) -> bool:
    names = {"case_": dropping.case_id, "who": dropping.agent, "file_": dropping.identity}
    return connection.execute(_DROP, names).rowcount > 0


def _upload_of(row: AnyRow) -> Upload:
    return Upload(
        id=row.id,
        case_id=row.case_id,
        agent=row.agent,
        name=ATTACHMENT_NAME.opened(row.name, row.id),
        kind=row.kind,
        size=row.size,
        at=when(row.saved_at),
    )


KEEP, DROP = Work(_keep), Work(_drop)
