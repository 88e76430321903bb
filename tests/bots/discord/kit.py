"""A simulated Discord with people in it, and somebody who listens as the desk does."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime

from pydantic import SecretStr

from bots.discord.adapter import Discord
from bots.discord.settings import read_table
from core.actions import Outgoing
from core.errors import AdapterError, CredentialsRefused
from core.types import Arrival, Checkpoint, DeadLetter, Message, Removal, Sighting
from sandbox.discord import DiscordSandbox, Settings
from tests.conftest import NOON
from tests.sandbox.discord import spec

BOT = 1_100_000_000_000_000_001
FAST = {"guilds_quiet_s": 0.03, "identify_pause_s": 0}


class HastyClock:
    """The time of day, for somebody who sleeps only a part of what he should."""

    def __init__(self, haste: float = 100) -> None:
        self.haste, self.slept = haste, []

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(seconds / self.haste)


class Stage:
    """One sandbox with a server, its channel, and Ann, Ben and Mira; Mira moderates."""

    def __init__(self, sandbox: DiscordSandbox) -> None:
        self.sandbox, self.control = sandbox, sandbox.control
        self.world, self.line = sandbox.world, sandbox.line
        self.ann, self.ben, self.mira, self.owner = (
            int(self.control.create_user(name, global_name=name.title())["id"])
            for name in ("ann", "ben", "mira_nordex", "nordex_owner")
        )
        made = self.control.create_guild("Nordex", self.owner)
        self.guild, self.channel = int(made["id"]), int(made["channels"][0])
        for user in (self.ann, self.ben, self.mira):
            self.control.join(user, self.guild)
        moderators = self.control.create_role(self.guild, "Moderators", permissions=1 << 13)
        self.control.give_role(self.mira, self.guild, int(moderators["id"]))

    def adapter(self, clock=None, **table) -> Discord:
        addresses = {"api_base": self.sandbox.api_base, "gateway_url": self.sandbox.gateway_url}
        config = read_table(addresses | FAST | table)
        return Discord(config, SecretStr(self.sandbox.token), clock=clock or HastyClock())

    def say(self, text: str, user: int = 0, channel: int = 0, **how) -> int:
        said = self.control.say(user or self.ann, channel or self.channel, text, **how)
        return int(said["id"])

    def dm(self, text: str, user: int = 0) -> int:
        return int(self.control.dm(user or self.ann, text)["id"])

    def thread(self, name: str = "Help", user: int = 0) -> int:
        return int(self.control.open_thread(user or self.ann, self.channel, name)["id"])

    def identifies(self) -> int:
        return sum(each.identify is not None for each in self.line.connections())

    def resumes(self) -> int:
        return sum(each.resumed for each in self.line.connections())

    def routes(self, *wanted: str) -> list[str]:
        return [call.route for call in self.sandbox.calls if not wanted or call.route in wanted]


@asynccontextmanager
async def a_stage(**settings):
    """A stage for one test; at its end, all our requests have to be as the platform says (C14)."""
    async with DiscordSandbox(settings=Settings(**settings)) as sandbox:
        yield Stage(sandbox)
        assert wrong_requests(sandbox) == []


def wrong_requests(sandbox: DiscordSandbox) -> list[str]:
    """What we asked that the published description does not know; answers are the sandbox's."""
    if not spec.available():
        return []
    good = [each for each in sandbox.calls if 200 <= each.status < 300 and not each.fault]
    found = {problem for each in good for problem in spec.call_problems(each)}
    return sorted(each for each in found if " ->" not in each)


def row(address: str, text: str = "Hi", **changes) -> Outgoing:
    """Something to say at an address."""
    values = {
        "key": f"{address}/{text}",
        "platform": Discord.platform,
        "account": str(BOT),
        "conversation": f"discord:{BOT}:{address.replace('/', ':')}",
        "address": address,
        "due_at": NOON,
        "text": text,
    }
    return Outgoing(**(values | changes))


class Listener:
    """Plays the desk: stores each key once, keeps checkpoints, and comes back after errors."""

    def __init__(self, adapter: Discord, since: dict[str, str] | None = None) -> None:
        self.adapter, self.since = adapter, dict(since or {})
        self.heard: list[Arrival] = []
        self.inbox: dict[str, Message | DeadLetter] = {}
        self.deliveries: list[str] = []
        self.errors: list[AdapterError] = []
        self.batches = 0
        self.changed = asyncio.Event()

    async def __aenter__(self) -> Listener:
        self._task = asyncio.create_task(self._listen())
        await self.until(lambda desk: desk.batches or desk.errors)
        return self

    async def __aexit__(self, *_) -> None:
        self._task.cancel()
        await asyncio.wait([self._task])
        if not self._task.cancelled() and (error := self._task.exception()):
            raise error

    @property
    def messages(self) -> list[Message]:
        return [each for each in self.inbox.values() if isinstance(each, Message)]

    @property
    def texts(self) -> list[str]:
        return [each.text for each in self.messages]

    @property
    def dead(self) -> list[DeadLetter]:
        return [each for each in self.inbox.values() if isinstance(each, DeadLetter)]

    @property
    def removals(self) -> list[Removal]:
        return [each for each in self.heard if isinstance(each, Removal)]

    @property
    def sightings(self) -> list[Sighting]:
        return [each for each in self.heard if isinstance(each, Sighting)]

    async def until(self, happened, within: float = 5.0) -> None:
        """Wait until something is so; fails with what was heard instead."""
        try:
            async with asyncio.timeout(within):
                while not happened(self):
                    self.changed.clear()
                    await self.changed.wait()
        except TimeoutError:
            raise AssertionError(f"heard only {self.heard} and {self.errors}") from None

    async def _listen(self) -> None:
        while True:
            try:
                await self._hear()
            except CredentialsRefused as error:
                self._note(error)
                return
            except AdapterError as error:
                self._note(error)
                await asyncio.sleep(0.02)

    async def _hear(self) -> None:
        async with aclosing(self.adapter.arrivals(dict(self.since))) as batches:
            async for batch in batches:
                self._keep(batch)
                self.changed.set()

    def _keep(self, batch) -> None:
        self.batches += 1
        for each in batch:
            self.heard.append(each)
            if isinstance(each, Checkpoint):
                self.since[each.name] = each.value
            elif isinstance(each, Message | DeadLetter):
                self.deliveries.append(each.key)
                self.inbox.setdefault(each.key, each)

    def _note(self, error: AdapterError) -> None:
        self.errors.append(error)
        self.changed.set()


async def eventually(happened, within: float = 5.0) -> None:
    """Wait for something in the world outside."""
    async with asyncio.timeout(within):
        while not happened():  # noqa: ASYNC110
            await asyncio.sleep(0.01)  # the sandbox tells nobody when it changes
