"""Who wrote, joined, left or changed his name. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bots.discord.content import Payload, moment, number, rows, table, words
from bots.discord.scene import DM, GUILD, GuildFacts
from core.types import Author

# First millisecond of Discord's ids. Source: documentation, Snowflakes.
EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
# Old accounts had a number behind their name; "0" means that it has none any more.
NO_DISCRIMINATOR = frozenset({"", "0"})

JOINED, RENAMED, LEFT = "joined", "renamed", "left"
WHY = {
    "GUILD_MEMBER_ADD": JOINED,
    "GUILD_MEMBER_UPDATE": RENAMED,
    "GUILD_MEMBER_REMOVE": LEFT,
    "USER_UPDATE": RENAMED,
}


def born(snowflake: int) -> datetime:
    """When an id was given out."""
    return EPOCH + timedelta(milliseconds=snowflake >> 22)


def is_person(user: Payload) -> bool:
    """Whether somebody, not something, is behind an account."""
    return not user.get("bot") and not user.get("system")


def person(user: Payload, member: Payload, guild: GuildFacts) -> Author:
    """A user as a server shows him; outside servers `member` and `guild` are empty."""
    identity = number(user.get("id"), "user.id")
    handle, tail = words(user.get("username"), "username"), words(user.get("discriminator"), "tail")
    name = words(member.get("nick"), "nick") or words(user.get("global_name"), "global_name")
    return Author(
        id=str(identity),
        handle=handle if tail in NO_DISCRIMINATOR else f"{handle}#{tail}",
        name=name or handle,
        language=words(user.get("locale"), "locale"),
        is_moderator=_moderates(identity, member, guild),
        created_at=born(identity),
        joined_at=moment(member.get("joined_at")),
    )


def names_of(event: Payload, guild: GuildFacts) -> Iterator[tuple[str, Author]]:
    """The names of the person a member event is about, each with the address where it shows.

    In the server that is the nick, if there is one; whoever is written to by him in private sees
    the account's own name, which may be the one that deceives. Nothing for a bot.
    """
    user = table(event.get("user"), "user") or event
    if not is_person(user):
        return
    here = person(user, event, guild)
    own = replace(here, name=words(user.get("global_name"), "global_name") or here.handle)
    where = _where(event)
    if where:
        yield where, here
    if not where or own.name != here.name:
        yield f"{DM}/{here.id}", own


def _where(event: Payload) -> str:
    return f"{GUILD}/{number(event['guild_id'], 'guild_id')}" if event.get("guild_id") else ""


def _moderates(identity: int, member: Payload, guild: GuildFacts) -> bool:
    roles = {number(role, "role") for role in rows(member.get("roles"), "roles")}
    return identity == guild.owner or not roles.isdisjoint(guild.moderator_roles)
