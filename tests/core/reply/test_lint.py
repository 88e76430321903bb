"""The last look at a text: what it refuses, and that it refuses nothing else."""

from __future__ import annotations

import pickle
import time
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.actions import Kind, Outgoing, Purpose
from core.capabilities import Capabilities
from core.identities import Account, Identities
from core.reply.lint import check, unsafe
from core.types import Leg, Platform
from tests.core.reply import lint_cases

IDENTITIES = Identities(
    brand="Nordex",
    domains=("nordex.example", "help.nordex.example"),
    accounts=(
        Account(platform="twitter", id="1001", handle="NordexSupport"),
        Account(platform="telegram", id="2001", handle="mira_nordex", name="Mira Solberg"),
        Account(platform="discord", id="3001", name="Nordex Helpdesk"),
    ),
)


def problems(text, leg=Leg.PRIVATE):
    return check(text, IDENTITIES, leg=leg)


def rows(table):
    return [
        pytest.param(text, id=f"{language}-{number}")
        for language, texts in table.items()
        for number, text in enumerate(texts)
    ]


@pytest.mark.parametrize("text", rows(lint_cases.ASKS))
def test_who_asks_for_a_secret_is_stopped(text):
    assert any("never ask for it" in each for each in problems(text))


@pytest.mark.parametrize("text", rows(lint_cases.DOES_NOT_ASK))
def test_who_says_that_nobody_asks_may_speak(text):
    assert problems(text) == ()


@pytest.mark.parametrize("text", rows(lint_cases.PROMISES))
def test_who_promises_is_stopped(text):
    assert any("promises" in each for each in problems(text))


@pytest.mark.parametrize("text", rows(lint_cases.DOES_NOT_PROMISE))
def test_who_promises_nothing_may_speak(text):
    assert problems(text) == ()


@pytest.mark.parametrize("text", rows(lint_cases.ADVISES))
def test_who_advises_to_buy_or_sell_is_stopped(text):
    assert any("advice" in each for each in problems(text))


STOPPED = {
    "nothing": ("", "is empty"),
    "blanks": (" \n ", "is empty"),
    "turned round": ("a\u202eb", "invisible character (U+202E)"),
    "zero width": ("pass\u200bword", "invisible character (U+200B)"),
    "control": ("ring\x07", "invisible character (U+0007)"),
    "tag": ("hi\U000e0041", "invisible character (U+E0041)"),
    "lone surrogate": ("hi\ud800", "invisible character (U+D800)"),
    "strange link": ("see https://evil.com/x", "names the address evil.com"),
    "longer host": ("see nordex.example.evil.com", "nordex.example.evil.com"),
    "look-alike host": ("nordex-help.example is us", "nordex-help.example"),
    "letters of another script": ("n\u043erdex.example is us", "n\u043erdex.example"),
    "host behind a name": ("https://nordex.example@evil.com/", "names the address evil.com"),
    "messenger link": ("t.me/NordexBot", "names the address t.me"),
    "link that shows another": ("[https://nordex.example](https://evil.com)", "evil.com"),
    "link that dodges": ("go to evil[.]com", "names the address evil.com"),
    "link with a broken host": ("go to https://[::1", "names the address https://"),
    "short link": ("visit bit.ly/abc", "names the address bit.ly"),
    "no web page": ("tg://resolve?domain=x", "something else than a web page (tg:)"),
    "script": ("[x](javascript:alert)", "something else than a web page (javascript:)"),
    "strange mail": ("write to help@gmail.com", "e-mail address help@gmail.com"),
    "look-alike mail": ("help@nordex.example.co", "help@nordex.example.co"),
    "strange handle": ("contact @nordex_helper", "names @nordex_helper, who is not"),
    "phone": ("ring +44 20 7946 0958", "has a phone number"),
    "free phone": ("ring 0800 123 4567", "has a phone number"),
    "phone in brackets": ("(212) 555-0123", "has a phone number"),
    "phone with dashes": ("555-123-4567", "has a phone number"),
    "phone after a word": ("WhatsApp: 5551234567", "has a phone number"),
    "ethereum": ("0x52908400098527886E0F7030069857D2E4169EE7", "has a wallet address"),
    "bitcoin": ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "has a wallet address"),
    "segwit": ("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "has a wallet address"),
    "tron": ("TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC", "has a wallet address"),
    "screen": ("Please install AnyDesk and share your screen.", "asks for the screen"),
    "list of wishes": ("Please send us:\n- your UID\n- your password", "asks for a password"),
    "list after a gap": ("Send us these\n\n1. UID\n2. password", "asks for a password"),
    "mixed languages": ("请把您的 password 发给我们", "asks for a password"),
    "denial of something else": ("No worries, send me the code.", "asks for a code"),
    "a card": ("Reply with your card number.", "asks for a document or card"),
    "a passport": ("Send us a photo of your passport.", "asks for a document or card"),
}


