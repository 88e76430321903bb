"""Many messages from many people, made inside the server so that making them costs little."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sandbox.discord.model import Json
from sandbox.discord.scene import Scene

FIRST_USER = 90_000_001
TICK = 0.01
TEXT = "my withdrawal is still pending, what is going on"


@dataclass(slots=True)
class Load:
    """One run: `rate` messages a second over `conversations` private channels for `seconds`."""

    rate: float
    conversations: int
    seconds: float
    sent: int = 0
    took: float = 0.0
    running: bool = False

    def json(self) -> Json:
        """The run as JSON."""
        return asdict(self)


async def run_load(scene: Scene, guild: int, load: Load, texts: Sequence[str] = (TEXT,)) -> Load:
    """Write the messages, evenly; every text carries the message's number."""
    users = _people(scene, guild, load.conversations)
    started, total = time.monotonic(), int(load.rate * load.seconds)
    load.running = True
    while load.sent < total:
        due = min(total, int((time.monotonic() - started) * load.rate) + 1)
        while load.sent < due:
            user = users[load.sent % len(users)]
            scene.dm(user, f"[{load.sent}] {texts[load.sent % len(texts)]}")
            load.sent += 1
        await asyncio.sleep(TICK)
    load.running, load.took = False, round(time.monotonic() - started, 3)
    return load


def _people(scene: Scene, guild: int, count: int) -> list[int]:
    numbers = list(range(FIRST_USER, FIRST_USER + count))
    for number in numbers:
        if number not in scene.world.users:
            scene.world.add_user(f"load_{number - FIRST_USER}", id=number)
            scene.world.add_member(guild, number)
    return numbers
