"""sendMessage and its relatives: what is stored, what is answered, what is refused and how."""

from __future__ import annotations

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.error import Forbidden

from sandbox.telegram.methods import METHODS
from tests.sandbox import spec

pytestmark = pytest.mark.anyio

BUTTON = {"text": "A person", "callback_data": "person"}


def keyboard(*buttons):
    return {"inline_keyboard": [[each] for each in buttons]}


async def test_the_library_sends_everything_the_desk_needs(sandbox, bot, ann):
    question = sandbox.control.say(ann, ann, "where is my deposit?")
    sent = await bot.send_message(
        ann,
        "<b>On it</b>, see nordex.example 👍",
        parse_mode="HTML",
        reply_parameters=ReplyParameters(question["message_id"], allow_sending_without_reply=True),
        reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("A person", callback_data="h")]]),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        disable_notification=True,
        protect_content=True,
    )
    assert sent.text == "On it, see nordex.example 👍"
    assert [(each.type, each.offset, each.length) for each in sent.entities] == [
        ("bold", 0, 5),
        ("url", 11, 14),
    ]
    assert sent.reply_to_message.text == "where is my deposit?"
    assert sent.reply_markup.inline_keyboard[0][0].callback_data == "h"
    assert sent.has_protected_content
    (told,) = sandbox.control.bot_messages(ann)[str(ann)]
    assert told["text"] == sent.text


async def test_in_and_out_share_one_sequence(sandbox, api, ann):
    first = sandbox.control.say(ann, ann, "one")["sequence"]
    await api.ok("sendMessage", chat_id=ann, text="two", reply_parameters={"message_id": 1})
    sandbox.control.edit(ann, 1, "one!")
    ledger = sandbox.control.ledger()
    assert [each["sequence"] for each in ledger] == [first, first + 1, first + 2]
    assert [(each["direction"], each["kind"], each["text"]) for each in ledger] == [
        ("in", "message", "one"),
        ("out", "message", "two"),
        ("in", "edit", "one!"),
    ]
    assert ledger[1]["reply_to"] == 1
    assert sandbox.control.ledger(after=first, direction="out") == [ledger[1]]


