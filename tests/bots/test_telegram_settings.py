"""The settings table and the buttons: small promises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bots
from bots.telegram import CREDENTIALS, build, room
from bots.telegram.buttons import EVERYBODY, decode, encode, keyboard
from bots.telegram.limits import MAX_CALLBACK_BYTES
from bots.telegram.scene import Spot, addressee, read_address
from bots.telegram.settings import Config, read_table
from bots.telegram.toasts import NOT_OURS, NOT_YOURS, THANKS, in_language
from core.actions import Button, Kind
from core.errors import ConfigError, Rejected
from core.scams import Verb

TOKEN = "7000000001:AAF-very_secret"


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"polling": True}, "[bots.telegram] polling: unknown key"),
        ({"mode": "webhook"}, '[bots.telegram] webhook_url: mode = "webhook" needs the public'),
        ({"webhook_url": "nordex.example"}, "[bots.telegram] webhook_url: has to begin with http"),
        ({"webhook_url": f"https://n.example/{TOKEN}"}, "webhook_url: has the bot's token in it"),
        ({"webhook_path": "hooks"}, "[bots.telegram] webhook_url: the path has to begin with /"),
        ({"webhook_url": "https://n.example/{x}"}, "webhook_url: the path has to begin with /"),
        ({"acknowledge": "thumbs"}, "[bots.telegram] acknowledge: "),
        ({"mode": "carrier pigeon"}, "[bots.telegram] mode: "),
        ({"poll_timeout_s": 51}, "[bots.telegram] poll_timeout_s: "),
        ({"base_url": "api.telegram.org"}, "[bots.telegram] base_url: has to begin with http"),
    ],
    ids=lambda value: "" if isinstance(value, str) else "-".join(value),
)
def test_a_wrong_table_is_one_line(table, words):
    with pytest.raises(ConfigError) as error:
        build(table, {"TOKEN": TOKEN})
    assert words in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("token", ["", "  ", "secret-but-no-token", "12:"])
def test_a_wrong_token_is_named_and_not_shown(token):
    with pytest.raises(ConfigError) as error:
        build({}, {"TOKEN": token})
    assert "SKERRY_TELEGRAM_TOKEN" in str(error.value)
    assert "secret" not in str(error.value)


def test_the_adapter_says_what_it_is():
    adapter = build({"mode": "polling"}, {CREDENTIALS[0]: TOKEN})
    assert (adapter.platform, adapter.account) == ("telegram", "")
    assert adapter.capabilities.max_length == 4096
    assert adapter.capabilities.acts == {Kind.DELETE, Kind.RESTRICT, Kind.BAN, Kind.LIFT}
    assert "secret" not in repr(adapter)


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({}, ""),
        ({"staff_group": ""}, ""),
        ({"staff_group": "-1002000000007"}, "-1002000000007"),
        ({"staff_group": -1002000000007}, "-1002000000007"),
        ({"staff_group": " -1002000000007/5 "}, "-1002000000007/5"),
        ({"staff_group": "-1002000000007/1"}, "-1002000000007"),
    ],
    ids=["nothing said", "empty", "group", "number", "topic", "the general topic"],
)
def test_the_moderators_room(given, address):
    assert room(given) == bots.room("telegram", given) == address


@pytest.mark.parametrize(
    "wrong",
    ["@nordex_staff", "501", 501, True, "-100/x", "-100/5/6", "-1/", 1.5, ["-1001"]],
    ids=repr,
)
def test_what_is_no_moderators_room_is_one_line(wrong):
    with pytest.raises(ConfigError) as error:
        room({"staff_group": wrong})
    assert "[bots.telegram] staff_group: has to be the id of a group" in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("given_url", "used"),
    [
        ("https://api.telegram.org", "https://api.telegram.org/bot"),
        ("http://127.0.0.1:8081/", "http://127.0.0.1:8081/bot"),
        ("http://127.0.0.1:8081/bot", "http://127.0.0.1:8081/bot"),
        ("https://api.telegram.org/bot{token}/test", "https://api.telegram.org/bot{token}/test"),
    ],
)
def test_base_urls(given_url, used):
    assert read_table({"base_url": given_url}).base_url == used


@pytest.mark.parametrize(
    ("table", "path"),
    [
        ({"webhook_url": "https://nordex.example/hooks/tg"}, "/hooks/tg"),
        ({"webhook_url": "https://nordex.example"}, "/"),
        ({"webhook_url": "https://nordex.example/x", "webhook_path": "/inside"}, "/inside"),
    ],
    ids=["as called", "root", "behind a proxy"],
)
def test_where_pushes_are_listened_for(table, path):
    assert read_table(table | {"mode": "webhook"}).local_path == path


def test_values_from_the_environment_are_texts():
    assert read_table({"poll_timeout_s": "5", "seconds_per_chat": "0.5"}).rates.chat.seconds == 0.5


def test_the_settings_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        Config().mode = "webhook"


@given(st.text(max_size=20), st.integers(-(10**18), 10**18))
def test_button_data_comes_back(data, user):
    try:
        packed = encode(data, str(user))
    except Rejected:
        assert len(f"h:{data}:{user}".encode()) > MAX_CALLBACK_BYTES
    else:
        assert decode(packed) == (data, str(user))


def test_button_data_that_does_not_fit_is_refused():
    assert len(encode("x" * 57, "501").encode()) == MAX_CALLBACK_BYTES - 1
    with pytest.raises(Rejected, match="64 bytes"):
        encode("é" * 30, "501")


@pytest.mark.parametrize("data", ["", "vote:5", "h", "h:", "h:/human", "h:/human:", "x:/human:7"])
def test_foreign_button_data_is_for_nobody_in_particular(data):
    assert decode(data) == (data, "")


def test_a_reports_buttons_are_for_everybody_and_stand_in_rows_of_three():
    acts = [Button(label=act, data=f"/mod {act} ab12cd34ef") for act in ("a", "b", "c", "take")]
    rows = keyboard(acts, EVERYBODY, 3)["inline_keyboard"]
    assert [len(row) for row in rows] == [3, 1]
    assert decode(rows[1][0]["callback_data"]) == ("/mod take ab12cd34ef", EVERYBODY)


@pytest.mark.parametrize("verb", Verb)
def test_every_order_fits_into_a_button(verb):
    assert len(encode(f"/mod {verb} ab12cd34ef", EVERYBODY).encode()) <= MAX_CALLBACK_BYTES


def test_a_dangerous_button_looks_like_one():
    (row,) = keyboard([Button(label="Ban", data="ban", danger=True)], "7")["inline_keyboard"]
    assert row[0]["style"] == "danger"


def test_a_keyboard_has_a_row_a_button():
    board = keyboard(
        [Button(label="A person", data="/human"), Button(label="Yes", data="yes")], "7"
    )
    assert [[each["callback_data"] for each in row] for row in board["inline_keyboard"]] == [
        ["h:/human:7"],
        ["h:yes:7"],
    ]


@pytest.mark.parametrize("texts", [NOT_OURS, NOT_YOURS, THANKS], ids=["ours", "yours", "thanks"])
def test_toasts_fit_telegrams_limit_in_every_language(texts):
    assert len(texts) == len(set(texts.values())) == 14
    assert all(4 < len(text) <= 200 for text in texts.values())


@pytest.mark.parametrize(("language", "used"), [("pt-br", "pt"), ("", "en"), ("xx", "en")])
def test_toasts_fall_back_to_english(language, used):
    assert in_language(NOT_YOURS, language) == NOT_YOURS[used]


@pytest.mark.parametrize(
    ("conversation", "user"),
    [("telegram:7:501", "501"), ("telegram:7:-1001/0/501", "501"), ("telegram:7:-1/4/-9", "-9")],
)
def test_whom_a_conversation_is_with(conversation, user):
    assert addressee(conversation) == user


@pytest.mark.parametrize(
    ("address", "spot"),
    [
        ("501", Spot(501)),
        ("-1001/40", Spot(-1001, 40)),
        ("business/bc_1/501", Spot(501, 0, "bc_1")),
    ],
)
def test_addresses_there_and_back(address, spot):
    assert read_address(address) == spot
    assert spot.address == address


@pytest.mark.parametrize(
    "address", ["", "ann", "501/x", "@NordexBot", "business/bc_1", "business/"]
)
def test_what_is_no_address(address):
    with pytest.raises(ValueError, match="int"):
        read_address(address)
