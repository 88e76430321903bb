"""Many mentions from many people, made inside the server so that making them costs little."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sandbox.twitter.scene import Scene

FIRST_LOAD_USER = 90_000_001
TICK = 0.01
TEXT = "my withdrawal is still pending, what is going on"


@dataclass(slots=True)
class Load:
    """One run: `rate` mentions a second by `people` people for `seconds`."""

    rate: float
    people: int
    seconds: float
    sent: int = 0
    took: float = 0.0

    def json(self) -> dict[str, Any]:
        """The run as JSON."""
        return asdict(self)


async def run_load(scene: Scene, load: Load, texts: Sequence[str] = (TEXT,)) -> Load:
    """Write the mentions, evenly; every text carries the mention's number."""
    users = _people(scene, load.people)
    handle = scene.world.us.username
    started, total = time.monotonic(), int(load.rate * load.seconds)
    while load.sent < total:
        due = min(total, int((time.monotonic() - started) * load.rate) + 1)
        while load.sent < due:
            words = texts[load.sent % len(texts)]
            scene.post(users[load.sent % len(users)], f"@{handle} [{load.sent}] {words}")
            load.sent += 1
        await asyncio.sleep(TICK)
    load.took = round(time.monotonic() - started, 3)
    return load


def _people(scene: Scene, count: int) -> list[int]:
    numbers = range(FIRST_LOAD_USER, FIRST_LOAD_USER + count)
    for number in numbers:
        if number not in scene.world.users:
            order = number - FIRST_LOAD_USER
            scene.world.add_user(f"Load {order}", f"load_{order}", id=number)
    return list(numbers)
