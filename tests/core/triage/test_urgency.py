"""What cannot wait, in fourteen languages, and what only sounds so."""

from __future__ import annotations

import pytest

from core.triage.crisis import crisis
from core.triage.reading import read
from core.triage.urgency import rules
from core.types import Finding, Stance, Urgency

P0, P1 = Urgency.P0, Urgency.P1
NONE: frozenset[str] = frozenset()

NOT_MINE = {
    "en": "there is a withdrawal I did not make",
    "zh": "有人在提我的币，不是我操作的提现",
    "es": "hay un retiro que no hice en mi cuenta",
    "pt": "tem um saque que não fiz na minha conta",
    "ru": "с моего счета вывод, который я не делал",
    "tr": "hesabımdan benim yapmadığım çekim var",
    "vi": "có lệnh rút lạ, không phải tôi",
    "ko": "제가 하지 않은 출금이 있어요",
    "ja": "身に覚えのない出金があります",
    "id": "ada penarikan yang tidak saya lakukan",
    "ar": "هناك سحب لم أقم به من حسابي",
    "hi": "मेरे अकाउंट से withdrawal हुआ जो मैंने नहीं किया",
    "fr": "il y a un retrait que je n'ai pas fait",
    "de": "da ist eine auszahlung, die ich nicht veranlasst habe",
}
CRISIS = {
    "en": "I lost it all and want to kill myself",
    "zh": "亏光了，不想活了",
    "es": "lo perdí todo, quiero morir",
    "pt": "perdi tudo, quero morrer",
    "ru": "всё потерял, не хочу жить",
    "tr": "her şeyi kaybettim, ölmek istiyorum",
    "vi": "mất hết rồi, tôi muốn chết",
    "ko": "다 잃었어요 죽고 싶어요",
    "ja": "全部失った、死にたい",
    "id": "uang habis, saya ingin mati",
    "ar": "خسرت كل شيء أريد أن أموت",
    "hi": "सब खो दिया, मैं मरना चाहता हूँ",
    "fr": "j'ai tout perdu, je veux mourir",
    "de": "alles verloren, ich will sterben",
}
STUCK = {
    "en": "my withdrawal is pending for 3 days",
    "zh": "提现三天了还没动",
    "es": "mi retiro lleva 3 días pendiente",
    "pt": "meu saque está pendente há 3 dias",
    "ru": "вывод висит уже 3 дня",
    "tr": "çekimim 3 gündür bekliyor",
    "vi": "lệnh rút của tôi treo 3 ngày rồi",
    "ko": "출금이 3일째 대기 중이에요",
    "ja": "出金が3日間保留のままです",
    "id": "penarikan saya pending sudah 3 hari",
    "ar": "السحب معلق منذ 3 أيام",
    "hi": "मेरी निकासी 3 दिन से अटकी है",
    "fr": "mon retrait est en attente depuis 3 jours",
    "de": "meine auszahlung hängt seit 3 tagen",
}
LAW = {
    "en": "my lawyer will write to you",
    "zh": "我要找律师起诉",
    "es": "hablaré con mi abogado",
    "pt": "vou falar com meu advogado",
    "ru": "обращусь к адвокату",
    "tr": "avukatıma gideceğim",
    "vi": "tôi sẽ nhờ luật sư",
    "ko": "변호사를 선임했습니다",
    "ja": "弁護士に相談します",
    "id": "saya akan ke pengacara",
    "ar": "سأذهب إلى محامي",
    "hi": "मैं वकील से बात करूँगा",
    "fr": "je vais voir mon avocat",
    "de": "ich gehe zum anwalt",
}


def level(text: str, findings=(), secrets=NONE) -> Urgency | None:
    raised = rules(read(text), findings, secrets)
    return raised[0].level if raised else None


@pytest.mark.parametrize("language", NOT_MINE)
def test_a_withdrawal_that_is_not_mine(language):
    assert level(NOT_MINE[language]) is P0


