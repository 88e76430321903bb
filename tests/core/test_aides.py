"""Aides are asked in order, about what they want; a failing one is left out."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from core.actions import Ignore
from core.aides import considered
from core.errors import StorageUnavailable
from core.ports import Turn
from core.types import Verdict
from tests.conftest import NOON, a_message

pytestmark = pytest.mark.anyio
VERDICT = Verdict()


@dataclass
class FakeAide:
    """Answers what it is told to answer; keeps whom it was asked about."""

    says: str = ""
    error: Exception | None = None
    blind: bool = False
    seen: list = field(default_factory=list)

    def wants(self, message, verdict):
        return not self.blind

    async def consider(self, turn, message, verdict, now):
        self.seen.append(message.id)
        await asyncio.sleep(0)
        if self.error:
            raise self.error
        return (Ignore(reason=f"{self.says} {message.id}"),) if self.says else ()


def read(*ids, conversation="c", **message):
    turn = Turn(conversation=conversation, version=1, fresh=())
    return [(turn, a_message(id=each, **message), VERDICT) for each in ids]


async def reasons(aides, asked):
    found = await considered(aides, asked, NOON)
    return {key.split(":")[2]: actions[0].reason for key, actions in found.items()}


async def test_the_first_that_has_something_to_say_settles_it():
    silent, first, second = FakeAide(), FakeAide("first"), FakeAide("second")
    assert await reasons((silent, first, second), read("1")) == {"1": "first 1"}
    assert (silent.seen, second.seen) == (["1"], [])


async def test_nobody_is_asked_about_what_he_does_not_want():
    blind, other = FakeAide("blind", blind=True), FakeAide("other")
    assert await reasons((blind, other), read("1")) == {"1": "other 1"}
    assert await reasons((blind,), read("1")) == {}
    assert blind.seen == []


async def test_what_is_not_meant_for_us_is_nobodys_business():
    aide = FakeAide("said")
    assert await reasons((aide,), read("1", addressed=False)) == {}


async def test_an_aide_that_fails_is_left_out(caplog):
    broken, other = FakeAide(error=ValueError("a bug")), FakeAide("other")
    assert await reasons((broken, other), read("1")) == {"1": "other 1"}
    assert "FakeAide could not help" in caplog.text
    assert await reasons((FakeAide(error=ValueError("a bug")),), read("1")) == {}


async def test_a_database_that_is_away_is_said():
    with pytest.raises(StorageUnavailable):
        await considered((FakeAide(error=StorageUnavailable("full")),), read("1"), NOON)


async def test_messages_of_one_conversation_keep_their_order():
    aide = FakeAide("said")
    await considered((aide,), read("1", "2", "3"), NOON)
    assert aide.seen == ["1", "2", "3"]


async def test_conversations_do_not_wait_for_each_other():
    arrived = asyncio.Event()

    class Slow(FakeAide):
        async def consider(self, turn, message, verdict, now):
            if message.id == "slow":
                await arrived.wait()
            else:
                arrived.set()
            return (Ignore(reason=message.id),)

    asked = [*read("slow", conversation="a"), *read("quick", conversation="b")]
    async with asyncio.timeout(10):
        assert await reasons((Slow(),), asked) == {"slow": "slow", "quick": "quick"}
