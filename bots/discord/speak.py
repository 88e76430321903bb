"""One outbox row as one message or one act, once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from bots.discord import threads
from bots.discord.acts import act
from bots.discord.buttons import addressee, components, with_own
from bots.discord.cards import as_text, card
from bots.discord.client import DeskClient
from bots.discord.errors import (
    EXPIRED_TOKEN,
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
)
from bots.discord.scene import CHANNEL, DM, GUILD, read_address, spot_of
from bots.discord.settings import Config
from bots.discord.voice import Closed, Sleep, Voice
from bots.discord.words import say
from core.actions import Kind, Outgoing, Purpose
from core.attaching import Carried
from core.errors import MaybeSent, Rejected
from core.triage.language import detect
from core.types import Leg

NOT_A_PLACE = "{address!r} is no place on Discord where something can be said"
NOT_TOLD = "an answer that only the user sees cannot be read back"
ASKED_TO_WRITE = (
    "{why}; no private thread either ({refused}); he was asked in public to write to us"
)
SPOKEN = frozenset({Kind.SAY, Kind.FILE})
# An interaction that cannot be answered any more, whatever the reason.
OVER = frozenset({UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION, EXPIRED_TOKEN, UNKNOWN_MESSAGE})

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

    @property
    def voice(self) -> Voice:
        return Voice(self.client, self.config, self.memory, self.sleep)

    async def send(self, outgoing: Outgoing) -> str:
        """The platform's id of what was sent or acted on; AdapterError otherwise."""
        if outgoing.kind not in SPOKEN:
            async with self.voice.turn():
                return await act(self.client, outgoing, _place_of_act(outgoing.address))
        if outgoing.address.startswith(f"{INTERACTION}/"):
            origin, message = _read(read_origin, outgoing.address), self._message(outgoing)
            return str(await self._answer(origin, message, outgoing))
        kind, number = _read(read_address, outgoing.address)
        if kind == GUILD:
            raise Rejected(NOT_A_PLACE.format(address=outgoing.address))
        message = self._message(outgoing, number)
        if kind == DM:
            channel = self.memory.seen_in.get(number) or spot_of(outgoing.conversation)
            return str(await self._privately(Origin(0, number, channel), message, outgoing))
        self._note_where(outgoing, number)
        return str(await self._put(number, _placed(message, outgoing), outgoing))

    async def find(self, outgoing: Outgoing) -> str | None:
        """What became of a row; acts, changes and unanswered interactions can be done again."""
        if outgoing.kind not in SPOKEN or _replaced(outgoing):
            return None
        if outgoing.address.startswith(f"{INTERACTION}/"):
            raise MaybeSent(NOT_TOLD)
        kind, number = _read(read_address, outgoing.address)
        private = kind == DM or outgoing.leg is Leg.PRIVATE
        try:
            channel = await self.voice.open(number) if kind == DM else number
            return await find_in(self.client, channel, outgoing, private=private)
        except Exception as error:
            raise translate(error, repeatable=True) from None

    def _message(self, outgoing: Outgoing, channel: int = 0) -> Body:
        """The message before it is known where it can be said."""
        if outgoing.kind is Kind.FILE:
            return once(body(""), nonce_of(outgoing.key))
        if outgoing.purpose is Purpose.REPORT:
            report = card if self.client.places.shows_cards(channel) else as_text
            return once(report(outgoing), nonce_of(outgoing.key))
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

    async def _put(self, channel: int, message: Body, outgoing: Outgoing) -> int:
        """As a new message, or in place of one of ours."""
        if number := _replaced(outgoing):
            return await self.voice.say_instead(channel, number, message)
        return await self.voice.say(channel, message, _file(outgoing))

    async def _answer(self, origin: Origin, message: Body, outgoing: Outgoing) -> int:
        """Where the user waits while the token lives, else wherever he can be told in private."""
        token = self.memory.token(origin.interaction)
        if token is not None and outgoing.kind is not Kind.FILE:
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
            return await self._put(await self.voice.open(origin.user), message, outgoing)
        except Closed as closed:
            if closed.gone or not origin.channel:
                raise Rejected(str(closed), permanent=True) from None
            why = str(closed)
        language, _ = detect(outgoing.text)
        try:
            async with self.memory.one_at_a_time(origin.user):
                thread = await threads.open_private(
                    self.client, origin.channel, origin.user, language=language
                )
        except Rejected as refused:
            if not await self._asked_to_write(origin, outgoing, language):
                raise
            told = ASKED_TO_WRITE.format(why=why, refused=refused)
            raise Rejected(told, permanent=True) from None
        return await self.voice.say(thread, message, _file(outgoing))

    async def _asked_to_write(self, origin: Origin, outgoing: Outgoing, language: str) -> bool:
        """Whoever wrote in public and cannot be told in private is called, and told no more."""
        if not spot_of(outgoing.conversation) or outgoing.sequence:
            return False
        call = f"<@{origin.user}> " + say(
            "write_to_us", language, command=say("support_name", language)
        )
        hint = body(call) | {"allowed_mentions": {"parse": [], "users": [str(origin.user)]}}
        spot = spot_of(outgoing.conversation)
        await self.voice.say(spot, once(hint, nonce_of(f"hint {outgoing.key}")))
        return True


def _file(outgoing: Outgoing) -> Carried | None:
    return outgoing if isinstance(outgoing, Carried) else None


def _placed(message: Body, outgoing: Outgoing) -> Body:
    """Under the message it answers; a press or a command is no message."""
    above = outgoing.reply_to or ""
    return in_reply(message, int(above)) if above.isdecimal() else message


def _replaced(outgoing: Outgoing) -> int:
    """The message of ours whose place this row takes; 0 for none."""
    number = outgoing.replaces or ""
    return int(number) if number.isdecimal() else 0


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
