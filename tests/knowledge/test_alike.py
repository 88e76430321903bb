"""Questions that are nearly the same are found, and no others."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.alike import ALIKE, _groups, alike

PAIRS = {
    "signs and case": ("Where is my deposit?", "where is my DEPOSIT", True),
    "one letter": ("i can not log in to my account", "i can not log in to my acount", True),
    "another thing": ("what does it cost to withdraw EUR", "how do I close my account", False),
    "chinese": ("充值多久到账？", "充值多久到账", True),
    "another chinese": ("充值多久到账", "提现多久到账", False),
    "nothing": ("?", "!", True),
}


@pytest.mark.parametrize(("one", "other", "same"), PAIRS.values(), ids=PAIRS.keys())
def test_pairs(one, other, same):
    assert bool([*alike([one, other], ["a", "b"])]) == same


def test_one_article_may_ask_the_same_twice():
    assert [*alike(["where is it now"] * 2, ["a", "a"])] == []


def test_places_and_share():
    (pair,) = alike(["other words here", "where is it", "Where is it?"], ["a", "b", "c"])
    assert (pair.one, pair.other, pair.share) == (1, 2, 1.0)


@given(st.lists(st.text("abc ", max_size=12), max_size=12), st.sampled_from([0.3, 0.5, ALIKE]))
def test_no_pair_is_overlooked(texts, least):
    owners = [str(place) for place in range(len(texts))]
    sets = [_groups(text) for text in texts]
    expected = {
        (one, other)
        for one, other in combinations(range(len(texts)), 2)
        if len(sets[one] & sets[other]) >= least * len(sets[one] | sets[other])
    }
    assert {(each.one, each.other) for each in alike(texts, owners, least)} == expected
