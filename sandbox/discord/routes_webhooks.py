"""Later answers to an interaction, with its token, for a quarter of an hour."""

from __future__ import annotations

from sandbox.discord.backend import Backend, Given, route
from sandbox.discord.errors import ApiError
from sandbox.discord.model import Interaction, Json, MessageFlag, Post
from sandbox.discord.posts import message_json
from sandbox.discord.routes_interactions import change, find_post, mark
from sandbox.discord.sending import new_post

HOOK = "/webhooks/{webhook_id}/{webhook_token}"
ORIGINAL = HOOK + "/messages/@original"
FOLLOW_UP = HOOK + "/messages/{message_id}"


def _interaction(backend: Backend, given: Given) -> Interaction:
    token, world = given.params["webhook_token"], backend.world
    if given.params["webhook_id"] != world.bot.id:
        raise ApiError(10015)
    found = world.interactions.get(world.tokens.get(token, 0))
    if found is None or not found.acked:
        raise ApiError(10015)
    if world.time() - found.created_at > world.settings.token_seconds:
        raise ApiError(50027)
    return found


@route("POST", HOOK, auth=False)
def follow_up(backend: Backend, given: Given) -> Json:
    """A further message; the first one after a deferral takes its place."""
    found, data = _interaction(backend, given), given.fields()
    waiting = _waiting(backend, found)
    if waiting is not None:
        change(backend, waiting, given, data)
        return message_json(backend.world, waiting)
    post = new_post(backend, backend.world.channel(found.channel), given, data)
    mark(backend, found, post, data)
    found.followups.append(post.id)
    return message_json(backend.world, backend.scene.publish(post))


def _waiting(backend: Backend, found: Interaction) -> Post | None:
    try:
        post = find_post(backend, found.channel, found.original)
    except ApiError:
        return None
    return post if post.flags & MessageFlag.LOADING else None


@route("GET", ORIGINAL, auth=False)
def original(backend: Backend, given: Given) -> Json:
    """The first answer."""
    found = _interaction(backend, given)
    return message_json(backend.world, find_post(backend, found.channel, found.original))


@route("PATCH", ORIGINAL, auth=False)
def edit_original(backend: Backend, given: Given) -> Json:
    """Change the first answer, a deferred one for the first time."""
    found = _interaction(backend, given)
    return _edited(backend, given, find_post(backend, found.channel, found.original))


@route("DELETE", ORIGINAL, 204, auth=False)
def delete_original(backend: Backend, given: Given) -> None:
    """Take the first answer back."""
    found = _interaction(backend, given)
    _delete(backend, find_post(backend, found.channel, found.original))


@route("GET", FOLLOW_UP, auth=False)
def get(backend: Backend, given: Given) -> Json:
    """A later answer."""
    return message_json(backend.world, _followed(backend, given))


@route("PATCH", FOLLOW_UP, auth=False)
def edit(backend: Backend, given: Given) -> Json:
    """Change a later answer."""
    return _edited(backend, given, _followed(backend, given))


@route("DELETE", FOLLOW_UP, 204, auth=False)
def delete(backend: Backend, given: Given) -> None:
    """Take a later answer back."""
    _delete(backend, _followed(backend, given))


def _followed(backend: Backend, given: Given) -> Post:
    found, number = _interaction(backend, given), given.params["message_id"]
    if number not in {found.original, *found.followups}:
        raise ApiError(10008)
    return find_post(backend, found.channel, number)


def _edited(backend: Backend, given: Given, post: Post) -> Json:
    change(backend, post, given, given.fields())
    return message_json(backend.world, post)


def _delete(backend: Backend, post: Post) -> None:
    if backend.world.ephemeral.pop(post.id, None) is None:
        backend.scene.delete(post.channel, post.id)
