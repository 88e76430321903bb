"""Pushing updates to a webhook: in order within a lane, lanes side by side, with back-off."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from functools import partial
from typing import Any

import httpx

from sandbox.telegram.backend import Backend, Hook
from sandbox.telegram.dispatch import answer
from sandbox.telegram.updates import Update

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
PUSH_TIMEOUT, IDLE_SECONDS = 10.0, 1.0
LONGEST_BACKOFF, LONGEST_RETRY_AFTER = 60.0, 3_600.0
GONE_FOR = 23 * 3_600


class Pusher:
    """The task behind setWebhook."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._retry_at: dict[int, float] = {}
        self._failures: dict[int, int] = {}
        self._gone_since = 0.0

    async def run(self) -> None:
        """Push until the sandbox closes."""
        # Only this machine is ever pushed to, and its certificate is its own.
        async with httpx.AsyncClient(
            timeout=PUSH_TIMEOUT,
            trust_env=False,
            verify=False,  # noqa: S501
        ) as client:
            while not self.backend.closing.is_set():
                if self.backend.hook.url:
                    await self._round(client)
                else:
                    self._forget()
                    await _wait_for(self.backend.closing, 0.05)
            await asyncio.gather(*self._busy.values(), return_exceptions=True)

    def _forget(self) -> None:
        self._retry_at.clear()
        self._failures.clear()
        self._gone_since = 0.0

    async def _round(self, client: httpx.AsyncClient) -> None:
        self.backend.updates.changed.clear()
        self.backend.updates.expire()
        for update in self._due():
            task = asyncio.create_task(self._push(client, self.backend.hook, update))
            self._busy[update.lane] = task
            task.add_done_callback(partial(self._release, update.lane))
        await _wait_for(self.backend.updates.changed, self._patience())

    def _release(self, lane: int, _done: asyncio.Task[None]) -> None:
        self._busy.pop(lane, None)
        self.backend.updates.changed.set()

    def _due(self) -> list[Update]:
        """The first update of every lane that is neither busy nor waiting for its retry."""
        room = self.backend.hook.max_connections - len(self._busy)
        chosen: dict[int, Update] = {}
        for update in self._free():
            if len(chosen) >= room:
                break
            chosen.setdefault(update.lane, update)
        return list(chosen.values())

    def _free(self) -> Iterator[Update]:
        now = time.monotonic()
        for update in self.backend.updates.pending.values():
            if update.lane not in self._busy and self._retry_at.get(update.lane, 0.0) <= now:
                yield update

    def _patience(self) -> float:
        waits = [each - time.monotonic() for each in self._retry_at.values()]
        return max(0.01, min([each for each in waits if each > 0] + [IDLE_SECONDS]))

    async def _push(self, client: httpx.AsyncClient, hook: Hook, update: Update) -> None:
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        try:
            response = await client.post(hook.url, json=update.json(), headers=headers)
        except httpx.TimeoutException:
            return self._failed(update, "Read timeout expired")
        except httpx.TransportError:
            return self._failed(update, "Connection refused")
        if not response.is_success:
            why = (
                f"Wrong response from the webhook: {response.status_code} {response.reason_phrase}"
            )
            return self._failed(update, why, response)
        return await self._delivered(update, response)

    async def _delivered(self, update: Update, response: httpx.Response) -> None:
        self._failures.pop(update.lane, None)
        self._retry_at.pop(update.lane, None)
        self._gone_since = 0.0
        tampers = self.backend.updates.tampers
        if tampers and tampers[0] in {"duplicate", "replay"}:
            tampers.popleft()
        else:
            self.backend.updates.pending.pop(update.id, None)
        # A webhook may answer with a method call instead of making a request of its own.
        call = _call_in(response)
        if call:
            await answer(self.backend, str(call.pop("method")), call)

    def _failed(self, update: Update, why: str, response: httpx.Response | None = None) -> None:
        hook, now = self.backend.hook, self.backend.world.time()
        hook.last_error, hook.last_error_at = why, int(now)
        failures = self._failures[update.lane] = self._failures.get(update.lane, 0) + 1
        wait = min(self.backend.hook_retry_seconds * 2 ** (failures - 1), LONGEST_BACKOFF)
        asked = response.headers.get("retry-after", "") if response is not None else ""
        if asked.isdecimal():
            wait = min(float(asked), LONGEST_RETRY_AFTER)
        self._retry_at[update.lane] = time.monotonic() + wait
        if response is None or response.status_code != 410:
            self._gone_since = 0.0
        elif not self._gone_since:
            self._gone_since = now
        elif now - self._gone_since > GONE_FOR:
            self.backend.hook = Hook()


def _call_in(response: httpx.Response) -> dict[str, Any]:
    if not response.headers.get("content-type", "").startswith("application/json"):
        return {}
    try:
        found = response.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) and found.get("method") else {}


async def _wait_for(event: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return
