"""The parts that sending and editing share: text, keyboard, reply, position."""

from __future__ import annotations

import re
from typing import Any

from sandbox.telegram import payloads
from sandbox.telegram.backend import Backend
from sandbox.telegram.entities import detect, merge, utf16_length
from sandbox.telegram.errors import bad_request
from sandbox.telegram.markup import parse_html, trim
from sandbox.telegram.methods.access import check_topic, find_chat
from sandbox.telegram.model import Chat, Json
from sandbox.telegram.schema import (
    Field,
    Given,
    boolean,
    integer,
    json_object,
    may,
    need,
    objects,
    peer,
    string,
)

TEXT_LIMIT, CAPTION_LIMIT, BUTTON_BYTES, BUTTONS = 4096, 1024, 64, 100
BUTTON_ACTIONS = frozenset(
    {
        "callback_data",
        "url",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    }
)
BUTTON_LOOKS = frozenset({"text", "style", "icon_custom_emoji_id"})
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f]")
OTHER_KEYBOARDS = frozenset({"keyboard", "remove_keyboard", "force_reply"})
REPLY_FIELDS = frozenset(
    {
        "message_id",
        "chat_id",
        "allow_sending_without_reply",
        "quote",
        "quote_parse_mode",
        "quote_entities",
        "quote_position",
        "checklist_task_id",
        "poll_option_id",
    }
)
FORMATTED: dict[str, Field] = {"parse_mode": may(string)}
# Every sending method takes these; the last two rows are older names the server still accepts.
SENDING: dict[str, Field] = {
    "chat_id": need(peer),
    "business_connection_id": may(string),
    "message_thread_id": may(integer),
    "direct_messages_topic_id": may(integer),
    "disable_notification": may(boolean),
    "protect_content": may(boolean),
    "allow_paid_broadcast": may(boolean),
    "message_effect_id": may(string),
    "suggested_post_parameters": may(json_object),
    "reply_parameters": may(json_object),
    "reply_markup": may(json_object),
    "reply_to_message_id": may(integer),
    "allow_sending_without_reply": may(boolean),
}
ENTITIES = may(objects)


def written(
    backend: Backend, given: Given, word: str = "text", limit: int = TEXT_LIMIT
) -> tuple[str, list[Json]]:
    """The text after parsing and trimming, with its entities; refuses what is too long."""
    marks = "entities" if word == "text" else "caption_entities"
    text, entities = _parsed(given.get(word, ""), given.get("parse_mode", ""), given.get(marks))
    text, entities = trim(CONTROLS.sub(" ", text), entities)
    if word == "text" and not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > limit:
        raise bad_request(
            "message is too long" if word == "text" else "message caption is too long"
        )
    return text, merge(_with_users(backend, entities), detect(text))


def _parsed(text: str, mode: str, entities: list[Json] | None) -> tuple[str, list[Json]]:
    if mode.lower() == "html":
        return parse_html(text)
    if mode and mode.lower() != "none":
        raise bad_request("unsupported parse_mode")
    for each in entities or []:
        if not isinstance(each.get("type"), str):
            raise bad_request("can't parse MessageEntity: Type is not specified")
        if not isinstance(each.get("offset"), int) or not isinstance(each.get("length"), int):
            raise bad_request('can\'t parse MessageEntity: Field "offset" must be of type Number')
    return text, entities or []


def _with_users(backend: Backend, entities: list[Json]) -> list[Json]:
    """Mentions without a username carry the whole user; of strangers nothing is left."""
    kept = []
    for each in entities:
        if each["type"] == "text_mention":
            person = backend.world.users.get(each.get("user", {}).get("id", 0))
            if person is None:
                continue
            each = each | {"user": payloads.user_json(person)}  # noqa: PLW2901
        kept.append(each)
    return kept


def keyboard(given: Given) -> Json | None:
    """The inline keyboard to store; other keyboards are checked and not kept."""
    markup = given.get("reply_markup")
    if markup is None or OTHER_KEYBOARDS & markup.keys():
        return None
    rows = markup.get("inline_keyboard")
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be of type Array')
    buttons = [each for row in rows for each in row]
    for each in buttons:
        _check_button(each)
    if len(buttons) > BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": rows} if buttons else None


def _check_button(button: Any) -> None:
    parse = "can't parse inline keyboard button: "
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request(parse + 'field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request(parse + "Text is empty")
    strange = button.keys() - BUTTON_ACTIONS - BUTTON_LOOKS
    if strange:
        raise bad_request(parse + f'unknown field "{min(strange)}"')
    if not button.keys() & BUTTON_ACTIONS:
        raise bad_request(parse + "Text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= BUTTON_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def position(backend: Backend, chat: Chat, given: Given) -> dict[str, Any]:
    """Thread and reply of a message to be sent, as fields of a Post."""
    thread = given.get("message_thread_id", 0)
    in_topic = check_topic(backend, chat, thread)
    return {
        "thread": thread,
        "in_topic": in_topic,
        "reply_to": _reply_to(backend, chat, given),
    }


def _reply_to(backend: Backend, chat: Chat, given: Given) -> int:
    wanted = given.get("reply_parameters") or {
        "message_id": given.get("reply_to_message_id", 0),
        "allow_sending_without_reply": given.get("allow_sending_without_reply", False),
    }
    strange = wanted.keys() - REPLY_FIELDS
    number = wanted.get("message_id", 0)
    if strange or not isinstance(number, int):
        raise bad_request('can\'t parse reply parameters: field "message_id" must be a Number')
    if not number:
        return 0
    where = find_chat(backend, wanted["chat_id"]) if wanted.get("chat_id") else chat
    if number in where.posts:
        return number if where is chat else 0
    if wanted.get("allow_sending_without_reply"):
        return 0
    raise bad_request("message to be replied not found")
