"""Many messages from many people, made inside the server so that making them costs little."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sandbox.telegram.scene import Scene

FIRST_LOAD_USER = 90_000_001
TICK = 0.01
TEXT = "my withdrawal is still pending, what is going on"


@dataclass(slots=True)
class Load:
    """One run: `rate` messages a second over `conversations` private chats for `seconds`."""

    rate: float
    conversations: int
    seconds: float
    sent: int = 0
    took: float = 0.0
    first_sequence: int = 0
    last_sequence: int = 0
    running: bool = False

    def json(self) -> dict[str, Any]:
        """The run as JSON."""
        return asdict(self)


async def run_load(scene: Scene, load: Load, texts: Sequence[str] = (TEXT,)) -> Load:
    """Write the messages, evenly; every text carries the message's number."""
    users = _people(scene, load.conversations)
    started = time.monotonic()
    load.running, load.first_sequence = True, scene.world.sequence + 1
    while load.sent < (total := int(load.rate * load.seconds)):
        due = min(total, int((time.monotonic() - started) * load.rate) + 1)
        while load.sent < due:
            user = users[load.sent % len(users)]
            scene.say(user, user, f"[{load.sent}] {texts[load.sent % len(texts)]}")
            load.sent += 1
        await asyncio.sleep(TICK)
    load.running, load.last_sequence = False, scene.world.sequence
    load.took = round(time.monotonic() - started, 3)
    return load


def _people(scene: Scene, count: int) -> list[int]:
    for number in range(FIRST_LOAD_USER, FIRST_LOAD_USER + count):
        if number not in scene.world.users:
            scene.world.add_user(f"Load {number - FIRST_LOAD_USER}", id=number)
    return list(range(FIRST_LOAD_USER, FIRST_LOAD_USER + count))
