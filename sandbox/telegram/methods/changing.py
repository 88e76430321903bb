"""Methods about messages that are already there: edit, delete, answer a press."""

from __future__ import annotations

from sandbox.telegram import payloads
from sandbox.telegram.backend import Backend, method
from sandbox.telegram.errors import NOT_MODIFIED, QUERY_TOO_OLD, bad_request
from sandbox.telegram.methods.access import addressed, find_post, writable
from sandbox.telegram.methods.content import CAPTION_LIMIT, ENTITIES, FORMATTED, keyboard, written
from sandbox.telegram.model import Chat, Json, Post
from sandbox.telegram.schema import (
    Field,
    Given,
    boolean,
    integer,
    integers,
    json_object,
    may,
    need,
    peer,
    string,
)

DELETABLE_SECONDS = 48 * 3600
MOST_AT_ONCE = 100
ANSWER_LIMIT = 200
EDITING: dict[str, Field] = {
    "chat_id": may(peer),
    "message_id": may(integer),
    "inline_message_id": may(string),
    "business_connection_id": may(string),
    "reply_markup": may(json_object),
}


@method(
    "editMessageText",
    metered=True,
    **EDITING,
    **FORMATTED,
    text=need(string),
    entities=ENTITIES,
    link_preview_options=may(json_object),
    disable_web_page_preview=may(boolean),
)
def edit_message_text(backend: Backend, given: Given) -> Json:
    """New words for one of the bot's texts."""
    text, entities = written(backend, given)
    post = _own_post(backend, given)
    if post.captioned:
        raise bad_request("there is no text in the message to edit")
    return _changed(backend, post, given, text, entities)


@method(
    "editMessageCaption",
    metered=True,
    **EDITING,
    **FORMATTED,
    caption=may(string),
    caption_entities=ENTITIES,
    show_caption_above_media=may(boolean),
)
def edit_message_caption(backend: Backend, given: Given) -> Json:
    """New words under one of the bot's files."""
    text, entities = written(backend, given, "caption", CAPTION_LIMIT)
    post = _own_post(backend, given)
    if not post.captioned:
        raise bad_request("there is no caption in the message to edit")
    return _changed(backend, post, given, text, entities)


@method("editMessageReplyMarkup", metered=True, **EDITING)
def edit_message_reply_markup(backend: Backend, given: Given) -> Json:
    """Other buttons, or none."""
    post = _own_post(backend, given)
    return _changed(backend, post, given, post.text, post.entities)


def _own_post(backend: Backend, given: Given) -> Post:
    if not given.get("chat_id") or not given.get("message_id"):
        raise bad_request("message identifier is not specified")
    chat = addressed(backend, given)
    post = chat.posts.get(given["message_id"])
    if post is None:
        raise bad_request("message to edit not found")
    if post.sender != backend.world.bot.id and "sender_business_bot" not in post.extra:
        raise bad_request("message can't be edited")
    return post


def _changed(backend: Backend, post: Post, given: Given, text: str, entities: list[Json]) -> Json:
    markup = keyboard(given)
    if (post.text, post.entities, post.markup) == (text, entities, markup):
        raise bad_request(NOT_MODIFIED)
    if post.text != text or post.entities != entities:
        post.edited = backend.world.now()
    post.text, post.entities, post.markup = text, entities, markup
    backend.world.record("edit", post)
    return payloads.message_json(backend.world, post)


@method("deleteMessage", chat_id=need(peer), message_id=need(integer))
def delete_message(backend: Backend, given: Given) -> bool:
    """Delete one's own message, or anybody's as an administrator."""
    chat = writable(backend, given["chat_id"])
    post = find_post(backend, chat, given["message_id"], "message to delete")
    _delete(backend, chat, post)
    return True


@method("deleteMessages", chat_id=need(peer), message_ids=need(integers))
def delete_messages(backend: Backend, given: Given) -> bool:
    """Delete up to a hundred; those not found are skipped."""
    chat = writable(backend, given["chat_id"])
    numbers: list[int] = given["message_ids"]
    if not 1 <= len(numbers) <= MOST_AT_ONCE:
        raise bad_request(
            "there are too many messages to delete"
            if numbers
            else "message identifiers are not specified"
        )
    for post in [chat.posts[each] for each in numbers if each in chat.posts]:
        _delete(backend, chat, post)
    return True


def _delete(backend: Backend, chat: Chat, post: Post) -> None:
    mine = post.sender == backend.world.bot.id
    moderates = payloads.may(chat.members.get(backend.world.bot.id), "can_delete_messages")
    if not (mine or moderates or chat.id > 0):
        raise bad_request("message can't be deleted")
    if backend.world.now() - post.date > DELETABLE_SECONDS and not moderates:
        raise bad_request("message can't be deleted for everyone")
    del chat.posts[post.id]
    backend.world.record("delete", post, by=backend.world.bot.id)


@method(
    "answerCallbackQuery",
    callback_query_id=need(string),
    text=may(string),
    show_alert=may(boolean),
    url=may(string),
    cache_time=may(integer),
)
def answer_callback_query(backend: Backend, given: Given) -> bool:
    """Stop the spinner on a pressed button, in time and once."""
    query = given["callback_query_id"]
    scene = backend.scene
    if scene.queries.pop(query, 0.0) <= backend.world.time():
        raise bad_request(QUERY_TOO_OLD)
    if len(given.get("text", "")) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    scene.answers[query] = dict(given)
    return True
