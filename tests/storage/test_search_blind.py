"""The index over private words: it holds none of them, and finds what the open one finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.search import Group, parse, tokens
from storage.sealing.sealed import KeyRing
from storage.search.blind import blinded, says, widened

RING = KeyRing([b"n" * 32, b"o" * 32])
ALPHABET = "abcde12@_ .提现失败ab\N{LATIN SMALL LETTER E WITH ACUTE}"
TEXT = st.text(ALPHABET, max_size=24)
HANDLE = st.text("abc1", max_size=5)


def found(question: str, text: str, handle: str, key: str = RING.current) -> bool:
    """Whether the blind index and the look at the opened text find it."""
    query = parse(question)
    plain = query.groups(lambda _: None)
    words = blinded(tokens(text, handle, "here"), RING, key)
    asked = widened(plain, plain, RING)
    return (
        all(not words.isdisjoint(group.exact) for group in asked)
        and says(text, handle, plain)
        and query.fits(text)
    )


@given(TEXT, TEXT, HANDLE, st.sampled_from(RING.ids))
def test_the_same_is_found_as_in_the_open(question, text, handle, key):
    query = parse(question)
    plain = query.groups(lambda _: None)
    open_words = tokens(text, handle)
    wanted = all(group.holds(open_words) for group in plain) and query.fits(text)
    assert found(question, text, handle, key) is wanted


@given(TEXT, HANDLE)
def test_nothing_but_the_conversation_is_in_the_index_as_it_was(text, handle):
    words = blinded(tokens(text, handle, "here"), RING, RING.current)
    assert {each for each in words if each[0] != "_"} == tokens("", "", "here")
    assert all(len(each) == 17 for each in words if each[0] == "_")


@pytest.mark.parametrize(
    ("question", "text", "is_there"),
    [
        pytest.param("with", "my withdrawal", True, id="a beginning"),
        pytest.param("withdraw", "my withdrawal", True, id="of an indexed length"),
        pytest.param("withdrawn", "my withdrawal", False, id="digests promise, the text does not"),
        pytest.param("to", "token", False, id="what is short is asked for whole"),
        pytest.param("0xab12", "to 0xAb12Cd34", True, id="an address"),
        pytest.param("0xab13", "to 0xAb12Cd34", False, id="another address"),
        pytest.param("@mira", "ask @mira_nordex", True, id="a handle"),
        pytest.param("@mi", "ask @mira_nordex", False, id="a short handle whole"),
        pytest.param("提现失败", "我的提现失败了", True, id="a run"),
        pytest.param("提现失败", "提现没有,现失了,失败", False, id="pairs that stand apart"),
        pytest.param("提", "提现", True, id="one character"),
    ],
)
def test_examples(question, text, is_there):
    assert found(question, text, "") is is_there


def test_the_open_alternatives_stay_in_the_question():
    (wide,) = widened([Group(("wallet", "wallets"), ("#wallet",))], [Group((), ("wallet",))], RING)
    assert wide.exact[:2] == ("wallet", "wallets")
    assert len(wide.exact) == 2 + len(RING.ids)
    assert wide.starts == ("#wallet",)
