"""Between the desk's values and rows: pure, and exact in both directions.

Times are microseconds, closed sets their own words, nested values JSON as pydantic writes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from pydantic import ConfigDict, TypeAdapter

from core.actions import Action
from core.ports import Judged
from core.types import Attachment, Author, Message, Place, Platform, Secret, Verdict
from storage.dialect import AnyRow

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_HAS_TAGS = '"tags":{"'


@dataclass(frozen=True, slots=True)
class _MessageMeta:
    """What no statement asks a message for."""

    author: Author
    addressed: bool
    reply_to: str | None
    reply_text: str
    attachments: tuple[Attachment, ...]
    secrets: tuple[Secret, ...]
    scene: str = ""


_MESSAGE_META = TypeAdapter(_MessageMeta)
_PLACES = {each.value: each for each in Place}
# A model that divides by zero must not make its verdict unreadable.
_EXACT = ConfigDict(ser_json_inf_nan="constants")
_JUDGEMENT = TypeAdapter[tuple[Verdict, tuple[Action, ...], str]](
    tuple[Verdict, tuple[Action, ...], str], config=_EXACT
)


def us(at: datetime) -> int:
    """Microseconds since 1970, UTC."""
    return (at - _EPOCH) // _MICROSECOND


def when(micros: int) -> datetime:
    """The moment, aware, in UTC."""
    return _EPOCH + timedelta(0, 0, micros)


def maybe_us(at: datetime | None) -> int | None:
    """The same for a time that may be missing."""
    return None if at is None else us(at)


def maybe_when(micros: int | None) -> datetime | None:
    """The same for a time that may be missing."""
    return None if micros is None else when(micros)


def stem(message: Message) -> str:
    """What all versions of a message have in common."""
    return f"{message.platform}:{message.account}:{message.id}"


def message_row(message: Message) -> dict[str, Any]:
    """A row of `message`; broken halves of emoji, which no database takes, become "?"."""
    try:
        return _message_row(message)
    except ValueError:
        return _message_row(scrubbed(message))


def _message_row(message: Message) -> dict[str, Any]:
    author, trunk = message.author, stem(message)
    _must_encode(trunk, message.conversation, message.address, message.text)
    meta = _MessageMeta(
        author,
        message.addressed,
        message.reply_to,
        message.reply_text,
        message.attachments,
        message.secrets,
        message.scene,
    )
    return {
        "key": f"{trunk}:{message.version}",
        "stem": trunk,
        "version": message.version,
        "platform": message.platform,
        "account": message.account,
        "native_id": message.id,
        "conversation": message.conversation,
        "address": message.address,
        "author_id": author.id,
        "author_name": speaker(author),
        "place": message.place.value,
        "text": message.text,
        "sent_at": us(message.sent_at),
        "received_at": us(message.received_at),
        "meta": _MESSAGE_META.dump_json(meta).decode(),
    }


def message_of(row: AnyRow) -> Message:
    """The message in a row that holds at least all columns of `message`."""
    meta = _meta_of(row.meta)
    return Message(
        platform=Platform(row.platform),
        account=row.account,
        id=row.native_id,
        conversation=row.conversation,
        address=row.address,
        author=meta.author,
        place=_PLACES[row.place],
        text=row.text,
        sent_at=when(row.sent_at),
        received_at=when(row.received_at),
        version=row.version,
        addressed=meta.addressed,
        reply_to=meta.reply_to,
        reply_text=meta.reply_text,
        attachments=meta.attachments,
        secrets=meta.secrets,
        scene=meta.scene,
    )


def _must_encode(*texts: str) -> None:
    "".join(texts).encode()


def speaker(author: Author) -> str:
    """How an author is called in a line of history."""
    return author.name or author.handle or author.id


def scrubbed(value: Any) -> Any:
    """The same value with every half of a surrogate pair replaced, however deep it sits."""
    changed = value
    if isinstance(value, str):
        changed = value.encode("utf-8", "replace").decode() if type(value) is str else value
    elif isinstance(value, tuple):
        changed = tuple(scrubbed(each) for each in value)
    elif is_dataclass(value) and not isinstance(value, type):
        parts = {each.name: scrubbed(getattr(value, each.name)) for each in fields(value)}
        changed = replace(value, **parts)
    return changed


def judgement(judged: Judged) -> str:
    """Verdict, actions and error as they are kept."""
    return _JUDGEMENT.dump_json((judged.verdict, judged.actions, judged.error)).decode()


def judged_of(message: Message, body: str) -> Judged:
    """A message with what was thought of it."""
    verdict, actions, error = _judgement_of(body)
    return Judged(message=message, verdict=verdict, actions=actions, error=error)


def verdict_of(body: str) -> Verdict:
    """The verdict alone."""
    return _judgement_of(body)[0]


def tags_of(body: str | None) -> Mapping[str, tuple[str, float]]:
    """The tags of a verdict; most have none, and are not read for them."""
    return verdict_of(body).tags if body and _HAS_TAGS in body else {}


# The same people write again and bursts are read again with each message that joins them.
@lru_cache(maxsize=4096)
def _meta_of(text: str) -> _MessageMeta:
    return _MESSAGE_META.validate_json(text)


@lru_cache(maxsize=2048)
def _judgement_of(body: str) -> tuple[Verdict, tuple[Action, ...], str]:
    return _JUDGEMENT.validate_json(body)
