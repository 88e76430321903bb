"""What was written while nobody listened, read from each channel's history, page by page.

The gateway replays nothing into a new session, so this runs whenever one begins. What history
cannot give back: private talks that began meanwhile (a bot cannot list them), deletions, presses.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import discord

from bots.discord.agenda import Parent, Target, newest, target_of
from bots.discord.client import DeskClient
from bots.discord.content import Unreadable, number
from bots.discord.errors import translate
from bots.discord.limits import HISTORY_PAGE
from bots.discord.marks import Marks
from core.errors import RateLimited, Rejected

log = logging.getLogger(__name__)

UNREAD = "the history of channel %s cannot be read now (%s); again in %g s"
# Each waits for a call and for a commit: fewer at once, and a desk of many talks is long deaf after
# a fail-over. Discord allows 50 calls a second; a page holds a hundred messages at most.
AT_ONCE = 16
FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 60.0

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some of a channel's history, oldest first; `taken` is set when it has been stored.

    `through` is the last id it covers; `done` when the channel needs nothing more; `gap` when
    messages after the page were skipped; `gone` when the channel does not exist any more.
    """

    channel: int
    guild: int
    messages: tuple[Any, ...] = ()
    through: int = 0
    done: bool = False
    gap: bool = False
    gone: bool = False
    taken: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(frozen=True, slots=True)
class Later:
    """A channel's history cannot be read now: what is live there must not wait for it."""

    channel: int


Result = Page | Later


class Backfill:
    """Reads targets and hands what it finds to `put`; raises nothing but cancellation."""

    def __init__(
        self,
        client: DeskClient,
        marks: Marks,
        put: Callable[[Result], None],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._client, self._marks, self._put, self._sleep = client, marks, put, sleep
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._members: dict[tuple[int, int], Json] = {}

    async def read(self, wanted: Iterable[Target]) -> None:
        """Read all of them, a few at a time."""
        async with asyncio.TaskGroup() as group:
            for target in wanted:
                group.create_task(self._read_in_turn(target))

    async def _read_in_turn(self, target: Target) -> None:
        async with self._slots:
            pause = FIRST_PAUSE_S
            while not await self._tried(target, pause):
                pause = min(pause * 2, LONGEST_PAUSE_S)

    async def _tried(self, target: Target, pause: float) -> bool:
        """Whether the channel needs no further try."""
        try:
            await self._read(target)
        except discord.NotFound:
            await self._hand(Page(channel=target.channel, guild=target.guild, done=True, gone=True))
        except Exception as error:
            failure = translate(error, repeatable=True)
            if isinstance(failure, Rejected):
                await self._hand(Page(channel=target.channel, guild=target.guild, done=True))
                return True
            wait = failure.retry_after if isinstance(failure, RateLimited) else pause
            log.warning(UNREAD, target.channel, failure, wait)
            self._put(Later(target.channel))
            await self._sleep(wait)
            return False
        return True

    async def _read(self, target: Target) -> None:
        if target.parent is not None:
            for thread in await self._archived(target.parent, target.since):
                self._client.places.remember(thread)
                await self._history(target_of(thread, self._marks, target.since))
        if not isinstance(target.parent, discord.ForumChannel):
            await self._history(target)
        else:
            await self._hand(Page(channel=target.channel, guild=target.guild, done=True))

    async def _history(self, target: Target) -> None:
        most = left = self._client.config.backfill_messages
        while left > 0:
            size = min(left, HISTORY_PAGE)
            page = await self._page(target, size)
            left -= len(page.messages)
            await self._hand(page)
            target.after = max(target.after, page.through)
            if page.done:
                return
        await self._skip(target, most)

    async def _page(self, target: Target, size: int) -> Page:
        raw = await self._client.http.logs_from(target.channel, size, after=target.after)
        messages: list[Any] = sorted(raw, key=_id)
        await self._introduce(messages, target.guild)
        return Page(
            channel=target.channel,
            guild=target.guild,
            messages=tuple(messages),
            through=max(map(_id, messages), default=0),
            done=len(messages) < size,
        )

    async def _skip(self, target: Target, most: int) -> None:
        """Too much was missed: say so, and go on with what comes now."""
        last = await self._client.http.logs_from(target.channel, 1)
        through = max(map(_id, last), default=0)
        missed = bool(most) and through > target.after
        page = Page(
            channel=target.channel, guild=target.guild, through=through, done=True, gap=missed
        )
        await self._hand(page)

    async def _archived(self, parent: Parent, after: int) -> list[discord.Thread]:
        """Threads that were put away after somebody wrote in them meanwhile."""
        most, found = self._client.config.backfill_threads, list[discord.Thread]()
        if not most:
            return found
        found += await _listed(parent.archived_threads(limit=most))
        private = self._client.config.private_threads
        if private and isinstance(parent, discord.TextChannel) and not parent.is_news():
            found += await _listed(parent.archived_threads(private=True, joined=True, limit=most))
        return [each for each in found if newest(each) > self._read_in(each.id, after)]

    def _read_in(self, channel: int, otherwise: int) -> int:
        return self._marks[channel].last if channel in self._marks else otherwise

    async def _introduce(self, messages: list[Any], guild: int) -> None:
        """History tells neither server nor membership, so that staff would look like anybody."""
        if not guild:
            return
        people = {user for each in messages if (user := _author(each))}
        new = [user for user in people if (guild, user) not in self._members]
        await asyncio.gather(*(self._meet(guild, user) for user in new))
        for each in messages:
            if isinstance(each, dict):
                each["guild_id"] = str(guild)
                each["member"] = self._members.get((guild, _author(each)), {})

    async def _meet(self, guild: int, user: int) -> None:
        """Somebody who left, or cannot be asked about now, is a plain user."""
        try:
            member = await self._client.http.get_member(guild, user)
        except discord.HTTPException:
            self._members[guild, user] = {}
        else:
            self._members[guild, user] = dict(member)

    async def _hand(self, page: Page) -> None:
        """Hand over, and wait until it is stored: memory holds a few pages at most."""
        self._put(page)
        await page.taken.wait()


async def _listed(threads: AsyncIterator[discord.Thread]) -> list[discord.Thread]:
    """Threads that we may not list are no reason to leave the channel itself unread."""
    found = list[discord.Thread]()
    try:
        async for each in threads:
            found.append(each)  # those listed before a refusal count
    except (discord.Forbidden, discord.NotFound):
        pass
    return found


def _id(message: Any) -> int:
    try:
        return number(message["id"], "id")
    except (Unreadable, TypeError, KeyError):
        return 0


def _author(message: Any) -> int:
    try:
        user = message["author"]
        return 0 if user.get("bot") else number(user["id"], "author.id")
    except (Unreadable, TypeError, KeyError, AttributeError):
        return 0
