"""What the door promises, for both memories."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from core.access import Role
from core.casebook import Agent
from core.doors import Keys, LastAdmin, Passkey, Session, Step, Way
from core.errors import NotYours
from core.ports import Decision
from tests.conftest import NOON
from tests.contract.store_kit import after

pytestmark = pytest.mark.anyio

AMARA = Agent(id="amara", name="Amara Obi", created_at=NOON, role=Role.ADMIN)
MIRA = Agent(id="mira", name="Mira Solberg", created_at=after(1), role=Role.AGENT)


def a_session(digest: str = "d1", **changes) -> Session:
    values = {
        "digest": digest,
        "agent": "mira",
        "opened_at": NOON,
        "seen_at": NOON,
        "until": after(3600),
        "way": Way.PASSWORD,
        "strong": True,
        "device": "Firefox, Linux",
        "address": "192.0.2.7",
    }
    return Session(**(values | changes))


def a_passkey(identity: str = "p1", **changes) -> Passkey:
    values = {"id": identity, "agent": "mira", "public_key": "pk", "counter": 0, "name": "phone"}
    return Passkey(**(values | {"made_at": NOON} | changes))


@pytest.fixture
async def door(store):
    await store.add_agent(AMARA)
    await store.add_agent(MIRA)
    return store


# sessions


async def test_a_session_comes_back_with_its_agent(door):
    session = a_session(revealed={"c1": after(60)})
    await door.open_session(session)
    assert await door.session("d1") == (session, MIRA)
    assert await door.session("d2") is None


async def test_a_new_session_takes_the_place_of_the_old_one(door):
    await door.open_session(a_session("old"))
    await door.open_session(a_session("new"), instead_of="old")
    assert await door.session("old") is None
    assert await door.session("new") is not None


async def test_nobody_gets_a_session_who_is_no_agent(door):
    with pytest.raises(NotYours, match="no agent eve"):
        await door.open_session(a_session(agent="eve"))


async def test_sessions_are_listed_last_seen_first(door):
    await door.open_session(a_session("d1"))
    await door.open_session(a_session("d2", opened_at=after(5), seen_at=after(5)))
    await door.open_session(a_session("hers", agent="amara"))
    await door.see("d1", after(9), "192.0.2.8")
    await door.see("d1", after(3), "192.0.2.9")
    await door.see("none", after(9), "192.0.2.8")
    first, second = await door.sessions("mira")
    assert (first.digest, first.seen_at, first.address) == ("d1", after(9), "192.0.2.8")
    assert second.digest == "d2"


@pytest.mark.parametrize(
    ("which", "left"),
    [
        ({}, ["hers"]),
        ({"only": "d1"}, ["d2", "hers"]),
        ({"only": "hers"}, ["d1", "d2", "hers"]),
        ({"but": "d1"}, ["d1", "hers"]),
    ],
    ids=str,
)
async def test_sessions_end_one_by_one_or_all_and_only_ones_own(door, which, left):
    for digest, agent in (("d1", "mira"), ("d2", "mira"), ("hers", "amara")):
        await door.open_session(a_session(digest, agent=agent))
    ended = await door.end_sessions("mira", **which)
    assert ended == 3 - len(left)
    assert [each for each in ("d1", "d2", "hers") if await door.session(each)] == left


async def test_what_is_shown_is_shown_to_one_session_and_audited(door):
    await door.open_session(a_session("d1"))
    await door.open_session(a_session("d2"))
    for number, case in enumerate(("c1", "c2", "c3")):
        decision = Decision(
            message_key="", act=f"reveal:{case}", reason="", by="mira", at=after(number * 50)
        )
        await door.reveal("d1", case, after(number * 50 + 60), decision)
    session, _ = await door.session("d1")
    # the first ran out before the third was asked for
    assert session.revealed == {"c2": after(110), "c3": after(160)}
    assert session.shows("c2", after(109))
    assert not session.shows("c2", after(110))
    other, _ = await door.session("d2")
    assert other.revealed == {}
    assert [each.act for each in await acts(door)] == ["reveal:c3", "reveal:c2", "reveal:c1"]


async def test_an_ended_session_is_shown_nothing_and_nothing_is_audited(door):
    decision = Decision(message_key="", act="reveal:c1", reason="", by="mira", at=NOON)
    with pytest.raises(NotYours, match="has ended"):
        await door.reveal("none", "c1", after(60), decision)
    assert await acts(door) == []


async def acts(door):
    from core.audit import Wish

    return [each.decision for each in (await door.acts(Wish())).acts]


# people


async def test_a_new_role_ends_the_sessions_and_the_same_role_does_not(door):
    await door.open_session(a_session())
    await door.set_role("mira", Role.AGENT)
    assert await door.session("d1") is not None
    await door.set_role("mira", Role.LEAD)
    assert await door.session("d1") is None
    assert (await door.agents())[1] == replace(MIRA, role=Role.LEAD)


async def test_who_is_disabled_is_out_and_may_be_let_in_again(door):
    await door.open_session(a_session())
    await door.put_pass("link", "mira", "link", after(60))
    await door.put_pass("device", "mira", "device", after(60))
    await door.connect("https://id.nordex.example", "s1", "mira")
    await door.disable("mira", after(5))
    assert (await door.agents())[1].disabled_at == after(5)
    assert await door.session("d1") is None
    assert await door.take_pass("link", "link", after(6)) is None
    assert await door.agent_of("https://id.nordex.example", "s1") is None
    # a session that was opened in the same moment opens nothing either
    await door.open_session(a_session("late"))
    await door.put_pass("late", "mira", "device", after(60))
    assert await door.session("late") is None
    assert await door.take_pass("late", "device", after(6)) is None
    await door.disable("mira", None)
    assert (await door.agents())[1] == MIRA
    assert await door.session("late") is not None
    assert await door.take_pass("device", "device", after(6)) is None


@pytest.mark.parametrize("how", ["role", "disable"])
async def test_the_last_admin_stays(door, how):
    async def remove(agent):
        if how == "role":
            await door.set_role(agent, Role.LEAD)
        else:
            await door.disable(agent, after(9))

    with pytest.raises(LastAdmin, match="amara is the last admin"):
        await remove("amara")
    assert (await door.agents())[0] == AMARA
    await door.set_role("mira", Role.ADMIN)
    await remove("amara")
    with pytest.raises(LastAdmin, match="mira"):
        await remove("mira")
    # who is out already is no admin that could be missed
    await remove("amara")


async def test_an_admin_may_be_made_an_admin_again(door):
    await door.set_role("amara", Role.ADMIN)
    await door.disable("amara", None)
    assert (await door.agents())[0] == AMARA


async def test_nobody_is_changed_who_is_no_agent(door):
    with pytest.raises(NotYours):
        await door.set_role("eve", Role.LEAD)
    with pytest.raises(NotYours):
        await door.disable("eve", NOON)


async def test_when_somebody_came_last(door):
    await door.signed_in("mira", after(7))
    assert (await door.agents())[1].signed_in_at == after(7)


async def test_a_subject_is_one_agent_for_good(door):
    issuer = "https://id.nordex.example"
    assert await door.agent_of(issuer, "s1") is None
    assert await door.connect(issuer, "s1", "mira")
    assert await door.connect(issuer, "s1", "mira")
    assert not await door.connect(issuer, "s1", "amara")
    assert await door.agent_of(issuer, "s1") == MIRA
    assert await door.agent_of("https://other.example", "s1") is None


# keys


async def test_nobody_has_keys_at_first(door):
    assert await door.keys("mira") == Keys()


async def test_a_password_is_kept_beside_the_codes(door):
    await door.set_codes("mira", "secret", ["a", "b"], after(1))
    await door.set_password("mira", "hash", after(2))
    assert await door.keys("mira") == Keys(
        password="hash", password_at=after(2), secret="secret", secret_at=after(1), spares=2
    )
    await door.set_password("mira", "", after(3))
    await door.set_codes("mira", "", [], after(3))
    assert await door.keys("mira") == Keys()


async def test_nobody_gets_keys_who_is_no_agent(door):
    with pytest.raises(NotYours):
        await door.set_password("eve", "hash", NOON)
    with pytest.raises(NotYours):
        await door.set_codes("eve", "secret", ["a"], NOON)
    with pytest.raises(NotYours):
        await door.add_passkey(a_passkey(agent="eve"))


async def test_a_code_is_good_once_and_none_before_it_is(door):
    assert not await door.spend_code("mira", 100)
    await door.set_codes("mira", "secret", [], NOON)
    assert await door.spend_code("mira", 100)
    assert not await door.spend_code("mira", 100)
    assert not await door.spend_code("mira", 99)
    assert await door.spend_code("mira", 101)
    await door.set_codes("mira", "", [], NOON)
    assert not await door.spend_code("mira", 200)


async def test_many_at_once_spend_a_code_once(door):
    await door.set_codes("mira", "secret", ["s"], NOON)
    codes = await asyncio.gather(*(door.spend_code("mira", 5) for _ in range(20)))
    spares = await asyncio.gather(*(door.spend_spare("mira", "s") for _ in range(20)))
    assert (sum(codes), sum(spares)) == (1, 1)


async def test_a_spare_code_is_good_once_and_for_its_owner(door):
    await door.set_codes("mira", "secret", ["a", "b"], NOON)
    assert not await door.spend_spare("amara", "a")
    assert await door.spend_spare("mira", "a")
    assert not await door.spend_spare("mira", "a")
    assert (await door.keys("mira")).spares == 1
    await door.set_codes("mira", "other", ["c"], NOON)
    assert not await door.spend_spare("mira", "b")


async def test_passkeys_are_found_and_belong_to_one(door):
    assert await door.add_passkey(a_passkey())
    assert not await door.add_passkey(a_passkey(agent="amara"))
    assert await door.add_passkey(a_passkey("p0", made_at=after(1)))
    assert await door.passkey("p1") == a_passkey()
    assert await door.passkey("none") is None
    assert [each.id for each in (await door.keys("mira")).passkeys] == ["p1", "p0"]
    await door.drop_passkey("amara", "p1")
    assert await door.passkey("p1") is not None
    await door.drop_passkey("mira", "p1")
    await door.drop_passkey("mira", "p1")
    assert await door.passkey("p1") is None


@pytest.mark.parametrize(
    ("before", "now", "good"),
    [(0, 0, True), (0, 1, True), (5, 6, True), (5, 5, False), (5, 4, False), (5, 0, False)],
)
async def test_a_copied_passkey_is_noticed(door, before, now, good):
    await door.add_passkey(a_passkey(counter=before))
    assert await door.use_passkey("p1", now, after(3)) is good
    known = await door.passkey("p1")
    assert (known.counter, known.used_at) == ((now, after(3)) if good else (before, None))
    assert not await door.use_passkey("none", 9, NOON)


# half-done sign-ins


async def test_a_step_is_good_once_for_its_kind_and_its_time(door):
    step = Step(digest="s1", kind="code", until=after(60), agent="mira", body={"way": "password"})
    await door.put_step(step)
    assert await door.take_step("s1", "company", after(1)) is None
    assert await door.take_step("s1", "code", after(1)) == step
    assert await door.take_step("s1", "code", after(1)) is None
    await door.put_step(step)
    assert await door.take_step("s1", "code", after(60)) is None
    assert await door.take_step("none", "code", NOON) is None


async def test_old_sessions_are_swept_when_somebody_comes(door):
    await door.open_session(a_session("old", until=after(10)))
    await door.open_session(a_session("new", opened_at=after(3600), until=after(7200)))
    assert [each.digest for each in await door.sessions("mira")] == ["new"]


@pytest.mark.parametrize(
    ("seconds", "good"), [(0, True), (59, True), (60, False), (3600, False)], ids=str
)
async def test_a_session_is_good_until_it_is_forgotten(seconds, good):
    assert a_session().is_good(after(seconds), timedelta(seconds=60)) is good
    assert not a_session().is_good(after(3600), timedelta(days=9))
