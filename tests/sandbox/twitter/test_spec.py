"""The checker itself: it must be able to say no."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.sandbox.twitter import spec

pytestmark = pytest.mark.skipif(not spec.available(), reason=spec.MISSING)

TWEET = {"id": "1", "text": "hi", "edit_history_tweet_ids": ["1"]}


def call(route, **parts):
    given = {"query": {}, "body": None, "status": 200, "response": {}} | parts
    return SimpleNamespace(route=route, **given)


@pytest.mark.parametrize(
    "good",
    [
        call("GET /2/users/{id}/mentions", response={"data": [TWEET], "meta": {}}),
        call("GET /2/users/{id}/mentions", query={"max_results": "100", "since_id": "1"}),
        call("POST /2/tweets", body={"text": "x", "reply": {"in_reply_to_tweet_id": "1"}}),
        call("POST /2/oauth2/token", body=["anything"]),
    ],
    ids=["answer", "query", "body", "not described"],
)
def test_what_fits_is_accepted(good):
    assert spec.call_problems(good) == []


@pytest.mark.parametrize(
    ("bad", "word"),
    [
        (call("GET /2/tweets"), "ids: missing"),
        (call("GET /2/users/me", query={"colour": "red"}), "colour: unknown"),
        (call("GET /2/users/{id}/mentions", query={"max_results": "3"}), "minimum"),
        (call("GET /2/users/{id}/mentions", query={"since_id": "abc"}), "does not match"),
        (call("GET /2/users/me", query={"user.fields": "aura"}), "is not one of"),
        (call("POST /2/tweets", body={"text": 7}), "is not of type 'string'"),
        (call("POST /2/tweets", body={"txt": "x"}), "'txt'"),
        (call("GET /2/users/me", body={}), "no body allowed"),
        (call("GET /2/users/me", response={"data": {"id": "1"}}), "required"),
        (call("GET /2/users/me", response={"dta": {}}), "'dta'"),
        (call("GET /2/tweets/{id}", response={"data": TWEET | {"aura": 1}}), "'aura'"),
        (call("GET /2/users/me", status=403, response={"type": "about:blank"}), "required"),
    ],
)
def test_what_does_not_fit_is_named(bad, word):
    assert any(word in each for each in spec.call_problems(bad)), spec.call_problems(bad)