@pytest.mark.parametrize(("text", "told"), STOPPED.values(), ids=STOPPED.keys())
def test_what_is_stopped_is_named(text, told):
    assert any(told in each for each in problems(text)), problems(text)


FINE = {
    "our page": "Open https://nordex.example/freeze now.",
    "our page in Markdown": "Open [our page](https://help.nordex.example/en/x) now.",
    "our page in brackets": "Open <https://help.nordex.example/en/x>.",
    "our help site bare": "See help.nordex.example.",
    "our mail": "Write to support@nordex.example.",
    "our mail's ending": "Our mail ends in @nordex.example.",
    "our handles": "We are @NordexSupport and @Mira_Nordex.",
    "a day and a time": "On 2026-01-15 at 10:30 UTC+01:00.",
    "days": "From 2026-01-15 to 2026-02-15.",
    "large numbers": "About 100,000 or 1 000 000.",
    "abbreviations": "E.g. this, i.e. that, at 5 p.m.",
    "a version": "Update to version 2.10.1 of the app.",
    "no space after a stop": "First.Then second.",
    "emoji": "👨‍👩‍👧 hi ✌️🏽",
    "Hindi joiners": "क्‍ष धन्यवाद",
    "lines of a form": "one\r\ntwo\ttabs",
    "a short number": "Order 123456 is filled.",
    "screens left alone": "Please remove AnyDesk from your computer.",
    "screens denied": "Never install AnyDesk or share your screen.",
    "a list under a denial": "**We never**\n- ask for your password,\n- call you.",
    "a list under nothing": "Done.\n\n- The password page is open.",
    "text between list and lead": "Please send\n\nnothing else.\n\n- password page",
    "a code we send": "We will send you a code by mail.",
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE.keys())
def test_what_is_fine_passes(text):
    assert problems(text) == ()


PRIVATE_ONLY = {
    "order number": "Your order 123456789 was filled.",
    "hash": "It is " + "4a5e1e4b" * 8,
    "amount": "Your withdrawal of 0.5 BTC is on its way.",
    "amount in Chinese": "您的余额是 12.5 USDT。",
    "amount in Spanish": "Su saldo es de 100 USDT.",
}


@pytest.mark.parametrize("text", PRIVATE_ONLY.values(), ids=PRIVATE_ONLY.keys())
def test_facts_of_an_account_are_for_private_ears(text):
    assert problems(text) == ()
    assert any("somebody's account" in each for each in problems(text, Leg.PUBLIC))


@pytest.mark.parametrize(
    "text",
    ["A withdrawal costs 1 USDT.", "You can start with 10 EUR.", "Call it 2 BTC. You have mail."],
)
def test_what_things_cost_may_be_said_in_public(text):
    assert problems(text, Leg.PUBLIC) == ()


def test_each_problem_is_told_once():
    text = "Send me your password. Send me your password. See evil.com and evil.com."
    assert len(problems(text)) == len(set(problems(text))) == 2


