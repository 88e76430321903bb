"""What attackers use again is found again, however it is dressed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.triage.hosts import HostJudge
from core.triage.sketch import sketch
from core.triage.traces import traces
from core.types import Verdict
from tests.conftest import a_message
from tests.core.test_conclude import HOUSE

PITCH = (
    "Hello dear, kindly message our senior support agent on WhatsApp, he resolved my withdrawal"
    " issue within minutes and it is hundred percent legit"
)


def found(text, verdict=None):
    message = a_message(text)
    return traces(message, verdict or Verdict(), HOUSE.identities, HOUSE.verifies.judge)


def shared(one, other):
    return len(set(sketch(one)) & set(sketch(other)))


@pytest.mark.parametrize(
    "other",
    [
        PITCH.upper(),
        PITCH.replace("support", "supp\u043ert"),
        PITCH.replace("WhatsApp", "WhatsApp +15550102220"),
        f"@someone {PITCH} https://nordex-help.example/form",
        PITCH.replace(" ", " \u200b"),
        PITCH.replace("dear", "friend"),
    ],
    ids=["capitals", "homoglyph", "number", "addresses", "zero-width", "a-word"],
)
def test_nearly_the_same_words_share_a_digest(other):
    assert shared(PITCH, other)


@pytest.mark.parametrize(
    "other",
    [
        "my withdrawal of 500 usdt has been pending since yesterday, support does not answer me",
        "谁知道提现什么时候恢复，我已经等了三天了，客服一直没有回复，请帮我看看到底是怎么回事，谢谢大家了真的很着急啊",
    ],
    ids=["a-complaint", "another-language"],
)
def test_other_words_share_none(other):
    assert shared(PITCH, other) == 0


@pytest.mark.parametrize("text", ["", "gm", "thanks!", "👍" * 100, "https://nordex.example/" * 5])
def test_short_texts_have_no_sketch(text):
    assert sketch(text) == ()


@given(st.text(max_size=3000))
def test_a_sketch_is_total_and_always_the_same(text):
    assert sketch(text) == sketch(text)
    assert len(sketch(text)) in (0, 8)


def test_contacts_of_all_kinds_leave_traces():
    text = (
        "write to @nordex_helper or fix@nordex-help.example or +1 555 010 2220, t.me/nordexdesk,"
        " https://nordex-claims.example/form"
    )
    kinds = {(each.kind, each.shown) for each in found(text) if each.kind != "text"}
    assert ("handle", "@nordex_helper") in kinds
    assert ("mail", "fix@nordex-help.example") in kinds
    assert ("phone", "15550102220") in kinds
    assert ("handle", "t.me/nordexdesk") in kinds
    assert ("host", "nordex-claims.example") in kinds


def test_our_own_addresses_are_none():
    text = "see https://help.nordex.example/en/fees or ask @NordexSupport"
    assert [each for each in found(text) if each.kind != "text"] == []


def test_wallets_come_from_the_facts():
    verdict = Verdict(facts={"address": ("0xabc",)})
    [wallet] = [each for each in found("send it here", verdict) if each.kind == "wallet"]
    assert wallet.shown == "0xabc"


def test_the_same_trace_has_the_same_digest_and_counts_once():
    text = "@nordex_helper @NORDEX_HELPER " + "and now some words that are no address at all"
    handles = [each for each in found(text) if each.kind == "handle"]
    assert len({each.digest for each in handles}) <= 1
    assert found("x @nordex_helper") == found("y @nordex_helper")


def test_a_flood_of_contacts_is_bounded():
    many = " ".join(f"@helper{number}" for number in range(500))
    assert len(found(f"hello {many}")) <= 24


def test_sites_that_everybody_links_to_connect_nobody():
    judge = HostJudge(HOUSE.identities, None, allowed=frozenset({"github.com"}))
    text = "see https://github.com/x and https://bit.ly/AbC and https://bad-claims.example/form"
    found = traces(a_message(text), Verdict(), HOUSE.identities, judge.judge)
    assert [each.shown for each in found if each.kind == "host"] == [
        "bit.ly/abc",
        "bad-claims.example",
    ]
