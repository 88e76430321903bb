"""Routes that register application commands."""

from __future__ import annotations

from typing import Any

from sandbox.discord.backend import Backend, Given, route
from sandbox.discord.commands import overwrite, registered, told
from sandbox.discord.errors import ApiError
from sandbox.discord.model import Json

EVERYWHERE = "/applications/{application_id}/commands"
IN_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
DAY_SECONDS, MOST_A_DAY = 86_400, 200


def _home(backend: Backend, given: Given) -> int:
    if given.params["application_id"] != backend.world.bot.id:
        raise ApiError(50001)
    guild = int(given.params.get("guild_id", 0))
    if guild and not backend.world.guild(guild).has_bot:
        raise ApiError(50001)
    return guild


@route("GET", EVERYWHERE)
@route("GET", IN_GUILD)
def every(backend: Backend, given: Given) -> list[Json]:
    """All commands of a home."""
    localised = given.query.get("with_localizations", "").lower() in {"1", "true"}
    found = backend.world.commands.get(_home(backend, given), {})
    return [told(each, localised=localised) for each in found.values()]


@route("PUT", EVERYWHERE)
@route("PUT", IN_GUILD)
def replace(backend: Backend, given: Given) -> list[Json]:
    """Replace all; new names count against the day's creations."""
    guild = _home(backend, given)
    wanted: list[Json] = given.body if isinstance(given.body, list) else []
    known = {each["name"] for each in backend.world.commands.get(guild, {}).values()}
    _count(backend, sum(each.get("name") not in known for each in wanted))
    return overwrite(backend.world, guild, wanted)


@route("POST", EVERYWHERE, 201)
@route("POST", IN_GUILD, 201)
def create(backend: Backend, given: Given) -> Json:
    """One more, or one replaced."""
    guild = _home(backend, given)
    made = registered(backend.world, guild, given.fields())
    if int(made["id"]) not in backend.world.commands[guild]:
        _count(backend, 1)
    backend.world.commands[guild][int(made["id"])] = made
    return made


def _count(backend: Backend, fresh: int) -> None:
    now = backend.world.time()
    kept = [each for each in backend.created_commands if each > now - DAY_SECONDS]
    if len(kept) + fresh > MOST_A_DAY:
        raise ApiError(30034)
    backend.created_commands[:] = kept + [now] * fresh


def _one(backend: Backend, given: Given) -> tuple[dict[int, Json], int]:
    known = backend.world.commands.get(_home(backend, given), {})
    number = given.params["command_id"]
    if number not in known:
        raise ApiError(10063)
    return known, number


@route("GET", EVERYWHERE + "/{command_id}")
@route("GET", IN_GUILD + "/{command_id}")
def get(backend: Backend, given: Given) -> Json:
    """One command."""
    known, number = _one(backend, given)
    return known[number]


@route("PATCH", EVERYWHERE + "/{command_id}")
@route("PATCH", IN_GUILD + "/{command_id}")
def edit(backend: Backend, given: Given) -> Json:
    """Change one command."""
    known, number = _one(backend, given)
    home: Any = _home(backend, given)
    changed = registered(backend.world, home, known[number] | given.fields())
    known[number] = changed | {"id": str(number)}
    return known[number]


@route("DELETE", EVERYWHERE + "/{command_id}", 204)
@route("DELETE", IN_GUILD + "/{command_id}", 204)
def delete(backend: Backend, given: Given) -> None:
    """Take one command away."""
    known, number = _one(backend, given)
    del known[number]
