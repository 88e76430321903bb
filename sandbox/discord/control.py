"""What a tester can do to the sandbox: the same verbs from Python and, as JSON, over HTTP."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from typing import Any

from sandbox.discord import payloads
from sandbox.discord.backend import Backend
from sandbox.discord.buckets import REAL
from sandbox.discord.guild_payloads import guild_json
from sandbox.discord.load import Load, run_load
from sandbox.discord.model import Json
from sandbox.discord.moderating import Moderating
from sandbox.discord.scene import NotPossibleError

OK: Json = {"ok": True}
SET_AS_SETS = {"privileged": frozenset, "blocked_words": tuple, "harmful_hosts": tuple}


class Control(Moderating):
    """One public method a verb; every result is JSON."""

    def __init__(self, backend: Backend) -> None:
        super().__init__(backend)
        self._load = Load(0, 0, 0)
        self._tasks: set[asyncio.Task[Load]] = set()

    # People and places

    def create_user(self, username: str, **details: Any) -> Json:
        """Details: id, global_name, bot."""
        return payloads.user_json(self._backend.world.add_user(username, **details))

    def set_user(self, user: int, *, closed: bool | None = None, locale: str = "") -> Json:
        """`closed` refuses private messages of the bot's; `locale` is the client's language."""
        account = self._backend.world.user(user)
        account.closed = account.closed if closed is None else closed
        account.locale = locale or account.locale
        return asdict(account)

    def create_guild(self, name: str, owner: int, *, bot: bool = True) -> Json:
        guild = self._backend.membership.create_guild(name, owner, bot=bot)
        return guild_json(guild) | {"channels": [str(each) for each in guild.channels]}

    def remove_bot(self, guild: int) -> Json:
        return guild_json(self._backend.scene.remove_bot(guild))

    def invite_bot(self, guild: int) -> Json:
        return guild_json(self._backend.membership.invite_bot(guild))

    def create_channel(self, guild: int, name: str, kind: str = "text", parent: int = 0) -> Json:
        """Kind: text, news, category, forum."""
        made = self._backend.membership.create_channel(guild, name, kind, parent)
        return payloads.channel_json(self._backend.world, made)

    def delete_channel(self, channel: int) -> Json:
        self._backend.membership.delete_channel(self._backend.world.channel(channel))
        return OK

    def create_role(self, guild: int, name: str, permissions: int = 0, position: int = 1) -> Json:
        """One at position 10 or higher stands above the bot."""
        membership = self._backend.membership
        role = membership.create_role(guild, name, allowed=permissions, position=position)
        return payloads.role_json(role)

    def give_role(self, user: int, guild: int, role: int) -> Json:
        self._backend.membership.give_role(user, guild, role)
        return OK

    def bot_permissions(self, guild: int, permissions: int) -> Json:
        self._backend.membership.set_bot_permissions(guild, permissions)
        return OK

    def overwrite(self, channel: int, target: int, allow: int = 0, deny: int = 0) -> Json:
        """A channel's exception for a role or an account."""
        self._backend.membership.overwrite(channel, target, allow=allow, deny=deny)
        return OK

    def join(self, user: int, guild: int) -> Json:
        member = self._backend.scene.join(user, guild)
        return payloads.member_json(self._backend.world, member)

    def leave(self, user: int, guild: int) -> Json:
        self._backend.scene.leave(user, guild)
        return OK

    def nick(self, user: int, guild: int, nick: str = "") -> Json:
        self._backend.scene.nick(user, guild, nick)
        return OK

    def rename(self, user: int, username: str = "", global_name: str | None = None) -> Json:
        self._backend.scene.rename(user, username, global_name)
        return OK

    # What people do

    def say(self, user: int, channel: int, content: str, reply_to: int = 0) -> Json:
        return self._told(self._backend.scene.say(user, channel, content, reply_to=reply_to))

    def dm(self, user: int, content: str) -> Json:
        return self._told(self._backend.scene.dm(user, content))

    def edit(self, channel: int, message: int, content: str) -> Json:
        return self._told(self._backend.scene.edit(channel, message, content))

    def delete(self, channel: int, message: int) -> Json:
        self._backend.scene.delete(channel, message)
        return OK

    def react(self, user: int, channel: int, message: int, emoji: str) -> Json:
        self._backend.scene.react(user, channel, message, emoji)
        return OK

    def open_thread(
        self, user: int, channel: int, name: str, message: int = 0, *, private: bool = False
    ) -> Json:
        """A thread, on a message when one is given; the bot is asked into a private one."""
        scene = self._backend.scene
        made = scene.open_thread(user, channel, name, message=message, private=private)
        return payloads.channel_json(self._backend.world, made)

    def slash(self, user: int, channel: int, name: str, options: Json | None = None) -> Json:
        return self._begun(self._backend.interactions.slash(user, channel, name, options))

    def message_menu(self, user: int, channel: int, message: int, name: str) -> Json:
        return self._begun(self._backend.interactions.message_menu(user, channel, message, name))

    def user_menu(self, user: int, channel: int, target: int, name: str) -> Json:
        return self._begun(self._backend.interactions.user_menu(user, channel, target, name))

    def press(self, user: int, channel: int, message: int, custom_id: str) -> Json:
        return self._begun(self._backend.interactions.press(user, channel, message, custom_id))

    def choose(
        self, user: int, channel: int, message: int, custom_id: str, values: list[str]
    ) -> Json:
        acting = self._backend.interactions
        return self._begun(acting.choose(user, channel, message, custom_id, values))

    def submit(self, interaction: int, values: dict[str, Any]) -> Json:
        """Send the form an interaction was answered with."""
        return self._begun(self._backend.interactions.submit(interaction, values))

    # What goes wrong

    def inject(self, kind: str, route: str = "*", **details: Any) -> Json:
        """A fault; see faults.Fault for its fields, plus `for_seconds`."""
        return asdict(self._backend.faults.inject(kind, route, **details))

    def line(self, what: str, **details: Any) -> Json:
        """Reconnect, invalidate, close, cut, freeze, thaw, mute_acks, refuse, tamper."""
        if what.startswith("_") or what in {"odd", "connections"}:
            raise NotPossibleError(f"nothing called {what!r} can be done to the line")
        getattr(self._backend.line, what)(**details)
        return OK

    def odd(self, kind: str, user: int) -> Json:
        """A broken or strange private message; see line.ODD."""
        post = self._backend.scene.dm(user, "something odd")
        self._backend.line.odd(kind, post)
        return OK

    def delay_events(self, seconds: float) -> Json:
        """Hold every payload of the gateway back for so long."""
        self._backend.hub.delay_seconds = seconds
        return OK

    def clear_faults(self) -> Json:
        hub = self._backend.hub
        self._backend.faults.clear()
        hub.tampers.clear()
        hub.refusals.clear()
        hub.delay_seconds = 0.0
        self._backend.line.thaw()
        self._backend.line.mute_acks(muted=False)
        return OK

    def settings(self, **changed: Any) -> Json:
        """Change settings; see model.Settings for their names."""
        current = self._backend.world.settings
        for name, value in changed.items():
            getattr(current, name)
            setattr(current, name, SET_AS_SETS.get(name, lambda given: given)(value))
        told = asdict(current)
        return told | {"privileged": sorted(current.privileged)}

    def limits(self, overall: Any = None, *, real: bool = False, **routes: Any) -> Json:
        """Rate limits as [calls, seconds] by route; `real`: as known of the platform."""
        buckets = self._backend.buckets
        buckets.limits = (REAL if real else {}) | {k: (v[0], v[1]) for k, v in routes.items()}
        buckets.overall = (overall[0], overall[1]) if overall else None
        return {"routes": dict(buckets.limits), "overall": buckets.overall}

    def revoke_token(self, token: str) -> Json:
        """Accept only this token from now on."""
        self._backend.hub.token = token
        return OK

    def advance(self, seconds: float) -> Json:
        """Let the sandbox's clock jump ahead."""
        self._backend.world.advance(seconds)
        return {"now": self._backend.world.time()}

    async def load(
        self, guild: int, rate: float, conversations: int, seconds: float, *, wait: bool = False
    ) -> Json:
        """Write `rate` messages a second over so many private channels; `wait` until done."""
        self._load = Load(rate, conversations, seconds)
        task = asyncio.create_task(run_load(self._backend.scene, guild, self._load))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        if wait:
            await task
        return self._load.json()

    def reset(self) -> Json:
        """Forget everybody, everything said, all faults and all calls."""
        backend = self._backend
        for guild in backend.world.own_guilds():
            backend.events.guild_gone(guild)
        backend.world.reset()
        self.clear_faults()
        backend.buckets.clear()
        backend.calls.clear()
        backend.nonces.clear()
        return OK


VERBS = frozenset(name for name in dir(Control) if not name.startswith("_"))
