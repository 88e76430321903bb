"""Routes about servers and who is in them."""

from __future__ import annotations

from sandbox.discord.backend import Backend, Given, route
from sandbox.discord.errors import ApiError
from sandbox.discord.guild_payloads import guild_json
from sandbox.discord.model import Channel, Guild, Json, Member
from sandbox.discord.payloads import (
    channel_json,
    member_json,
    role_json,
    thread_json,
    thread_member_json,
    user_json,
)
from sandbox.discord.permissions import Permission, demand_over, of_member, sees

MEMBERS = "/guilds/{guild_id}/members"
BAN = "/guilds/{guild_id}/bans/{user_id}"


def own_guild(backend: Backend, given: Given) -> Guild:
    """The server, if the bot is in it."""
    guild = backend.world.guild(given.params["guild_id"])
    if not guild.has_bot:
        raise ApiError(50001)
    return guild


def _member(guild: Guild, user: int) -> Member:
    if user not in guild.members:
        raise ApiError(10007)
    return guild.members[user]


@route("GET", "/guilds/{guild_id}")
def get(backend: Backend, given: Given) -> Json:
    """A server, on request with its counts."""
    guild = own_guild(backend, given)
    counts: Json = {}
    if given.query.get("with_counts", "").lower() in {"1", "true"}:
        counts = {"approximate_member_count": len(guild.members), "approximate_presence_count": 0}
    return guild_json(guild) | counts


@route("GET", "/guilds/{guild_id}/channels")
def channels(backend: Backend, given: Given) -> list[Json]:
    """All channels but threads."""
    guild = own_guild(backend, given)
    found = [backend.world.channel(each) for each in guild.channels]
    return [channel_json(backend.world, each) for each in found if not each.thread]


@route("GET", "/guilds/{guild_id}/roles")
def roles(backend: Backend, given: Given) -> list[Json]:
    """All roles."""
    return [role_json(each) for each in own_guild(backend, given).roles.values()]


@route("GET", "/guilds/{guild_id}/threads/active")
def active_threads(backend: Backend, given: Given) -> Json:
    """All threads that are not archived and that the bot sees."""
    guild = own_guild(backend, given)
    found = [
        each
        for each in backend.world.threads_of(guild.id)
        if each.thread and not each.thread.archived and sees(backend.world, each, _bot(backend))
    ]
    found.sort(key=lambda each: each.id, reverse=True)
    return {
        "threads": [thread_json(backend.world, each) for each in found],
        "members": _joined(backend, found),
        "has_more": False,
    }


def _joined(backend: Backend, threads: list[Channel]) -> list[Json]:
    world, bot = backend.world, _bot(backend)
    return [
        thread_member_json(world, each, bot)
        for each in threads
        if each.thread and bot in each.thread.members
    ]


def _bot(backend: Backend) -> int:
    return backend.world.bot.id


@route("GET", MEMBERS)
def members(backend: Backend, given: Given) -> list[Json]:
    """A page of members by account number; only with the members intent granted."""
    guild = own_guild(backend, given)
    if "members" not in backend.world.settings.privileged:
        raise ApiError(50001)
    after, limit = int(given.query.get("after", 0)), int(given.query.get("limit", 1))
    found = sorted(each for each in guild.members if each > after)[:limit]
    return [member_json(backend.world, guild.members[each]) for each in found]


@route("GET", MEMBERS + "/{user_id}")
def member(backend: Backend, given: Given) -> Json:
    """One member."""
    guild = own_guild(backend, given)
    return member_json(backend.world, _member(guild, given.params["user_id"]))


@route("PATCH", MEMBERS + "/@me")
def edit_own_member(backend: Backend, given: Given) -> Json:
    """A new name for the bot in one server."""
    guild = own_guild(backend, given)
    backend.scene.nick(_bot(backend), guild.id, given.fields().get("nick"))
    return member_json(backend.world, guild.members[_bot(backend)])


