"""Safe facts are found, kept as written, and not too many of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.triage.duration import longest_wait
from core.triage.facts import facts
from core.triage.text import normalise, visible

TXID = "0x" + "ab" * 32
ETH = "0x52908400098527886E0F7030069857D2E4169EE7"
TRON = "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8"


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        pytest.param("my UID: 12345678", "uid", ("12345678",), id="uid"),
        pytest.param("用户ID是 998877", "uid", ("998877",), id="uid chinese"),
        pytest.param("sent 50 USDT and some btc", "coin", ("USDT", "BTC"), id="coins"),
        pytest.param("bitcoin, биткоин, 以太坊", "coin", ("BTC", "ETH"), id="named coins"),
        pytest.param("a link near the dot", "coin", None, id="words are no tickers"),
        pytest.param("LINK and NEAR", "coin", ("LINK", "NEAR"), id="tickers in capitals"),
        pytest.param("over trc20 or BEP-20", "network", ("TRC20", "BEP20"), id="networks"),
        pytest.param("1,250.50 USDT", "amount", ("1,250.50 USDT",), id="amount"),
        pytest.param("$300", "amount", ("$300",), id="dollars"),
        pytest.param("充了100u", "amount", ("100u",), id="chinese amount"),
        pytest.param(f"tx {TXID}", "txid", (TXID,), id="txid"),
        pytest.param("5" * 87, "txid", ("5" * 87,), id="solana signature"),
        pytest.param(f"to {ETH}", "address", (ETH,), id="eth"),
        pytest.param(f"to {TRON}", "address", (TRON,), id="tron"),
        pytest.param("withdrawal id 20231105", "order_id", ("20231105",), id="order"),
        pytest.param("订单号：778899", "order_id", ("778899",), id="order chinese"),
        pytest.param("at 14:35 UTC", "time", ("14:35 UTC",), id="hour"),
        pytest.param("on 2026-01-05 10:00", "time", ("2026-01-05 10:00",), id="date"),
        pytest.param("error code 50011", "error", ("50011",), id="error code"),
        pytest.param('error: "network busy"', "error", ("network busy",), id="error text"),
        pytest.param("报错：「系统繁忙中」", "error", ("系统繁忙中",), id="error chinese"),
        pytest.param("nothing here", "amount", None, id="nothing"),
    ],
)
def test_facts(text, kind, values):
    assert facts(text).get(kind) == values


def test_not_more_than_anybody_reads():
    assert len(facts(" ".join(f"{n} USDT" for n in range(50)))["amount"]) == 8


KINDS = {
    "uid", "coin", "network", "amount", "txid", "address", "address_invalid", "order_id", "time",
    "error",
}  # fmt: skip
# What people write beside facts, so that random texts come near them.
BITS = st.sampled_from(
    ["uid ", "order ", "BTC", "trc20", "error ", "500", "12345678", " ", "\n", '"', "«", "»", "'",
     "-", "_", "万", "k", "₽", "Rp", "İ", "ß", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", TXID, "٣", "से",
     "app says ", "「", "」", "Base", "via ", "14:35", "invalid signature", "P2P-", "0x"]
)  # fmt: skip
TEXTS = st.text() | st.lists(BITS | st.text(max_size=3), max_size=30).map("".join)


@given(TEXTS)
def test_any_text_has_facts_of_its_own(text):
    seen = visible(text)
    for kind, values in facts(text).items():
        assert kind in KINDS
        assert 0 < len(values) <= 8
        assert len(set(values)) == len(values)
        assert all(len(value) <= 160 for value in values)
        if kind not in {"coin", "network"}:
            assert all(value in seen or value in seen.lower() for value in values)


@given(st.text(alphabet="aA1_-.:, '\"«kU万BTC0x%()=\n", min_size=1, max_size=12))
@settings(max_examples=40, deadline=2000)
def test_long_texts_end_soon(text):
    assert set(facts(text * (6000 // len(text)))) <= KINDS


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("waiting 3 days", 72),
        ("30 hours now", 30),
        ("2周了", 336),
        ("已经3天了", 72),
        ("уже 5 дней", 120),
        ("2 gündür bekliyorum", 48),
        ("3 ngày rồi", 72),
        ("4일째", 96),
        ("منذ ٣ أيام", 72),
        ("४ दिन", 96),
        ("2 semanas", 336),
        ("seit 3 tagen", 72),
        ("1 month and 2 days", 720),
        ("no number", 0),
        ("5 usdt", 0),
    ],
)
def test_waits(text, hours):
    assert longest_wait(normalise(text)) == hours
