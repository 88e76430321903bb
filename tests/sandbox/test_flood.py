"""Flood limits: when 429 comes, how long it lasts, and who knocks meanwhile."""

from __future__ import annotations

import pytest
from telegram.error import RetryAfter

from sandbox.telegram.flood import Flood, Limits

ANN, BOB, GROUP = 1, 2, -100


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_without_limits_everything_passes(clock):
    flood = Flood(clock)
    assert [flood.check("sendMessage", ANN) for _ in range(100)] == [0] * 100


@pytest.mark.parametrize(
    ("limits", "chats", "waits"),
    [
        (Limits(chat_per_second=1), [ANN, BOB, ANN], [0, 0, 1]),
        (Limits(overall_per_second=2), [ANN, BOB, ANN], [0, 0, 1]),
        (Limits(group_per_minute=2), [GROUP, ANN, ANN, ANN, GROUP, GROUP], [0, 0, 0, 0, 0, 60]),
    ],
    ids=["one chat", "all chats", "a group"],
)
def test_each_limit_counts_its_own(clock, limits, chats, waits):
    flood = Flood(clock, limits)
    assert [flood.check("sendMessage", each) for each in chats] == waits
    assert flood.violations == []


def test_sending_inside_the_window_is_a_violation_and_after_it_passes(clock):
    flood = Flood(clock, Limits(group_per_minute=1))
    assert [flood.check("sendMessage", GROUP), flood.check("sendMessage", GROUP)] == [0, 60]
    clock.now += 20
    assert flood.check("sendPhoto", GROUP) == 40
    assert flood.check("sendMessage", ANN) == 0
    (violation,) = flood.violations
    assert (violation.chat, violation.method, violation.early_by) == (GROUP, "sendPhoto", 40.0)
    clock.now += 40
    assert flood.check("sendMessage", GROUP) == 0
    assert len(flood.violations) == 1


def test_the_published_limits_hold_a_steady_sender_back(clock):
    flood = Flood(clock, Limits.real())
    passed = 0
    for _ in range(60):
        passed += flood.check("sendMessage", GROUP) == 0
        clock.now += 1.01
    assert passed == 20


@pytest.mark.anyio
async def test_too_many_is_told_with_seconds(loose_sandbox, sandbox, bot, api, ann):
    assert sandbox.control.limits()["overall_per_second"] == 30
    sandbox.control.limits(chat_per_second=1)
    await bot.send_message(ann, "one")
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(ann, "two")
    assert refused.value.retry_after.total_seconds() == 1
    answer = await api.response("sendMessage", chat_id=ann, text="three")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    assert answer.json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    (violation,) = sandbox.control.stats()["violations"]
    assert violation["chat"] == ann
    assert len(sandbox.world.bot_posts(ann)) == 1
