"""Requests that are made twice are done once: what a key was used for, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

# A key is remembered for so long; a request that nobody finished may be made anew after that.
KEPT, RUNS = timedelta(hours=24), timedelta(minutes=1)


class Turn(StrEnum):
    """What to do with a request: do it, say what was said before, wait, or refuse it."""

    DO = "do"
    REPEAT = "repeat"
    WAIT = "wait"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """A request under a key of its own choice; `digest` is of all that it asks for."""

    token: str
    key: str
    digest: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered."""

    status: int
    body: str
    etag: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A key that was used before; without an answer the first request still runs."""

    digest: str
    at: datetime
    answer: Answer | None = None


class OnceBook(Protocol):
    """The keys. Each method is one transaction; raises StorageUnavailable."""

    async def begin_once(self, wanted: Try) -> tuple[Turn, Answer | None]:
        """Take the key if it is free; the answer comes with REPEAT alone."""
        ...

    async def end_once(self, wanted: Try, answer: Answer | None) -> None:
        """Keep what was answered; None frees the key, so that it can be tried again."""
        ...


def turn(known: Known | None, wanted: Try) -> Turn:
    """What to do with a request whose key is known, or not."""
    if known is None or wanted.at - known.at >= KEPT:
        return Turn.DO
    if known.digest != wanted.digest:
        return Turn.OTHER
    if known.answer is not None:
        return Turn.REPEAT
    return Turn.DO if wanted.at - known.at >= RUNS else Turn.WAIT
