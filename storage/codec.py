"""Between the desk's values and rows: pure, and exact in both directions.

Times are microseconds, closed sets their own words, nested values JSON as pydantic writes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, TypeAlias

from pydantic import ConfigDict, TypeAdapter

from core.actions import Action
from core.ports import Judged
from core.types import Attachment, Author, Message, Place, Platform, Secret, Verdict
from storage.engine.dialect import AnyRow
from storage.engine.recent import Recent
from storage.sealing.columns import MESSAGE_META, MESSAGE_TEXT, VERDICT_BODY
from storage.sealing.sealed import UNREADABLE, ring_in_use

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
# Whoever is in need is not asked how content he was.
CRISIS = "crisis"
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
_Thought: TypeAlias = tuple[Verdict, tuple[Action, ...], str]
_JUDGEMENT = TypeAdapter[_Thought](_Thought, config=_EXACT)
# What was thought of a message is read again with the next that joins its burst.
_judgements = Recent[str, _Thought](4096)


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
    """A row of `message`; see `as_written`."""
    return as_written(message)[1]


def as_written(message: Message) -> tuple[Message, dict[str, Any]]:
    """A message and its row; broken halves of emoji, which no database takes, are "?" in both."""
    try:
        return message, _message_row(message)
    except ValueError:
        clean = scrubbed(message)
        return clean, _message_row(clean)


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
    key, private = f"{trunk}:{message.version}", message.place is Place.DM
    about = _MESSAGE_META.dump_json(meta).decode()
    return {
        "key": key,
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
        "text": MESSAGE_TEXT.closed(message.text, key, private=private),
        "sent_at": us(message.sent_at),
        "received_at": us(message.received_at),
        "meta": MESSAGE_META.closed(about, key, private=private),
    }


def message_of(row: AnyRow) -> Message:
    """The message in a row that holds at least all columns of `message`."""
    meta = _meta_in(row)
    return Message(
        platform=Platform(row.platform),
        account=row.account,
        id=row.native_id,
        conversation=row.conversation,
        address=row.address,
        author=meta.author,
        place=_PLACES[row.place],
        text=MESSAGE_TEXT.opened(row.text, row.key),
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


def _meta_in(row: AnyRow) -> _MessageMeta:
    meta = MESSAGE_META.opened(row.meta, row.key)
    if meta == UNREADABLE:  # what statements ask for stands beside it
        author = Author(id=row.author_id, name=row.author_name)
        return _MessageMeta(
            author, addressed=True, reply_to=None, reply_text="", attachments=(), secrets=()
        )
    return _meta_of(meta)


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
    message, thought = judged.message, (judged.verdict, judged.actions, judged.error)
    plain = _JUDGEMENT.dump_json(thought).decode()
    body = VERDICT_BODY.closed(plain, message.key, private=message.place is Place.DM)
    _judgements.keep(message.key, (ring_in_use(), body), thought)
    return body


def thought(judged: Judged) -> dict[str, Any]:
    """What a row of `verdict` says; of what is sealed, statements ask for one thing alone."""
    labels = judged.verdict.labels
    return {"body": judgement(judged), "crisis": int(labels.intent == CRISIS)}


def judged_of(message: Message, body: str) -> Judged | None:
    """A message with what was thought of it; None where that cannot be opened."""
    known = _judgements.get(message.key, (ring_in_use(), body))
    if known is None:
        plain = VERDICT_BODY.secret(body, message.key)
        if plain is None:
            return None
        known = _judgement_of(plain)
    verdict, actions, error = known
    return Judged(message=message, verdict=verdict, actions=actions, error=error)


def verdict_of(body: str | None, key: str) -> Verdict | None:
    """The verdict on the message with this key; None where there is none that can be opened."""
    plain = VERDICT_BODY.secret(body, key) if body else None
    return _judgement_of(plain)[0] if plain else None


def tags_of(body: str | None, key: str) -> Mapping[str, tuple[str, float]]:
    """The tags of a verdict; most have none, and are not read for them."""
    plain = VERDICT_BODY.opened(body, key) if body else ""
    return _judgement_of(plain)[0].tags if _HAS_TAGS in plain else {}


# The same people write again and bursts are read again with each message that joins them.
@lru_cache(maxsize=4096)
def _meta_of(text: str) -> _MessageMeta:
    return _MESSAGE_META.validate_json(text)


@lru_cache(maxsize=2048)
def _judgement_of(body: str) -> _Thought:
    return _JUDGEMENT.validate_json(body)
