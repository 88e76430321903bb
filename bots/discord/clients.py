"""Who is logged in now: one client for hearing and speaking, kept from one use to the next."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from pydantic import SecretStr

from bots.discord.client import DeskClient
from bots.discord.errors import translate

# Logging in takes two calls and a new connection: who only speaks does not do that for each reply.
KEPT_S = 600.0


class Clients:
    """Makes a client when one is needed. Unused for `kept_s` it is closed, and at once when it was
    retired or the process ends."""

    def __init__(
        self, make: Callable[[], DeskClient], token: SecretStr, *, kept_s: float = KEPT_S
    ) -> None:
        self._make, self._token, self._kept_s = make, token, kept_s
        self._current: DeskClient | None = None
        self._users: Counter[DeskClient] = Counter()
        self._login = asyncio.Lock()
        self._resting: asyncio.Task[None] | None = None

    @property
    def current(self) -> DeskClient | None:
        """The client in use, if any."""
        return self._current

    @asynccontextmanager
    async def use(self) -> AsyncIterator[DeskClient]:
        """A client that is logged in; raises AdapterError when it cannot be."""
        client = await self._enter()
        try:
            yield client
        finally:
            self._users[client] -= 1
            if not self._users[client]:
                await self._leave(client)

    def retire(self, client: DeskClient) -> None:
        """Whoever comes next gets another one; those who use this one finish first."""
        if self._current is client:
            self._current = None

    async def _enter(self) -> DeskClient:
        async with self._login:
            if self._current and self._current.is_closed():
                # The library closes a client by itself when the gateway refuses it.
                self._current = None
            client = self._current or await self._new()
            self._current = client
            self._users[client] += 1
            if self._resting:
                self._resting.cancel()
            return client

    async def _new(self) -> DeskClient:
        client = self._make()
        try:
            await client.login(self._token.get_secret_value())
        except BaseException as error:
            await client.close()
            if isinstance(error, Exception):
                raise translate(error, repeatable=True) from None
            raise
        return client

    async def _leave(self, client: DeskClient) -> None:
        if self._current is client and not client.is_closed():
            self._resting = asyncio.create_task(self._rest(client))
        else:
            await self._close(client)

    async def _rest(self, client: DeskClient) -> None:
        """Wait for the next use; a loop that ends cancels this, and then it is closed as well."""
        try:
            await asyncio.sleep(self._kept_s)
        finally:
            if client in self._users and not self._users[client]:
                await self._close(client)

    async def _close(self, client: DeskClient) -> None:
        del self._users[client]
        self.retire(client)
        await client.close()
