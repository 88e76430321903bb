"""How anything is said: once, not too fast, and with what went wrong as the desk's errors."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any

import discord

from bots.discord.client import DeskClient
from bots.discord.errors import (
    DM_CLOSED,
    NO_SHARED_SERVER,
    UNKNOWN_MESSAGE,
    code_of,
    translate,
)
from bots.discord.interactions import Memory
from bots.discord.post import Body, change, post
from bots.discord.settings import Config
from core.attaching import Carried
from core.errors import AdapterError, MaybeSent

CLOSED_DMS = frozenset({DM_CLOSED, NO_SHARED_SERVER})
# A cut connection is tried again at once: the server remembers nonces for a few minutes only.
TRIES, AGAIN_S = 3, 0.2

Sleep = Callable[[float], Awaitable[None]]


class Closed(AdapterError):  # noqa: N818
    """This user takes no direct messages from us; `gone` when he is in no server of ours either."""

    def __init__(self, why: str, *, gone: bool) -> None:
        super().__init__(why)
        self.gone = gone


@dataclass(frozen=True, slots=True)
class Voice:
    """Single calls on one session's client; `memory` outlives sessions."""

    client: DeskClient
    config: Config
    memory: Memory
    sleep: Sleep = asyncio.sleep

    def turn(self) -> AbstractAsyncContextManager[None]:
        """One call more of those that the whole account may make in a second."""
        window = self.memory.window("said", self.config.sends_per_second, 1.0)
        return window.turn(self.sleep)

    async def open(self, user: int) -> int:
        """The channel of our private chat with somebody; the server keeps it. Raises Closed."""
        if user in self.memory.dms:
            return self.memory.dms[user]
        window = self.memory.window("opened", self.config.dms_opened_per_minute, 60.0)
        try:
            async with window.turn(self.sleep):
                opened: Any = await self.client.http.start_private_message(user)
        except Exception as error:
            raise _failure(error, repeatable=True) from None
        self.memory.dms.enter(user, int(opened["id"]))
        return int(opened["id"])

    async def say(self, channel: int, message: Body, file: Carried | None = None) -> int:
        """Once, whatever happens on the way: the nonce makes a second try the same message."""
        for left in reversed(range(TRIES)):
            try:
                async with self.turn():
                    return await post(self.client, channel, message, file)
            except Exception as error:
                failure = _failure(error, repeatable=False)
                refused = isinstance(error, discord.HTTPException)
                if not isinstance(failure, MaybeSent) or refused or not left:
                    raise failure from None
            await self.sleep(AGAIN_S)
        raise AssertionError

    async def say_instead(self, channel: int, number: int, message: Body) -> int:
        """In place of a message of ours; where that is gone, as a new one."""
        try:
            async with self.turn():
                return await change(self.client, channel, number, message)
        except Exception as error:
            if code_of(error) != UNKNOWN_MESSAGE:
                raise _failure(error, repeatable=True) from None
        return await self.say(channel, message)


def _failure(error: Exception, *, repeatable: bool) -> AdapterError:
    failure = translate(error, repeatable=repeatable)
    code = code_of(error)
    closed = code in CLOSED_DMS
    return Closed(str(failure), gone=code == NO_SHARED_SERVER) if closed else failure
