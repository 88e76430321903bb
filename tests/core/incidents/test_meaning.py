"""Questions by meaning: one incident stays one, two different ones part."""

from __future__ import annotations

import pytest

from core.incidents.meaning import articles_of, coins_of_group, groups, people, words_in
from tests.core.incidents.kit import a_heard, overheard

# What people ask when nothing is the matter.
USUAL = (
    "how do i verify my identity", "where can i see my fees", "how to buy bitcoin with a card",
    "what is staking", "is this account really yours", "how long does verification take",
    "my deposit has not arrived", "how do i change my mail address", "what are the trading fees",
    "can i have a tax report", "how to enable two factor codes", "i forgot my password",
    "where is my referral bonus", "how do i close my account", "which countries do you serve",
)  # fmt: skip
OTHERS = {"en": USUAL}
CODES = ("no sms code arrives", "the sms code is not coming", "waiting for my sms code")
FROZEN = ("page freezes at sign in", "sign in page frozen", "frozen page when i sign in")


def crowd(texts, start=0, **changes):
    return [overheard(text, f"u{start + n}", **changes) for n, text in enumerate(texts)]


def test_what_is_worded_alike_is_one_group_and_the_rest_another():
    asked = crowd(CODES * 3) + crowd(FROZEN, 100)
    codes, frozen = groups(asked, OTHERS)
    assert {each.text for each in codes} == set(CODES)
    assert {each.text for each in frozen} == set(FROZEN)
    assert (people(codes), people(frozen)) == (9, 3)


def test_the_main_groups_of_all_languages_are_one():
    asked = crowd(CODES) + crowd(("kein code kommt an", "code kommt nicht"), 50, language="de")
    assert len(groups(asked, OTHERS)) == 1
    assert len(groups(asked, OTHERS)[0]) == 5


def test_where_it_is_not_known_how_people_write_nothing_is_parted():
    assert len(groups(crowd(CODES + FROZEN), {"en": USUAL[:5]})) == 1


def test_nobody_asks_nothing():
    assert groups([], OTHERS) == []


def test_a_text_without_words_stands_alone():
    first, second = groups(crowd(("...", *CODES)), OTHERS)
    assert (len(first), len(second)) == (3, 1)


def test_words_come_without_pieces():
    assert "code" in words_in("the sms code")
    assert not any(word.startswith("^") for word in words_in("verification"))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ([], ()),
        ([("a", n) for n in range(3)], ("a",)),
        ([("a", n) for n in range(2)], ()),
        ([("a", 1)] * 9, ()),
        ([("", n) for n in range(9)], ("",)),
        ([("a", n) for n in range(20)] + [("b", n) for n in range(20, 24)], ("a", "b")),
        ([("a", n) for n in range(20)] + [("b", n) for n in range(20, 23)], ("a",)),
        ([("", n) for n in range(20)] + [("b", n) for n in range(20, 30)], ("", "b")),
    ],
    ids=["nobody", "three", "two", "one nine times", "unclear", "one in six", "one in eight",
         "mostly unclear"],
)  # fmt: skip
def test_articles_that_many_questions_lead_to(asked, found):
    assert articles_of([a_heard(f"u{n}", article=article) for article, n in asked]) == found


@pytest.mark.parametrize(
    ("coins", "found"),
    [
        ([], ()),
        ([""] * 5, ()),
        (["SOL"] * 5, ("SOL",)),
        (["SOL"] * 5 + [""] * 5, ("SOL",)),
        (["SOL"] * 5 + [""] * 6, ()),
        (["SOL"] * 8 + ["BTC"] * 2, ("SOL",)),
        (["SOL"] * 7 + ["BTC"] * 3, ()),
    ],
    ids=["nobody", "none named", "all", "half", "too few", "four in five", "too mixed"],
)
def test_the_coin_it_is_about(coins, found):
    assert coins_of_group([overheard("x", f"u{n}", coin=c) for n, c in enumerate(coins)]) == found
