"""Every failure of a call, and what the desk is told to do about it."""

from __future__ import annotations

import httpx
import pytest
from telegram import error as sdk

from bots.telegram.errors import DEFAULT_WAIT_S, TokenDoubted, translate
from core.errors import MaybeSent, RateLimited, Rejected, Unavailable

BLOCKED = "Forbidden: bot was blocked by the user"
HTML = "Bad Gateway (502). Parsing the server response b'<html>ann@nordex.example</html>' failed"


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


NEVER_LEFT = {
    "no connection": caused(sdk.NetworkError("httpx.ConnectError: "), httpx.ConnectError("no")),
    "slow connection": caused(sdk.TimedOut(), httpx.ConnectTimeout("slow")),
    "full pool": caused(sdk.TimedOut("Pool timeout"), httpx.PoolTimeout("full")),
    "proxy": caused(sdk.NetworkError("httpx.ProxyError: "), httpx.ProxyError("no")),
}
NOBODY_KNOWS = {
    "read timeout": caused(sdk.TimedOut(), httpx.ReadTimeout("slow")),
    "cut while reading": caused(sdk.NetworkError("httpx.ReadError: "), httpx.ReadError("cut")),
    "cut while writing": caused(sdk.NetworkError("httpx.WriteError: "), httpx.WriteError("cut")),
    "gateway": sdk.NetworkError(HTML),
    "server error": sdk.NetworkError("Internal Server Error"),
    "half an answer": sdk.TelegramError("the answer is not JSON"),
    "an answer without result": KeyError("result"),
}
REFUSED = {
    "blocked": (sdk.Forbidden(BLOCKED), True),
    "deactivated": (sdk.Forbidden("Forbidden: user is deactivated"), True),
    "kicked": (sdk.Forbidden("Forbidden: bot was kicked from the supergroup chat"), True),
    "never spoke": (sdk.Forbidden("Forbidden: bot can't initiate conversation"), True),
    "no such chat": (sdk.BadRequest("Bad Request: chat not found"), True),
    "no right": (sdk.BadRequest("Bad Request: not enough rights to send text messages"), False),
    "no right, 403": (sdk.Forbidden("Forbidden: not enough rights"), False),
    "too long": (sdk.BadRequest("Bad Request: message is too long"), False),
    "closed topic": (sdk.BadRequest("Bad Request: TOPIC_CLOSED"), False),
}


@pytest.mark.parametrize("error", NEVER_LEFT.values(), ids=NEVER_LEFT)
@pytest.mark.parametrize("repeatable", [True, False])
def test_what_never_left_can_be_tried_again(error, repeatable):
    assert type(translate(error, repeatable=repeatable)) is Unavailable


@pytest.mark.parametrize("error", NOBODY_KNOWS.values(), ids=NOBODY_KNOWS)
def test_b9_what_may_have_arrived_is_not_repeated(error):
    assert type(translate(error, repeatable=False)) is MaybeSent
    assert type(translate(error, repeatable=True)) is Unavailable


@pytest.mark.parametrize(("error", "permanent"), REFUSED.values(), ids=REFUSED)
def test_refusals(error, permanent):
    failure = translate(error, repeatable=False)
    assert isinstance(failure, Rejected)
    assert failure.permanent is permanent


@pytest.mark.filterwarnings("ignore:.*retry_after")
@pytest.mark.parametrize("spans", ["true", "false"], ids=["timedelta", "int"])
def test_b7_a_pause_of_known_length(spans, monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", spans)
    failure = translate(sdk.RetryAfter(3), repeatable=False)
    assert isinstance(failure, RateLimited)
    assert failure.retry_after == 3


def test_a_429_without_a_number():
    failure = translate(sdk.NetworkError("Too Many Requests (429)"), repeatable=False)
    assert isinstance(failure, RateLimited)
    assert failure.retry_after == DEFAULT_WAIT_S


def test_b16_a_moved_group():
    failure = translate(sdk.ChatMigrated(-1009), repeatable=False)
    assert isinstance(failure, Rejected)
    assert (failure.moved_to, failure.permanent) == ("-1009", False)


def test_b3_one_refused_token_is_only_a_doubt():
    assert isinstance(translate(sdk.InvalidToken("Unauthorized"), repeatable=False), TokenDoubted)
    assert issubclass(TokenDoubted, Unavailable)


def test_b5_another_poller_is_named():
    failure = translate(sdk.Conflict("terminated by other getUpdates request"), repeatable=True)
    assert isinstance(failure, Unavailable)
    assert "another program" in str(failure)


def test_error_pages_are_not_repeated():
    assert str(translate(sdk.NetworkError(HTML), repeatable=False)) == "Bad Gateway (502)"