@pytest.mark.parametrize("language", CRISIS)
def test_a_life_in_danger(language):
    assert level(CRISIS[language]) is P0
    assert "life" in crisis(read(CRISIS[language]))


@pytest.mark.parametrize("language", STUCK)
def test_funds_stuck(language):
    assert level(STUCK[language]) is P1


@pytest.mark.parametrize("language", LAW)
def test_the_law_is_named(language):
    assert level(LAW[language]) is P1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("my account got hacked, freeze it", P0, id="hacked"),
        pytest.param("i gave him my seed phrase", P0, id="gave the seed"),
        pytest.param("he told me to deposit a security deposit, should i pay?", P0, id="fee"),
        pytest.param("deposit of usdt not credited", P1, id="deposit missing"),
        pytest.param("withdrawal not received", P1, id="withdrawal missing"),
        pytest.param("locked out with an open position", P1, id="locked with positions"),
        pytest.param("site is down, cant close my position", P1, id="cannot trade"),
        pytest.param("withdrawal pending since yesterday", P1, id="long wait in words"),
        pytest.param("withdrawal missing for 24 hours", P1, id="a day and missing"),
        pytest.param("i'll burn your office, i know where you live", P0, id="violence"),
    ],
)
def test_rules(text, wanted):
    assert level(text) is wanted


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("dead inside lol", id="figure of speech"),
        pytest.param("this market makes me want to die haha", id="laughing"),
        pytest.param("笑死我了 哈哈", id="chinese laughing"),
        pytest.param("how long does a withdrawal of 3 days take, how do i start", id="how to"),
        pytest.param("beware, somebody withdrew without my permission from a friend", id="warning"),
        pytest.param("my withdrawal takes 2 hours", id="short wait"),
        pytest.param("never give away your seed phrase", id="advice"),
        pytest.param("hacked? lol", id="a joke"),
        pytest.param("was the exchange hacked", id="not mine"),
        pytest.param("i didnt make it to the meetup", id="not money"),
        pytest.param("should i pay with card", id="paying a bill"),
        pytest.param("lawsuit meme lol", id="a meme"),
        pytest.param("draining the pool", id="somebody else's"),
        pytest.param("i gave him my opinion", id="gave nothing secret"),
        pytest.param("what if i gave them my seed phrase", id="gave only in thought"),
        pytest.param("hello", id="hello"),
    ],
)
def test_what_can_wait(text):
    assert level(text) is None


def test_posted_secrets():
    assert level("x", secrets=frozenset({"seed_phrase"})) is P0
    assert level("x", secrets=frozenset({"password"})) is P1
    assert level("x", secrets=frozenset({"identity_document"})) is None
    bait = Finding(signal="seed_bait", kind="seed_bait", score=0.8, reason="")
    assert level("x", (bait,), frozenset({"seed_phrase"})) is None


def finding(kind: str, stance: Stance) -> Finding:
    return Finding(signal=kind, kind=kind, score=0.8, reason="", stance=stance)


def test_an_attackers_own_hurry_raises_nothing_but_a_threat_does():
    attempt = finding("advance_fee", Stance.ATTEMPT)
    assert level("your account was hacked, my friend", (attempt,)) is None
    assert level("i will kill you", (attempt,)) is P0
    angry = finding("abuse", Stance.ATTEMPT)
    assert level("my account got hacked you idiots", (angry,)) is P0


def test_who_is_about_to_obey_an_attacker_cannot_wait():
    asked = finding("secret_request", Stance.QUESTION)
    assert level("should i send him the words?", (asked,)) is P0
    assert level("should i send him the words?", (finding("romance", Stance.QUESTION),)) is None


def test_every_rule_says_why_most_urgent_first():
    raised = rules(read("hacked my account, lawyer informed, my deposit missing"), (), NONE)
    assert [each.level for each in raised] == sorted(each.level for each in raised)
    assert all(each.reason for each in raised)
