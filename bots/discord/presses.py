"""What a press does: exactly one counts, and everybody else is told so kindly."""

from __future__ import annotations

import asyncio
import logging
import re
from dataclasses import dataclass, replace
from typing import Any

import discord

from bots.discord import threads
from bots.discord.buttons import DONE, FORM, PRIVATE, RATE, Press, refusal, without
from bots.discord.client import DeskClient
from bots.discord.forms import FACTS, form
from bots.discord.interactions import (
    Hear,
    Memory,
    Told,
    acknowledge,
    language,
    message_on_the_spot,
    private_message,
    tolerate,
)
from bots.discord.post import body, fill_in
from bots.discord.scene import THREAD, Scene
from bots.discord.settings import Config
from bots.discord.taking import Taking, order
from bots.discord.words import say
from core.errors import AdapterError
from core.types import Message, Place

log = logging.getLogger(__name__)

# What the desk hears where the question itself cannot be read any more.
START = "/start"
NOT_OPENED = "a private thread was not opened: %s"
NOT_ARCHIVED = "a private thread was not archived: %s"


@dataclass(frozen=True, slots=True)
class Presses:
    """Buttons, pressed."""

    client: DeskClient
    config: Config
    taking: Taking

    @property
    def hear(self) -> Hear:
        return self.taking.hear

    @property
    def memory(self) -> Memory:
        return self.taking.memory

    async def pressed(self, interaction: Told, press: Press) -> None:
        """Answer Discord within its three seconds, then tell the desk."""
        why = refusal(interaction, press)
        if not why and press.data == FORM:
            await tolerate(interaction.response.send_modal(form(FACTS, language(interaction))))
            return
        if not why and press.data == PRIVATE:
            await self._talk_in_private(interaction)
            return
        why = why or self._claim(interaction, press)
        if why:
            await self._say(interaction, why)
        elif press.is_order:
            await self.taking.take(interaction, order(interaction, press.data, kind="press"))
        else:
            await self._count(interaction, press)

    def _claim(self, interaction: Told, press: Press) -> str:
        if press.is_order:  # who was first is decided by the desk, whatever happens to us
            return ""
        under = interaction.message.id if interaction.message else 0
        first = self.memory.claim(under, press.group, interaction.user.id)
        return "" if first else "taken"

    async def _count(self, interaction: Told, press: Press) -> None:
        """The button goes off for everybody, and the press is a message to the desk."""
        under = interaction.message
        if under is not None and under.flags.ephemeral:
            self.memory.keep(interaction, answered=True)
        if under is not None:
            off = interaction.response.edit_message(view=without(under, press))
            await tolerate(off)
        await self.hear([message_on_the_spot(interaction, press.data, kind="press")])
        if press.group == RATE:
            await self._follow(interaction, "thanks")
        elif press.data == DONE:
            await self._close(interaction)

    async def _talk_in_private(self, interaction: Told) -> None:
        """Whoever presses, as often as he presses: it is his own one thread that opens."""
        await acknowledge(interaction, self.memory)
        token = self.memory.token(interaction.id)
        user, own = interaction.user, language(interaction)
        try:
            async with self.memory.one_at_a_time(user.id):
                thread = await threads.open_private(
                    self.client,
                    interaction.channel_id or 0,
                    user.id,
                    handle=user.name,
                    language=own,
                )
        except AdapterError as error:
            log.warning(NOT_OPENED, error)
            words, thread = say("thread_refused", own), 0
        else:
            words = say("thread_here", own, thread=f"<#{thread}>")
        if token is not None:
            token.first = "said at once"
            await tolerate(fill_in(self.client, token, body(words)))
        if thread and self.memory.claim(thread, PRIVATE, user.id):
            await self.hear([await self._begun(interaction, thread)])

    async def _begun(self, interaction: Told, thread: int) -> Message:
        """The question again, in the thread, where it can be answered in full."""
        message = private_message(interaction, await self._question(interaction), kind="press")
        scene = Scene(THREAD, thread, Place.DM)
        return replace(
            message,
            conversation=scene.conversation(message.account, interaction.user.id),
            scene=scene.shared(message.account),
            address=scene.address(interaction.user.id),
            reply_to=None,
        )

    async def _question(self, interaction: Told) -> str:
        """What this user had asked above the button, without our name; START where unknown."""
        under = interaction.message
        above = under.reference.message_id if under and under.reference else None
        if above is None:
            return START
        try:
            async with asyncio.timeout(10):
                asked: Any = await self.client.http.get_message(interaction.channel_id or 0, above)
        except (discord.DiscordException, OSError, TimeoutError):
            return START
        if str(asked.get("author", {}).get("id")) != str(interaction.user.id):
            return START
        me = self.client.user.id if self.client.user else 0
        return re.sub(rf"<@!?{me}>", "", str(asked.get("content", ""))).strip() or START

    async def _close(self, interaction: Told) -> None:
        await self._follow(interaction, "closed")
        if not isinstance(interaction.channel, discord.Thread):
            return
        try:
            await threads.archive(self.client, interaction.channel.id)
        except AdapterError as error:
            log.warning(NOT_ARCHIVED, error)

    async def _say(self, interaction: Told, word: str) -> None:
        text = say(word, language(interaction))
        await tolerate(interaction.response.send_message(text, ephemeral=True))

    async def _follow(self, interaction: Told, word: str) -> None:
        text = say(word, language(interaction))
        await tolerate(interaction.followup.send(text, ephemeral=True))
