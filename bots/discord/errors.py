"""The client library's errors as the desk's, in one place."""

from __future__ import annotations

import aiohttp
import discord

from core.errors import (
    AdapterError,
    CredentialsRefused,
    MaybeSent,
    RateLimited,
    Rejected,
    Unavailable,
)

NOT_ACCEPTED = "Discord does not accept the token: look at SKERRY_DISCORD_TOKEN"
INTENTS_REFUSED = (
    "Discord refuses this bot's intents (4014): switch them on in the developer portal under Bot,"
    " or ask for less with message_content and members in [bots.discord]"
)
BAD_SESSION = "Discord closed the connection for good ({code})"

# Codes of Discord's JSON errors. Source: documentation, JSON error codes.
UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, UNKNOWN_USER = 10003, 10008, 10013
UNKNOWN_MEMBER, UNKNOWN_BAN = 10007, 10026
UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION, EXPIRED_TOKEN = 10015, 10062, 50027
ALREADY_ANSWERED = 40060
OPENING_DMS_TOO_FAST = 40003
MISSING_ACCESS, MISSING_PERMISSIONS = 50001, 50013
DM_CLOSED, NO_SHARED_SERVER = 50007, 50278
INVALID_FORM, ARCHIVED = 50035, 50083
# Nothing will get through to this address, whatever the words.
CLOSED_FOR_GOOD = frozenset({UNKNOWN_CHANNEL, UNKNOWN_USER, DM_CLOSED, NO_SHARED_SERVER})
# Close codes of the gateway. Source: documentation, Gateway close event codes.
CLOSED_BAD_TOKEN, CLOSED_BAD_INTENTS = 4004, frozenset({4013, 4014})
# Wait when a refusal for speed does not say how long.
DEFAULT_WAIT_S, OPENING_WAIT_S = 60.0, 60.0


class IntentsRefused(CredentialsRefused):
    """The gateway does not give what we asked to hear; with less it may let us in."""


_NEVER_LEFT = (aiohttp.ClientConnectorError, aiohttp.InvalidURL)


def translate(error: Exception, *, repeatable: bool) -> AdapterError:
    """What the desk has to do about a failed call; `repeatable` calls may be made twice."""
    match error:
        case AdapterError():
            return error
        case discord.RateLimited():
            return RateLimited(error.retry_after)
        case discord.LoginFailure():
            return CredentialsRefused(NOT_ACCEPTED)
        case discord.ConnectionClosed() | discord.PrivilegedIntentsRequired():
            return _closed(error)
        case discord.HTTPException():
            return _refused(error, repeatable=repeatable)
        case _:
            return _lost(error, repeatable=repeatable)


def code_of(error: BaseException | None) -> int:
    """Discord's JSON error code behind an error, 0 when there is none."""
    return error.code if isinstance(error, discord.HTTPException) else 0


def _closed(error: discord.ClientException) -> AdapterError:
    if not isinstance(error, discord.ConnectionClosed) or error.code in CLOSED_BAD_INTENTS:
        return IntentsRefused(INTENTS_REFUSED)
    if error.code == CLOSED_BAD_TOKEN:
        return CredentialsRefused(NOT_ACCEPTED)
    return Unavailable(BAD_SESSION.format(code=error.code))


def _refused(error: discord.HTTPException, *, repeatable: bool) -> AdapterError:
    why = f"{error.status} {error.code}: {error.text}"[:200]
    if error.status == 429:
        return RateLimited(DEFAULT_WAIT_S, everywhere=True)
    if error.code == OPENING_DMS_TOO_FAST:
        return RateLimited(OPENING_WAIT_S)
    if error.status == 401 and error.code != EXPIRED_TOKEN:
        return CredentialsRefused(NOT_ACCEPTED)
    if error.status < 500:
        return Rejected(why, permanent=error.code in CLOSED_FOR_GOOD)
    # 503 comes from in front of the API: the call did not get in.
    return Unavailable(why) if repeatable or error.status == 503 else MaybeSent(why)


def _lost(error: Exception, *, repeatable: bool) -> AdapterError:
    """No answer: what is left to know is whether the call left at all. The library's words may
    hold addresses with tokens in them, so only the kind of error is told."""
    why = type(error).__name__
    never_left = isinstance(error, _NEVER_LEFT)
    return Unavailable(why) if repeatable or never_left else MaybeSent(why)
