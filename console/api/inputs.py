"""What programs send."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from fastapi import Path, Query
from pydantic import AwareDatetime, Field, StringConstraints, field_validator

from console.api.models import LONGEST_TEXT, Clean, Input, Line, Words
from core.triage.labels import INTENTS
from core.types import Sentiment, Urgency
from core.webhooks.kinds import Event

MOST_PAGE, PAGE = 200, 50
MOST_COUNTER = 2**31 - 1

CaseId = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[0-9a-z-]+$")]
OwnId = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z_-]+$")]
Number = Annotated[int, Path(ge=1, le=2**62)]
Limit = Annotated[int, Query(ge=1, le=MOST_PAGE)]
After = Annotated[
    str, Query(max_length=400, pattern=r"^[A-Za-z0-9_-]*$", description="`next` of a page.")
]
Personal = Annotated[
    bool,
    Query(
        description="Show personal data: needs the scope read:personal, and is kept in the audit."
    ),
]


def _known_intent(code: str) -> str:
    if code not in INTENTS:
        raise ValueError("it is no intent of the taxonomy")
    return code


class Act(StrEnum):
    """What can be done to a case without saying more."""

    CLAIM = "claim"
    RELEASE = "release"
    WAKE = "wake"
    REOPEN = "reopen"


class Note(Input):
    """A word among colleagues; it never leaves the desk."""

    text: Words


class Reply(Input):
    """The holder's words to the author."""

    text: Words


class DraftText(Input):
    """Words to keep; `counter` is that of the draft they were written on, 0 for the first."""

    text: Annotated[Clean, StringConstraints(max_length=LONGEST_TEXT)]
    counter: Annotated[int, Field(ge=0, le=MOST_COUNTER)] = 0


class Resolve(Input):
    """Why it is done: a code, and words if you like."""

    reason: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")] = "solved"
    words: Line = ""


class Snooze(Input):
    """Until when it is put aside."""

    until: AwareDatetime


class Assign(Input):
    """To whom it goes."""

    agent: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,39}$")]
    note: Line = ""


class TagText(Input):
    """A word for the case; it is spelt as all are: small letters, parted by dashes."""

    tag: Annotated[Clean, StringConstraints(min_length=1, max_length=60)]


class Opinion(Input):
    """What a message is, against what the desk said."""

    message: Annotated[str, StringConstraints(pattern=r"^m_[0-9a-f]{24}$")]
    intent: Annotated[str, Field(json_schema_extra={"enum": list(INTENTS)})]
    urgency: Urgency
    sentiment: Sentiment
    scam: bool

    _intent = field_validator("intent")(_known_intent)


class Text(Input):
    """A text to think about; nothing of it is kept."""

    text: Words
    platform: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,30}$")] = "api"
    place: Literal["dm", "mention"] = "dm"
    author_name: Line = ""
    author_handle: Line = ""


class WebhookIn(Input):
    """A new webhook."""

    url: Annotated[str, StringConstraints(min_length=1, max_length=2000)]
    events: Annotated[list[Event], Field(min_length=1, max_length=len(Event))]


class WebhookChange(Input):
    """What is to be different; what is left out stays."""

    url: Annotated[str, StringConstraints(min_length=1, max_length=2000)] | None = None
    events: Annotated[list[Event], Field(min_length=1, max_length=len(Event))] | None = None
    on: bool | None = None
