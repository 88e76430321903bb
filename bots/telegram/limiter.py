"""How fast we speak: sliding windows, and the pauses Telegram asked for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

from bots.telegram.limits import Rate, Rates
from core.errors import RateLimited

# Longer waits go back to the outbox, which can do something else meanwhile.
PATIENCE_S = 2.0
# Sleeping a little longer than needed saves waking up a moment too early.
GRAIN_S = 0.005
# Refused in so many chats at once, it is the account that is held and not the chat.
CHATS_THAT_MEAN_ALL = 3
# Chats remembered before those long silent are dropped.
MOST_CHATS = 4096


@dataclass(slots=True)
class _Turn:
    """One send: it counts as happening until its answer came, as nobody knows when it arrived."""

    done: float | None = None

    def at(self, now: float) -> float:
        return now if self.done is None else self.done


class Window:
    """The last sends under one rate, exact: no leaking bucket lets one more through."""

    __slots__ = ("_count", "_seconds", "_turns")

    def __init__(self, rate: Rate) -> None:
        self._count, self._seconds = rate.count, rate.seconds
        self._turns: list[_Turn] = []

    @property
    def spacing(self) -> float:
        """Seconds between two sends when everybody waits."""
        return self._seconds / self._count

    def wait(self, now: float) -> float:
        """Seconds until one more may leave; 0 when it may now."""
        if self.idle(now) or len(self._turns) < self._count:
            return 0.0
        times = sorted(turn.at(now) for turn in self._turns)
        return times[-self._count] + self._seconds - now

    def note(self, turn: _Turn) -> None:
        """One leaves now."""
        self._turns.append(turn)

    def idle(self, now: float) -> bool:
        """Whether forgetting this window changes nothing."""
        self._turns = [turn for turn in self._turns if turn.at(now) + self._seconds > now]
        return not self._turns


class Limiter:
    """Lets sends through one by one; all times in seconds of `tick`."""

    def __init__(
        self,
        rates: Rates,
        *,
        tick: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._rates, self._tick, self._sleep = rates, tick, sleep
        self._overall = Window(rates.overall)
        self._chats: dict[int, tuple[Window, ...]] = {}
        self._held: dict[int, float] = {}
        self._all_held = 0.0
        self._promised: dict[int, float] = {}

    @asynccontextmanager
    async def turn(self, chat: int, *, speaks: bool = True) -> AsyncIterator[None]:
        """Wait for room, briefly, and send inside; raises RateLimited with the time to come back.

        Acts on messages and members (`speaks=False`) count for the account, not for the chat.
        """
        await self._wait_for_room(chat, speaks=speaks)
        with self._turn(chat, speaks=speaks):
            yield

    @contextmanager
    def spare(self, chat: int) -> Iterator[bool]:
        """A turn that nobody misses: True inside when there is room right now, else leave it."""
        if self._wait(chat, speaks=True) > 0:
            yield False
            return
        with self._turn(chat, speaks=True):
            yield True

    def hold(self, chat: int, seconds: float) -> bool:
        """Remember that Telegram asked for a pause; True when it holds for the whole account."""
        now = self._tick()
        self._held = {each: until for each, until in self._held.items() if until > now}
        self._held[chat] = max(self._held.get(chat, 0.0), now + seconds)
        if len(self._held) < CHATS_THAT_MEAN_ALL:
            return False
        self._all_held = max(self._all_held, now + seconds)
        return True

    @contextmanager
    def _turn(self, chat: int, *, speaks: bool) -> Iterator[None]:
        turn = _Turn()
        for window in self._windows(chat, speaks=speaks):
            window.note(turn)
        try:
            yield
        finally:
            turn.done = self._tick()
            if len(self._chats) > MOST_CHATS:
                self._forget_the_silent(turn.done)

    async def _wait_for_room(self, chat: int, *, speaks: bool) -> None:
        deadline = self._tick() + PATIENCE_S
        while (wait := self._wait(chat, speaks=speaks)) > 0:
            if self._tick() + wait > deadline:
                everywhere = self._all_held > self._tick()
                raise RateLimited(self._promise(chat, wait), everywhere=everywhere)
            await self._sleep(wait + GRAIN_S)

    def _wait(self, chat: int, *, speaks: bool) -> float:
        now = self._tick()
        held = max(self._all_held, self._held.get(chat, 0.0)) - now
        return max(held, *(window.wait(now) for window in self._windows(chat, speaks=speaks)))

    def _windows(self, chat: int, *, speaks: bool) -> tuple[Window, ...]:
        if not speaks:
            return (self._overall,)
        if chat not in self._chats:
            rates = (self._rates.chat, self._rates.group) if chat < 0 else (self._rates.chat,)
            self._chats[chat] = tuple(Window(rate) for rate in rates)
        return (self._overall, *self._chats[chat])

    def _promise(self, chat: int, wait: float) -> float:
        """Each who is sent away gets a later turn, so that not all come back at once."""
        now = self._tick()
        spacing = max(window.spacing for window in self._windows(chat, speaks=True))
        at = max(now + wait, self._promised.get(chat, 0.0) + spacing)
        self._promised[chat] = at
        return at - now

    def _forget_the_silent(self, now: float) -> None:
        self._promised = {chat: at for chat, at in self._promised.items() if at > now}
        self._chats = {
            chat: windows
            for chat, windows in self._chats.items()
            if not all(window.idle(now) for window in windows)
        }
