"""Moderation: deleting, silencing, banning, each with a line in the server's audit log."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import discord

from bots.discord.client import DeskClient
from bots.discord.errors import MISSING_PERMISSIONS, UNKNOWN_MESSAGE, code_of, translate
from bots.discord.limits import LONGEST_TIMEOUT_S
from bots.discord.scene import DM, GUILD
from core.actions import BOT, Kind, Outgoing
from core.errors import Rejected

NO_TARGET = "{kind}: {target!r} is not something on Discord that this can be done to"
NO_SERVER = "{kind} needs a server, and {address!r} is in none that we know"
ABOVE_US = (
    "Discord lets a bot act only on members below it: move our role above theirs in the server's"
    " settings, under Roles"
)
NO_RIGHT = "our role lacks the right to {kind} there, or stands below that member's role"
OWNER = "nobody can act on the owner of the server"
NOT_A_MEMBER = "this user has left the server; a ban still works"
UNKNOWN_MEMBER = 10007
# Characters of an audit-log reason. Source: documentation, Reference, Audit log reason.
MAX_REASON = 512
# Our clock may be a little ahead of theirs.
MARGIN_S = 60.0


async def act(client: DeskClient, outgoing: Outgoing, place: tuple[str, int]) -> str:
    """Do one act; its target again. Done twice it comes to the same. Raises AdapterError."""
    target, reason = _number(outgoing), reason_of(outgoing)
    if outgoing.kind is Kind.DELETE:
        await _call(outgoing.kind, client.http.delete_message(place[1], target, reason=reason))
        return str(target)
    guild = await _guild(client, outgoing, place)
    _refuse_what_cannot_be(client, guild, target)
    if outgoing.kind is Kind.RESTRICT:
        await _below_us(client, guild, target)
        until = {"communication_disabled_until": _until(client.config.restrict_hours).isoformat()}
        await _call(outgoing.kind, client.http.edit_member(guild, target, reason=reason, **until))
    else:
        deed = client.http.ban(target, guild, delete_message_seconds=0, reason=reason)
        await _call(outgoing.kind, deed)
    return str(target)


def reason_of(outgoing: Outgoing) -> str:
    """Who did it and in which case, for the server's audit log."""
    who = "the desk" if outgoing.by == BOT else outgoing.by
    case = f", case {outgoing.case_id}" if outgoing.case_id else ""
    return f"{outgoing.kind.value} by {who}{case}"[:MAX_REASON]


async def _call(kind: Kind, call: Awaitable[Any]) -> None:
    """That we cannot act somewhere says nothing about whether we can speak there."""
    try:
        await call
    except Exception as error:
        code = code_of(error)
        if code == UNKNOWN_MESSAGE:
            return
        if code == MISSING_PERMISSIONS:
            raise Rejected(NO_RIGHT.format(kind=kind.value)) from None
        if code == UNKNOWN_MEMBER:
            raise Rejected(NOT_A_MEMBER) from None
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


def _refuse_what_cannot_be(client: DeskClient, guild: int, target: int) -> None:
    if client.places.guild(guild).owner == target:
        raise Rejected(OWNER)


async def _below_us(client: DeskClient, number: int, target: int) -> None:
    """Said in words before Discord says it in a number; without our own role Discord decides."""
    guild = client.get_guild(number)
    if guild is None or guild.me is None:
        return
    try:
        member = await guild.fetch_member(target)
    except discord.NotFound:
        raise Rejected(NOT_A_MEMBER) from None
    except Exception as error:
        raise translate(error, repeatable=True) from None
    if member.top_role >= guild.me.top_role:
        raise Rejected(ABOVE_US)


def _until(hours: float) -> datetime:
    seconds = min(hours * 3600, LONGEST_TIMEOUT_S - MARGIN_S)
    return datetime.now(UTC) + timedelta(seconds=seconds)


def _number(outgoing: Outgoing) -> int:
    target = (outgoing.target or "").rpartition("/")[2]
    if not target.isdecimal():
        raise Rejected(NO_TARGET.format(kind=outgoing.kind, target=outgoing.target))
    return int(target)
