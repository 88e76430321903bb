"""Why a message got its labels, asked for on the case page, and the operator's own tags."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.reasons import sentence
from console.words import LANGUAGES, texts
from core.casebook import FeedRow
from core.triage.explain import FINDING, LABELS, LIKE, RULE, SHIFT, WORDS, Reason
from core.triage.urgency import RULES
from core.types import Labels, Urgency, Verdict
from tests.conftest import NOON
from tests.console.fakes import a_case, a_line

pytestmark = pytest.mark.anyio
# Source: the taxonomy's table of risks.
DANGERS = """
    secret_request off_platform_pivot wallet_validation giveaway recovery_service claim_drainer
    advance_fee job_task romance fake_moderator malicious_file compromised_account seed_bait
    lookalike_mention phishing_link impersonator flood abuse
"""
SPOKE = Reason(label="intent", kind=WORDS, code="deposit", words=("missing", "urlx"), rival="fiat")
RULED = Reason(
    label="urgency",
    kind=RULE,
    code="P1",
    rule="deposit_missing",
    text="deposit missing: “not arrived”",
    words=("not arrived",),
)
HOURS = replace(RULED, rule="waits_too_long", text="funds stuck for 72 hours", words=())
CHANGED = Reason(
    label="sentiment", kind=SHIFT, code="negative", share=0.91, rival="neutral", rival_share=0.48
)
ALIKE = Reason(label="intent", kind=LIKE, code="deposit", rule="P1", text="where is it {0}")
FOUND = Reason(
    label="stance", kind=FINDING, code="attempt", rule="giveaway", text="doubles coins", share=0.9
)
TAGGED = Verdict(
    labels=Labels(intent="deposit", intent_confidence=0.9),
    urgency=Urgency.P1,
    tags={"refund": ("yes", 0.97), "product": ("card", 0.95)},
)


@pytest.mark.parametrize(
    ("reason", "english", "chinese"),
    [
        (
            SPOKE,
            "Its words speak for Deposit rather than Bank and card: “missing”, a link",
            "措辞更倾向于充值而非法币与银行卡：“missing”、链接",
        ),
        (RULED, "P1: deposit missing: “not arrived”", "P1: 充值未到账 “not arrived”"),
        (HOURS, "P1: funds stuck for 72 hours", "P1: 资金滞留过久"),
        (
            CHANGED,
            "The second stage reads it as negative (91\u202f%); by its words alone it was "
            "neutral (48\u202f%)",
            "第二阶段判读为负面（91\u202f%）；仅凭措辞则为中性（48\u202f%）",
        ),
        (
            ALIKE,
            "It is like: “where is it {0}” (Deposit, P1)",
            "与此相近：“where is it {0}”（充值，P1）",
        ),
        (FOUND, "doubles coins (90\u202f%)", "许诺翻倍返币（90\u202f%）"),
    ],
    ids=["words", "rule", "rule without a quote", "encoder", "like", "finding"],
)
def test_reasons_in_both_languages(reason, english, chinese):
    assert sentence(texts("en"), reason) == english
    assert sentence(texts("zh"), reason) == chinese


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("table", "codes"),
    [("rule", (*RULES, "command")), ("danger", DANGERS.split()), ("why", LABELS)],
    ids=["rules", "dangers", "labels"],
)
def test_every_reason_has_words(language, table, codes):
    assert [code for code in codes if code not in texts(language).tree[table]] == []


@pytest.fixture
def explained(desk):
    """A desk that explains everything alike, and remembers what it was asked."""
    desk.asked = []

    async def explain(text, verdict):
        desk.asked.append((text, verdict))
        return desk.reasons

    desk.reasons = (SPOKE, RULED, replace(ALIKE, text="<b>http://evil.example</b>"))
    desk.app.state.services = replace(desk.app.state.services, explain=explain)
    return desk


async def test_why_answers_with_a_fragment(explained, mira):
    case = explained.book.add(a_case(), a_line("it has not arrived", verdict=TAGGED))
    page = (await mira.open(case)).text
    asked = f"/case/{case.id}/why?view=open&amp;line=k%3Ait%20has%20not%20arrived"
    assert asked in page
    headers = {"HX-Request": "true", "HX-Target": "reasons"}
    answer = await mira.get(asked.replace("&amp;", "&"), headers=headers)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "Its words speak for Deposit" in answer.text
    assert "P1: deposit missing" in answer.text
    assert explained.asked == [("it has not arrived", TAGGED)]


async def test_why_is_a_page_without_scripts_and_foreign_text_stays_text(explained, mira):
    case = explained.book.add(a_case(), a_line("<i>hi</i>", verdict=TAGGED))
    page = (await mira.get(f"/case/{case.id}/why", params={"line": "k:<i>hi</i>"})).text
    assert "Why these labels?" in page
    assert "&lt;i&gt;hi&lt;/i&gt;" in page
    assert "<b>http" not in page
    assert "hxxp://evil[.]example" in page


async def test_no_reasons_are_said_to_be_none(explained, mira):
    explained.reasons = ()
    case = explained.book.add(a_case(), a_line("x", verdict=TAGGED))
    page = (await mira.get(f"/case/{case.id}/why?line=k:x")).text
    assert "no reasons to show" in page


@pytest.mark.parametrize("line", ["", "k:unread", "k:nowhere"])
async def test_what_was_not_judged_has_no_reasons(explained, mira, line):
    case = explained.book.add(a_case(), a_line("unread"))
    assert (await mira.get(f"/case/{case.id}/why", params={"line": line})).status_code == 404


async def test_a_desk_that_cannot_explain_says_so(desk, mira):
    case = desk.book.add(a_case(), a_line("x", verdict=TAGGED))
    assert "no reasons to show" in (await mira.get(f"/case/{case.id}/why?line=k:x")).text


async def test_tags_are_shown_on_feed_and_case(desk, mira, monkeypatch):
    case = desk.book.add(a_case(), a_line("x", verdict=TAGGED))
    row = FeedRow(case=case, snippet="x", messages=1, tags=TAGGED.tags)
    monkeypatch.setattr(desk.book, "_row", lambda _case: row)
    page = (await mira.open(case)).text
    feed, _, rest = page.partition('id="case"')
    for part in (feed, rest):
        assert '<span class="tag">refund</span>' in part.replace("\n", "")
        assert '<span class="tag">product: card</span>' in part.replace("\n", "")
    assert "97\u202f%" in rest


def test_a_row_without_tags_shows_none():
    assert FeedRow(case=a_case(opened_at=NOON), snippet="", messages=0).tags == {}
