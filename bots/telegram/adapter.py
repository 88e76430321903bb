"""The I/O half of Telegram: its own long poll or webhook in, single calls out."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, Protocol

from pydantic import SecretStr

from bots.telegram.acts import Hands
from bots.telegram.courtesy import Courtesy
from bots.telegram.ears import Ears
from bots.telegram.errors import TokenDoubted
from bots.telegram.limiter import Limiter
from bots.telegram.limits import CAPABILITIES
from bots.telegram.line import Line
from bots.telegram.menu_keeper import NAME as MENUS
from bots.telegram.menu_keeper import MenuKeeper
from bots.telegram.polling import Polling
from bots.telegram.rotation import Secrets
from bots.telegram.scene import PLATFORM
from bots.telegram.settings import Config
from bots.telegram.speak import SPOKEN, Speaker
from bots.telegram.vitals import Vitals
from bots.telegram.webhook import Webhook
from core.actions import Outgoing
from core.errors import AdapterError, CredentialsRefused, MaybeSent, Rejected, Unavailable
from core.ports import Capabilities, Clock
from core.types import Arrival, Platform

log = logging.getLogger(__name__)

REFUSED = "Telegram refuses the token: {why}"
NOBODY = "getMe did not say who we are"
CANNOT_TELL = "Telegram does not tell bots what they have sent"
PRIVACY_ON = (
    "@%s hears in groups only what is addressed to it: scams between members stay unseen;"
    " switch privacy mode off with BotFather and add the bot again, or make it administrator"
)
# getMe is asked this often before one 401 counts as the truth.
CONFIRMATIONS, CONFIRM_PAUSE_S = 2, 1.0
CHECKUP_READ_S = 5.0


class SystemClock:
    """The time of day."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class Source(Protocol):
    """One of the two ways in: fetched or pushed."""

    pushes: bool

    async def connect(self) -> None: ...
    async def fetch(self, *, wait: bool) -> list[list[Any]]: ...
    def stored(self) -> None: ...
    async def refresh(self, told: Mapping[str, Any]) -> None: ...
    async def leave(self) -> None: ...
    async def close(self) -> None: ...
    def gauges(self) -> dict[str, float]: ...


