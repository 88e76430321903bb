"""Members on request: by name, by number, or all of a server."""

from __future__ import annotations

from sandbox.discord import intents
from sandbox.discord.gateway import Session
from sandbox.discord.model import Guild, Json, Member
from sandbox.discord.payloads import member_json
from sandbox.discord.world import World

PAGE = 1000


def send_members(world: World, session: Session, wanted: Json) -> None:
    """Answer one request; without the members intent nobody gets the whole list."""
    guild = world.guild(int(wanted["guild_id"]))
    given = wanted.get("user_ids") or []
    ids = [int(each) for each in (given if isinstance(given, list) else [given])]
    query = str(wanted.get("query") or "")
    found = _matching(world, guild, ids, query)
    if not ids and not query and not session.intents & intents.MEMBERS:
        found = []
    limit = int(wanted.get("limit") or 0) or len(found)
    _send(world, session, guild, found[:limit], wanted | {"user_ids": ids})


def _matching(world: World, guild: Guild, ids: list[int], query: str) -> list[Member]:
    if ids:
        return [guild.members[each] for each in ids if each in guild.members]
    names = {key: (it.nick, world.user(key).username) for key, it in guild.members.items()}
    start = query.lower()
    return [
        guild.members[key]
        for key, known in names.items()
        if any(name and name.lower().startswith(start) for name in known)
    ]


def _send(world: World, session: Session, guild: Guild, found: list[Member], wanted: Json) -> None:
    pages = [found[each : each + PAGE] for each in range(0, len(found), PAGE)] or [[]]
    asked = [str(each) for each in wanted.get("user_ids") or []]
    for index, page in enumerate(pages):
        body: Json = {
            "guild_id": str(guild.id),
            "members": [member_json(world, each) for each in page],
            "chunk_index": index,
            "chunk_count": len(pages),
            "not_found": [each for each in asked if int(each) not in guild.members],
        }
        if nonce := wanted.get("nonce"):
            body["nonce"] = nonce
        session.push("GUILD_MEMBERS_CHUNK", body)
