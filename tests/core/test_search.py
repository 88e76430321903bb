"""Tokens and questions: the same spelling for both, in every language the desk speaks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.finding import EXCERPT, Found, excerpt, is_named, together
from core.search import (
    LONGEST_TEXT,
    LONGEST_TOKEN,
    Group,
    Query,
    folded,
    is_word,
    of_conversation,
    parse,
    tokens,
)
from tests.conftest import NOON
from tests.contract.store_kit import a_case

ALPHABET = st.sampled_from(list("ab1 Zé提现出け金출금ирй@_.'\"अटकीسحبّİßﬁ３　\u200b\u0301"))
TEXTS = st.text(ALPHABET, max_size=30) | st.text(max_size=30)


def has(words: set[str], group: Group) -> bool:
    begun = any(word.startswith(start) for word in words for start in group.starts)
    return begun or any(each in words for each in group.exact)


def finds(question: str, text: str, handle: str = "") -> bool:
    query = parse(question)
    words = tokens(text, handle)
    said = all(has(words, group) for group in query.groups(lambda _: None))
    return not query.is_empty and said and query.fits(text)


@given(TEXTS)
@example("@1\u0940")
@example("@1\u09401")
@example("@1\u0940\u4e2d")
def test_a_text_is_found_by_itself(text):
    query = parse(text)
    if not query.is_empty and len(text.split()) < 10:
        assert finds(text, text)


@given(TEXTS)
def test_tokens_need_no_quoting_and_have_no_spaces(text):
    for token in tokens(text, text, text):
        assert not set(token) & set("'\"\\ \n\t\0:*()&|!")
        assert 0 < len(token) <= LONGEST_TOKEN


@given(TEXTS)
def test_spans_are_in_order_and_inside(text):
    spans = parse(text).spans(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("withdrawal", "My WITHDRAWAL!"),
        ("withdr", "withdrawals"),
        ("rut tien", "Rút tiền của tôi"),
        ("Rút", "rut"),
        ("ISLEM", "işlem"),
        ("igdir", "Iğdır"),
        ("strasse", "Straße"),
        ("verificacion", "verificación"),
        ("еще", "ещё"),
        ("снятие", "сня́тие"),
        ("معلق", "معلّق"),
        ("أمس", "امس"),
        ("निकासी", "मेरी निकासी अटकी"),
        ("123", "١٢٣٤"),
        ("fiat", "ﬁat"),
        ("password", "pass\u200bword"),
        ("現", "出金できません、現在"),
        ("できません", "出金できません"),
        ("ガス", "ｶﾞｽ代"),
        ("출금", "출금이 안돼요"),
        ("提现失败", "我的提现失败了"),
        ("0XAB12", "tx 0xab12ff"),
        ("abcd", "tx abcd12ff"),
        ("8823", "UID 88231"),
        ("88231", "UID88231, 88231"),
        ("@mira_nor", "ask @Mira_Nordex."),
        ("nordex.example", "see help.nordex.example"),
        ("12.50", "sent 12.50"),
        ("hi", "hi there"),
    ],
)
def test_a_question_finds(question, text):
    assert finds(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("draw", "withdraw"),
        ("hi", "this hit"),
        ("提现", "现提"),
        ("提现失败", "失败了提现"),
        ("й", "и"),
        ("12", "123"),
        ("@nordex", "nordex"),
        ("?!", "?!"),
        ("", ""),
    ],
)
def test_a_question_does_not_find(question, text):
    assert not finds(question, text)


def test_an_author_is_found_by_his_handle():
    assert finds("@ann", "hello", "@Ann.W")
    assert finds("@a", "hello", "a")


def test_a_conversation_has_a_token_of_its_own():
    assert tokens("x", conversation="c1") == {"x", of_conversation("c1")}
    assert of_conversation("c1") != of_conversation("c2")


def test_long_texts_and_words_are_cut():
    word = "a" * 300
    assert tokens(word) == {"a" * LONGEST_TOKEN}
    assert finds(word, word)
    assert finds("1" + word, "1" + word)
    assert "late" not in tokens("x " * (LONGEST_TEXT // 2) + "late")


def test_the_dictionary_spells_beginnings_out():
    known = {"with": ["with", "withdraw"], "many": None}
    groups = parse("with many x1 y #@a").groups(known.__getitem__)
    assert groups == (
        Group(("with", "withdraw"), ("#with",)),
        Group((), ("many", "#many")),
        Group(("#x1",)),
        Group(("y",)),
        Group(("@a",)),
    )


@pytest.mark.parametrize(
    ("token", "kept"), [("abc", True), ("ab", False), ("#a1b2", False), ("@ann", False)]
)
def test_which_tokens_are_words(token, kept):
    assert is_word(token) is kept


@pytest.mark.parametrize(
    ("question", "number"),
    [("ab12", "ab12"), (" #AB12CD ", "ab12cd"), ("ab1", ""), ("ab12 x", ""), ("wxyz", "")],
)
def test_a_question_may_be_a_number(question, number):
    assert parse(question).number == number
    assert is_named(parse(question), a_case(id=f"{number}9")) is bool(number)


def test_plain_texts_are_folded_alike():
    assert folded("ABC é") == "abc e"
    assert folded("ABC") == "abc"


def test_an_excerpt_stands_around_the_first_word():
    text = "word " * 100 + "needle here"
    shown, spans = excerpt(parse("needle"), text)
    assert shown.startswith("…")
    ((start, end),) = spans
    assert shown[start:end] == "needle"
    plain, spans = excerpt(parse("nothing"), text)
    assert (len(plain), plain[-1], spans) == (EXCERPT + 1, "…", ())
    assert excerpt(parse("b"), "a\n b") == ("a b", ((2, 3),))


def found(number, text="a b", spans=((0, 1),)):
    case = a_case(id=number)
    return Found(case=case, text=text, spans=spans, by="Ann", at=NOON, key=number)


def test_a_line_is_cut_into_what_is_marked_and_what_is_not():
    assert found("1").parts == (("a", True), (" b", False))
    assert found("1", spans=()).parts == (("a b", False),)


def test_each_case_is_a_result_once():
    one, two = found("1"), found("2")
    assert together([one, two, found("1", "later")]) == (one, two)


def test_an_empty_question_is_empty():
    assert Query().is_empty
    assert not parse("提现失败").is_empty
    assert parse("提现失败").is_loose
    assert not parse("提现").is_loose


def test_only_the_handle_asked_for_is_marked():
    assert parse("@mira").spans("@li, @mira_n") == ((5, 12),)


def test_what_two_words_of_a_question_find_is_marked_once():
    assert list(parse("withdraw withdrawal").spans("My withdrawal waits")) == [(3, 13)]
    assert list(parse("提现出 现出").spans("我提现出错")) == [(1, 4)]
