"""Methods that put something new into a chat."""

from __future__ import annotations

from typing import Any

from sandbox.telegram import media, payloads
from sandbox.telegram.backend import Backend, method
from sandbox.telegram.errors import bad_request
from sandbox.telegram.methods.access import (
    addressed,
    check_topic,
    find_post,
    readable,
    writable,
)
from sandbox.telegram.methods.content import (
    CAPTION_LIMIT,
    ENTITIES,
    FORMATTED,
    SENDING,
    keyboard,
    position,
    written,
)
from sandbox.telegram.model import Chat, Json
from sandbox.telegram.schema import (
    File,
    Given,
    boolean,
    file,
    integer,
    json_object,
    may,
    need,
    objects,
    peer,
    string,
)
from sandbox.telegram.world import MissingError

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
# The reactions Telegram offers, in its documentation's order.
REACTION_TEXT = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 "
    "💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 "
    "🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡"
)
REACTIONS = frozenset(REACTION_TEXT.split())
CAPTION = FORMATTED | {"caption": may(string), "caption_entities": ENTITIES}


def sent(backend: Backend, chat: Chat, given: Given, **content: Any) -> Json:
    """Store what the bot says and answer with it."""
    content = position(backend, chat, given) | {"markup": keyboard(given)} | content
    extra, sender = dict(content.pop("extra", {})), backend.world.bot.id
    if given.get("business_connection_id"):
        link = backend.business.links[given["business_connection_id"]]
        extra, sender = extra | backend.business.signature(link.id), link.owner
    if given.get("protect_content"):
        extra["has_protected_content"] = True
    if given.get("link_preview_options"):
        extra["link_preview_options"] = given["link_preview_options"]
    post = backend.world.add_post(chat, sender=sender, extra=extra, **content)
    return payloads.message_json(backend.world, post)


@method(
    "sendMessage",
    metered=True,
    **SENDING,
    **FORMATTED,
    text=need(string),
    entities=ENTITIES,
    link_preview_options=may(json_object),
    disable_web_page_preview=may(boolean),
)
def send_message(backend: Backend, given: Given) -> Json:
    """A text."""
    text, entities = written(backend, given)
    chat = addressed(backend, given)
    return sent(backend, chat, given, text=text, entities=entities)


@method(
    "sendPhoto",
    metered=True,
    **SENDING,
    **CAPTION,
    photo=need(file),
    show_caption_above_media=may(boolean),
    has_spoiler=may(boolean),
)
def send_photo(backend: Backend, given: Given) -> Json:
    """A picture with or without a caption."""
    return _send_file(backend, given, "photo")


@method(
    "sendDocument",
    metered=True,
    **SENDING,
    **CAPTION,
    document=need(file),
    thumbnail=may(file),
    disable_content_type_detection=may(boolean),
)
def send_document(backend: Backend, given: Given) -> Json:
    """A file with or without a caption."""
    return _send_file(backend, given, "document")


def _send_file(backend: Backend, given: Given, kind: str) -> Json:
    text, entities = written(backend, given, "caption", CAPTION_LIMIT)
    chat = writable(backend, given["chat_id"])
    value: File | str = given[kind]
    if isinstance(value, File):
        stored = media.store(backend.world, kind, value.content, value.name)
        extra = media.describe(kind, stored, value.name)
    else:
        extra = media.describe(kind, _known_file(backend, value))
    return sent(backend, chat, given, text=text, entities=entities, captioned=True, extra=extra)


def _known_file(backend: Backend, file_id: str) -> Any:
    try:
        return media.stored_file(backend.world, file_id)
    except MissingError:
        raise bad_request("wrong file identifier/HTTP URL specified") from None


@method(
    "forwardMessage",
    metered=True,
    chat_id=need(peer),
    from_chat_id=need(peer),
    message_id=need(integer),
    message_thread_id=may(integer),
    direct_messages_topic_id=may(integer),
    video_start_timestamp=may(integer),
    disable_notification=may(boolean),
    protect_content=may(boolean),
    message_effect_id=may(string),
    suggested_post_parameters=may(json_object),
)
def forward_message(backend: Backend, given: Given) -> Json:
    """A copy that says where it is from."""
    source = readable(backend, given["from_chat_id"])
    post = find_post(backend, source, given["message_id"], "message to forward")
    chat = writable(backend, given["chat_id"])
    origin: Json = {"type": "hidden_user", "date": post.date, "sender_user_name": "Hidden"}
    if post.sender:
        who = payloads.user_json(backend.world.user(post.sender))
        origin = {"type": "user", "date": post.date, "sender_user": who}
    content = {"text": post.text, "entities": post.entities, "captioned": post.captioned}
    extra = {key: post.extra[key] for key in media.DESCRIPTIONS if key in post.extra}
    return sent(backend, chat, given, extra=extra | {"forward_origin": origin}, **content)


@method(
    "sendChatAction",
    metered=True,
    chat_id=need(peer),
    action=need(string),
    message_thread_id=may(integer),
    business_connection_id=may(string),
)
def send_chat_action(backend: Backend, given: Given) -> bool:
    """Show that the bot is busy."""
    if given["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = addressed(backend, given)
    check_topic(backend, chat, given.get("message_thread_id", 0))
    return True


@method(
    "setMessageReaction",
    chat_id=need(peer),
    message_id=need(integer),
    reaction=may(objects),
    is_big=may(boolean),
)
def set_message_reaction(backend: Backend, given: Given) -> bool:
    """React to a message; bots may set one reaction."""
    chat = writable(backend, given["chat_id"])
    find_post(backend, chat, given["message_id"], "message to react")
    reactions = given.get("reaction", [])
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for each in reactions:
        if each.get("type") != "emoji" or each.get("emoji") not in REACTIONS:
            raise bad_request("REACTION_INVALID")
    return True
