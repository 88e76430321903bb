"""The checker itself: it must be able to say no."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.sandbox.discord import spec

pytestmark = pytest.mark.skipif(not spec.available(), reason=spec.MISSING)

SEND = "POST /channels/{channel_id}/messages"


def a_call(route, body=None, response=None, status=200):
    return SimpleNamespace(route=route, body=body, response=response, status=status)


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        (a_call("GET /nowhere"), "GET /nowhere: no such operation"),
        (a_call("GET /users/@me", response={"id": 7}), "'7' "),
        (a_call("GET /gateway", status=201), "GET /gateway: no answer 201"),
        (a_call(SEND, {"content": 7}, {}), "content"),
        (a_call(SEND, {"content": "x", "aura": "blue"}, {}), f"{SEND}(aura): unknown"),
        (a_call("GET /gateway", {"a": 1}), "GET /gateway: takes no body"),
    ],
    ids=["route", "answer", "status", "request", "unknown field", "body"],
)
def test_what_does_not_fit_is_named(call, problem):
    found = " ".join(spec.call_problems(call))
    assert problem.strip("' ") in found


def test_what_fits_is_accepted():
    answer = {"url": "ws://127.0.0.1/"}
    assert spec.call_problems(a_call("GET /gateway", response=answer)) == []
