"""What is done beside answering: typing, a reaction, a spinner stopped. None of it is waited for,
and nothing depends on it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from datetime import timedelta
from typing import Any

from bots.telegram.buttons import PRESS, Press
from bots.telegram.errors import NOT_MODIFIED, TOO_OLD, says
from bots.telegram.limiter import Limiter
from bots.telegram.line import Line
from bots.telegram.scene import Spot, read_address
from core.commands import command
from core.errors import AdapterError, RateLimited
from core.types import Arrival, Message, Place

log = logging.getLogger(__name__)

# An indicator lasts 5 s. Source: Bot API, sendChatAction.
TYPING_EVERY_S, MOST_TYPING = 4.0, 6
STALE = timedelta(minutes=1)
# Nobody waits longer for a gesture.
ANSWER_S = 3.0

Sleep = Callable[[float], Awaitable[None]]


class Courtesy:
    """Small gestures in the background; `late` counts presses that were answered too late."""

    def __init__(
        self, line: Line, limiter: Limiter, sleep: Sleep, *, typing: bool, acknowledge: str
    ) -> None:
        self._line, self._limiter, self._sleep = line, limiter, sleep
        self._typing, self._emoji = typing, acknowledge
        self._tasks: set[asyncio.Task[None]] = set()
        self._typers: dict[str, object] = {}
        self.late = 0

    def greet(self, arrivals: Iterable[Arrival]) -> None:
        """Show the authors of these stored messages that they were heard."""
        for each in arrivals:
            if not isinstance(each, Message) or not each.addressed or _is_old(each):
                continue
            if each.place is Place.DM:
                self._type(each)
            elif self._emoji and not each.id.startswith((PRESS, "rate:")):
                self._start(self._react(each.id))

    def answer(self, presses: Iterable[Press]) -> None:
        """Stop the pressers' spinners, and take away what was pressed for good."""
        for each in presses:
            self._start(self._answer(each))
            if each.spent:
                self._start(self._take_away(*each.spent))

    def hush(self, address: str) -> None:
        """The answer leaves: no more typing there. A call that is on its way is let arrive."""
        self._typers.pop(address, None)

    async def close(self) -> None:
        """Stop everything."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._typers.clear()

    def _start(self, gesture: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(gesture)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _type(self, message: Message) -> None:
        """Commands are answered at once: an indicator would only make their answer wait."""
        if not self._typing or message.address in self._typers or command(message.text):
            return
        turn = self._typers[message.address] = object()
        self._start(self._keep_typing(message.address, turn))

    async def _keep_typing(self, address: str, turn: object) -> None:
        """Until the answer leaves; `turn` tells this wait for an answer from the next one."""
        spot = read_address(address)
        for _ in range(MOST_TYPING):
            with self._limiter.spare(spot.chat) as room:
                if room and not await self._try("sendChatAction", _typing(spot), spot.chat):
                    break
            await self._sleep(TYPING_EVERY_S)
            if self._typers.get(address) is not turn:
                return
        self.hush(address)

    async def _react(self, message_id: str) -> None:
        chat, _, number = message_id.partition("/")
        what = {
            "chat_id": int(chat),
            "message_id": int(number),
            "reaction": [{"type": "emoji", "emoji": self._emoji}],
        }
        with self._limiter.spare(int(chat)) as room:
            if room:
                await self._try("setMessageReaction", what, int(chat))

    async def _answer(self, press: Press) -> None:
        """Too late is no harm: what was pressed counts all the same."""
        answer = {"callback_query_id": press.id, "text": press.text or None}
        try:
            await self._line.call("answerCallbackQuery", answer, read_timeout=ANSWER_S)
        except AdapterError as error:
            if says(error, TOO_OLD):
                self.late += 1
            else:
                log.warning("a press was not answered: %s", error)

    async def _take_away(self, spot: Spot, number: int) -> None:
        """Without its buttons a message cannot be pressed again; the text stays as it is."""
        what = {
            "business_connection_id": spot.connection or None,
            "chat_id": spot.chat,
            "message_id": number,
        }
        try:
            async with self._limiter.turn(spot.chat):
                await self._try("editMessageReplyMarkup", what, spot.chat)
        except RateLimited:
            log.info("buttons stay: there is no room to take them away now")

    async def _try(self, method: str, what: dict[str, Any], chat: int) -> bool:
        try:
            await self._line.call(method, what, read_timeout=ANSWER_S)
        except RateLimited as error:
            self._limiter.hold(chat, error.retry_after)
        except AdapterError as error:
            if not says(error, NOT_MODIFIED):
                log.info("%s: %s", method, error)
        else:
            return True
        return False


def _is_old(message: Message) -> bool:
    """Edited, or written while we were away: nobody looks for a gesture any more."""
    return bool(message.version) or message.received_at - message.sent_at > STALE


def _typing(spot: Spot) -> dict[str, Any]:
    return {
        "business_connection_id": spot.connection or None,
        "chat_id": spot.chat,
        "message_thread_id": spot.topic or None,
        "action": "typing",
    }
