"""A text as if somebody had written it to the desk in private, for commands that read texts."""

from __future__ import annotations

from datetime import UTC, datetime

from core.identities import Question
from core.triage.secrets import mask
from core.types import Author, Message, Place, Platform


def specimen(text: str, source: str, *, language: str = "") -> Question:
    """The text without its secrets; `source` stands for the platform."""
    now = datetime.now(UTC)
    message = Message(
        platform=Platform(source),
        account="",
        id="1",
        conversation="1",
        address="",
        author=Author(id="1", language=language),
        place=Place.DM,
        text=mask(text).text,
        sent_at=now,
        received_at=now,
    )
    return Question(message=message, now=now)
