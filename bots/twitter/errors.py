"""X's errors as the desk's, in one place: by status, and by the words where a code says too little.

X sends no usable codes any more; `type` and `detail` are the only way to tell a duplicate from a
deleted post. Errors beyond the desk's own say what the speaker and the pollers must know.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import aiohttp

from core.errors import (
    AdapterError,
    CredentialsRefused,
    MaybeSent,
    RateLimited,
    Rejected,
    Unavailable,
)

UNREADABLE = "the answer ({status}) is not the JSON that was promised"
NOBODY_ANSWERED = "no whole answer came back ({why})"
NOT_REACHED = "X could not be reached ({why})"
LONGEST_WORDS = 200


class Duplicate(Rejected):
    """We said the same words before; after a send nobody knows about, that was the send."""


class TargetGone(Rejected):
    """The post to answer was deleted or is hidden from us."""


class NotSummoned(Rejected):
    """X lets an app answer only who mentioned it in that very post."""


class CreditsExhausted(CredentialsRefused):
    """The account's credit or spending limit with X is used up; somebody has to pay."""


class NotAllowed(CredentialsRefused):
    """The app lacks a permission for this one endpoint; others may work."""


class SpendCapReached(RateLimited):
    """Our own cap for the day: reading goes on tomorrow, answering never stopped."""


# Fragments of X's words, lower-case, each with what it means; the first that fits counts.
CREDITS = ("credits", "spend cap", "spendcapreached", "usagecapexceeded", "usage-capped", "billing")
FORBIDDEN_CLIENT = (
    "client-forbidden",
    "client-not-enrolled",
    "account is suspended",
    "account is temporarily locked",
    "unsupported-authentication",
)
MISSING_PERMISSION = (
    "oauth1-permissions",
    "app permissions",
    "missing scope",
    "missing the scope",
    "required scope",
)
DAILY_LIMIT = ("over daily status update limit", "daily limit")
DUPLICATE = ("duplicate content", "status is a duplicate")
GONE = ("deleted or not visible", "resource-not-found", "no status found", "could not find tweet")
NOT_SUMMONED = ("not been mentioned", "otherwise engaged", "summon")
# Refusals that stay until that person acts: nothing of ours gets through to them.
CLOSED_FOR_GOOD = (
    "do not have permission to dm",
    "cannot send messages to this user",
    "not verified to send message requests",
    "blocked from",
    "you have been blocked",
    "user has been suspended",
)
# A daily limit gives no time; it is counted in parts of the day. Source: X Help, Account limits.
DAILY_LIMIT_WAIT_S = 1800.0

# Raised by the HTTP library before a byte of the request has left.
NEVER_LEFT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
)


def refusal(status: int, body: bytes, *, wait: float, speaks: bool) -> AdapterError:
    """What the desk has to do about an answer that is not 2xx.

    `wait` are the seconds until this endpoint's budget is back; `speaks` is whether the call,
    done twice, would be read twice.
    """
    words = _words(body)
    if _says(words, CREDITS) and status in (402, 403, 429):
        return CreditsExhausted(_short(words))
    if status == 429:
        return RateLimited(wait)
    if status >= 500 or words is None:
        return _doubt(UNREADABLE.format(status=status), speaks=speaks and status >= 500)
    if status == 401:
        return CredentialsRefused(_short(words))
    return TargetGone(_short(words)) if status == 404 else refused(words)


def refused(words: str) -> AdapterError:
    """What a refusal means by X's own words."""
    why = _short(words)
    if _says(words, FORBIDDEN_CLIENT):
        return CredentialsRefused(why)
    if _says(words, MISSING_PERMISSION):
        return NotAllowed(why)
    if _says(words, DAILY_LIMIT):
        return RateLimited(DAILY_LIMIT_WAIT_S)
    return _rejected(words, why)


def lost(error: Exception, *, speaks: bool) -> AdapterError:
    """What a call without an answer means: what is left to know is whether it left at all."""
    why = type(error).__name__
    if isinstance(error, NEVER_LEFT):
        return Unavailable(NOT_REACHED.format(why=why))
    return _doubt(NOBODY_ANSWERED.format(why=why), speaks=speaks)


def unreadable(status: int, *, speaks: bool) -> AdapterError:
    """A 2xx whose body cannot be read: it was done, or a gateway only says so."""
    return _doubt(UNREADABLE.format(status=status), speaks=speaks)


def partial(answer: Mapping[str, Any]) -> AdapterError | None:
    """The refusal inside a 200 that brought `errors` and no data; None when there is data."""
    problems = answer.get("errors")
    if answer.get("data") or not isinstance(problems, list) or not problems:
        return None
    return refused(_told(problems) or "refused")


def _rejected(words: str, why: str) -> Rejected:
    if _says(words, DUPLICATE):
        return Duplicate(why)
    if _says(words, NOT_SUMMONED):
        return NotSummoned(why)
    if _says(words, GONE):
        return TargetGone(why)
    return Rejected(why, permanent=_says(words, CLOSED_FOR_GOOD))


def _doubt(why: str, *, speaks: bool) -> AdapterError:
    return MaybeSent(why) if speaks else Unavailable(why)


def _words(body: bytes) -> str | None:
    """Everything an error says, in one line; None when it is no JSON object (a gateway's page)."""
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(parsed, dict):
        return None
    inner = parsed.get("errors")
    told = [_told([parsed]), _told(inner if isinstance(inner, list) else [])]
    return " · ".join(each for each in told if each)


def _told(problems: Iterable[Any]) -> str:
    """Details first, for people; types, titles and reasons after them, for us."""
    told: list[str] = []
    known = [each for each in problems if isinstance(each, Mapping)]
    for name in ("detail", "message", "title", "error_description", "reason", "type", "error"):
        told += [each[name] for each in known if isinstance(each.get(name), str)]
    return " · ".join(dict.fromkeys(told))


def _says(words: str | None, fragments: Iterable[str]) -> bool:
    low = (words or "").lower()
    return any(each in low for each in fragments)


def _short(words: str | None) -> str:
    """The first words: they go into logs and onto the case."""
    return (words or "refused without a word").partition(" · ")[0][:LONGEST_WORDS]
