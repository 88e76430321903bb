"""What a tester can do to the sandbox: the same verbs from Python and, as JSON, over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sandbox.telegram import oddities, payloads
from sandbox.telegram.backend import Backend
from sandbox.telegram.flood import Limits
from sandbox.telegram.load import TEXT, Load, run_load
from sandbox.telegram.model import SUPERGROUP, Json, Member, Post


class Control:
    """One public method a verb; every result is JSON."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._load = Load(0, 0, 0)
        self._tasks: set[asyncio.Task[Load]] = set()

    # People and places

    def create_user(self, first_name: str, **details: Any) -> Json:
        """Details: id, last_name, username, language_code, is_bot, reachable."""
        return asdict(self._backend.world.add_user(first_name, **details))

    def create_chat(
        self, title: str, owner: int, kind: str = SUPERGROUP, *, bot: str = "member", **details: Any
    ) -> Json:
        """A group, supergroup or channel; `bot` is its standing there ("" keeps it out)."""
        chat = self._backend.membership.found(owner, kind, title, **details)
        if bot:
            self._backend.membership.change(chat, self._backend.world.bot.id, bot, by=owner)
        return payloads.chat_json(self._backend.world, chat) | {"linked_chat_id": chat.linked}

    def link(self, channel: int, group: int) -> Json:
        """Make `group` the discussion group of `channel`."""
        world = self._backend.world
        world.chat(channel).linked, world.chat(group).linked = group, channel
        return {"ok": True}

    def join(self, user: int, chat: int, by: int = 0) -> Json:
        self._backend.membership.join(user, chat, by=by)
        return {"ok": True}

    def leave(self, user: int, chat: int) -> Json:
        self._backend.membership.leave(user, chat)
        return {"ok": True}

    def kick(self, chat: int, user: int, by: int) -> Json:
        self._backend.membership.remove(chat, user, by=by)
        return {"ok": True}

    def promote(
        self, user: int, chat: int, title: str = "", *, anonymous: bool = False, **rights: bool
    ) -> Json:
        """Rights: can_delete_messages, can_restrict_members … with true or false."""
        promote = self._backend.membership.promote
        promote(user, chat, title=title, anonymous=anonymous, **rights)
        return {"ok": True}

    def block(self, user: int) -> Json:
        self._backend.membership.block(user)
        return {"ok": True}

    def unblock(self, user: int) -> Json:
        self._backend.membership.unblock(user)
        return {"ok": True}

    def deactivate(self, user: int) -> Json:
        self._backend.world.user(user).deactivated = True
        return {"ok": True}

    def migrate(self, chat: int) -> Json:
        return {"chat": self._backend.membership.migrate(chat).id}

    def open_topic(self, chat: int, by: int, name: str) -> Json:
        return {"topic": self._backend.membership.open_topic(chat, by, name).id}

    def close_topic(self, chat: int, by: int, topic: int) -> Json:
        self._backend.membership.close_topic(chat, by, topic)
        return {"ok": True}

    def delete_topic(self, chat: int, topic: int) -> Json:
        self._backend.membership.delete_topic(chat, topic)
        return {"ok": True}

    def ask_to_join(self, user: int, chat: int, bio: str = "") -> Json:
        self._backend.membership.ask_to_join(user, chat, bio)
        return {"ok": True}

    def rename(self, user: int, **names: str) -> Json:
        """Names: first_name, last_name, username."""
        self._backend.membership.rename(user, **names)
        return {"ok": True}

    def business(self, owner: int, *, can_reply: bool = True, enabled: bool = True) -> Json:
        """An account lets the bot answer its customers, or no longer."""
        link = self._backend.business.connect(owner, can_reply=can_reply, enabled=enabled)
        return {"connection": link.id}

    # What people do

    def business_say(
        self, connection: str, customer: int, text: str, *, by_owner: bool = False
    ) -> Json:
        return self._told(self._backend.business.say(connection, customer, text, by_owner=by_owner))

    def say(self, user: int, chat: int, text: str = "", **how: Any) -> Json:
        """How: reply_to, topic, thread, anonymous, as_channel, media [kinds], file_name, age."""
        return self._told(self._backend.scene.say(user, chat, text, **how))

    def edit(self, chat: int, message: int, text: str) -> Json:
        return self._told(self._backend.scene.edit(chat, message, text))

    def delete(self, chat: int, message: int) -> Json:
        self._backend.scene.delete(chat, message)
        return {"ok": True}

    def press(self, user: int, chat: int, message: int, data: str = "") -> Json:
        return {"query": self._backend.scene.press(user, chat, message, data)}

    def react(self, user: int, chat: int, message: int, emoji: str) -> Json:
        self._backend.scene.react(user, chat, message, emoji)
        return {"ok": True}

    def odd(self, kind: str, user: int) -> Json:
        """A broken or strange update; see oddities.KINDS."""
        return {"update_id": oddities.odd_update(self._backend.scene, kind, user).id}

    def _told(self, post: Post) -> Json:
        return payloads.message_json(self._backend.world, post) | {"sequence": post.sequence}

    # What goes wrong

    def inject(self, kind: str, method: str = "*", **details: Any) -> Json:
        """A fault; see faults.Fault for its fields, plus `for_seconds`."""
        return asdict(self._backend.faults.inject(kind, method, **details))

    def tamper(self, how: str, count: int = 1) -> Json:
        self._backend.faults.tamper(how, count)
        return {"ok": True}

    def clear_faults(self) -> Json:
        self._backend.faults.clear()
        return {"ok": True}

    def limits(self, **allowed: int | None) -> Json:
        """overall_per_second, chat_per_second, group_per_minute; none given: the real ones."""
        self._backend.flood.limits = Limits(**allowed) if allowed else Limits.real()
        return asdict(self._backend.flood.limits)

    def privacy(self, *, reads_all: bool) -> Json:
        """Whether the bot reads everything said in its groups."""
        self._backend.world.reads_all = reads_all
        return {"ok": True}

    def advance(self, seconds: float) -> Json:
        """Let the sandbox's clock jump ahead."""
        self._backend.world.advance(seconds)
        return {"now": self._backend.world.time()}

    # What happened

    def calls(self, after: int = 0, method: str = "") -> list[Json]:
        return self._backend.calls.since(after, method)

    def ledger(self, after: int = 0, direction: str = "") -> list[Json]:
        """Every message in or out with its sequence number, oldest first."""
        return self._backend.world.ledger_since(after, direction)

    def bot_messages(self, chat: int = 0) -> dict[str, list[Json]]:
        """What the bot said, by chat."""
        world = self._backend.world
        chats = [chat] if chat else list(world.chats)
        said = {each: world.bot_posts(each) for each in chats}
        return {str(each): list(map(self._told, posts)) for each, posts in said.items() if posts}

    def answers(self) -> dict[str, Json]:
        """Answered button presses by query id."""
        return self._backend.scene.answers

    def refused(self) -> list[Json]:
        """What people tried to write where they may not: user, chat, text and why."""
        return self._backend.scene.refused

    def standing(self, chat: int, user: int) -> Json:
        """A member as the Bot API tells of him: status, and what he may do."""
        world = self._backend.world
        member = world.standing(world.chat(chat), user) or Member(user, "left")
        return payloads.member_json(world, member)

    def stats(self) -> Json:
        backend = self._backend
        return {
            "calls": dict(backend.calls.by_method),
            "statuses": {str(key): value for key, value in backend.calls.by_status.items()},
            "pending_updates": len(backend.updates.pending),
            "polling": backend.poller is not None,
            "webhook": backend.hook.url,
            "sequence": backend.world.sequence,
            "violations": [asdict(each) for each in backend.flood.violations],
            "faults": backend.faults.describe(),
            "load": self._load.json(),
        }

    def reset(self) -> Json:
        """Forget everybody, everything said, all faults and all calls."""
        backend = self._backend
        backend.world.reset()
        backend.updates.clear()
        backend.faults.clear()
        backend.flood.clear()
        backend.calls.clear()
        backend.scene.clear()
        backend.business.clear()
        return {"ok": True}

    async def load(
        self,
        rate: float,
        conversations: int,
        seconds: float,
        texts: Sequence[str] = (),
        *,
        wait: bool = False,
    ) -> Json:
        """Write `rate` messages a second over so many private chats; `wait` until done."""
        self._load = Load(rate, conversations, seconds)
        run = run_load(self._backend.scene, self._load, texts or (TEXT,))
        task = asyncio.create_task(run)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        if wait:
            await task
        return self._load.json()

    def end_load(self) -> Json:
        """Nobody writes any more."""
        self._load.seconds = 0
        return self._load.json()


VERBS = frozenset(name for name in vars(Control) if not name.startswith("_"))
