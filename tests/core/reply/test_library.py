"""Articles by need, by id and by language; phrases by name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.actions import Article
from core.reply.library import Library
from core.reply.scripts import script_language
from core.reply.wording import fill, primary, variables
from core.types import Labels


def an_article(identity: str, intent: str, *questions: str, language: str = "en") -> Article:
    return Article(
        id=identity,
        language=language,
        intent=intent,
        title=questions[0],
        body="…",
        questions=questions,
    )


FEES = an_article("fees", "fees", "What are the fees?", "How much does a trade cost?")
LOGIN = an_article("login", "login", "I cannot sign in", "I forgot my password")
FACTS = {"help": "https://help.nordex.example", "site": "https://nordex.example"}
PHRASES = {"bye": {"en": "Bye {name}, see {help}", "zh": "再见 {name}"}, "odd": {"zh": "只有中文"}}
SHELF = Library([FEES, LOGIN], PHRASES, FACTS)


def test_the_best_comes_first_and_the_chances_make_sense():
    found = SHELF.find("how much are your fees", Labels(language="en"))
    assert found.article == "fees"
    assert [each for each, _ in found.candidates] == ["fees", "login"]
    chances = [chance for _, chance in found.candidates]
    assert chances == sorted(chances, reverse=True)
    assert found.confidence == chances[0]
    assert sum(chances) <= 1


def test_the_intent_moves_the_chances():
    text, plain = "I have a question about it", Labels(language="en")
    with_fees = Labels(language="en", intent="fees", intent_confidence=0.9)
    with_login = Labels(language="en", intents=(("login", 0.95), ("fees", 0.01)))
    elsewhere = Labels(language="en", intent="fiat", intent_confidence=0.9)
    chance = lambda labels: dict(SHELF.find(text, labels).candidates)["fees"]  # noqa: E731
    assert chance(with_fees) > chance(plain) > chance(with_login)
    assert chance(elsewhere) < chance(plain)


@pytest.mark.parametrize("text", ["", "  ", "👍", "ζζζζ", "!!!"])
def test_nothing_is_found_where_nothing_is_said(text):
    assert SHELF.find(text, Labels(language="en")) is None


def test_without_articles_nothing_is_found():
    assert Library([], PHRASES, FACTS).find("fees", Labels(language="en")) is None


def test_the_language_of_the_words_counts_when_the_label_is_of_no_use(library):
    assert library.find("我忘记密码了", Labels(language="und")).article == "login-forgot-password"
    assert library.find("我忘记密码了", Labels(language="th")).article == "login-forgot-password"
    assert library.find("I forgot my password", Labels()).article == "login-forgot-password"
    assert library.find("忘记密码", Labels(language="zh-hans")).article == "login-forgot-password"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("hello", ""), ("你好", "zh"), ("今日は", "ja"), ("안녕", "ko"), ("привет", "ru"),
        ("مرحبا", "ar"), ("नमस्ते", "hi"),
    ],
)  # fmt: skip
def test_letters_betray_the_language(text, language):
    assert script_language(text) == language


def test_an_article_falls_back_to_english(library):
    assert library.article("welcome", "zh").language == "zh"
    assert library.article("welcome", "zh_CN").language == "zh"
    assert library.article("welcome", "fr-CA").language == "fr"
    assert library.article("welcome", "nl").language == "en"
    assert library.article("nowhere", "en") is None
    assert library.page(library.article("welcome", "zh")) == (
        "https://help.nordex.example/zh/welcome"
    )


def test_a_phrase_falls_back_to_english_and_never_fails():
    assert SHELF.phrase("bye", "zh", name="安") == "再见 安"
    assert SHELF.phrase("bye", "fr", name="Ann") == "Bye Ann, see https://help.nordex.example"
    assert SHELF.phrase("bye", "en") == "Bye {name}, see https://help.nordex.example"
    assert SHELF.phrase("odd", "en") == ""
    assert SHELF.phrase("no such phrase", "en") == ""
    assert SHELF.speaks("bye", "zh-hant")
    assert not SHELF.speaks("bye", "fr")
    assert not SHELF.speaks("no such phrase", "en")


@pytest.mark.parametrize(
    ("text", "names"), [("{a} {b_1}", {"a", "b_1"}), ("{A} { a } {}", set()), ("", set())]
)
def test_variables_are_small_names_in_braces(text, names):
    assert variables(text) == names


def test_filling_leaves_what_it_does_not_know():
    assert fill("{a} {b}", {"a": "{b}"}) == "{b} {b}"


@pytest.mark.parametrize(
    ("code", "tag"), [("zh-Hans", "zh"), ("pt_BR", "pt"), ("en", "en"), ("", "")]
)
def test_the_primary_tag(code, tag):
    assert primary(code) == tag


@given(st.text(max_size=400), st.sampled_from(["en", "zh", "fr", "und", ""]))
@settings(deadline=None, max_examples=100)
def test_any_text_gets_chances_between_none_and_all(library, text, language):
    found = library.find(text, Labels(language=language))
    if found is not None:
        assert 0 <= found.confidence <= 1
        assert found.candidates[0] == (found.article, found.confidence)
        assert len(found.candidates) == 5
