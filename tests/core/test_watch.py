"""Looking after those who asked, within a budget."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from core.errors import RateLimited, StorageUnavailable, Unavailable
from core.scams import Watched
from core.tables.protect import ProtectTable
from core.watch import Watcher
from tests.conftest import NOON, FakeClock, a_message
from tests.fakes import REPLAY, SECRET, FakeTriage

pytestmark = pytest.mark.anyio


class Scenes:
    """A store that knows who asked, and what it was given."""

    def __init__(self, *scenes):
        self.scenes, self.given = list(scenes), []

    async def watched(self, platform, since, *, limit):
        return [each for each in self.scenes if each.asked_at >= since][:limit]

    async def put(self, arrivals):
        self.given += arrivals
        return len(arrivals)


class Eyes:
    """A platform on which one answer stands under every question."""

    def __init__(self, *troubles):
        self.looked, self.troubles = [], list(troubles)

    async def look(self, scene, since):
        self.looked.append((scene, since))
        if self.troubles:
            raise self.troubles.pop(0)
        return [a_message(f"my password is {SECRET}", id=f"{scene}-{len(self.looked)}")]


def a_watcher(eyes, scenes, clock=None, **rules):
    return Watcher(
        platform=REPLAY,
        lookout=eyes,
        store=scenes,
        triage=FakeTriage(),
        clock=clock or FakeClock(),
        rules=ProtectTable(**rules),
    )


async def test_answers_reach_the_inbox_without_their_secrets():
    scenes = Scenes(Watched(scene="post:1", asked_at=NOON))
    watcher = a_watcher(Eyes(), scenes)
    assert await watcher.watch() == 1
    assert SECRET not in scenes.given[0].text


async def test_often_at_first_and_then_more_rarely():
    clock, eyes = FakeClock(), Eyes()
    watcher = a_watcher(eyes, Scenes(Watched(scene="post:1", asked_at=NOON)), clock)
    looks = []
    for _ in range(1500):
        before = len(eyes.looked)
        await watcher.watch()
        looks += [clock.time - NOON] * (len(eyes.looked) - before)
        clock.advance(1)
    times = [each.total_seconds() for each in looks]
    assert sum(at < 120 for at in times) == 40
    assert sum(120 <= at < 600 for at in times) == 32
    assert sum(at >= 600 for at in times) == 15


async def test_nobody_is_watched_for_ever():
    clock, eyes = FakeClock(NOON + timedelta(hours=1)), Eyes()
    watcher = a_watcher(eyes, Scenes(Watched(scene="post:1", asked_at=NOON)), clock)
    assert await watcher.watch() == 0
    assert eyes.looked == []


async def test_the_budget_of_an_hour_is_kept_and_grows_back():
    clock, eyes = FakeClock(), Eyes()
    scenes = Scenes(*(Watched(scene=f"post:{n}", asked_at=NOON) for n in range(5)))
    watcher = a_watcher(eyes, scenes, clock, looks_per_hour=3, watch_min=600)
    await watcher.watch()
    assert len(eyes.looked) == 3
    clock.advance(3601)
    await watcher.watch()
    assert len(eyes.looked) == 6


async def test_each_look_goes_back_a_minute_but_never_before_the_question():
    clock, eyes = FakeClock(), Eyes()
    watcher = a_watcher(eyes, Scenes(Watched(scene="post:1", asked_at=NOON)), clock)
    await watcher.watch()
    clock.advance(100)
    await watcher.watch()
    clock.advance(100)
    await watcher.watch()
    since = [(each - NOON).total_seconds() for _, each in eyes.looked]
    assert since == [0, 0, 40]


@pytest.mark.parametrize(
    ("trouble", "pauses"),
    [
        (RateLimited(40), [40, 1]),
        (Unavailable("gone"), [2, 1]),
        (StorageUnavailable("disk"), [2, 1]),
    ],
    ids=["rate", "link", "storage"],
)
async def test_trouble_makes_it_wait_and_go_on(trouble, pauses):
    clock, eyes = FakeClock(), Eyes(trouble)
    watcher = a_watcher(eyes, Scenes(Watched(scene="post:1", asked_at=NOON)), clock)
    slept = []

    async def sleep(seconds):
        slept.append(seconds)
        clock.advance(seconds)
        if len(slept) == 2:
            raise asyncio.CancelledError

    clock.sleep = sleep
    with pytest.raises(asyncio.CancelledError):
        await watcher.watch_forever()
    assert slept == pauses