@pytest.mark.parametrize("before", [0, 2750, 2990, 5000, 9000])
def test_a_long_text_hides_nothing(before):
    text = "all is well and " * (before // 16) + "please send me your password " + "ok " * 3000
    assert "asks for a password: never ask for it" in problems(text)


@pytest.mark.parametrize(
    "unit", ["a", "A1", "1", "- x\n", "@", "a.", "https://", "no ", "我", "send ", "("]
)
def test_a_nasty_text_is_looked_at_in_good_time(unit):
    started = time.process_time()
    problems(unit * (30_000 // len(unit)))
    assert time.process_time() - started < 5


def test_an_empty_registry_knows_nobody():
    assert check("See nordex.example, ask @NordexSupport.", Identities(), leg=Leg.PRIVATE)


@given(st.text(max_size=300), st.sampled_from(list(Leg)))
@settings(deadline=None)
def test_any_text_is_looked_at(text, leg):
    found = check(text, IDENTITIES, leg=leg)
    assert all(each and "\n" not in each for each in found) or "\n" in text


@given(st.sampled_from([text for texts in lint_cases.ASKS.values() for text in texts]), st.text())
@example("Please send us:\n- your UID\n- your password", "0")
@settings(deadline=None, max_examples=50)
def test_words_in_front_do_not_hide_a_wish(text, before):
    front = "".join(char for char in before if char.isalnum() and char.isascii())
    assert problems(f"{front}. {text}")


NARROW = Capabilities(max_length=280, parts=1, cashtags=1, private_length=10_000)
UNFIT = {
    "length": ("a" * 281, "long", "281 / 280"),
    "cashtags": ("Deposits of $BTC and $ETH are open.", "cashtags", "2"),
    "mentions": ("@NordexSupport @mira_nordex @NordexSupport1 @x12 hi", "mentions", "4"),
}


@pytest.mark.parametrize(("text", "code", "value"), UNFIT.values(), ids=UNFIT.keys())
def test_what_a_platform_does_not_take_is_told(text, code, value):
    found = {each.code: each.value for each in check_on(NARROW, text, Leg.PUBLIC)}
    assert found[code] == value
    assert code not in {each.code for each in check_on(NARROW, text, Leg.PRIVATE)}


@pytest.mark.parametrize(
    "text", ["$BTC is open.", "It costs $5 or $100.", "US$ and A$ are currencies.", "o" * 280]
)
def test_what_a_platform_takes_passes(text):
    assert check_on(NARROW, text, Leg.PUBLIC) == ()


def check_on(limits, text, leg):
    return check(text, IDENTITIES, leg=leg, capabilities=limits)


@pytest.mark.parametrize(
    ("text", "value"), [("hi @everyone", "everyone"), ("hi <@&55>", "<@&55>"), ("@here", "here")]
)
def test_who_calls_a_whole_room_is_stopped(text, value):
    assert [(each.code, each.value) for each in problems(text)] == [("everyone", value)]


JOINED = {
    "a joiner in a Latin word": "pass\u200dword",
    "a filler": "a\u3164b",
    "a braille blank": "a\u2800b",
    "a selector": "a\ufe01b",
}


@pytest.mark.parametrize("text", JOINED.values(), ids=JOINED.keys())
def test_letters_that_nobody_sees_are_stopped(text):
    assert [each.code for each in problems(text)] == ["unseen"]


DISGUISED = {
    "letters of another script": "Please send me your p\u0430ssword.",
    "marks within a word": "Please send me your pass**word**.",
    "letters spaced apart": "Please send me your p a s s w o r d.",
}


@pytest.mark.parametrize("text", DISGUISED.values(), ids=DISGUISED.keys())
def test_a_disguise_hides_no_wish(text):
    assert "secret_password" in [each.code for each in problems(text)]


STATES = {
    "en": ("Your withdrawal was rejected yesterday.", "If your withdrawal was rejected, write."),
    "zh": ("我们看到您的账户已被冻结。", "如果您的账户已被冻结，请联系我们。"),
    "de": ("Ihr Konto wurde gesperrt.", "Wenn Ihr Konto wurde gesperrt angezeigt: ruhig."),
}


@pytest.mark.parametrize(("told", "supposed"), STATES.values(), ids=STATES.keys())
def test_how_an_account_stands_is_for_private_ears(told, supposed):
    assert "account_state" in [each.code for each in problems(told, Leg.PUBLIC)]
    assert problems(supposed, Leg.PUBLIC) == ()
    assert problems(told) == ()


def test_a_line_in_another_language_is_read_in_its_own():
    text = "Nous répondons ici à toutes les questions.\nBitte schicken Sie nie Ihr Passwort."
    assert problems(text) == ()
    assert problems(text.replace("nie ", "uns ")) != ()


def test_a_problem_keeps_its_code_on_the_way_between_processes():
    (problem,) = problems("see evil.com")
    again = pickle.loads(pickle.dumps(problem))  # noqa: S301 - our own
    assert (again, again.code, again.value) == (problem, "link", "evil.com")


@pytest.mark.parametrize(
    ("change", "stopped"),
    [
        ({}, True),
        ({"purpose": Purpose.WARNING}, True),
        ({"by": "mira"}, True),
        ({"purpose": Purpose.REPORT}, False),
        ({"kind": Kind.DELETE}, False),
        ({"text": ""}, False),
        ({"text": "We never ask for your password."}, False),
    ],
    ids=str,
)
def test_the_last_look_before_something_leaves(change, stopped):
    row = Outgoing(
        key="1",
        platform=Platform("replay"),
        account="",
        conversation="",
        address="",
        due_at=datetime(2026, 1, 15, tzinfo=UTC),
        **{"text": "Please send me your password.", **change},
    )
    assert bool(unsafe(row, IDENTITIES)) is stopped
