"""What programs see: shapes of their own, which stay when the desk's insides change."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

LONGEST_TEXT = 20_000


def _clean(text: str) -> str:
    """No half of a character, and nothing that databases cannot keep."""
    if "\x00" in text or any("\ud800" <= each <= "\udfff" for each in text):
        raise ValueError("leave out NUL and unpaired surrogates")
    return text


def _says(text: str) -> str:
    if not text.strip():
        raise ValueError("write something")
    return text


Clean = Annotated[str, AfterValidator(_clean)]
Words = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST_TEXT, pattern=r"\S"),
    AfterValidator(_clean),
    AfterValidator(_says),
]
Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(_clean)]


class Input(BaseModel):
    """What is sent: nothing unknown gets in."""

    model_config = ConfigDict(extra="forbid")


class Author(BaseModel):
    """Who wrote; `id` is null and `name` an initial unless personal data were asked for."""

    name: str
    id: str | None = None


class Case(BaseModel):
    """One case. `version` is also its ETag."""

    id: str
    platform: str
    status: str
    held_by: str
    agent: str | None
    priority: str
    topic: str
    language: str
    leg: str
    risk: str
    reason: str
    author: Author
    opened_at: datetime
    updated_at: datetime
    due_at: datetime
    snoozed_until: datetime | None
    first_answer_at: datetime | None
    version: int


class CaseRow(Case):
    """A case in a list, with its last message."""

    snippet: str
    messages: int


class CasePage(BaseModel):
    """Cases, the most urgent first; `next` is the cursor of the next page."""

    items: list[CaseRow]
    next: str | None


class Finding(BaseModel):
    """One signal's evidence."""

    signal: str
    kind: str
    score: float
    reason: str


class Risk(BaseModel):
    """How likely it is an attack, and which."""

    score: float
    level: str
    stance: str | None
    kinds: list[str]


class Verdict(BaseModel):
    """What the desk thinks of a message. `facts` are empty unless personal data were asked for."""

    language: str
    intent: str
    intent_confidence: float
    intents: list[tuple[str, float]]
    urgency: str
    sentiment: str
    sentiment_score: float
    risk: Risk
    findings: list[Finding]
    reasons: list[str]
    facts: dict[str, list[str]]
    secrets: list[str]
    tags: dict[str, tuple[str, float]]
    article: str | None
    fit: float
    stage: str
    model: str


class Marks(BaseModel):
    """What an agent said a message is."""

    intent: str
    urgency: str
    sentiment: str
    scam: bool
    by: str
    at: datetime


class Entry(BaseModel):
    """One line of a case: a message, one of our sends, a note, an act."""

    id: str
    kind: str
    at: datetime
    by: str
    text: str
    leg: str
    state: str
    why: str
    version: int
    purpose: str
    model: str
    verdict: Verdict | None
    correction: Marks | None


class EntryPage(BaseModel):
    """Lines, oldest first; `next` is the cursor of the page before them in time."""

    items: list[Entry]
    next: str | None


class CaseFile(BaseModel):
    """A case with its tags, the note last written and the end of its conversation."""

    case: Case
    tags: list[str]
    merged_into: str | None
    lines: list[Entry]
    next: str | None


class Draft(BaseModel):
    """Words of the token's owner that were not sent."""

    text: str
    counter: int
    saved_at: datetime


class Sent(BaseModel):
    """What was queued to be sent, and the case after it."""

    case: Case
    keys: list[str]


class PastCase(BaseModel):
    """A case of the same person."""

    case: Case
    outcome: str
    score: int | None


class History(BaseModel):
    """What the desk knows of a case's author; other handles only where he linked them himself."""

    author: Author
    platform: str
    names: list[str]
    linked: list[Author]
    cases: list[PastCase]