@pytest.mark.parametrize("encoding", ["json", "form", "multipart", "query"])
async def test_every_encoding_of_a_request_is_read(sandbox, api, ann, encoding):
    url = f"{sandbox.base_url}{sandbox.token}/SENDMESSAGE"
    values = {
        "chat_id": str(ann),
        "text": "héllo 😀",
        "reply_markup": f'{{"inline_keyboard": [[{str(BUTTON).replace(chr(39), chr(34))}]]}}',
    }
    if encoding == "json":
        answer = await api.client.post(url, json=values)
    elif encoding == "form":
        answer = await api.client.post(url, data=values)
    elif encoding == "multipart":
        parts = {name: (None, value) for name, value in values.items()}
        answer = await api.client.post(url, files=parts)
    else:
        answer = await api.client.get(url, params=values)
    message = answer.json()["result"]
    assert message["text"] == "héllo 😀"
    assert message["reply_markup"]["inline_keyboard"][0][0] == BUTTON


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"text": "x"}, "400 Bad Request: chat_id is empty"),
        ({"chat_id": 501}, "400 Bad Request: message text is empty"),
        ({"chat_id": 501, "text": "   \n "}, "400 Bad Request: message text is empty"),
        ({"chat_id": 501, "text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"chat_id": 1, "text": "x"}, "400 Bad Request: chat not found"),
        ({"chat_id": "somewhere", "text": "x"}, "400 Bad Request: chat not found"),
        ({"chat_id": "@nobody_here", "text": "x"}, "400 Bad Request: chat not found"),
        ({"chat_id": 501, "text": "x" * 4097}, "400 Bad Request: message is too long"),
        ({"chat_id": 501, "text": "😀" * 2049}, "400 Bad Request: message is too long"),
        ({"chat_id": 501, "text": "x", "colour": "red"}, 'no parameter "colour"'),
        ({"chat_id": 501, "text": ["x"]}, 'parameter "text" must be a String'),
        ({"chat_id": True, "text": "x"}, 'parameter "chat_id" must be an Integer'),
        ({"chat_id": 501, "text": "a\ud800"}, "strings must be encoded in UTF-8"),
        ({"chat_id": 501, "text": "x", "disable_notification": "maybe"}, "must be a Boolean"),
        ({"chat_id": 501, "text": "x", "message_thread_id": "x"}, "must be an Integer"),
        ({"chat_id": 501, "text": "x", "message_thread_id": 7}, "message thread not found"),
        ({"chat_id": 501, "text": "x", "parse_mode": "MarkdownV2"}, "unsupported parse_mode"),
        ({"chat_id": 501, "text": "x", "entities": [{}]}, "can't parse MessageEntity"),
        ({"chat_id": 501, "text": "x", "entities": [{"type": "bold"}]}, "must be of type Number"),
        ({"chat_id": 501, "text": "x", "entities": "nope"}, "can't parse entities JSON object"),
        ({"chat_id": 501, "text": "x", "entities": {"a": 1}}, "must be an Array of Object"),
        (
            {"chat_id": 501, "text": "x", "reply_parameters": "{"},
            "can't parse reply parameters JSON object",
        ),
        ({"chat_id": 501, "text": "x", "reply_parameters": []}, "object expected as reply param"),
        (
            {"chat_id": 501, "text": "x", "reply_parameters": {"message_id": "7"}},
            "can't parse reply parameters",
        ),
        (
            {"chat_id": 501, "text": "x", "reply_parameters": {"message_id": 99}},
            "400 Bad Request: message to be replied not found",
        ),
        (
            {"chat_id": 501, "text": "x", "reply_markup": "{"},
            "can't parse reply keyboard markup JSON object",
        ),
        (
            {"chat_id": 501, "text": "x", "reply_markup": {"inline_keyboard": [BUTTON]}},
            'field "inline_keyboard" must be of type Array',
        ),
        (
            {"chat_id": 501, "text": "x", "reply_markup": keyboard({"text": "x"})},
            "Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"chat_id": 501, "text": "x", "reply_markup": keyboard({"callback_data": "x"})},
            'field "text" must be of type String',
        ),
        (
            {"chat_id": 501, "text": "x", "reply_markup": keyboard(BUTTON | {"text": " "})},
            "Text is empty",
        ),
        (
            {"chat_id": 501, "text": "x", "reply_markup": keyboard(BUTTON | {"size": 3})},
            'unknown field "size"',
        ),
        (
            {
                "chat_id": 501,
                "text": "x",
                "reply_markup": keyboard(BUTTON | {"callback_data": "é" * 33}),
            },
            "400 Bad Request: BUTTON_DATA_INVALID",
        ),
        (
            {"chat_id": 501, "text": "x", "reply_markup": keyboard(*[BUTTON] * 101)},
            "reply markup is too long",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
async def test_what_the_real_server_would_not_take_is_refused(sandbox, api, ann, params, refusal):
    assert refusal in await api.refused("sendMessage", **params)
    assert sandbox.control.bot_messages() == {}


async def test_exactly_the_limits_pass(sandbox, api, ann):
    assert await api.ok("sendMessage", chat_id=ann, text="😀" * 2048)
    fits = BUTTON | {"callback_data": "é" * 32}
    assert await api.ok("sendMessage", chat_id=ann, text="x", reply_markup=keyboard(fits))
    long = "<b>" + "x" * 4096 + "</b>"
    assert await api.ok("sendMessage", chat_id=ann, text=long, parse_mode="HTML")


async def test_a_lost_reply_target_can_be_tolerated(sandbox, api, ann):
    reply = {"message_id": 99, "allow_sending_without_reply": True}
    sent = await api.ok("sendMessage", chat_id=ann, text="x", reply_parameters=reply)
    assert "reply_to_message" not in sent


async def test_a_reply_may_point_into_another_chat(sandbox, api, ann, group):
    there = sandbox.control.say(ann, group, "in the group")["message_id"]
    reply = {"message_id": there, "chat_id": group}
    assert await api.ok("sendMessage", chat_id=ann, text="x", reply_parameters=reply)


async def test_older_names_of_parameters_still_work(loose_sandbox, api, ann):
    loose_sandbox.control.say(ann, ann, "hello")
    sent = await api.ok(
        "sendMessage",
        chat_id=ann,
        text="x",
        reply_to_message_id=1,
        allow_sending_without_reply=True,
        disable_web_page_preview=True,
    )
    assert sent["reply_to_message"]["text"] == "hello"


async def test_other_keyboards_are_taken_and_not_shown(sandbox, api, ann):
    sent = await api.ok(
        "sendMessage", chat_id=ann, text="x", reply_markup={"remove_keyboard": True}
    )
    assert "reply_markup" not in sent


async def test_control_characters_become_spaces(sandbox, api, ann):
    sent = await api.ok("sendMessage", chat_id=ann, text="a\x00b\nc")
    assert sent["text"] == "a b\nc"


async def test_explicit_entities_are_kept_and_strangers_dropped(loose_sandbox, api, ann):
    entities = [
        {"type": "bold", "offset": 1, "length": 2},
        {"type": "text_mention", "offset": 4, "length": 3, "user": {"id": ann}},
        {"type": "text_mention", "offset": 8, "length": 3, "user": {"id": 999_999}},
    ]
    sent = await api.ok("sendMessage", chat_id=ann, text=" hi Ann Bob", entities=entities)
    assert [(each["type"], each["offset"]) for each in sent["entities"]] == [
        ("bold", 0),
        ("text_mention", 3),
    ]
    assert sent["entities"][1]["user"]["username"] == "ann_a"


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"reachable": False}, "bot can't initiate conversation with a user"),
        ({"blocked": True}, "bot was blocked by the user"),
        ({"deactivated": True}, "user is deactivated"),
        ({"is_bot": True}, "bots can't send messages to bots"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else None,
)
async def test_people_who_cannot_be_written_to(sandbox, bot, ann, change, refusal):
    for name, value in change.items():
        setattr(sandbox.world.user(ann), name, value)
    with pytest.raises(Forbidden) as refused:
        await bot.send_message(ann, "hello")
    assert refused.value.message == f"Forbidden: {refusal}"


async def test_an_unknown_method_is_not_found(sandbox, api):
    assert await api.refused("sendTelepathy") == "404 Not Found: method not found"


@pytest.mark.parametrize(
    ("body", "refusal"),
    [(b"{", "can't parse JSON object"), (b"[]", "object expected as request body")],
    ids=["broken", "an array"],
)
async def test_a_body_that_is_no_object_is_refused(sandbox, api, body, refusal):
    answer = await api.client.post(
        f"{sandbox.base_url}{sandbox.token}/getMe",
        content=body,
        headers={"content-type": "application/json"},
    )
    assert answer.json()["description"] == f"Bad Request: {refusal}"


async def test_a_text_of_many_megabytes_is_too_large(sandbox, api, ann):
    parts = {"chat_id": (None, str(ann)), "text": (None, "x" * 9_000_000)}
    url = f"{sandbox.base_url}{sandbox.token}/sendMessage"
    answer = await api.client.post(url, files=parts)
    assert (answer.status_code, answer.json()["error_code"]) == (413, 413)


@pytest.mark.skipif(not spec.available(), reason=spec.MISSING)
def test_methods_take_what_the_specification_lists_and_older_names_only():
    older = {"reply_to_message_id", "allow_sending_without_reply", "disable_web_page_preview"}
    for each in METHODS.values():
        known = {field["name"] for field in spec.spec()["methods"][each.name].get("fields", [])}
        assert each.fields.keys() - known <= older, each.name
        assert known - each.fields.keys() <= {"rich_message"}, each.name
