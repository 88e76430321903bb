"""Messages as JSON, and what is left of one for those who may not read its content."""

from __future__ import annotations

from sandbox.discord.model import Json, MessageFlag, Post
from sandbox.discord.payloads import channel_json, iso, user_json
from sandbox.discord.world import World

CONTENT: Json = {"content": "", "embeds": [], "attachments": [], "components": []}


def message_json(world: World, post: Post, *, nested: bool = False) -> Json:
    """A message; one that another answers is told without what it answers itself."""
    body = _core(world, post)
    if post.nonce is not None:
        body["nonce"] = post.nonce
    if post.webhook:
        body |= {"webhook_id": str(post.webhook), "application_id": str(world.bot.id)}
    if post.interaction is not None:
        body["interaction_metadata"] = post.interaction
    if post.thread and post.thread in world.channels:
        body["thread"] = channel_json(world, world.channel(post.thread))
    if post.reactions:
        body["reactions"] = [_reaction(world, each, post) for each in post.reactions]
    if post.reference is not None:
        body |= _reference(world, post, nested=nested)
    return body


def _core(world: World, post: Post) -> Json:
    users = [world.users[each] for each in post.mentions if each in world.users]
    return {
        "id": str(post.id),
        "type": int(post.type),
        "channel_id": str(post.channel),
        "author": user_json(world.user(post.author)),
        "content": post.content,
        "timestamp": iso(post.created_at),
        "edited_timestamp": iso(post.edited_at) if post.edited_at else None,
        "mentions": [user_json(each) for each in users],
        "mention_roles": [str(each) for each in post.mention_roles],
        "mention_everyone": post.mention_everyone,
        "attachments": post.attachments,
        "embeds": [] if post.flags & MessageFlag.SUPPRESS_EMBEDS else post.embeds,
        "components": post.components,
        "flags": post.flags,
        "pinned": False,
        "tts": post.tts,
    }


def _reference(world: World, post: Post, *, nested: bool) -> Json:
    reference = post.reference
    assert reference is not None  # noqa: S101 - the caller has looked
    told: Json = {
        "type": 0,
        "message_id": str(reference.message),
        "channel_id": str(reference.channel),
    }
    if reference.guild:
        told["guild_id"] = str(reference.guild)
    body: Json = {"message_reference": told}
    if not nested:
        place = world.channels.get(reference.channel)
        found = place.posts.get(reference.message) if place else None
        body["referenced_message"] = message_json(world, found, nested=True) if found else None
    return body


def emoji_json(name: str) -> Json:
    """A reaction's emoji: a character, or name:id for a server's own."""
    label, _, number = name.partition(":")
    return {"id": number or None, "name": label}


def _reaction(world: World, name: str, post: Post) -> Json:
    who = post.reactions[name]
    return {
        "emoji": emoji_json(name),
        "count": len(who),
        "count_details": {"burst": 0, "normal": len(who)},
        "burst_colors": [],
        "me_burst": False,
        "me": world.bot.id in who,
    }


def readable(world: World, post: Post) -> bool:
    """Whether a bot without the message content intent still reads this message."""
    return (
        world.channel(post.channel).is_dm
        or post.author == world.bot.id
        or world.bot.id in post.mentions
    )


def withheld(body: Json) -> Json:
    """The same message with nothing to read in it."""
    inner = body.get("referenced_message")
    return body | CONTENT | ({"referenced_message": inner | CONTENT} if inner else {})


def rest_json(world: World, post: Post) -> Json:
    """A message as the REST interface gives it to this application."""
    body = message_json(world, post)
    granted = "message_content" in world.settings.privileged
    return body if granted or readable(world, post) else withheld(body)
