"""Commands against scammers: is this text a scam, is this message one, who is this member."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

import discord

from bots.discord.content import Unreadable, clean, text_of
from bots.discord.format import plain
from bots.discord.interactions import Told, language, moderates, tolerate
from bots.discord.people import born
from bots.discord.taking import Taking, order
from bots.discord.words import say
from core.commands import CHECK, WHOIS
from core.types import Message

MOST_ROLES = 20
UNKNOWN = "—"


@dataclass(frozen=True, slots=True)
class Lookups:
    """What each of them does; nobody but the user sees the answer."""

    taking: Taking

    async def scamcheck(self, interaction: Told, text: str) -> None:
        await self.taking.take(interaction, order(interaction, f"{CHECK} {text}", kind="command"))

    async def check(self, interaction: discord.Interaction[Any], message: discord.Message) -> None:
        await self.taking.take(interaction, checked(interaction, message))

    async def whois(self, interaction: Told, member: discord.User | discord.Member) -> None:
        """What Discord knows, at once; the desk adds what it remembers."""
        if not moderates(interaction):
            refused = say("only_moderators", language(interaction))
            await tolerate(interaction.response.send_message(refused, ephemeral=True))
            return
        self.taking.memory.keep(interaction, answered=True)
        known = discord.AllowedMentions.none()
        told = described(member, interaction)
        await tolerate(
            interaction.response.send_message(told, ephemeral=True, allowed_mentions=known)
        )
        await self.taking.hear([order(interaction, f"{WHOIS} {member.id}", kind="command")])


def checked(interaction: Told, message: discord.Message) -> Message:
    """The order to look at another's message; what that says is quoted, its id tells the author."""
    made = order(interaction, CHECK, kind="command")
    return replace(made, reply_to=str(message.id), reply_text=said_in(interaction, message))


def said_in(interaction: Told, message: discord.Message) -> str:
    """Everything a chosen message says, as it came over the wire: cards and forwards count too."""
    data = cast("Mapping[str, Any]", interaction.data or {})
    chosen = data.get("resolved", {}).get("messages", {}).get(str(message.id), {})
    try:
        facts = interaction.client.places.guild(interaction.guild_id or 0)
        return text_of(clean(chosen), facts)
    except Unreadable:
        return message.content


def described(who: discord.User | discord.Member, interaction: Told) -> str:
    """One line a fact: names, number, since when, roles."""
    member = who if isinstance(who, discord.Member) else None
    roles = [plain(role.name) for role in member.roles[:0:-1]] if member else []
    names = (who.display_name, who.global_name or who.name, f"@{who.name}")
    return say(
        "whois_text",
        language(interaction),
        who=" · ".join(map(plain, dict.fromkeys(names))),
        id=str(who.id),
        born=_day(born(who.id)),
        joined=_day(member.joined_at if member else None),
        roles=", ".join(roles[:MOST_ROLES]) or UNKNOWN,
    )


def _day(moment: datetime | None) -> str:
    """A day that every reader's program shows in his own words."""
    if moment is None:
        return UNKNOWN
    seconds = int(moment.timestamp())
    return f"<t:{seconds}:D> (<t:{seconds}:R>)"
