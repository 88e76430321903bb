"""The library's client as the desk uses it: what it hears is queued, and nothing it hears can
stop it."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import discord
from discord.state import ConnectionState

from bots.discord.line import Line, Pace, Tick, lead_webhooks
from bots.discord.places import Places
from bots.discord.settings import Config
from bots.discord.wire import forgive
from core.errors import RateLimited
from core.types import Arrival

log = logging.getLogger(__name__)

UNREAD = "an event of the kind %s could not be read by the library: %s"
FAILED = "a handler failed on %s: %s"
# What the desk reads itself, as it came over the wire: the library drops what it has not cached.
HEARD = frozenset({
    "READY",
    "MESSAGE_CREATE",
    "MESSAGE_UPDATE",
    "MESSAGE_DELETE",
    "MESSAGE_DELETE_BULK",
    "GUILD_MEMBER_ADD",
    "GUILD_MEMBER_UPDATE",
    "GUILD_MEMBER_REMOVE",
    "USER_UPDATE",
    "CHANNEL_DELETE",
    "THREAD_DELETE",
})  # fmt: skip
# The library keeps no messages for us, so that it need not take them apart either.
NOT_PARSED = frozenset({"MESSAGE_CREATE", "MESSAGE_DELETE", "MESSAGE_DELETE_BULK"})
# More waiting than this: storage is stuck. The session is given up and read again from history.
MOST_WAITING = 20_000
SHORTEST_WAIT_S = 60.0

Parser = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Frame:
    """One gateway event as it came."""

    name: str
    data: Any


@dataclass(frozen=True, slots=True)
class Ready:
    """The session stands and the caches are filled: for one server, or for all (0)."""

    guild: int = 0


@dataclass(frozen=True, slots=True)
class Gone:
    """A server that let us go, with the ids of all its places."""

    guild: int
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """Arrivals that were made elsewhere, such as presses and commands."""

    arrivals: tuple[Arrival, ...]


@dataclass(frozen=True, slots=True)
class Overflow:
    """So much was waiting that further events were dropped."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The line to the gateway ended."""


Event = Frame | Ready | Gone | Heard | Overflow | Ended


class DeskClient(discord.Client):
    """One account's client. `queue` holds what was heard, in order;"""

    def __init__(
        self,
        config: Config,
        intents: discord.Intents,
        *,
        tick: Tick = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        quiet_library()
        forgive()
        self.config, self.queue = config, asyncio.Queue[Any]()
        self.identifies_left = config.identify_reserve + 1
        self.down_since: float | None = None
        self._tick, self._sleep = tick, sleep
        self._last_event, self._full, self._settled = tick(), False, False
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=config.guilds_quiet_s,
            heartbeat_timeout=config.silence_s,
        )
        self.places = Places(self)

    def hear(self, *arrivals: Arrival) -> None:
        """Hand arrivals to the desk; for presses, commands and forms."""
        self.put(Heard(arrivals))

    def put(self, event: object) -> None:
        """Queue an event, or a find of the backfill's; never waits and never raises."""
        if self.queue.qsize() < MOST_WAITING:
            self.queue.put_nowait(event)
        elif not self._full:
            self._full = True
            self.queue.put_nowait(Overflow())

    async def find_gateway(self) -> None:
        """Ask where the gateway is and how many sessions are left; RateLimited when too few are."""
        line = self.line
        _, url, budget = await line.get_bot_gateway()
        line.offer_gateway(url)
        self.identifies_left = int(budget["remaining"])
        self._spare(int(budget["reset_after"]) / 1000)

    async def connect(self, *, reconnect: bool = True) -> None:
        """Stay on the gateway; raises when a session cannot go on."""
        lead_webhooks(self.config.api_base)
        await super().connect(reconnect=reconnect)

    @property
    def line(self) -> Line:
        """Our own HTTP half."""
        assert isinstance(self.http, Line)  # noqa: S101
        return self.http

    @property
    def last_event_s(self) -> float:
        """Seconds since anything came from the gateway, heartbeats' answers included."""
        keep_alive = getattr(self.ws, "_keep_alive", None)
        heard = getattr(keep_alive, "_last_recv", None)
        silence = self._tick() - self._last_event
        return silence if heard is None else min(silence, time.perf_counter() - heard)

    @property
    def down_s(self) -> float:
        """Seconds since the connection was lost; 0 while it stands."""
        return 0.0 if self.down_since is None else self._tick() - self.down_since

    async def before_identify_hook(self, _: int | None, *, initial: bool = False) -> None:
        self._spare(0)
        self.identifies_left -= 1
        if not initial:
            await self._sleep(self.config.identify_pause_s)

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        match event:
            case "ready":
                self._settled = True
                self.put(Ready())
            case "disconnect" if self.down_since is None:
                self.down_since = self._tick()
            case "guild_available" | "guild_join" if self._settled:
                self.put(Ready(args[0].id))
            case "guild_remove":
                inside = (*args[0].channels, *args[0].threads)
                self.put(Gone(args[0].id, tuple(each.id for each in inside)))
        super().dispatch(event, *args, **kwargs)

    async def on_error(self, event_method: str, /, *_: Any, **__: Any) -> None:
        """The event itself may be private: only its kind is told."""
        log.warning(FAILED, event_method, sys.exception().__class__.__name__)

    def _get_state(self, **options: Any) -> ConnectionState[Any]:
        """The library's caches, reading through our ears and on our line."""
        pace = Pace(self._tick, self._sleep)
        self.http = Line(self.config, pace, self.http.loop)
        state: ConnectionState[Any] = super()._get_state(**options)
        parsers: Mapping[str, Parser] = dict(state.parsers)
        state.parsers = {name: self._eared(name, parser) for name, parser in parsers.items()}
        return state

    def _eared(self, name: str, parser: Parser) -> Parser:
        """The library's parser, after the desk's queue, and unable to end the session."""

        def parse(data: Any) -> None:
            self._note(name, data)
            if name in NOT_PARSED:
                return
            try:
                parser(data)
            except Exception as error:
                if name == "READY":
                    raise
                log.warning(UNREAD, name, type(error).__name__)

        return parse

    def _note(self, name: str, data: Any) -> None:
        self._last_event = self._tick()
        if name in {"READY", "RESUMED"}:
            self.down_since = None
        if name == "READY":
            self._settled = False
        self.places.note(name)
        if name in HEARD:
            self.put(Frame(name, data))

    def _spare(self, reset_after_s: float) -> None:
        """A thousand sessions a day, then Discord takes the token away: keep some for people."""
        if self.identifies_left <= self.config.identify_reserve:
            raise RateLimited(max(SHORTEST_WAIT_S, reset_after_s), everywhere=True)


def quiet_library() -> None:
    """Its debug lines repeat whole messages, secrets and all, before anybody has masked them."""
    logging.getLogger("discord").setLevel(logging.INFO)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
