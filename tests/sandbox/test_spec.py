"""The checker itself: it must be able to say no."""

from __future__ import annotations

import pytest

from tests.sandbox import spec

pytestmark = pytest.mark.skipif(not spec.available(), reason=spec.MISSING)

CHAT = {"id": 1, "type": "private"}
MESSAGE = {"message_id": 1, "date": 1, "chat": CHAT}


@pytest.mark.parametrize(
    ("value", "kinds"),
    [
        (MESSAGE, ["Message"]),
        ({"update_id": 1, "message": MESSAGE}, ["Update"]),
        ([MESSAGE], ["Array of Message"]),
        (True, ["Message", "Boolean"]),
        ({"status": "left", "user": {"id": 1, "is_bot": False, "first_name": "A"}}, ["ChatMember"]),
    ],
    ids=["message", "update", "array", "alternative", "subtype"],
)
def test_what_fits_is_accepted(value, kinds):
    assert spec.problems(value, kinds, "it") == []


@pytest.mark.parametrize(
    ("value", "kinds", "problem"),
    [
        ({"message_id": 1, "date": 1}, ["Message"], "it.chat: missing"),
        (MESSAGE | {"aura": 1}, ["Message"], "it.aura: unknown"),
        (MESSAGE | {"text": 7}, ["Message"], "it.text: 7 is no String"),
        (MESSAGE | {"message_id": True}, ["Message"], "it.message_id: True is no Integer"),
        ({}, ["Array of Message"], "it: not an array"),
        ("x", ["Message"], "it: not an object"),
    ],
    ids=["missing", "unknown", "text type", "bool as int", "no array", "no object"],
)
def test_what_does_not_fit_is_named(value, kinds, problem):
    assert problem in spec.problems(value, kinds, "it")


@pytest.mark.parametrize(
    ("params", "problem"),
    [
        ({"text": "x"}, "sendMessage(chat_id): missing"),
        ({"chat_id": "1", "text": "x", "colour": "red"}, "sendMessage(colour): unknown"),
        (
            {"chat_id": "1", "text": "x", "reply_parameters": '{"quote": "x"}'},
            "sendMessage(reply_parameters).message_id: missing",
        ),
    ],
    ids=["missing", "unknown", "inside JSON"],
)
def test_wrong_requests_are_named(params, problem):
    assert problem in spec.request_problems("sendMessage", params)
