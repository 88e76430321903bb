"""The whole first stage: with rules alone and with a model, on messages good and bad."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import models
from core.identities import Identities, Question
from core.triage import signals
from core.triage.assess import Brain
from core.triage.hosts import HostJudge
from core.triage.labels import INTENTS, label
from core.triage.linear import Head, LinearModel, Said
from core.triage.reading import read
from core.types import (
    Author,
    Platform,
    RiskLevel,
    Secret,
    Sentiment,
    Stance,
    Urgency,
    Utterance,
)
from tests.conftest import NOON, a_message
from tests.core.triage.cases import NORDEX, ask

WEIGHTS = models.load_linear()
RULES = Brain(model=None, signals=signals.load(), identities=NORDEX)
FULL = Brain(model=LinearModel.from_arrays(WEIGHTS), signals=signals.load(), identities=NORDEX)
BOTH = pytest.mark.parametrize("brain", [RULES, FULL], ids=["rules", "model"])


@BOTH
@pytest.mark.parametrize(
    ("text", "intent"),
    [
        pytest.param(
            "i forgot my password and cannot log in, no code arrives", "login", id="login"
        ),
        pytest.param("my usdt deposit has not been credited", "deposit", id="deposit"),
        pytest.param("我的提现还在审核，提币慢", "withdrawal", id="withdrawal"),
        pytest.param("какая комиссия за вывод? дорого", "fees", id="fees"),
        pytest.param("api key rate limit and websocket docs", "api", id="api"),
        pytest.param("ich will mein leben beenden, selbstmord", "crisis", id="crisis"),
        pytest.param("thank you so much, great support", "praise", id="praise"),
        pytest.param("gm everyone, bull run", "chatter", id="chatter"),
        pytest.param("send me your seed phrase to validate your wallet, dm me", "spam", id="spam"),
        pytest.param("is this account really yours? is it legit", "authenticity", id="real?"),
    ],
)
def test_intents(brain, text, intent):
    labels = brain.assess(ask(text)).labels
    assert labels.intent == intent
    assert labels.intents[0] == (intent, labels.intent_confidence)
    assert len(labels.intents) == 3


@BOTH
def test_every_label_is_filled_and_every_number_explained(brain):
    verdict = brain.assess(ask("my withdrawal of 50 USDT is pending for 3 days, uid 1234567"))
    assert verdict.labels.language == "en"
    assert verdict.labels.intent == "withdrawal"
    assert verdict.urgency is Urgency.P1
    assert any("72 hours" in reason for reason in verdict.reasons)
    assert verdict.facts["uid"] == ("1234567",)
    assert verdict.stage == "cheap"
    assert verdict.model
    assert verdict.ms > 0
    assert verdict.risk.level is RiskLevel.NONE


@BOTH
def test_an_attack_alarms(brain):
    text = (
        "I am from the support team. Kindly send me your 12 word recovery phrase to validate "
        "your wallet at https://nordex-verify.com"
    )
    risk = brain.assess(ask(text)).risk
    assert risk.level is RiskLevel.ALERT
    assert risk.stance is Stance.ATTEMPT
    assert "secret_request" in risk.kinds


@BOTH
@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Support will never ask for your seed phrase. Beware!", Stance.WARNING),
        ("someone asked me to send my seed phrase, please ban him", Stance.REPORT),
        ("is it legit that support asks for my seed phrase?", Stance.QUESTION),
    ],
)
def test_talk_of_an_attack_is_noted_only(brain, text, stance):
    risk = brain.assess(ask(text)).risk
    assert risk.level is RiskLevel.NOTE
    assert risk.stance is stance
    assert risk.score < 0.2


@BOTH
def test_our_own_people_are_never_attackers(brain):
    text = "I am from the support team, send me your seed phrase"
    real = Author(id="2001", handle="mira_nordex")
    own = ask(text, author=real, platform=Platform("telegram"))
    moderator = ask(text, author=Author(id="7", is_moderator=True))
    assert brain.assess(own).risk.score < 0.1
    assert brain.assess(moderator).findings == ()


@BOTH
@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("thank you, great and fast support, love it", Sentiment.POSITIVE),
        ("worst exchange ever, thieves, disgusting", Sentiment.NEGATIVE),
        ("which networks are supported for ADA", Sentiment.NEUTRAL),
    ],
)
def test_tones(brain, text, tone):
    labels = brain.assess(ask(text)).labels
    assert labels.sentiment is tone
    assert -1 <= labels.sentiment_score <= 1


@pytest.mark.parametrize("text", ["/human", " /start@NordexBot now", "/help", "/privacy"])
def test_commands_are_known_before_the_model(text):
    verdict = FULL.assess(ask(text, author=Author(id="1", language="pt-BR")))
    assert (verdict.labels.intent, verdict.labels.language) == ("chatter", "pt")
    assert verdict.labels.intent_confidence == 1
    assert "the command /" in verdict.reasons[0]
    assert FULL.assess(ask(text)).labels.language == "und"


def test_a_hint_counts_where_the_text_says_nothing():
    hinted = Author(id="1", language="tr")
    assert RULES.assess(ask("👍", author=hinted)).labels.language == "tr"
    assert RULES.assess(ask("my withdrawal is late", author=hinted)).labels.language == "en"
    unsure = RULES.assess(ask("👍")).labels
    assert (unsure.language, unsure.language_confidence) == ("und", 0.0)


def test_a_hint_that_agrees_makes_surer():
    alone = RULES.assess(ask("pump dump")).labels
    hinted = RULES.assess(ask("pump dump", author=Author(id="1", language=alone.language))).labels
    assert hinted.language == alone.language
    assert hinted.language_confidence > alone.language_confidence


@BOTH
def test_posted_secrets_are_told_by_kind(brain):
    posted = (
        Secret(kind="seed_phrase", start=3, end=9),
        Secret(kind="password", start=12, end=20),
        Secret(kind="password", start=22, end=30),
    )
    verdict = brain.assess(ask("my [seed phrase removed]", secrets=posted))
    assert verdict.secrets == ("seed_phrase", "password")
    assert verdict.urgency is Urgency.P0


@BOTH
def test_the_same_message_gets_the_same_verdict(brain):
    questions = [ask("my deposit is missing"), ask("你好"), ask("пишите в лс @x_help")]
    first, again = brain.assess_many(questions), brain.assess_many(questions)
    assert [(v.labels, v.findings, v.risk, v.urgency, v.reasons) for v in first] == [
        (v.labels, v.findings, v.risk, v.urgency, v.reasons) for v in again
    ]


def test_an_angry_user_is_a_user():
    verdict = RULES.assess(ask("my withdrawal is pending, fuck you idiots"))
    assert verdict.labels.intent in {"withdrawal", "complaint"}
    assert verdict.risk.kinds == ("abuse",)
    assert verdict.risk.level is RiskLevel.NOTE


def test_an_alarm_is_the_likeliest_reading_or_none():
    """However much rare codes are favoured."""
    heads = dict(FULL.model.read([read("hello")])[0].heads)
    where = heads["urgency"].start
    heads["urgency"] = Head("urgency", ("P0", "P1", "P2", "P3"), where, 1.0, (9.0, 1.0, 1.0, 1.0))
    row = [0.01] * (max(head.columns.stop for head in heads.values()))
    row[where : where + 4] = [0.4, 0.1, 0.45, 0.05]
    labels = label(read("hello"), (), Said(row, heads))
    assert (labels.urgency, labels.urgency_confidence) == (Urgency.P1, 0.1)


def test_nothing_asked_nothing_answered():
    assert FULL.assess_many([]) == []


HOSTILE = ["", "\0", "\ud800", "a" * 100_000, "🔥" * 5000, "@" * 500, "((((" * 500, "http://" * 99]


@BOTH
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_are_read(brain, text):
    check(brain.assess(ask(text)))


@settings(max_examples=60)
@given(st.text(), st.text(max_size=40), st.text(max_size=40))
def test_any_message_is_read(text, handle, name):
    question = ask(text, author=Author(id="9", handle=handle, name=name))
    check(FULL.assess(question))
    check(RULES.assess(question))


def check(verdict) -> None:
    labels = verdict.labels
    assert labels.intent in INTENTS
    assert 0 <= labels.intent_confidence <= 1
    assert 0 <= labels.urgency_confidence <= 1
    assert 0 <= verdict.risk.score <= 1
    assert verdict.urgency <= labels.urgency
    assert verdict.reasons
    assert all(0 < finding.score <= 1 and finding.reason for finding in verdict.findings)


def test_wording_alone_can_raise_a_finding():
    texts = [
        "专业追币团队，不成功不收费，私信联系",
        "谨防假客服，大家不要相信私信",
        "有人冒充你们的客服骗我",
        "这个是你们的官方号吗，是不是骗子",
    ]
    verdicts = FULL.assess_many([ask(text) for text in texts])
    worded = [finding for v in verdicts for finding in v.findings if finding.signal == "wording"]
    assert {finding.stance for finding in worded} >= {Stance.ATTEMPT, Stance.REPORT}


@pytest.mark.parametrize("reads_back", [True, False])
def test_the_past_is_shown_to_signals_that_ask_for_it(reads_back):
    seen = []

    def signal(message, context):
        seen.append(context.history)

    signal.reads_back = reads_back
    past = (Utterance(ours=False, author="ann", text="before", at=NOON),)
    brain = Brain(None, (signal,), Identities())
    brain.assess(Question(message=a_message("hello"), now=NOON, history=past))
    assert seen == [past if reads_back else ()]


@pytest.mark.parametrize("signs", ["🔥", "😀🙏🏽", "?!… "], ids=["one", "several", "marks"])
def test_a_long_row_of_signs_is_talk_and_no_attack(signs):
    verdict = FULL.assess(ask(signs * 500))
    assert verdict.labels.intent in {"chatter", "praise"}
    assert verdict.risk.level is RiskLevel.NONE
    assert verdict.urgency is Urgency.P3


@pytest.mark.parametrize(
    "text",
    ["hello", "Good morning!", "你好", "¡Hola!", "olá 👋", "Здравствуйте.", "günaydın", "xin chào",
     "안녕하세요", "こんにちは", "selamat pagi", "السلام عليكم", "नमस्ते 🙏", "moin",
     "Bonjour @NordexSupport"],
)  # fmt: skip
def test_a_greeting_is_talk_in_every_language(text):
    labels = FULL.assess(ask(text)).labels
    assert (labels.intent, labels.intent_confidence) == ("chatter", 1.0)


@pytest.mark.parametrize("text", ["hello my deposit is missing", "hi https://nordex.example"])
def test_a_greeting_before_something_else_is_not_one(text):
    labels = FULL.assess(ask(text)).labels
    assert (labels.intent, labels.intent_confidence) != ("chatter", 1.0)


def test_the_first_of_many_greetings_is_not_read_to_the_end():
    assert FULL.assess(ask("hello " * 40)).labels.intent


def test_links_of_many_messages_are_judged_like_those_of_one():
    judging = Brain(None, signals.load(), NORDEX, hosts=HostJudge(NORDEX))
    texts = ["claim at n0rdex.example now", "hello", "https://nordex.example/fees and bit.ly/x"]
    together = judging.assess_many([ask(text) for text in texts])
    alone = [judging.assess(ask(text)) for text in texts]
    assert [each.findings for each in together] == [each.findings for each in alone]
    assert "phishing_link" in {each.kind for each in together[0].findings}


def test_evidence_is_what_the_risk_is_weighed_from():
    brain = Brain(FULL.model, signals.load(), NORDEX, hosts=HostJudge(NORDEX))
    asked = ask("see the fees at help.nordex.example")
    ((findings, said, home),) = brain.evidence([asked])
    assert (findings, home) == (brain.assess(asked).findings, True)
    assert said.stage == "cheap"
