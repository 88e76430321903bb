"""Languages by script, by small words, by the model, and not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.triage.language import UNKNOWN, detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("my withdrawal is still pending, please help", "en", id="english"),
        pytest.param("cant log in", "en", id="short english"),
        pytest.param("我的提现还没有到账", "zh", id="chinese"),
        pytest.param("24h了我的withdraw还在pending", "zh", id="a third is Han"),
        pytest.param("提現到現在還沒到", "zh", id="traditional"),
        pytest.param("mi retiro no ha llegado y nadie contesta", "es", id="spanish"),
        pytest.param("meu saque não caiu e ninguém responde", "pt", id="portuguese"),
        pytest.param("не могу вывести деньги уже три дня", "ru", id="russian"),
        pytest.param("param hala gelmedi, ne zaman yatacak", "tr", id="turkish"),
        pytest.param("tôi không rút được tiền", "vi", id="vietnamese"),
        pytest.param("toi khong rut duoc tien", "vi", id="vietnamese without marks"),
        pytest.param("출금이 안 돼요", "ko", id="korean"),
        pytest.param("出金できません、助けてください", "ja", id="japanese"),
        pytest.param("saya tidak bisa tarik dana dari akun", "id", id="indonesian"),
        pytest.param("لم تصل أموالي حتى الآن", "ar", id="arabic"),
        pytest.param("मेरा पैसा नहीं आया", "hi", id="hindi"),
        pytest.param("mera paisa nahi aaya bhai kya karu", "hi", id="hindi in latin"),
        pytest.param("je n'arrive pas à me connecter à mon compte", "fr", id="french"),
        pytest.param("ich kann mich nicht einloggen", "de", id="german"),
        pytest.param(
            "non riesco ad accedere al mio conto, perché non funziona", "it", id="italian"
        ),
        pytest.param("не можу вивести гроші з мого рахунку", "uk", id="ukrainian is not russian"),
        pytest.param("من نمی‌توانم پولم را برداشت کنم", "fa", id="persian is not arabic"),
        pytest.param("δεν μπορώ να συνδεθώ στον λογαριασμό μου", "el", id="greek"),
        pytest.param("çok güzel şey", "tr", id="turkish letters"),
        pytest.param("lỗi thẻ ngân", "vi", id="vietnamese letters alone"),
        pytest.param("đăng ký ở đâu ạ", "vi", id="vietnamese letters"),
    ],
)
def test_languages(text, language):
    assert detect(text)[0] == language


@pytest.mark.parametrize(
    "text", ["", "🤡🤡🤡", "502", "https://nordex.example/a", "@NordexSupport 👍", "!?", "q"]
)
def test_unknown_without_words(text):
    assert detect(text) == (UNKNOWN, 0.0)


def test_one_character_says_its_script_at_best():
    assert detect("顶") == ("zh", 0.5)
    assert detect("я")[0] in {"ru", UNKNOWN}


def test_a_hint_only_breaks_ties():
    assert detect("mein Konto ist gesperrt und ich komme nicht rein", "fr")[0] == "de"
    unsure = "pronto normal"
    assert detect(unsure, "pt-BR")[0] in {"pt", detect(unsure)[0]}


def test_a_hint_that_agrees_makes_surer():
    alone, helped = detect("retrait"), detect("retrait", "fr")
    assert alone[0] == helped[0] == "fr"
    assert helped[1] > alone[1]


@given(st.text(max_size=200), st.sampled_from(["", "en", "zh-CN", "xx"]))
def test_any_text_has_a_language(text, hint):
    language, confidence = detect(text, hint)
    assert language
    assert 0 <= confidence <= 1
