"""What people do to incidents, each move with its words and its trace."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.errors import IllegalTransition, Outdated, UnsafeText
from core.incidents.incident import Phase, Source, Step
from core.incidents.ports import Mode, Tally, Word
from core.incidents.room import Draft, Hand, IncidentRoom
from storage import MemoryStore
from tests.conftest import NOON, FakeClock
from tests.contract.store_kit import send
from tests.core.incidents.kit import OVER, TEXTS, a_heard, a_house, an_incident

pytestmark = pytest.mark.anyio
DRAFT = Draft(title=" SOL withdrawals ", topics=("withdrawal",), coins=("SOL",))
HOUSE = a_house()


class Desk:
    """A room over a memory, and how often something changed."""

    def __init__(self) -> None:
        self.store, self.clock, self.changes = MemoryStore(), FakeClock(), 0
        self.room = IncidentRoom(
            memory=self.store, clock=self.clock, house=lambda: HOUSE, changed=self.changed
        )

    async def changed(self) -> None:
        self.changes += 1

    async def open(self, draft=DRAFT):
        return await self.room.open(draft, "mira")

    async def hand(self, incident):
        return Hand("mira", (await self.room.file(incident.id)).incident.version)

    async def confirmed(self, **changes):
        incident = await self.open(Draft(**({"title": "x", "topics": ("withdrawal",)} | changes)))
        await self.room.confirm(incident.id, TEXTS, await self.hand(incident))
        return (await self.room.file(incident.id)).incident

    async def acts(self, incident):
        return [each.act.rpartition(":")[2] for each in (await self.room.file(incident.id)).trail]


@pytest.fixture
async def desk():
    return Desk()


@pytest.mark.parametrize(
    ("draft", "problem"),
    [
        (DRAFT, ""),
        (Draft(title=" ", topics=("login",)), "no_title"),
        (Draft(title="x", topics=()), "no_topic"),
        (Draft(title="x", topics=("praise",)), "no_topic"),
    ],
)
async def test_a_draft_needs_a_name_and_topics_that_can_be_incidents(draft, problem):
    assert draft.problem == problem


async def test_a_person_opens_one_before_anybody_asks(desk):
    incident = await desk.open()
    assert (incident.title, incident.source, incident.phase) == (
        "SOL withdrawals", Source.PERSON, Phase.SUSPECTED,
    )  # fmt: skip
    assert (incident.since, incident.evidence) == (NOON, "opened by mira")
    assert list(await desk.room.incidents(NOON)) == [incident]
    assert (await desk.acts(incident), desk.changes) == (["open"], 1)


async def test_confirming_tells_who_waits_and_speaks_from_then_on(desk):
    incident = await desk.open()
    await desk.store.link(incident.id, [a_heard("ann"), a_heard("bob")])
    file = await desk.room.file(incident.id)
    assert len(desk.room.hears(file, Word.NEWS).people) == 2
    after = await desk.room.confirm(incident.id, {"en": " SOL is late. "}, Hand("mira", 0))
    assert (after.phase, after.approved_by, after.texts) == (
        Phase.CONFIRMED, "mira", {"en": "SOL is late."},
    )  # fmt: skip
    assert len(await send(desk.store)) == 2
    file = await desk.room.file(incident.id)
    assert file.tally == Tally(asked=2, told=2)
    assert file.trail[0].reason == "told 2, 0 cannot be told"
    again = await desk.room.confirm(incident.id, TEXTS, await desk.hand(incident))
    assert again.texts == TEXTS
    assert await send(desk.store) == []


async def test_ending_it_tells_everybody_who_was_told(desk):
    incident = await desk.confirmed()
    await desk.store.tell(incident.id, a_heard("ann"))
    await desk.store.link(incident.id, [a_heard("late")])
    await desk.room.move(incident.id, Step.WATCH, await desk.hand(incident))
    after = await desk.room.resolve(incident.id, OVER, await desk.hand(incident))
    assert (after.phase, after.clear_texts) == (Phase.RESOLVED, OVER)
    assert await send(desk.store) == [f"notice:{incident.id}:clear:replay:nordex:ann"]
    assert (await desk.room.file(incident.id)).tally == Tally(asked=2, told=1, cleared=1)
    assert await desk.acts(incident) == ["resolve", "watch", "confirm", "open"]


@pytest.mark.parametrize("texts", [{}, {"en": "Send us your seed phrase."}])
async def test_what_the_lint_stops_changes_nothing(desk, texts):
    incident = await desk.open()
    with pytest.raises(UnsafeText) as stopped:
        await desk.room.confirm(incident.id, texts, Hand("mira", 0))
    assert stopped.value.problems
    assert (await desk.room.file(incident.id)).incident == incident
    confirmed = await desk.confirmed()
    with pytest.raises(UnsafeText):
        await desk.room.resolve(confirmed.id, texts, await desk.hand(confirmed))


async def test_who_saw_an_older_version_does_nothing(desk):
    incident = await desk.confirmed()
    old = Hand("mira", 0)
    for attempt in (
        desk.room.confirm(incident.id, TEXTS, old),
        desk.room.resolve(incident.id, OVER, old),
        desk.room.move(incident.id, Step.WATCH, old),
        desk.room.edit(incident.id, DRAFT, old),
        desk.room.merge(incident.id, incident.id, old),
    ):
        with pytest.raises(Outdated):
            await attempt


async def test_what_is_not_there_is_said(desk):
    with pytest.raises(KeyError):
        await desk.room.file("none")


async def test_a_suspicion_is_dismissed_and_stays_so(desk):
    incident = await desk.open()
    after = await desk.room.move(incident.id, Step.DISMISS, Hand("mira", 0))
    assert after.phase is Phase.DISMISSED
    with pytest.raises(IllegalTransition):
        await desk.room.confirm(incident.id, TEXTS, await desk.hand(incident))


async def test_another_scope_forgets_what_was_learnt_and_another_name_does_not(desk):
    incident = await desk.store.announce(
        __import__("tests.contract.test_store_incidents", fromlist=["said"]).said(
            an_incident(coins=("SOL",), articles=("withdrawal-pending",)), "suspect"
        )
    )
    named = await desk.room.edit(
        incident.id, Draft(title="n", topics=("withdrawal",), coins=("SOL",)), Hand("mira", 0)
    )
    assert (named.title, named.articles, named.version) == ("n", ("withdrawal-pending",), 1)
    wider = await desk.room.edit(incident.id, Draft(title="n", topics=("login",)), Hand("mira", 1))
    assert (wider.topics, wider.coins, wider.articles) == (("login",), (), ())


@pytest.mark.parametrize(
    ("ours", "theirs", "coins"),
    [(("SOL",), ("BTC",), ("BTC", "SOL")), ((), ("BTC",), ()), (("SOL",), (), ())],
    ids=["both", "all coins ours", "all coins theirs"],
)
async def test_merged_they_are_one(desk, ours, theirs, coins):
    one = await desk.confirmed(title="one", coins=ours)
    two = await desk.confirmed(title="two", topics=("login",), coins=theirs)
    await desk.store.tell(one.id, a_heard("ann"))
    wider = await desk.room.merge(one.id, two.id, await desk.hand(one))
    assert (wider.id, wider.topics, wider.coins) == (two.id, ("login", "withdrawal"), coins)
    merged = (await desk.room.file(one.id)).incident
    assert (merged.phase, merged.merged_into) == (Phase.MERGED, two.id)
    assert (await desk.room.file(two.id)).tally == Tally(asked=1, told=1)
    assert (await desk.room.file(one.id)).trail[0].reason == "into two"


@pytest.mark.parametrize(
    ("ours", "theirs", "articles"),
    [(("a",), ("b", "a"), ("b", "a")), ((), ("b",), ()), (("a",), (), ())],
    ids=["both", "ours unknown", "theirs unknown"],
)
async def test_merged_they_know_what_both_knew(desk, ours, theirs, articles):
    from tests.contract.test_store_incidents import said

    one = await desk.store.announce(said(an_incident("one", articles=ours), "suspect"))
    two = await desk.store.announce(said(an_incident("two", articles=theirs), "suspect"))
    assert (await desk.room.merge(one.id, two.id, Hand("mira", 0))).articles == articles


async def test_nothing_is_merged_into_itself_or_what_is_over(desk):
    one, two = await desk.confirmed(title="one"), await desk.confirmed(title="two")
    hand = await desk.hand(one)
    with pytest.raises(Outdated, match="closed"):
        await desk.room.merge(one.id, one.id, hand)
    await desk.room.resolve(two.id, OVER, await desk.hand(two))
    with pytest.raises(Outdated, match="closed"):
        await desk.room.merge(one.id, two.id, hand)


async def test_the_switch_is_moved_and_taken_over_at_once(desk):
    mode = Mode(value="on", by="mira", at=NOON, until=NOON + timedelta(hours=1))
    await desk.room.switch(mode)
    assert (await desk.room.mode(), desk.changes) == (mode, 1)


async def test_what_the_console_shows_beside(desk):
    incident = await desk.confirmed()
    assert await desk.room.tallies([incident.id]) == {incident.id: Tally()}
    assert desk.room.volatile is False
    assert [code for code, _ in desk.room.problems({"zh": " ", "en": "Send your password."})] == [
        "en"
    ]
