"""The I/O half of Telegram: its own long poll in, single calls out."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from pydantic import SecretStr

from bots.telegram import peek
from bots.telegram.buttons import Press
from bots.telegram.content import Unreadable
from bots.telegram.convert import Known, dead_letter, hear
from bots.telegram.errors import TOO_OLD, TokenDoubted, says
from bots.telegram.limiter import Limiter
from bots.telegram.limits import ALLOWED_UPDATES, CAPABILITIES, MAX_UPDATES, REPEAT_S
from bots.telegram.line import Line
from bots.telegram.moderators import ModeratorList
from bots.telegram.scene import PLATFORM
from bots.telegram.settings import Config
from bots.telegram.speak import Speaker
from bots.telegram.window import Window
from core.actions import Outgoing
from core.errors import AdapterError, CredentialsRefused, Unavailable
from core.ports import Capabilities, Clock
from core.types import Arrival, Platform

log = logging.getLogger(__name__)

REFUSED = "Telegram refuses the token: {why}"
STUCK = "a poll did not come back in {seconds:g} s and was given up"
NOBODY = "getMe did not say who we are"
NO_LIST = "a poll brought something that is no list of updates"
PRIVACY_ON = (
    "@%s hears in groups only what is addressed to it: scams between members stay unseen;"
    " switch privacy mode off with BotFather and add the bot again, or make it administrator"
)
# getMe is asked this often before one 401 counts as the truth.
CONFIRMATIONS, CONFIRM_PAUSE_S = 2, 1.0
# The last word to the server at shutdown, and the answer to a press, must not hold anybody up.
FAREWELL_S, ANSWER_S = 2.0, 3.0


class SystemClock:
    """The time of day."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class Telegram:
    """One bot account, by long polling."""

    platform: Platform = PLATFORM
    capabilities: Capabilities = CAPABILITIES

    def __init__(self, config: Config, token: SecretStr, *, clock: Clock | None = None) -> None:
        own = clock or SystemClock()
        # Windows and pauses must not jump with the wall clock; a test's clock never does.
        tick = time.monotonic if clock is None else lambda: own.now().timestamp()
        self._config, self._clock, self._tick = config, own, tick
        self._line = Line(config, token)
        self._moderators = ModeratorList(self._line, tick)
        self._speaker = Speaker(
            line=self._line,
            limiter=Limiter(config.rates, tick=tick, sleep=own.sleep),
            now=own.now,
            restrict_s=config.restrict_hours * 3600,
        )
        self._window = self._fresh_window(None)
        self._asked: tuple[int | None, float] | None = None
        self._confirmed: int | None = None
        self._me, self._username = 0, ""

    @property
    def account(self) -> str:
        return str(self._me) if self._me else ""

    async def arrivals(self) -> AsyncGenerator[Sequence[Arrival], None]:
        """Batches until cancelled; the first comes as soon as the line is up, and may be empty."""
        async with self._line.open():
            try:
                await self._connect()
                yield await self._next(0)
                while True:
                    self._window.settle()
                    if batch := await self._next(self._config.poll_timeout_s):
                        yield batch
            except TokenDoubted as error:
                await self._confirm_refusal()
                raise Unavailable(str(error)) from None
            except (GeneratorExit, asyncio.CancelledError):
                await self._farewell()
                raise

    async def send(self, outgoing: Outgoing) -> str:
        async with self._line.open():
            try:
                return await self._speaker.send(outgoing)
            except TokenDoubted as error:
                await self._confirm_refusal()
                raise Unavailable(str(error)) from None

    async def _connect(self) -> None:
        me = await self._line.call("getMe")
        try:
            self._me, self._username = int(me["id"]), str(me["username"])
        except (KeyError, TypeError, ValueError):
            raise Unavailable(NOBODY) from None
        if not me.get("can_read_all_group_messages"):
            log.info(PRIVACY_ON, self._username)
        await self._line.call("deleteWebhook", {"drop_pending_updates": False})
        # What was fetched and not stored comes again: the server still has it.
        self._window = self._fresh_window(self._window.offset)

    def _fresh_window(self, offset: int | None) -> Window:
        quiet, longest = self._config.album_quiet_s, self._config.album_longest_s
        return Window(quiet=quiet, longest=longest, offset=offset)

    async def _next(self, seconds: int) -> list[Arrival]:
        """What one poll brought and what is complete now; may be empty."""
        fetched = await self._poll(0 if self._window.holding else seconds)
        numbered = [each for each in fetched if peek.update_id(each) is not None]
        self._window.take(numbered, self._tick())
        groups = self._window.ripe(self._tick())
        await self._refresh_moderators([update for group in groups for update in group])
        known = self._known()
        heard = [hear(group, known) for group in groups]
        await asyncio.gather(*(self._answer(press) for each in heard for press in each.presses))
        strays = [
            dead_letter(each, Unreadable("an update without a number"), known)
            for each in fetched
            if peek.update_id(each) is None
        ]
        return [*(arrival for each in heard for arrival in each.arrivals), *strays]

    async def _poll(self, seconds: int) -> list[Any]:
        offset = self._window.offset
        if self._asked and self._asked[0] == offset:
            await self._clock.sleep(max(0.0, self._asked[1] + REPEAT_S - self._tick()))
        self._asked = (offset, self._tick())
        updates = await self._get_updates(offset, seconds, limit=MAX_UPDATES)
        self._confirmed = offset
        return updates

    async def _get_updates(self, offset: int | None, seconds: int, *, limit: int) -> list[Any]:
        """One getUpdates, watched: a connection that trickles or hangs is given up."""
        parameters = {
            "offset": offset,
            "timeout": seconds,
            "limit": limit,
            "allowed_updates": ALLOWED_UPDATES,
        }
        patience = seconds + self._config.poll_margin_s
        try:
            async with asyncio.timeout(patience):
                updates = await self._line.call("getUpdates", parameters, read_timeout=patience)
        except TimeoutError:
            raise Unavailable(STUCK.format(seconds=patience)) from None
        if not isinstance(updates, list):
            raise Unavailable(NO_LIST)
        return updates

    async def _refresh_moderators(self, updates: Sequence[Any]) -> None:
        groups: set[int] = set()
        for update in updates:
            chat = peek.group(update)
            if chat is not None and peek.changes_members(update):
                self._moderators.forget(chat)
            elif chat is not None:
                groups.add(chat)
        await self._moderators.learn(groups)

    def _known(self) -> Known:
        return Known(
            me=self._me,
            username=self._username,
            now=self._clock.now(),
            moderators=self._moderators,
        )

    async def _answer(self, press: Press) -> None:
        """Stop the presser's spinner; too late is no harm."""
        answer = {"callback_query_id": press.id, "text": press.text or None}
        try:
            await self._line.call("answerCallbackQuery", answer, read_timeout=ANSWER_S)
        except AdapterError as error:
            if not says(error, TOO_OLD):
                log.warning("a press was not answered: %s", error)

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

    async def _farewell(self) -> None:
        """Acknowledge what was stored, so that a clean restart brings nothing twice."""
        offset = self._window.offset
        if offset == self._confirmed:
            return
        with suppress(AdapterError, TimeoutError):
            async with asyncio.timeout(FAREWELL_S):
                await self._get_updates(offset, 0, limit=1)
