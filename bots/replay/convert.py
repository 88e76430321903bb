"""Replay lines to desk messages; pure, total, and the only file that knows the format.

A line is `{"text", "id"?, "conversation"?, "place"?, "at"?, "author"?: {"id", "handle", "name"},
"reply_to"?: text, "lang"?}`; everything but `text` has a sensible default.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from core.types import Arrival, Author, DeadLetter, Message, Place, Platform

PLATFORM = Platform("replay")
ACCOUNT = "file"


def to_arrival(line: str, number: int, now: datetime) -> Arrival | None:
    """One line as a message, as a dead letter when it cannot be read, or None when it is empty."""
    if not line.strip():
        return None
    try:
        return _message(json.loads(line), number, now)
    except (ValueError, TypeError, AttributeError, KeyError, OverflowError) as error:
        return DeadLetter(
            platform=PLATFORM,
            account=ACCOUNT,
            id=str(number),
            raw=line[:10_000],
            error=f"line {number}: {type(error).__name__}: {error}",
            received_at=now,
        )


def _message(record: Mapping[str, Any], number: int, now: datetime) -> Message:
    identity = str(record.get("id", number))
    author = _author(record.get("author"), identity)
    conversation = str(record.get("conversation", author.id))
    return Message(
        platform=PLATFORM,
        account=ACCOUNT,
        id=identity,
        conversation=f"{PLATFORM}:{ACCOUNT}:{conversation}",
        address=conversation,
        author=author,
        place=Place(record.get("place", "dm")),
        text=clean(str(record["text"])),
        sent_at=_time(record.get("at"), now),
        received_at=now,
        reply_text=clean(str(record.get("reply_to") or "")),
    )


def _author(value: Any, identity: str) -> Author:
    if isinstance(value, Mapping):
        return Author(
            id=str(value.get("id") or value.get("handle") or identity),
            handle=str(value.get("handle") or ""),
            name=str(value.get("name") or ""),
            bio=str(value.get("bio") or ""),
        )
    name = str(value) if value else f"user-{identity}"
    return Author(id=name, handle=name, name=name)


def _time(value: Any, now: datetime) -> datetime:
    if value is None:
        return now
    time = datetime.fromisoformat(str(value))
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def clean(text: str) -> str:
    """The text without what no database takes: NUL, and halves of surrogate pairs."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", "\N{REPLACEMENT CHARACTER}")