class Telegram:
    """One bot account."""

    platform: Platform = PLATFORM
    capabilities: Capabilities = CAPABILITIES

    def __init__(self, config: Config, token: SecretStr, *, clock: Clock | None = None) -> None:
        own = clock or SystemClock()
        # Windows and pauses must not jump with the wall clock; a test's clock never does.
        tick = time.monotonic if clock is None else lambda: own.now().timestamp()
        self._config, self._clock, self._tick = config, own, tick
        self._line = Line(config, token)
        self._source: Source = self._way_in(token)
        limiter = Limiter(config.rates, tick=tick, sleep=own.sleep)
        hands = Hands(line=self._line, now=own.now, restrict_s=config.restrict_hours * 3600)
        self._courtesy = Courtesy(
            self._line,
            limiter,
            own.sleep,
            typing=config.typing,
            acknowledge=config.acknowledge,
        )
        self._menus = MenuKeeper(self._line, own.sleep, config.staff_group)
        self._ears = Ears(self._line, own.now, tick, config.staff_group)
        self._speaker = Speaker(
            line=self._line, limiter=limiter, hands=hands, username=lambda: self._ears.username
        )
        self._vitals = Vitals(now=own.now, tick=tick)
        self._checked_at = 0.0

    @property
    def account(self) -> str:
        return str(self._ears.me) if self._ears.me else ""

    async def arrivals(self, since: Mapping[str, str]) -> AsyncGenerator[Sequence[Arrival], None]:
        """Batches until cancelled; the first comes as soon as the line is up."""
        async with self._line.open(), self._trusted(), self._at_work():
            await self._connect()
            if self._config.commands:
                self._menus.start(since.get(MENUS, ""))
            missed = self._vitals.gap(since, self.account)
            batch = [*missed, *await self._next(wait=False)]
            yield batch
            while True:
                self._source.stored()
                self._courtesy.greet(batch)
                batch = await self._next(wait=True)
                if batch:
                    yield batch

    async def send(self, outgoing: Outgoing) -> str:
        speaks = outgoing.kind in SPOKEN
        if speaks:
            self._courtesy.hush(outgoing.address)
        async with self._line.open(), self._trusted():
            remote = await self._sent(outgoing)
        if speaks:
            self._ears.spoke(outgoing, remote)
        return remote

    async def _sent(self, outgoing: Outgoing) -> str:
        try:
            return await self._speaker.send(outgoing)
        except Rejected as error:
            if error.moved_to:
                self._ears.moved(outgoing.address, error.moved_to)
            raise

    async def find(self, outgoing: Outgoing) -> str | None:  # noqa: ARG002
        """Always MaybeSent: a bot cannot read back what it said."""
        raise MaybeSent(CANNOT_TELL)

    def gauges(self) -> Mapping[str, float]:
        """Ages in seconds (last_event_s, last_poll_s, webhook_error_s, lag_s) and counts."""
        late = {"presses_late": float(self._courtesy.late)}
        return self._vitals.gauges() | self._source.gauges() | late

    @asynccontextmanager
    async def _trusted(self) -> AsyncIterator[None]:
        """A doubt about the token is settled before anybody hears of it."""
        try:
            yield
        except TokenDoubted as error:
            await self._confirm_refusal()
            raise Unavailable(str(error)) from None

    @asynccontextmanager
    async def _at_work(self) -> AsyncIterator[None]:
        """However listening ends, nothing is left behind that still runs."""
        try:
            yield
        except (GeneratorExit, asyncio.CancelledError):
            await self._source.leave()
            raise
        finally:
            await self._source.close()
            await self._courtesy.close()
            await self._menus.close()

    def _way_in(self, token: SecretStr) -> Source:
        if self._config.mode == "polling":
            return Polling(self._line, self._config, self._clock, self._tick)
        period = self._config.webhook_secret_hours * 3600
        secrets = Secrets(token, period=period, now=lambda: self._clock.now().timestamp())
        return Webhook(self._line, self._config, secrets)

    async def _connect(self) -> None:
        me = await self._line.call("getMe")
        try:
            self._ears.me, self._ears.username = int(me["id"]), str(me["username"])
        except (KeyError, TypeError, ValueError):
            raise Unavailable(NOBODY) from None
        if not me.get("can_read_all_group_messages"):
            log.info(PRIVACY_ON, self._ears.username)
        self._vitals.introduced(me, pushes=self._source.pushes)
        self._checked_at = self._tick()
        await self._ears.look_into_the_room()
        await self._source.connect()

    async def _next(self, *, wait: bool) -> list[Arrival]:
        """What came and what was noted beside it; may be empty."""
        await self._check_up()
        groups = await self._source.fetch(wait=wait)
        heard = await self._ears.hear(groups, grow=self._source.pushes)
        arrivals = [arrival for each in heard for arrival in each.arrivals]
        self._courtesy.answer(press for each in heard for press in each.presses)
        if groups or not self._source.pushes:
            self._vitals.arrived(arrivals)
        noted = (*self._vitals.checkpoint(self.account), *self._menus.checkpoint(self.account))
        return [*arrivals, *noted]

    async def _check_up(self) -> None:
        """Now and then, ask how the server sees us; that it does not say is no reason to stop."""
        if self._tick() - self._checked_at < self._config.checkup_s:
            return
        self._checked_at = self._tick()
        try:
            told = await self._line.call("getWebhookInfo", read_timeout=CHECKUP_READ_S)
            if isinstance(told, dict):
                self._vitals.checked(told)
                await self._source.refresh(told)
        except TokenDoubted:
            raise
        except AdapterError as error:
            log.warning("how Telegram sees us is not known: %s", error)

    async def _confirm_refusal(self) -> None:
        """Ask again who we are: a proxy's slip passes, a refused token raises."""
        why = ""
        for _ in range(CONFIRMATIONS):
            await self._clock.sleep(CONFIRM_PAUSE_S)
            try:
                await self._line.call("getMe")
            except TokenDoubted as error:
                why = str(error)
            except AdapterError:
                return
            else:
                return
        raise CredentialsRefused(REFUSED.format(why=why))
