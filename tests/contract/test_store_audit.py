"""`Audit`: acts are found, sealed in order, and emptied without breaking the chain."""

from __future__ import annotations

import pytest

from core.audit import Wish
from core.audit_chain import ERASE, GENESIS, Verifier
from core.case import Move
from core.ports import Decision
from tests.contract.store_kit import ANN, after, claimed

pytestmark = pytest.mark.anyio


def an_act(number: int, by: str = "mira", act: str = "settings:change") -> Decision:
    return Decision(message_key="", act=act, reason=f"line {number}", by=by, at=after(number))


async def some_acts(store, count: int = 5) -> None:
    for number in range(count):
        await store.audit(an_act(number))


async def verified(store, anchor: str = "") -> Verifier:
    """A whole chain looked at; nothing is wrong with it."""
    verifier = Verifier(anchor)
    for link in await store.chain(0, limit=10_000):
        assert verifier.take(link) is None
    assert verifier.end(await store.unsealed()) is None
    return verifier


async def test_nothing_is_sealed_before_anything_was_done(store):
    assert await store.seal_acts(after(0), limit=10) == 0
    assert await store.chain_head() is None
    assert list(await store.chain(0, limit=10)) == []
    assert list(await store.unsealed()) == []
    assert (await store.acts(Wish())).acts == ()


async def test_acts_are_sealed_in_batches_each_on_the_one_before(store):
    await some_acts(store)
    assert await store.seal_acts(after(10), limit=3) == 3
    assert await store.seal_acts(after(11), limit=3) == 2
    assert await store.seal_acts(after(12), limit=3) == 0
    links = await store.chain(0, limit=10)
    seals = [each.seal for each in links]
    assert [each.number for each in seals] == [1, 2, 3, 4, 5]
    assert [each.previous for each in seals] == [GENESIS, *(each.digest for each in seals[:-1])]
    assert len({each.salt for each in seals}) == 5
    assert [each.act.decision for each in links] == [an_act(number) for number in range(5)]
    assert await store.chain_head() == seals[-1]
    assert [each.seal for each in await store.chain(3, limit=1)] == [seals[3]]
    await verified(store, anchor=seals[2].digest)


async def test_what_people_and_the_desk_do_in_cases_is_sealed_as_well(store):
    case = await claimed(store)
    await store.move_case(case.id, Move.RESOLVE, "mira", after(2))
    await store.seal_acts(after(3), limit=100)
    verifier = await verified(store)
    acts = (await store.acts(Wish())).acts
    assert verifier.count == len(acts) == 3
    assert [each.decision.act for each in acts] == ["resolve", "claim", "ignore"]
    assert {each.case_id for each in acts if each.decision.by == "mira"} == {case.id}


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        (Wish(), [5, 4, 3, 2, 1]),
        (Wish(by="mira"), [5, 1]),
        (Wish(by="bot"), [2]),
        (Wish(by="people"), [5, 4, 3, 1]),
        (Wish(act="incident:"), [4, 3]),
        (Wish(act="in%"), []),
        (Wish(since=after(3)), [5, 4]),
        (Wish(since=after(9999)), []),
        (Wish(before=3), [2, 1]),
        (Wish(by="people", since=after(2), before=5), [4, 3]),
        (Wish(case_id="nobody's"), []),
    ],
    ids=repr,
)
async def test_acts_are_found_by_who_what_and_when(store, wish, found):
    kinds = ["settings:a", "reply:x", "incident:a", "incident:b", "settings:b"]
    names = ["mira", "bot", "tomasz", "liwen", "mira"]
    for number, (act, by) in enumerate(zip(kinds, names, strict=True)):
        await store.audit(an_act(number, by, act))
    page = await store.acts(wish)
    assert [each.number for each in page.acts] == found
    assert page.before is None


async def test_pages_of_acts_meet_without_a_gap(store):
    await some_acts(store, 7)
    seen, before = [], None
    for _ in range(3):
        page = await store.acts(Wish(limit=3, before=before))
        seen += [each.number for each in page.acts]
        before = page.before
    assert (seen, before) == ([7, 6, 5, 4, 3, 2, 1], None)


async def test_acts_of_one_case_are_found(store):
    case = await claimed(store)
    await some_acts(store, 2)
    acts = (await store.acts(Wish(case_id=case.id, by="people"))).acts
    assert [each.decision.act for each in acts] == ["claim"]


async def test_erasing_takes_the_person_and_the_words_and_keeps_the_chain(store):
    await claimed(store)
    await some_acts(store, 1)
    await store.seal_acts(after(5), limit=100)
    anchor = (await store.chain_head()).digest
    assert await store.erase_acts(ANN, "amara", after(6)) == 2
    await store.seal_acts(after(7), limit=100)
    verifier = await verified(store, anchor)
    assert verifier.erased == 2
    acts = (await store.acts(Wish())).acts
    assert [each.decision.act for each in acts] == [ERASE, "settings:change", "claim", "ignore"]
    for act in acts[2:]:
        assert (act.conversation, act.decision.message_key, act.decision.reason) == ("", "", "")
    assert acts[2].decision.by == "mira"
    assert acts[0].decision.evidence == "1,2"


async def test_acts_erased_before_they_were_sealed_are_sealed_empty(store):
    await claimed(store)
    assert await store.erase_acts(ANN, "amara", after(6)) == 2
    await store.seal_acts(after(7), limit=100)
    assert (await verified(store)).erased == 0


@pytest.mark.parametrize("conversation", ["", "replay:nordex:nobody"])
async def test_what_is_about_nobody_is_not_erased(store, conversation):
    await some_acts(store)
    assert await store.erase_acts(conversation, "amara", after(6)) == 0
    assert (await store.acts(Wish())).acts[0].decision.reason == "line 4"
