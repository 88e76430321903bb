"""What somebody asks of us alone: acknowledged within Discord's three seconds, then the desk's."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field, replace
from typing import Any

from bots.discord.interactions import (
    Hear,
    Memory,
    Told,
    acknowledge,
    language,
    private_message,
    tolerate,
)
from bots.discord.post import body, fill_in
from bots.discord.scene import PLATFORM
from bots.discord.words import say
from core.types import Message

ORDER = "order"


def order(interaction: Told, text: str, *, kind: str) -> Message:
    """An order to the desk is a conversation of its own: the answer comes to this interaction
    whatever else the user does meanwhile, and may say the same as the last one."""
    message = private_message(interaction, text, kind=kind)
    account, user = message.account, interaction.user.id
    talk = f"{PLATFORM}:{account}:{ORDER}:{interaction.id}:{user}"
    return replace(message, conversation=talk)


@dataclass(frozen=True, slots=True)
class Taking:
    """Acknowledges, hands over, and reassures whoever has to wait."""

    hear: Hear
    memory: Memory
    _tasks: set[asyncio.Task[None]] = field(default_factory=set[asyncio.Task[None]])

    async def take(self, interaction: Told, message: Message) -> None:
        """Say at once that we are on it, then tell the desk."""
        await acknowledge(interaction, self.memory)
        await self.hear([message])
        asyncio.get_running_loop().call_later(
            self.memory.patience_s, lambda: self._later(self._reassure(interaction))
        )

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _reassure(self, interaction: Told) -> None:
        """An answer that takes a person's time, or is none, must not look like a failure."""
        token = self.memory.token(interaction.id)
        if token is not None and not token.first and not interaction.client.is_closed():
            text = say("received", language(interaction))
            await tolerate(fill_in(interaction.client, token, body(text)))
