"""Who a text mentions, and whom of them the sender allows to be notified."""

from __future__ import annotations

import re

from sandbox.discord.model import Json, Post
from sandbox.discord.permissions import Permission, in_channel
from sandbox.discord.world import World

USER = re.compile(r"<@!?(\d+)>")
ROLE = re.compile(r"<@&(\d+)>")
EVERYBODY = re.compile(r"@(everyone|here)\b")


def resolve(world: World, post: Post, allowed: Json | None) -> None:
    """Enter into a message whom it notifies."""
    channel = world.channel(post.channel)
    users = [int(each) for each in USER.findall(post.content) if int(each) in world.users]
    roles = [int(each) for each in ROLE.findall(post.content)]
    known = world.guild(channel.guild).roles if channel.guild else {}
    may_everybody = bool(in_channel(world, channel, post.author) & Permission.MENTION_EVERYONE)
    everybody = bool(EVERYBODY.search(post.content)) and may_everybody
    if allowed is not None:
        users = _kept(users, allowed, "users")
        roles = _kept(roles, allowed, "roles")
        everybody = everybody and "everyone" in allowed.get("parse", [])
    replied = _replied_to(world, post)
    if replied and (allowed is None or allowed.get("replied_user", False)):
        users.append(replied)
    post.mentions = list(dict.fromkeys(users))
    post.mention_roles = list(dict.fromkeys(each for each in roles if each in known))
    post.mention_everyone = everybody


def _kept(found: list[int], allowed: Json, kind: str) -> list[int]:
    if kind in allowed.get("parse", []):
        return found
    named = {int(each) for each in allowed.get(kind) or []}
    return [each for each in found if each in named]


def _replied_to(world: World, post: Post) -> int:
    reference = post.reference
    if reference is None or reference.channel != post.channel:
        return 0
    found = world.channel(post.channel).posts.get(reference.message)
    return found.author if found else 0
