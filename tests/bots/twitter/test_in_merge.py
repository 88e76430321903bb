"""Several sources as one stream: each falls and stands by itself."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field

import pytest

from bots.twitter.errors import CreditsExhausted, NotAllowed
from bots.twitter.merge import FIRST_PAUSE_S, NOT_ALLOWED_PAUSE_S, Funnel, Supervisor
from core.errors import CredentialsRefused, RateLimited, Unavailable
from core.types import Platform, Removal
from tests.conftest import NOON

pytestmark = pytest.mark.anyio


class Enough(BaseException):
    """Ends a source that would go on for ever."""


class Naps:
    """A clock on which nobody waits; it remembers what was asked for."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def now(self):
        return NOON

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)


@dataclass
class Script:
    """A source that does what it is told, round by round."""

    steps: list
    name: str = "script"
    rounds: int = field(default=0, init=False)

    async def round(self, put) -> float:
        self.rounds += 1
        if not self.steps:
            raise Enough
        step = self.steps.pop(0)
        if isinstance(step, Exception):
            raise step
        return step


async def slept(*steps) -> tuple[list[float], Supervisor]:
    clock = Naps()
    supervisor = Supervisor(funnel=Funnel(), clock=clock)
    with pytest.raises(Enough):
        await supervisor.keep(Script(list(steps)))
    return clock.slept, supervisor


async def test_pauses_grow_with_failures_and_shrink_with_success():
    down = [Unavailable("down") for _ in range(9)]
    waits, supervisor = await slept(*down, 7.0, Unavailable("down again"))
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60, 7, FIRST_PAUSE_S]
    assert supervisor.failing == {"script": "down again"}


async def test_a_limit_is_waited_for_as_long_as_x_says():
    waits, _ = await slept(RateLimited(123), Unavailable("x"))
    assert waits == [123, FIRST_PAUSE_S]


async def test_a_permission_that_is_missing_stops_one_source_for_a_while(caplog):
    waits, _ = await slept(NotAllowed("no stream for you"))
    assert waits == [NOT_ALLOWED_PAUSE_S]
    assert "no stream for you" in caplog.text


async def test_a_bug_of_ours_is_logged_and_survived(caplog):
    waits, supervisor = await slept(KeyError("oops"), ValueError("oops"))
    assert waits == [1, 2]
    assert supervisor.failing == {"script": "ValueError"}
    assert "our own code failed" in caplog.text


@pytest.mark.parametrize("error", [CredentialsRefused("no"), CreditsExhausted("pay")])
async def test_refused_credentials_end_everything(error):
    funnel = Funnel()
    await Supervisor(funnel=funnel, clock=Naps()).keep(Script([error]))
    with pytest.raises(type(error)):
        await anext(funnel.batches())


async def test_the_same_trouble_is_logged_once(caplog):
    caplog.set_level(logging.WARNING)
    await slept(*(Unavailable("down") for _ in range(5)))
    assert caplog.text.count("script: down") == 1


async def test_putting_ends_when_the_next_batch_is_asked_for():
    funnel, gone = Funnel(), Removal(platform=Platform("twitter"), account="1", id="2")
    batches = funnel.batches()
    putting = asyncio.create_task(funnel.put([gone]))
    assert await anext(batches) == [gone]
    await asyncio.sleep(0)
    assert not putting.done(), "handed over is not stored"
    asking = asyncio.create_task(anext(batches))
    await putting
    asking.cancel()
    await asyncio.wait({asking})


async def test_who_gave_up_waiting_is_no_harm():
    funnel = Funnel()
    putting = asyncio.create_task(funnel.put([]))
    await asyncio.sleep(0)
    putting.cancel()
    await asyncio.wait({putting})
    after = asyncio.create_task(funnel.put([]))
    batches = funnel.batches()
    await anext(batches)
    await anext(batches)
    asking = asyncio.create_task(anext(batches))
    await after
    asking.cancel()
    await asyncio.wait({asking})
