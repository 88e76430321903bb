"""The chain over the audit: what it covers, and what it finds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.audit import Act, Link
from core.audit_chain import (
    ERASE,
    GENESIS,
    LATE,
    Verifier,
    digest,
    emptied,
    erasing,
    is_empty,
    seal,
)
from core.ports import Decision
from tests.conftest import NOON


def an_act(number: int, **changes) -> Act:
    decision = Decision(
        message_key=f"m{number}", act="claim", reason="r", by="mira", at=NOON, evidence="e"
    )
    known = {name: changes.pop(name) for name in ("case_id", "conversation") if name in changes}
    return Act(number=number, decision=replace(decision, **changes), **known)


def chained(*acts: Act, step_s: float = 1) -> list[Link]:
    links, before = [], None
    for place, act in enumerate(acts):
        now = NOON + timedelta(seconds=step_s * place)
        before = seal(act, before, now, f"salt{act.number}")
        links.append(Link(seal=before, act=act))
    return links


def verdict(links, anchor: str = "", unsealed=()):
    verifier = Verifier(anchor)
    for each in links:
        if broken := verifier.take(each):
            return broken.why, broken.seal, broken.act
    broken = verifier.end(unsealed)
    return (broken.why, broken.seal, broken.act) if broken else None


THREE = chained(an_act(1), an_act(2), an_act(3))


def test_each_seal_holds_the_digest_of_the_one_before():
    assert THREE[0].seal.previous == GENESIS
    assert THREE[2].seal.previous == THREE[1].seal.digest == digest(THREE[1].seal, THREE[1].act)
    assert verdict(THREE) is None
    assert verdict(THREE, anchor=f" {THREE[1].seal.digest.upper()}\n") is None


@pytest.mark.parametrize(
    ("links", "why"),
    [
        ([THREE[0], THREE[2]], ("order", 2, 3)),
        (THREE[1:], ("order", 1, 2)),
        ([THREE[1], THREE[0]], ("order", 1, 2)),
        ([THREE[0], replace(THREE[1], act=None)], ("removed", 2, 2)),
        ([replace(THREE[0], act=an_act(1, by="bot"))], ("changed", 1, 1)),
        ([replace(THREE[0], act=an_act(1, reason="x"))], ("changed", 1, 1)),
        ([replace(THREE[0], seal=replace(THREE[0].seal, salt="x"))], ("changed", 1, 1)),
        ([replace(THREE[0], seal=replace(THREE[0].seal, salt=""))], ("erased", 1, 1)),
    ],
    ids=["one left out", "no beginning", "moved", "gone", "by another", "words", "salt", "no salt"],
)
def test_what_does_not_fit_is_found(links, why):
    assert verdict(links) == why


def test_what_was_never_sealed_or_is_not_there_is_found_at_the_end():
    assert verdict(THREE, unsealed=[9, 4]) == ("inserted", 0, 4)
    assert verdict(THREE, anchor="f" * 64) == ("anchor", 0, 0)
    assert verdict([], anchor=GENESIS) == ("anchor", 0, 0)


def erased(link: Link) -> Link:
    return Link(seal=replace(link.seal, salt=""), act=emptied(link.act))


def test_an_act_is_emptied_only_where_an_act_says_so():
    assert is_empty(emptied(an_act(1, conversation="c")))
    assert verdict([erased(THREE[0]), *THREE[1:]]) == ("erased", 1, 1)
    said = Act(number=4, decision=erasing([3, 1], "amara", NOON))
    assert (said.decision.act, said.decision.evidence) == (ERASE, "1,3")
    links = chained(*(each.act for each in THREE), said)
    whole = [erased(links[0]), links[1], erased(links[2]), links[3]]
    verifier = Verifier()
    assert [verifier.take(each) for each in whole] == [None] * 4
    assert (verifier.end(), verifier.erased, verifier.count) == (None, 2, 4)


def test_an_erasure_whose_list_is_none_says_nothing():
    said = Act(number=4, decision=replace(erasing([], "amara", NOON), evidence="x,,1"))
    links = chained(*(each.act for each in THREE), said)
    assert verdict([erased(links[0]), *links[1:]]) is None
    assert verdict([links[0], erased(links[1]), *links[2:]]) == ("erased", 2, 2)


def test_an_act_that_comes_a_little_late_is_fine_and_one_that_comes_much_later_is_not():
    acts = [an_act(1), an_act(3), an_act(2)]
    assert verdict(chained(*acts)) is None
    late = LATE.total_seconds() + 1
    assert verdict(chained(*acts, step_s=late)) == ("inserted", 3, 2)


@given(st.lists(st.text(max_size=5), min_size=4, max_size=4), st.integers(0, 3), st.text())
def test_no_two_acts_have_the_same_digest(words, place, other):
    names = ("act", "by", "reason", "evidence")
    before = an_act(1, **dict(zip(names, words, strict=True)))
    after = replace(before, decision=replace(before.decision, **{names[place]: other}))
    one, two = seal(before, None, NOON, "s"), seal(after, None, NOON, "s")
    assert (one.digest == two.digest) == (before == after)


def test_without_the_salt_nothing_of_the_person_is_left_in_a_seal():
    one = seal(an_act(1, conversation="replay:nordex:ann"), None, NOON, "s")
    two = seal(an_act(1, conversation="replay:nordex:bob"), None, NOON, "t")
    assert one.person != two.person
    assert "ann" not in str(one)


def test_words_that_cannot_be_read_are_told_apart_from_changed_ones():
    unread = Link(
        seal=THREE[1].seal, act=an_act(2, reason="[sealed]", evidence=""), unread=("key1", "key2")
    )
    verifier = Verifier()
    assert [verifier.take(each) for each in (THREE[0], unread, THREE[2])] == [None] * 3
    assert verifier.end() is None
    assert (verifier.unread, verifier.keys) == ([2], {"key1", "key2"})


@pytest.mark.parametrize("change", [{"by": "tomasz"}, {"act": "release"}, {"message_key": "m9"}])
def test_all_but_the_words_is_checked_without_the_key(change):
    unread = Link(seal=THREE[0].seal, act=an_act(1, **change), unread=("key1",))
    assert verdict([unread]) == ("changed", 1, 1)
