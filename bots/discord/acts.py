"""Moderation: deleting, silencing, banning and taking that back, each with a line in the server's
audit log."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import discord

from bots.discord.client import DeskClient
from bots.discord.errors import (
    MISSING_PERMISSIONS,
    UNKNOWN_BAN,
    UNKNOWN_MEMBER,
    UNKNOWN_MESSAGE,
    code_of,
    translate,
)
from bots.discord.limits import LONGEST_TIMEOUT_S
from bots.discord.scene import DM, GUILD, PLATFORM
from core.actions import BOT, Kind, Outgoing, Purpose
from core.errors import Rejected
from core.protection import scam_id

NO_TARGET = "{kind}: {target!r} is not something on Discord that this can be done to"
NO_SERVER = "{kind} needs a server, and {address!r} is in none that we know"
ABOVE_US = (
    "Discord lets a bot act only on members below it: move our role above theirs in the server's"
    " settings, under Roles"
)
NO_RIGHT = "our role lacks the right to {kind} there, or stands below that member's role"
OWNER = "nobody can act on the owner of the server"
NOT_A_MEMBER = "this user has left the server; a ban still works"
# Characters of an audit-log reason. Source: documentation, Reference, Audit log reason.
MAX_REASON = 512
# Our clock may be a little ahead of theirs.
MARGIN_S = 60.0
# Where a moderator's order was given; messages have no case of their own.
_ORDERED = re.compile(r"mod:([0-9a-f]{10}):")


async def act(client: DeskClient, outgoing: Outgoing, place: tuple[str, int]) -> str:
    """Do one act; its target again. Done twice it comes to the same. Raises AdapterError."""
    target, reason = _number(outgoing), reason_of(outgoing)
    if outgoing.kind is Kind.DELETE:
        await _call(outgoing.kind, client.http.delete_message(place[1], target, reason=reason))
        return str(target)
    guild = await _guild(client, outgoing, place)
    if client.places.guild(guild).owner == target:
        raise Rejected(OWNER)
    await _DEEDS[outgoing.kind](_Deed(client, guild, target, reason))
    return str(target)


def reason_of(outgoing: Outgoing) -> str:
    """Who did it and in which case, for the server's audit log."""
    who = "the desk" if outgoing.by == BOT else outgoing.by
    who = f"moderator {who}" if who.isdecimal() else who
    case = outgoing.case_id or _scam_case(outgoing)
    return f"{outgoing.kind.value} by {who}{f', case {case}' if case else ''}"[:MAX_REASON]


def _scam_case(outgoing: Outgoing) -> str:
    """The file of whoever is acted on. A message alone may be a victim's: it has none by itself."""
    if ordered := _ORDERED.match(outgoing.key):
        return ordered[1]
    on_author = outgoing.purpose is Purpose.ACT and outgoing.kind is not Kind.DELETE
    return scam_id(PLATFORM, outgoing.target or "") if on_author else ""


@dataclass(frozen=True, slots=True)
class _Deed:
    """What is done to somebody in a server, and the words for the audit log."""

    client: DeskClient
    guild: int
    target: int
    reason: str

    async def restrict(self) -> None:
        member = await self._member()
        if member is None and self._can_look_up():
            raise Rejected(NOT_A_MEMBER)
        self._below_us(member)
        until = _until(self.client.config.restrict_hours).isoformat()
        await _call(Kind.RESTRICT, self._silence(until))

    async def ban(self) -> None:
        """What was written stays: deleting it is an act of its own."""
        ban = self.client.http.ban(
            self.target, self.guild, delete_message_seconds=0, reason=self.reason
        )
        await _call(Kind.BAN, ban)

    async def lift(self) -> None:
        """Whatever is in force ends: nobody who is banned is a member, so it is one of them."""
        try:
            unban = self.client.http.unban(self.target, self.guild, reason=self.reason)
            await _call(Kind.LIFT, unban)
        except _NotBanned:
            forbidden = None
        except _NoRight as error:
            forbidden = error
        else:
            return
        member = await self._member()
        if member is not None or not self._can_look_up():
            self._below_us(member)
            await _call(Kind.LIFT, self._silence(None))
        elif forbidden:
            raise forbidden

    def _silence(self, until: str | None) -> Awaitable[Any]:
        change = {"communication_disabled_until": until}
        edit = self.client.http.edit_member
        return edit(self.guild, self.target, reason=self.reason, **change)

    def _can_look_up(self) -> bool:
        guild = self.client.get_guild(self.guild)
        return guild is not None and guild.me is not None

    async def _member(self) -> discord.Member | None:
        """Whoever it is about, as he is now; None for somebody who left."""
        guild = self.client.get_guild(self.guild)
        if guild is None or not self._can_look_up():
            return None
        try:
            return await guild.fetch_member(self.target)
        except discord.NotFound:
            return None
        except Exception as error:
            raise translate(error, repeatable=True) from None

    def _below_us(self, member: discord.Member | None) -> None:
        """Said in words before Discord says it in a number; of unknown people Discord decides."""
        if member is not None and member.top_role >= member.guild.me.top_role:
            raise Rejected(ABOVE_US)


_DEEDS: Mapping[Kind, Callable[[_Deed], Awaitable[None]]] = {
    Kind.RESTRICT: _Deed.restrict,
    Kind.BAN: _Deed.ban,
    Kind.LIFT: _Deed.lift,
}


class _NoRight(Rejected):
    """Our role does not allow it."""


class _NotBanned(Rejected):
    """There is no such ban."""


# Discord's code -> what it means for an act
_REFUSALS = {UNKNOWN_MEMBER: (Rejected, NOT_A_MEMBER), UNKNOWN_BAN: (_NotBanned, "not banned")}


async def _call(kind: Kind, call: Awaitable[Any]) -> None:
    """That we cannot act somewhere says nothing about whether we can speak there."""
    try:
        await call
    except Exception as error:
        code = code_of(error)
        if code == UNKNOWN_MESSAGE:
            return
        if code == MISSING_PERMISSIONS:
            raise _NoRight(NO_RIGHT.format(kind=kind.value)) from None
        if code in _REFUSALS:
            refusal, why = _REFUSALS[code]
            raise refusal(why) from None
        failure = translate(error, repeatable=True)
        if isinstance(failure, Rejected):
            raise Rejected(str(failure)) from None
        raise failure from None


async def _guild(client: DeskClient, outgoing: Outgoing, place: tuple[str, int]) -> int:
    kind, number = place
    known = number if kind == GUILD else client.places.guild_of(number)
    if known or kind == DM:
        found = known
    else:
        try:
            channel: Mapping[str, Any] = await client.http.get_channel(number)
            found = int(channel.get("guild_id") or 0)
        except Exception as error:
            raise translate(error, repeatable=True) from None
    if not found:
        raise Rejected(NO_SERVER.format(kind=outgoing.kind, address=outgoing.address))
    return found


def _until(hours: float) -> datetime:
    seconds = min(hours * 3600, LONGEST_TIMEOUT_S - MARGIN_S)
    return datetime.now(UTC) + timedelta(seconds=seconds)


def _number(outgoing: Outgoing) -> int:
    target = (outgoing.target or "").rpartition("/")[2]
    doable = outgoing.kind is Kind.DELETE or outgoing.kind in _DEEDS
    if not (doable and target.isdecimal()):
        raise Rejected(NO_TARGET.format(kind=outgoing.kind, target=outgoing.target))
    return int(target)
