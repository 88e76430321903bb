"""Words that say only what the article says pass; a number, link, name or claim of their own does
not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.reply.grounding import ungrounded

PAGE = "https://help.nordex.example/en/kyc-pending"


@pytest.fixture(scope="module")
def pending(articles):
    return next(each for each in articles if (each.id, each.language) == ("kyc-pending", "en"))


FAITHFUL = {
    "in other order": "When a person has to look, the check takes up to 3 days. Most are done "
    "within 24 hours by machine.",
    "a number as a word": "When a person has to look, it takes up to three days.",
    "steps with numbers": "1. Look at Profile > Verification.\n2. Look in the spam folder.",
    "its page": f"Most checks are done by machine within 24 hours: {PAGE}",
    "what is denied": "Nobody can speed up the check for a fee.",
}


@pytest.mark.parametrize("text", FAITHFUL.values(), ids=FAITHFUL.keys())
def test_what_the_article_says_may_be_said(pending, text):
    assert list(ungrounded(text, pending, PAGE)) == []


STRANGE = {
    "a number": ("Most checks are done within 12 hours.", "the number 12 hours"),
    "another unit": ("Most checks are done by machine within 24 days.", "the number 24 days"),
    "a number as a word": ("When a person has to look, it takes two days.", "the number 2 days"),
    "a link": ("Look at nordex.example/kyc while you wait.", "the link nordex.example/kyc"),
    "a mail": ("Write to help@nordex.example.", "the link help@nordex.example"),
    "a handle": ("While you wait look at @NordexSupport.", "the link @nordexsupport"),
    "a coin": ("While you wait you can deposit DOGE and trade.", "the name DOGE"),
    "a claim": ("Premium members skip every waiting line.", "the article does not say: premium"),
    "the opposite": (
        "The desk can see your documents and decide the check.",
        "the article says the opposite",
    ),
    "the opposite of a request": ("Please do send it again.", "the article says the opposite"),
    "another language": (
        "Die meisten Prüfungen erledigt die Maschine innerhalb von 24 Stunden.",
        "is written in de, the article in en",
    ),
}


@pytest.mark.parametrize(("text", "told"), STRANGE.values(), ids=STRANGE.keys())
def test_what_the_article_does_not_say_is_told(pending, text, told):
    found = list(ungrounded(text, pending, PAGE))
    assert any(each.startswith(told) for each in found), found


def test_every_article_says_what_it_says(articles):
    for article in articles:
        for text in (article.body, article.short):
            assert list(ungrounded(text, article)) == [], (article.id, article.language)


def test_no_article_says_what_another_says(articles):
    pairs = [
        (one, other)
        for one, other in zip(articles, articles[7:], strict=False)
        if one.id != other.id and one.language == other.language
    ]
    strange = [bool(list(ungrounded(one.body, other))) for one, other in pairs]
    assert sum(strange) / len(strange) > 0.99


CHINESE = {
    "as it is": ("大多数审核由系统在 24 小时内完成。", False),
    "other hours": ("大多数审核由系统在 12 小时内完成。", True),
    "hours as words": ("大多数审核由系统在二十四小时内完成。", False),
    "a claim": ("购买会员可以优先排队加速处理。", True),
}


@pytest.mark.parametrize(("text", "strange"), CHINESE.values(), ids=CHINESE.keys())
def test_pairs_of_characters_are_words_where_none_are_set_apart(pending, text, strange):
    chinese = replace(
        pending,
        language="zh",
        title="审核要多久",
        short="",
        body="大多数审核由系统在 24 小时内完成。需要人工时最长 3 天。",
    )
    assert bool(list(ungrounded(text, chinese))) is strange


def test_words_without_meaning_say_nothing(pending):
    assert list(ungrounded("...", pending)) == []
