"""A simulated Telegram with people in it, and somebody who listens as the desk does."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime

from pydantic import SecretStr

from bots.telegram.adapter import Telegram
from bots.telegram.settings import read_table
from core.actions import Button, Outgoing, Purpose
from core.errors import AdapterError, CredentialsRefused, RateLimited
from core.types import Checkpoint, DeadLetter, Message, Platform
from sandbox.telegram import TelegramSandbox
from tests.conftest import NOON
from tests.sandbox import spec

SPEC = spec.available()
SCAM = "ab12cd34ef"
FAST = {
    "poll_timeout_s": 1,
    "poll_margin_s": 1.5,
    "album_quiet_s": 0.3,
    "seconds_per_chat": 0,
    "typing": False,
    "commands": False,
}


class HastyClock:
    """The time of day, for somebody who sleeps a twentieth of what he should."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / 20)


class SandboxClock:
    """The sandbox's own time: whoever sleeps moves it for both sides."""

    def __init__(self, sandbox: TelegramSandbox) -> None:
        self.world = sandbox.world

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.world.time(), UTC)

    async def sleep(self, seconds: float) -> None:
        self.world.advance(seconds)
        await asyncio.sleep(0)


class Stage:
    """One sandbox, Ann and Ben in private, and a group with both, Mira being its moderator."""

    def __init__(self, sandbox: TelegramSandbox) -> None:
        self.sandbox, world = sandbox, sandbox.world
        self.ann = world.add_user("Ann", id=501, language_code="en", reachable=True).id
        self.ben = world.add_user("Ben", id=502, language_code="de", reachable=True).id
        self.mira = world.add_user("Mira", id=2001, username="mira_nordex").id
        made = sandbox.control.create_chat("Nordex Official", self.mira, bot="administrator")
        self.group = int(made["id"])
        for user in (self.ann, self.ben):
            sandbox.membership.join(user, self.group)
        sandbox.updates.clear()

    def staff_room(self, *people: str, **details) -> tuple[int, list[int]]:
        """A private group of Mira's with these people and us in it; its id and theirs."""
        world, made = self.sandbox.world, self.sandbox.control.create_chat
        room = int(made("Nordex Staff", self.mira, bot="member", **details)["id"])
        known = {each.first_name: each.id for each in world.users.values()}
        ids = [known.get(name) or world.add_user(name).id for name in people]
        for each in ids:
            self.sandbox.membership.join(each, room)
        self.sandbox.updates.clear()
        return room, ids

    def press(self, user: int, remote: str, order: str) -> str:
        """Somebody presses the button with this order under what we said; the query's id."""
        chat, _, number = remote.rpartition("/")
        post = self.sandbox.world.post(int(chat), int(number))
        keys = [key for keys in post.markup["inline_keyboard"] for key in keys]
        data = next(key["callback_data"] for key in keys if order in key["callback_data"])
        return self.sandbox.scene.press(user, int(chat), int(number), data)

    def adapter(self, clock=None, **table) -> Telegram:
        addresses = {
            "base_url": self.sandbox.base_url,
            "base_file_url": self.sandbox.base_file_url,
        }
        token = SecretStr(self.sandbox.token)
        return Telegram(read_table(addresses | FAST | table), token, clock=clock)

    def say(self, user: int, chat: int = 0, text: str = "hello", **how):
        return self.sandbox.scene.say(user, chat or user, text, **how)

    async def until(self, happened, within: float = 4.0) -> None:
        """Wait until the sandbox shows something."""
        for _ in range(int(within / 0.01)):
            if happened():
                return
            await asyncio.sleep(0.01)
        raise AssertionError(f"only {[call.method for call in self.sandbox.calls]}")

    def said(self, chat: int) -> list[str]:
        return [post.text for post in self.sandbox.world.bot_posts(chat)]

    def methods(self, *names: str) -> list[str]:
        return [call.method for call in self.sandbox.calls if call.method in names]


@asynccontextmanager
async def a_stage(**how):
    """A stage for one test; at its end, all our requests have to be as specified."""
    async with TelegramSandbox(**how) as sandbox:
        yield Stage(sandbox)
        good = [call for call in sandbox.calls if call.status == 200 and not call.fault]
        problems = [each for call in good for each in spec.call_problems(call)] if SPEC else []
        # What the sandbox answers is its own affair, and sometimes wrong on purpose.
        assert [each for each in problems if " ->" not in each] == []


def row(address: int | str, text: str = "Hi", **changes) -> Outgoing:
    """Something to say at an address."""
    values = {
        "key": f"{address}/{text}",
        "platform": Platform("telegram"),
        "account": "7000000001",
        "conversation": f"telegram:7000000001:{address}",
        "address": str(address),
        "due_at": NOON,
        "text": text,
    }
    return Outgoing(**(values | changes))


def a_card(room: int | str, text: str = "**Alert** a fake helper", **changes) -> Outgoing:
    """A report to the moderators, with the orders that they may give."""
    labels = {"delete": "Delete", "restrict": "Mute", "ban": "Ban", "not_scam": "No scam"}
    values = {
        "conversation": f"room:telegram:{room}",
        "purpose": Purpose.REPORT,
        "markdown": True,
        "buttons": tuple(
            Button(label=label, data=f"/mod {verb} {SCAM}", danger=verb == "ban")
            for verb, label in labels.items()
        ),
    }
    return row(room, text, **(values | changes))


class Listener:
    """Plays the desk: stores each key once, and comes back after errors."""

    def __init__(self, adapter: Telegram) -> None:
        self.adapter = adapter
        self.inbox: dict[str, object] = {}
        self.deliveries: list[str] = []
        self.errors: list[AdapterError] = []
        self.checkpoints: dict[str, str] = {}
        self.changed = asyncio.Event()

    async def __aenter__(self) -> Listener:
        self._task = asyncio.create_task(self._listen())
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

    async def until(self, happened, within: float = 4.0) -> None:
        """Wait until something is so; fails with what was heard instead."""
        try:
            async with asyncio.timeout(within):
                while not happened(self):
                    self.changed.clear()
                    await self.changed.wait()
        except TimeoutError:
            raise AssertionError(f"heard only {self.inbox} and {self.errors}") from None

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
        async with aclosing(self.adapter.arrivals(self.checkpoints)) as batches:
            async for batch in batches:
                for each in batch:
                    if isinstance(each, Checkpoint):
                        self.checkpoints[each.name] = each.value
                        continue
                    key = getattr(each, "key", repr(each))
                    self.deliveries.append(key)
                    self.inbox.setdefault(key, each)
                self.changed.set()

    def _note(self, error: AdapterError) -> None:
        self.errors.append(error)
        self.changed.set()


async def send_patiently(adapter: Telegram, clock, outgoing: Outgoing) -> str:
    """As the outbox does: come back when told to."""
    while True:
        try:
            return await adapter.send(outgoing)
        except RateLimited as error:
            await clock.sleep(error.retry_after)
