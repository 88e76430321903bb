"""Keep one adapter connected, and get what it hears into the inbox before it is acknowledged."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.accounts.codes import Seal, sealed
from core.casebook import Health
from core.errors import AdapterError, CredentialsRefused, RateLimited, StorageUnavailable
from core.ports import Adapter, Clock, Store, Triage
from core.types import Arrival, DeadLetter, Message

log = logging.getLogger(__name__)

FIRST_PAUSE_S, LONGEST_PAUSE_S, STORAGE_PAUSE_S = 1.0, 60.0, 1.0


@dataclass(slots=True, kw_only=True)
class Listener:
    """One platform's way in. `health` tells the operator how it is doing.

    With a `seal`, codes that link an account are taken out before anything else is done.
    """

    adapter: Adapter
    store: Store
    triage: Triage
    clock: Clock
    seal: Seal | None = None
    # Hears what was stored, for whoever measures.
    kept: Callable[[Sequence[Arrival]], None] = lambda _: None
    state: str = field(default="starting", init=False)
    since: datetime | None = field(default=None, init=False)
    detail: str = field(default="", init=False)
    arrived: int = field(default=0, init=False)
    unread: int = field(default=0, init=False)
    heard_at: datetime | None = field(default=None, init=False)

    async def listen_forever(self) -> None:
        """Reconnect with growing pauses; stop only when the credentials are refused."""
        pause = FIRST_PAUSE_S
        while True:
            before = self.arrived
            try:
                await self._listen()
            except CredentialsRefused as error:
                self.say("refused", str(error))
                log.error("%s: credentials refused: %s", self.adapter.platform, error)
                return
            except Exception as error:  # a bug in one adapter is no reason to lose the others
                pause = FIRST_PAUSE_S if self.arrived > before else pause
                await self.clock.sleep(self._excuse(error, pause))
                pause = min(pause * 2, LONGEST_PAUSE_S)
            else:
                self.say("ended")
                return

    def _excuse(self, error: Exception, pause: float) -> float:
        """Say what interrupted the listening; the seconds to wait before the next try."""
        platform = self.adapter.platform
        if isinstance(error, StorageUnavailable):
            self.say("storage", str(error))
            log.error("storage: %s; %s waits until it is back", error, platform)
            return STORAGE_PAUSE_S
        if isinstance(error, AdapterError):
            wait = error.retry_after if isinstance(error, RateLimited) else pause
            self.say("reconnecting", str(error))
            log.warning("%s: %s; again in %g s", platform, error, wait)
            return wait
        self.say("failed", f"{type(error).__name__}: {error}")
        log.error("%s: the adapter failed; again in %g s", platform, pause, exc_info=error)
        return pause

    def health(self) -> Health:
        """How this adapter is doing now."""
        counts = {"arrived": self.arrived, "unread": self.unread, **self.adapter.gauges()}
        if self.heard_at:
            counts.setdefault("last_event_s", (self.clock.now() - self.heard_at).total_seconds())
        return Health(
            platform=self.adapter.platform,
            state=self.state,
            since=self.since or self.clock.now(),
            detail=self.detail,
            counts=counts,
        )

    async def _listen(self) -> None:
        since = await self.store.checkpoints(self.adapter.platform)
        async with aclosing(self.adapter.arrivals(since)) as batches:
            async for batch in batches:
                await self._keep(batch)
                self.say("listening")

    async def _keep(self, batch: Sequence[Arrival]) -> None:
        """Mask and store; while storage refuses, nothing more is read and nothing is lost."""
        masked = await mask(batch, self.triage, self.seal)
        while True:
            try:
                new = await self.store.put(masked)
            except StorageUnavailable as error:
                self.say("storage", str(error))
                log.error("storage: %s; reading stops until it is back", error)
                await self.clock.sleep(STORAGE_PAUSE_S)
            else:
                self.arrived += new
                self.unread += sum(isinstance(each, DeadLetter) for each in batch)
                self.heard_at = self.clock.now()
                self.kept(masked)
                return

    def say(self, state: str, detail: str = "") -> None:
        """Remember how it is going, and since when."""
        if state != self.state or self.since is None:
            self.since = self.clock.now()
        self.state, self.detail = state, detail


async def mask(batch: Sequence[Arrival], triage: Triage, seal: Seal | None = None) -> list[Arrival]:
    """The batch with every secret covered, so that none can reach disk, log or model."""
    codes = [sealed(each, seal) if seal and isinstance(each, Message) else None for each in batch]
    batch = [code.message if code else each for code, each in zip(codes, batch, strict=True)]
    texts = [text for each in batch for text in _texts(each)]
    covered = iter(await triage.mask(texts)) if texts else iter(())
    masked: list[Arrival] = []
    for code, each in zip(codes, batch, strict=True):
        if isinstance(each, Message):
            own, quoted = next(covered), next(covered)
            text = code.text(own.text) if code else own.text
            masked.append(replace(each, text=text, secrets=own.secrets, reply_text=quoted.text))
        elif isinstance(each, DeadLetter):
            masked.append(replace(each, raw=next(covered).text))
        else:
            masked.append(each)
    return masked


def _texts(each: Arrival) -> tuple[str, ...]:
    if isinstance(each, Message):
        return (each.text, each.reply_text)
    return (each.raw,) if isinstance(each, DeadLetter) else ()
