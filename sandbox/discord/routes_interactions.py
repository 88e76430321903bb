"""The first answer to an interaction: within seconds, and only one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.discord.backend import Backend, Given, route
from sandbox.discord.checks import check_message
from sandbox.discord.errors import ApiError, invalid
from sandbox.discord.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL
from sandbox.discord.model import Interaction, Json, MessageFlag, MessageType, Post
from sandbox.discord.payloads import user_json
from sandbox.discord.posts import message_json
from sandbox.discord.sending import fill, new_post, numbered

CHAT, LATER, LATER_UPDATE, UPDATE, CHOICES, FORM = 4, 5, 6, 7, 8, 9
MOST_TITLE, MOST_FORM, MOST_CHOICES = 45, 5, 25
TYPES = {
    COMMAND: MessageType.CHAT_INPUT_COMMAND,
    COMPONENT: MessageType.REPLY,
    MODAL: MessageType.REPLY,
}


@route("POST", "/interactions/{interaction_id}/{interaction_token}/callback", auth=False)
def callback(backend: Backend, given: Given) -> Any:
    """Answer, defer, update or show a form."""
    found = backend.world.interactions.get(given.params["interaction_id"])
    if found is None or found.token != given.params["interaction_token"]:
        raise ApiError(10062)
    if found.acked:
        raise ApiError(40060)
    if backend.world.time() - found.created_at > backend.world.settings.ack_seconds:
        raise ApiError(10062)
    kind = given.fields().get("type")
    if kind not in ANSWERS or not _fits(found, kind):
        raise invalid("type", "BASE_TYPE_CHOICES", "This interaction cannot be answered so.")
    data = given.fields().get("data") or {}
    post = ANSWERS[kind](backend, found, given, data)
    found.acked, found.acked_at = kind, backend.world.time()
    if given.query.get("with_response", "").lower() not in {"1", "true"}:
        return None
    return _told(backend, found, kind, post)


def _fits(found: Interaction, kind: int) -> bool:
    if kind in {LATER_UPDATE, UPDATE}:
        return bool(found.message)
    if kind == FORM:
        return found.type != MODAL
    return kind != CHOICES or found.type == AUTOCOMPLETE


def _answer(backend: Backend, found: Interaction, given: Given, data: Json) -> Post:
    post = _post(backend, found, given, data)
    backend.scene.publish(post)
    return post


def _post(backend: Backend, found: Interaction, given: Given, data: Json) -> Post:
    channel = backend.world.channel(found.channel)
    post = new_post(backend, channel, given, data)
    mark(backend, found, post, data)
    found.original = post.id
    return post


def mark(backend: Backend, found: Interaction, post: Post, data: Json) -> None:
    """Enter into a message that it answers an interaction, and who may read it."""
    post.webhook = backend.world.bot.id
    post.type = TYPES[found.type]
    post.interaction = metadata(backend, found)
    if int(data.get("flags") or 0) & MessageFlag.EPHEMERAL:
        post.flags |= MessageFlag.EPHEMERAL
        post.only_for = found.user


def metadata(backend: Backend, found: Interaction) -> Json:
    """What a message says about the interaction that it answers."""
    body: Json = {
        "id": str(found.id),
        "type": found.type,
        "user": user_json(backend.world.user(found.user)),
        "authorizing_integration_owners": {"0": str(found.guild)},
    }
    if found.type == COMPONENT:
        body["interacted_message_id"] = str(found.message)
    if found.type == MODAL:
        body["triggering_interaction_metadata"] = body | {"type": COMMAND}
    return body


def _defer(backend: Backend, found: Interaction, given: Given, data: Json) -> Post:
    post = _post(backend, found, given, {"content": "…"} | {"flags": data.get("flags")})
    post.content = ""
    post.flags |= MessageFlag.LOADING
    return backend.scene.publish(post)


def _defer_update(_backend: Backend, found: Interaction, _given: Given, _data: Json) -> None:
    found.original = found.message


def _update(backend: Backend, found: Interaction, given: Given, data: Json) -> Post:
    post = find_post(backend, found.channel, found.message)
    if data:
        change(backend, post, given, data)
    found.original = post.id
    return post


def find_post(backend: Backend, channel: int, number: int) -> Post:
    """A message, ephemeral or not."""
    found = backend.world.ephemeral.get(number) or backend.world.channel(channel).posts.get(number)
    if found is None:
        raise ApiError(10008)
    return found


def change(backend: Backend, post: Post, given: Given, data: Json) -> None:
    """Edit a message with a token instead of the bot's rights."""
    kept: Json = {"content": post.content, "embeds": post.embeds, "components": post.components}
    loading = bool(post.flags & MessageFlag.LOADING)
    check_message(backend.world.settings, kept | data, len(given.files) + len(post.attachments))
    post.flags &= ~MessageFlag.LOADING
    fill(backend, post, given, data)
    post.edited_at = None if loading else backend.world.time()
    backend.events.message("MESSAGE_UPDATE", post)


def _choices(_backend: Backend, found: Interaction, _given: Given, data: Json) -> None:
    found.choices = data.get("choices") or []
    if len(found.choices) > MOST_CHOICES:
        text = f"Must be {MOST_CHOICES} or fewer in length."
        raise invalid("data.choices", "BASE_TYPE_MAX_LENGTH", text)


def _form(_backend: Backend, found: Interaction, _given: Given, data: Json) -> None:
    if not 1 <= len(str(data.get("title") or "")) <= MOST_TITLE:
        text = f"Must be between 1 and {MOST_TITLE} in length."
        raise invalid("data.title", "BASE_TYPE_BAD_LENGTH", text)
    if not 1 <= len(data.get("components") or []) <= MOST_FORM:
        text = f"Must be between 1 and {MOST_FORM} in length."
        raise invalid("data.components", "BASE_TYPE_BAD_LENGTH", text)
    found.modal = data | {"components": numbered(data["components"])}


def _told(backend: Backend, found: Interaction, kind: int, post: Post | None) -> Json:
    body: Json = {"id": str(found.id), "type": found.type}
    answer: Json = {"interaction": body}
    if post is None:
        return answer
    body |= {
        "response_message_id": str(post.id),
        "response_message_loading": bool(post.flags & MessageFlag.LOADING),
        "response_message_ephemeral": bool(post.only_for),
    }
    told = {"type": CHAT if kind == LATER else kind, "message": message_json(backend.world, post)}
    return answer | {"resource": told}


Answering = Callable[[Backend, Interaction, Given, Json], Post | None]
ANSWERS: dict[int, Answering] = {
    CHAT: _answer,
    LATER: _defer,
    LATER_UPDATE: _defer_update,
    UPDATE: _update,
    CHOICES: _choices,
    FORM: _form,
}
