"""Telegram's errors as the desk's, in one place.

The SDK's own tree misleads: BadRequest is a NetworkError there, and a 404 is an InvalidToken.
"""

from __future__ import annotations

from datetime import timedelta

import httpx
from telegram import error as sdk

from core.errors import AdapterError, MaybeSent, RateLimited, Rejected, Unavailable

ANOTHER_POLLER = "another program reads this bot's messages (409); only one may: {why}"
DOUBTED = "the token was not accepted this time: {why}"

# Fragments of Telegram's own words, lower-case. They are the only code it gives.
NOT_MODIFIED = "message is not modified"
BAD_MARKUP = "can't parse entities"
TOO_OLD = "query is too old"
THREAD_GONE = "message thread not found"
THREAD_CLOSED = "topic_closed"
CUSTOMER_SILENT = "business_peer_usage_missing"
CONNECTION_GONE = ("business_connection_invalid", "business connection not found")
PARENT_GONE = "message to be replied not found"
# What we said is not there any more, or too old to be changed.
GONE_OR_SEALED = ("message to edit not found", "message can't be edited")
ALREADY_DELETED = "message to delete not found"
# Refusals that stay: nothing will get through to this chat until it lets us in again.
CLOSED_FOR_GOOD = (
    "chat not found",
    "peer_id_invalid",
    "user is deactivated",
    "group chat was deactivated",
    "channel_private",
)
# Forbidden, yet the chat itself stays open: a missing right can be given any time.
MISSING_RIGHT = ("not enough rights", "have no rights", "need administrator rights")
TOO_MANY = "too many requests"
# Wait when a 429 does not say how long.
DEFAULT_WAIT_S = 5.0

_NEVER_LEFT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
)


class TokenDoubted(Unavailable):
    """A 401 or 404: perhaps a proxy's slip, perhaps the token; somebody has to ask again."""


def translate(error: Exception, *, repeatable: bool) -> AdapterError:
    """What the desk has to do about a failed call; `repeatable` calls may be made twice."""
    why = _short(error)
    match error:
        case sdk.RetryAfter():
            return RateLimited(_seconds(error.retry_after))
        case sdk.ChatMigrated():
            return Rejected(why, moved_to=str(error.new_chat_id))
        case sdk.InvalidToken():
            return TokenDoubted(DOUBTED.format(why=why))
        case sdk.Conflict():
            return Unavailable(ANOTHER_POLLER.format(why=why))
        case sdk.Forbidden() | sdk.BadRequest():
            return Rejected(why, permanent=_for_good(error))
        case _:
            return _lost(error, why, repeatable=repeatable)


def says(error: AdapterError, fragment: str) -> bool:
    """Whether Telegram's words in this error contain the fragment."""
    return fragment in str(error).lower()


def _for_good(error: sdk.TelegramError) -> bool:
    why = str(error).lower()
    if isinstance(error, sdk.Forbidden):
        return not any(each in why for each in MISSING_RIGHT)
    return any(each in why for each in CLOSED_FOR_GOOD)


def _lost(error: Exception, why: str, *, repeatable: bool) -> AdapterError:
    """No answer that can be read: what is left to know is whether the call left at all."""
    if TOO_MANY in why.lower():
        return RateLimited(DEFAULT_WAIT_S)
    if repeatable or isinstance(error.__cause__, _NEVER_LEFT):
        return Unavailable(why)
    return MaybeSent(why)


def _seconds(wait: int | timedelta) -> float:
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _short(error: Exception) -> str:
    """The first words: a gateway's page of HTML belongs in no log."""
    if not isinstance(error, sdk.TelegramError):
        return type(error).__name__
    return str(error).partition(". Parsing the server response")[0][:200]
