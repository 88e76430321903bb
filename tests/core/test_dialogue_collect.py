"""What an answer tells of what was asked for, and how it is said back."""

from __future__ import annotations

import pytest
from hypothesis import given as tried
from hypothesis import strategies as st

from core.collect import KEPT, attempted, given, recap
from core.triage.facts import facts
from tests.leak_kit import WITH_A_PASSWORD

TXID = "0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060"
BOTH = {"coin", "network", "txid"}
ADDRESS = "TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE"


@pytest.mark.parametrize(
    ("text", "wanted", "told"),
    [
        ("USDT, tron", BOTH, {"coin": "USDT", "network": "TRC20"}),
        ("usdt on tron", BOTH, {"coin": "USDT", "network": "TRC20"}),
        ("USDT\nTRC20", BOTH, {"coin": "USDT", "network": "TRC20"}),
        ("usdt，波场", BOTH, {"coin": "USDT", "network": "TRC20"}),
        ("юсдт, трон", BOTH, {"coin": "USDT", "network": "TRC20"}),
        ("coin: usdt network: tron", BOTH, {"coin": "USDT", "network": "TRC20"}),
        ("tron", {"network"}, {"network": "TRC20"}),
        ("tron", BOTH, {"coin": "TRX"}),
        ("eth", BOTH, {"coin": "ETH"}),
        ("polygon", {"network"}, {"network": "Polygon"}),
        ("Network: Solana, coin: SOL", BOTH, {"network": "Solana", "coin": "SOL"}),
        (f"here: {TXID}", BOTH, {"txid": TXID}),
        ("12345678", {"uid"}, {"uid": "12345678"}),
        ("99887766", {"order_id"}, {"order_id": "99887766"}),
        ("12345678", BOTH, {}),
        ("250.50", {"amount"}, {"amount": "250.50"}),
        ("it was 250", {"amount"}, {}),
        ("12345678901", {"amount"}, {}),
        ("i do not know", BOTH, {}),
        ("", BOTH, {}),
        ("USDT over BEP20", set(), {"coin": "USDT", "network": "BEP20"}),
    ],
)
def test_short_answers_are_read_beside_the_question(text, wanted, told):
    found = given(text, facts(text), wanted)
    assert {kind: values[0] for kind, values in found.items()} == told


def test_two_networks_are_both_kept():
    text = "I sent over BEP20 but the address was for TRC20"
    assert given(text, facts(text), BOTH)["network"] == ("BEP20", "TRC20")


@pytest.mark.parametrize(
    ("text", "tries"),
    [
        ("0x5c504", True),
        ("5c504ed432cb", True),
        ("TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSF", True),
        ("ok, two minutes", False),
        ("what is a txid?", False),
        ("", False),
    ],
)
def test_what_was_meant_as_an_answer_and_is_none(text, tries):
    assert attempted(text, facts(text)) is tries


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "1,250.5 USDT · TRC20 · TXID 0x5c504e…b22060"),
        ("de", "1.250,5 USDT · TRC20 · TXID 0x5c504e…b22060"),
    ],
)
def test_facts_are_said_back_as_the_language_writes_them(language, line):
    known = {
        "coin": ("USDT",),
        "amount": ("1,250.5 USDT",),
        "network": ("TRC20",),
        "txid": (TXID,),
        "error": ("whatever somebody typed",),
    }
    assert recap(known, language) == line


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("1500 usdt", "1,500 USDT"),
        ("12.000 USDT", "12.000 USDT"),
        ("0.25 btc", "0.25 BTC"),
        ("1,250 eur", "1,250 eur"),
        ("2,500,000 vnd", "2,500,000 VND"),
        ("300", "300"),
    ],
)
def test_an_amount_that_could_be_two_numbers_is_left_as_it_was_written(amount, shown):
    assert recap({"amount": (amount,)}, "en") == shown


def test_long_values_are_shortened_and_short_ones_named():
    known = {"uid": ("12345678",), "order_id": ("7788990",), "address": (ADDRESS,)}
    assert recap(known, "en") == "TQn9Y2kh…KcbLSE · #7788990 · UID 12345678"
    assert recap({}, "en") == ""
    assert recap({"coin": ("<b>USDT</b>", "USDT")}, "en") == "USDT"


@tried(st.text(max_size=200), st.sets(st.sampled_from(KEPT)))
def test_only_safe_facts_come_out_of_any_text(text, wanted):
    found = given(text, facts(text), wanted)
    assert found.keys() <= set(KEPT)
    line = recap(found, "en")
    assert "\n" not in line
    assert not set("<>[]()@*_`") & set(line.replace("_", "")) - {"_"}


@pytest.mark.parametrize("text", WITH_A_PASSWORD[:6])
def test_a_secret_is_no_fact(text):
    words = text.format("[password removed]")
    assert given(words, facts(words), set(KEPT)) == {}
