"""Buttons, forms and texts, purely: what fits, what survives and in which languages."""

from __future__ import annotations

import asyncio
import re

import pytest
from discord import Locale
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bots.discord.buttons import ANYBODY, TEMPLATE, Press, addressee, components, decode, encode
from bots.discord.forms import ASK, FACTS, FIELDS, MAX_HINT, MAX_LABEL, MAX_TITLE, answers, is_form
from bots.discord.interactions import MOST, TOKEN_S, Memory, Recent, Token, read_origin
from bots.discord.post import nonce_of
from bots.discord.rates import Window
from bots.discord.words import LOCALES, _table, language_of, localised, say
from core.actions import Button
from core.errors import RateLimited, Rejected
from core.triage.facts import facts

LANGUAGES = set(re.split(" ", "en zh es pt ru tr vi ko ja id ar hi fr de"))
DEEP = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["components", "component", "custom_id", "value", "uid"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@pytest.mark.parametrize("name", list(_table()))
def test_every_text_has_all_fourteen_languages(name):
    assert set(_table()[name]) == LANGUAGES
    gaps = {text.count("{") for text in _table()[name].values()}
    assert len(gaps) == 1


@pytest.mark.parametrize(
    ("ending", "most"), [("_name", 32), ("_about", 100), ("_button", 80), ("_title", MAX_TITLE)]
)
def test_texts_fit_where_they_are_shown(ending, most):
    shown = [table for name, table in _table().items() if name.endswith(ending)]
    assert shown
    assert all(len(text) <= most for table in shown for text in table.values())


@pytest.mark.parametrize("name", ["uid", "txid", "order", "coin", "network", "question"])
def test_labels_of_forms_fit(name):
    assert all(len(text) <= MAX_LABEL for text in _table()[name].values())
    assert all(len(text) <= MAX_HINT for text in _table()["no_secrets"].values())


def test_every_locale_is_one_of_discords():
    assert {locale.value for locale in Locale} >= set(LOCALES)
    assert set(LOCALES.values()) == LANGUAGES - {"ar"}
    assert dict(localised("support_name"))["pt-BR"] == "suporte"


@pytest.mark.parametrize(
    ("locale", "language"),
    [("zh-TW", "zh"), ("es-419", "es"), ("sv-SE", "sv"), ("uk", "uk"), ("", "en")],
)
def test_language_of(locale, language):
    assert language_of(locale) == language


def test_unknown_languages_read_english():
    assert say("thanks", "uk") == say("thanks", "en")


@given(st.integers(0, 2**64 - 1), st.text(min_size=1, max_size=70))
def test_d11b_a_custom_id_says_what_it_was_made_of(user, data):
    packed = encode(data, str(user))
    assert len(packed) <= 100
    assert decode(packed) == Press(str(user), data)


@pytest.mark.parametrize("data", ["", "x" * 90])
def test_data_that_does_not_fit_is_rejected(data):
    with pytest.raises(Rejected):
        encode(data, "1")


@pytest.mark.parametrize("foreign", ["", "other:1:a", "skerry:x:a", "skerry:1", "skerry:form:ask"])
def test_foreign_custom_ids_are_not_ours(foreign):
    assert decode(foreign) is None
    assert not TEMPLATE.fullmatch(foreign)


def test_rows_of_buttons():
    rows = components([Button(label=f"{n} " + "x" * 90, data=f"/{n}") for n in range(7)], "1")
    assert [len(row["components"]) for row in rows] == [5, 2]
    assert all(len(each["label"]) == 80 for row in rows for each in row["components"])
    assert components([Button(label="a", data="/a"), Button(label="b", data="/a")], "1") == [
        {"type": 1, "components": [
            {"type": 2, "style": 2, "label": "b", "custom_id": "skerry:1:/a"}
        ]}
    ]  # fmt: skip
    assert components((), "1") == []


@pytest.mark.parametrize(
    ("conversation", "who"),
    [
        ("discord:1:channel:2:3", "3"),
        ("discord:1:dm:3", "3"),
        ("discord:1:thread:3", ANYBODY),
        ("odd", ANYBODY),
    ],
)
def test_addressee(conversation, who):
    assert addressee(conversation) == who


@pytest.mark.parametrize("address", ["channel/1", "interaction/1/2", "interaction/1/2/x", ""])
def test_what_is_no_interactions_address(address):
    with pytest.raises(ValueError, match="not the address"):
        read_origin(address)


def test_the_desk_recognises_every_fact_of_the_forms():
    values = {
        "uid": "1234567",
        "order": "9912345",
        "txid": "ab" * 32,
        "coin": "USDT",
        "network": "TRC20",
    }
    fields = [{"type": 18, "component": {"custom_id": k, "value": v}} for k, v in values.items()]
    text = answers({"components": fields})
    found = facts(text)
    assert found["uid"] == ("1234567",)
    assert "9912345" in found["order_id"]
    assert found["txid"] == ("ab" * 32,)
    assert found["coin"] == ("USDT",)
    assert found["network"] == ("TRC20",)


@pytest.mark.parametrize("kind", [ASK, FACTS])
def test_forms_have_five_fields(kind):
    assert len(FIELDS[kind]) == 5
    assert is_form(kind)


def test_answers_cut_what_is_too_long_and_drop_what_is_not_ours():
    fields = [
        {"type": 1, "components": [{"custom_id": "coin", "value": "  US\nDT " + "x" * 99}]},
        {"type": 18, "component": {"custom_id": "password", "value": "hunter2"}},
    ]
    assert answers({"components": fields}) == "Coin: US DT " + "x" * 14


@given(DEEP)
def test_answers_of_any_shape(components_):
    assert isinstance(answers({"components": components_}), str)


@given(st.text())
def test_c4_nonces_are_stable_and_short(key):
    assert nonce_of(key) == nonce_of(key)
    assert len(nonce_of(key)) <= 25


def test_memory_forgets_the_oldest_and_does_not_grow():
    recent = Recent[int, int]()
    for number in range(MOST + 3):
        recent.enter(number, number)
    assert len(recent) == MOST
    assert 2 not in recent
    assert 3 in recent


def test_c11_one_claim_wins():
    memory = Memory()
    assert memory.claim(1, "/rate", 7)
    assert not memory.claim(1, "/rate", 8)
    assert memory.claim(2, "/rate", 8)


def test_c1_a_token_is_used_no_longer_than_it_lives():
    now = [0.0]
    memory = Memory(tick=lambda: now[0])
    memory.tokens.enter(1, Token(2, SecretStr("t"), TOKEN_S))
    assert memory.token(1)
    now[0] = TOKEN_S
    assert memory.token(1) is None


class Hours:
    """Time that passes only when somebody sleeps."""

    def __init__(self):
        self.now = 0.0

    def tick(self):
        return self.now

    async def sleep(self, seconds):
        self.now += seconds


@given(st.lists(st.tuples(st.floats(0, 0.5), st.floats(0, 0.3)), max_size=40), st.integers(1, 4))
def test_a_window_never_lets_one_more_through(calls, count):
    hours, times = Hours(), []
    window = Window(count, 1.0, hours.tick)

    async def call(gap, lasting):
        await hours.sleep(gap)
        async with window.turn(hours.sleep):
            times.append(hours.now)
            await hours.sleep(lasting)

    async def all_calls():
        for gap, lasting in calls:
            await call(gap, lasting)

    asyncio.run(all_calls())
    assert len(times) == len(calls)
    assert all(late - early > 1.0 for early, late in zip(times, times[count:], strict=False))


def test_whoever_would_wait_long_is_sent_away_with_the_time_to_come_back():
    hours = Hours()
    window = Window(1, 60.0, hours.tick)

    async def call():
        async with window.turn(hours.sleep):
            pass

    asyncio.run(call())
    hours.now = 10.0
    with pytest.raises(RateLimited) as caught:
        asyncio.run(call())
    assert caught.value.retry_after == pytest.approx(50)
    assert caught.value.everywhere
    hours.now = 60.0
    asyncio.run(call())
