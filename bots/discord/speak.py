"""One outbox row as one message or one act, once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import discord

from bots.discord import threads
from bots.discord.acts import act
from bots.discord.buttons import addressee, components, with_own
from bots.discord.client import DeskClient
from bots.discord.errors import (
    DM_CLOSED,
    EXPIRED_TOKEN,
    NO_SHARED_SERVER,
    UNKNOWN_INTERACTION,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    code_of,
    translate,
)
from bots.discord.find import find_in
from bots.discord.interactions import INTERACTION, Memory, Origin, Token, read_origin
from bots.discord.post import (
    NO_EMBEDS,
    ONLY_FOR_YOU,
    Body,
    body,
    content_of,
    fill_in,
    follow_up,
    in_reply,
    nonce_of,
    once,
    post,
)
from bots.discord.scene import CHANNEL, DM, GUILD, read_address
from bots.discord.settings import Config
from core.actions import Kind, Outgoing
from core.errors import AdapterError, MaybeSent, Rejected
from core.triage.language import detect
from core.types import Leg

NOT_A_PLACE = "{address!r} is no place on Discord where something can be said"
NOT_TOLD = "an answer that only the user sees cannot be read back"
# An interaction that cannot be answered any more, whatever the reason.
OVER = frozenset({UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION, EXPIRED_TOKEN, UNKNOWN_MESSAGE})
CLOSED_DMS = frozenset({DM_CLOSED, NO_SHARED_SERVER})
# A cut connection is tried again at once: the server remembers nonces for a few minutes only.
TRIES, AGAIN_S = 3, 0.2

Sleep = Callable[[float], Awaitable[None]]
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says and does what the outbox asks for, on one session's client.

    `memory` outlives sessions and is shared with what `install` registers.
    """

    client: DeskClient
    config: Config
    memory: Memory = field(default_factory=Memory)
    sleep: Sleep = asyncio.sleep

    async def send(self, outgoing: Outgoing) -> str:
        """The platform's id of what was sent or acted on; AdapterError otherwise."""
        if outgoing.kind is not Kind.SAY:
            async with self._said():
                return await act(self.client, outgoing, _place_of_act(outgoing.address))
        message = self._message(outgoing)
        if outgoing.address.startswith(f"{INTERACTION}/"):
            origin = _read(read_origin, outgoing.address)
            return str(await self._answer(origin, message, outgoing))
        kind, number = _read(read_address, outgoing.address)
        if kind == DM:
            channel = self.memory.seen_in.get(number, 0)
            return str(await self._privately(Origin(0, number, channel), message, outgoing))
        if kind == GUILD:
            raise Rejected(NOT_A_PLACE.format(address=outgoing.address))
        self._note_where(outgoing, number)
        return str(await self._post(number, _placed(message, outgoing)))

    async def find(self, outgoing: Outgoing) -> str | None:
        """What became of a row; acts and unanswered interactions can be done again."""
        if outgoing.kind is not Kind.SAY:
            return None
        if outgoing.address.startswith(f"{INTERACTION}/"):
            raise MaybeSent(NOT_TOLD)
        kind, number = _read(read_address, outgoing.address)
        private = kind == DM or outgoing.leg is Leg.PRIVATE
        try:
            channel = await self._open(number) if kind == DM else number
            return await find_in(self.client, channel, outgoing, private=private)
        except Exception as error:
            raise translate(error, repeatable=True) from None

    def _message(self, outgoing: Outgoing) -> Body:
        """The message before it is known where it can be said."""
        who = addressee(outgoing.conversation)
        public = outgoing.leg is Leg.PUBLIC and outgoing.address.startswith(f"{CHANNEL}/")
        offers = public and self.config.private_threads
        language, _ = detect(outgoing.text)
        buttons = with_own(outgoing, language, public=offers)
        message = body(content_of(outgoing), components(buttons, who))
        return once(message, nonce_of(outgoing.key))

    def _note_where(self, outgoing: Outgoing, channel: int) -> None:
        """Where somebody is helped in public he can be helped in private, should it come to it."""
        who = addressee(outgoing.conversation)
        if len(who) > 1 and outgoing.address.startswith(f"{CHANNEL}/"):
            self.memory.seen_in.enter(int(who), channel)

    async def _answer(self, origin: Origin, message: Body, outgoing: Outgoing) -> int:
        """Where the user waits while the token lives, else wherever he can be told in private."""
        token = self.memory.token(origin.interaction)
        if token is not None:
            try:
                return await self._under(token, message, outgoing)
            except Exception as error:
                if code_of(error) not in OVER:
                    first = token.first == outgoing.key
                    raise translate(error, repeatable=first) from None
                self.memory.tokens.pop(origin.interaction, None)
        return await self._privately(origin, message, outgoing)

    async def _under(self, token: Token, message: Body, outgoing: Outgoing) -> int:
        """The first row takes the place that was kept, further rows follow."""
        token.first = token.first or outgoing.key
        if token.first == outgoing.key:
            return await fill_in(self.client, token, message)
        plain = {name: message[name] for name in ("content", "allowed_mentions", "components")}
        return await follow_up(self.client, token, plain | {"flags": NO_EMBEDS | ONLY_FOR_YOU})

    async def _privately(self, origin: Origin, message: Body, outgoing: Outgoing) -> int:
        """As a direct message; where those are closed, in a private thread; never in public."""
        try:
            return await self._post(await self._open(origin.user), message)
        except _Closed as closed:
            if not origin.channel:
                raise Rejected(closed.why, permanent=True) from None
        language, _ = detect(outgoing.text)
        async with self.memory.one_at_a_time(origin.user):
            thread = await threads.open_private(
                self.client, origin.channel, origin.user, language=language
            )
        return await self._post(thread, message)

    async def _open(self, user: int) -> int:
        """The channel of our private chat with somebody; the server keeps it."""
        if user in self.memory.dms:
            return self.memory.dms[user]
        window = self.memory.window("opened", self.config.dms_opened_per_minute, 60.0)
        try:
            async with window.turn(self.sleep):
                opened: Any = await self.client.http.start_private_message(user)
        except Exception as error:
            raise _failure(error, repeatable=True) from None
        self.memory.dms.enter(user, int(opened["id"]))
        return int(opened["id"])

    def _said(self) -> AbstractAsyncContextManager[None]:
        """One call more of those that the whole account may make in a second."""
        window = self.memory.window("said", self.config.sends_per_second, 1.0)
        return window.turn(self.sleep)

    async def _post(self, channel: int, message: Body) -> int:
        """Once, whatever happens on the way: the nonce makes a second try the same message."""
        for left in reversed(range(TRIES)):
            try:
                async with self._said():
                    return await post(self.client, channel, message)
            except Exception as error:
                failure = _failure(error, repeatable=False)
                refused = isinstance(error, discord.HTTPException)
                if not isinstance(failure, MaybeSent) or refused or not left:
                    raise failure from None
            await self.sleep(AGAIN_S)
        raise AssertionError


class _Closed(AdapterError):  # noqa: N818
    """This user takes no direct messages from us."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def _failure(error: Exception, *, repeatable: bool) -> AdapterError:
    failure = translate(error, repeatable=repeatable)
    return _Closed(str(failure)) if code_of(error) in CLOSED_DMS else failure


def _placed(message: Body, outgoing: Outgoing) -> Body:
    """Under the message it answers; a press or a command is no message."""
    above = outgoing.reply_to or ""
    return in_reply(message, int(above)) if above.isdecimal() else message


def _place_of_act(address: str) -> tuple[str, int]:
    """Where an act happens; what came by an interaction happened in its channel."""
    if address.startswith(f"{INTERACTION}/"):
        return CHANNEL, _read(read_origin, address).channel
    return _read(read_address, address)


def _read(reader: Callable[[str], Read], address: str) -> Read:
    try:
        return reader(address)
    except ValueError as error:
        raise Rejected(str(error), permanent=True) from None