@route("PATCH", MEMBERS + "/{user_id}")
def edit_member(backend: Backend, given: Given) -> Json:
    """Time-out, name and roles, each with its own right."""
    guild, user, wanted = own_guild(backend, given), given.params["user_id"], given.fields()
    found = _member(guild, user)
    if "communication_disabled_until" in wanted:
        demand_over(backend.world, guild, user, Permission.MODERATE_MEMBERS)
        if of_member(guild, user) & Permission.ADMINISTRATOR:
            raise ApiError(50013)
        found.timeout_until = wanted["communication_disabled_until"]
    if "nick" in wanted:
        demand_over(backend.world, guild, user, Permission.MANAGE_NICKNAMES)
        found.nick = wanted["nick"] or None
    if "roles" in wanted:
        demand_over(backend.world, guild, user, Permission.MANAGE_ROLES)
        found.roles = [int(each) for each in wanted["roles"]]
    backend.events.member("GUILD_MEMBER_UPDATE", guild, found)
    return member_json(backend.world, found)


@route("DELETE", MEMBERS + "/{user_id}", 204)
def kick(backend: Backend, given: Given) -> None:
    """Make somebody leave."""
    guild, user = own_guild(backend, given), given.params["user_id"]
    _member(guild, user)
    demand_over(backend.world, guild, user, Permission.KICK_MEMBERS)
    backend.scene.leave(user, guild.id)


@route("PUT", MEMBERS + "/{user_id}/roles/{role_id}", 204)
def add_role(backend: Backend, given: Given) -> None:
    """Give a role."""
    _change_role(backend, given, add=True)


@route("DELETE", MEMBERS + "/{user_id}/roles/{role_id}", 204)
def take_role(backend: Backend, given: Given) -> None:
    """Take a role away."""
    _change_role(backend, given, add=False)


def _change_role(backend: Backend, given: Given, *, add: bool) -> None:
    guild, role = own_guild(backend, given), given.params["role_id"]
    found = _member(guild, given.params["user_id"])
    if role not in guild.roles:
        raise ApiError(10011)
    demand_over(backend.world, guild, found.user, Permission.MANAGE_ROLES)
    kept = [each for each in found.roles if each != role]
    found.roles = [*kept, role] if add else kept
    backend.events.member("GUILD_MEMBER_UPDATE", guild, found)


@route("GET", "/guilds/{guild_id}/bans")
def bans(backend: Backend, given: Given) -> list[Json]:
    """Everybody who is banned."""
    guild = own_guild(backend, given)
    return [_ban_json(backend, guild, each) for each in guild.bans]


@route("GET", BAN)
def get_ban(backend: Backend, given: Given) -> Json:
    """One ban."""
    guild, user = own_guild(backend, given), given.params["user_id"]
    if user not in guild.bans:
        raise ApiError(10026)
    return _ban_json(backend, guild, user)


def _ban_json(backend: Backend, guild: Guild, user: int) -> Json:
    return {"user": user_json(backend.world.user(user)), "reason": guild.bans[user]}


@route("PUT", BAN, 204)
def ban(backend: Backend, given: Given) -> None:
    """Ban somebody, member or not; the reason is the audit log's."""
    guild, user = own_guild(backend, given), given.params["user_id"]
    backend.world.user(user)
    demand_over(backend.world, guild, user, Permission.BAN_MEMBERS)
    backend.membership.ban(user, guild.id, given.reason or None)


@route("DELETE", BAN, 204)
def unban(backend: Backend, given: Given) -> None:
    """Take a ban back."""
    guild, user = own_guild(backend, given), given.params["user_id"]
    if Permission.BAN_MEMBERS & ~Permission(of_member(guild, _bot(backend))):
        raise ApiError(50013)
    if user not in guild.bans:
        raise ApiError(10026)
    backend.membership.unban(user, guild.id)
