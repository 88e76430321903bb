"""A person writes everywhere, is answered, noted and searched for, and erased: no byte is left."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from core.case import Move
from core.composing import Draft
from core.feed import Filters
from core.finding import Search
from core.privacy.rights import Identity, Stage
from core.types import Platform
from sandbox.telegram import TelegramSandbox
from tests.story_kit import a_desk, case_of, judged, loaded, memory, on_telegram, until
from tests.test_no_secret_stays import everything_logged

pytestmark = pytest.mark.anyio

ANN, BOB, OLGA = 5_000_000_101, 5_000_000_102, 5_000_000_103
NAME, HANDLE = "Annika Quokkasdottir", "annika_quokka"
# Said in private, said to all, what that was before its edit, noted by an agent, begun by him.
PRIVATE, PUBLIC, BEFORE = "zanzibarfoo", "kilimanjarobar", "serengetibaz"
NOTED, BEGUN, ABOUT = "ngorongoroqux", "tanganyikaquux", "ruwenzoricorge"
MARKERS = (PRIVATE, PUBLIC, BEFORE, NOTED, BEGUN, HANDLE, NAME, NAME.split()[1])
TEXTS = {
    "private": f"my withdrawal of 5 SOL is pending since {PRIVATE}, please help",
    "before": f"withdrawal pending for hours, is it {BEFORE}?",
    "public": f"@NordexBot withdrawal pending for hours, is it {PUBLIC}?",
    "other": f"my deposit did not arrive, it was {ABOUT}",
}


@pytest.fixture(params=["none", "auto"], ids=["plain", "sealed"])
def sealing(request):
    return {"key": request.param}


async def test_no_byte_of_an_erased_person_is_left(tmp_path, sealing):
    with everything_logged() as log:
        async with TelegramSandbox(reads_all=True) as telegram:
            settings = loaded(
                tmp_path, on_telegram(telegram), sealing=sealing, metrics={"on": True, "port": 0}
            )
            async with a_desk(settings) as desk:
                await people_write(desk, telegram)
                await agents_work(desk)
                assert await everything_found(desk) == [PRIVATE, PUBLIC]
                assert traces(tmp_path) & set(MARKERS)
                await erased(desk)
                assert await everything_found(desk) == []
                metrics = desk.metrics.answer("/metrics")[2].decode()
                assert await still_counted(desk)
                assert traces(tmp_path) == set()
    assert traces(tmp_path) == set()
    for name, text in {"log": log.getvalue(), "metrics": metrics}.items():
        assert {each for each in MARKERS if each in text} == set(), name
    assert (tmp_path / "erasures.jsonl").stat().st_mode & 0o777 == 0o600


async def people_write(desk, telegram):
    """Ann in private and in the group, which she edits; Bob in private."""
    world, control = telegram.world, telegram.control
    world.add_user(NAME, id=ANN, username=HANDLE, reachable=True)
    world.add_user("Bob", id=BOB, reachable=True)
    owner = world.add_user("Olga", id=OLGA).id
    group = control.create_chat("Nordex Official", owner, bot="administrator")["id"]
    control.join(ANN, group)
    control.say(ANN, ANN, TEXTS["private"])
    said = control.say(ANN, group, TEXTS["before"])
    control.say(BOB, BOB, TEXTS["other"])
    await judged(desk, 3)
    control.edit(group, said["message_id"], TEXTS["public"])
    await judged(desk, 4)


async def agents_work(desk):
    """A note about Ann in her case and in Bob's, and an answer that was begun."""
    store, now = memory(desk), datetime.now(UTC)
    ann = await until(case_of(desk, ANN))
    bob = await until(case_of(desk, BOB))
    await store.note(ann.id, "mira", f"she says {NOTED}", now)
    await store.note(bob.id, "mira", f"the same as {NAME}, @{HANDLE}", now)
    await store.save_draft(Draft(case_id=ann.id, agent="mira", text=BEGUN, saved_at=now))
    await store.move_case(ann.id, Move.CLAIM, "mira", now, reason=f"knows {PRIVATE}")


async def everything_found(desk):
    """Which of the markers the search finds."""
    found = []
    for word in (PRIVATE, PUBLIC, BEFORE):
        search = Search(words=word, agent="mira", now=datetime.now(UTC), filters=Filters())
        found += [word] if (await memory(desk).find(search)).rows else []
    return found


async def erased(desk):
    """The running desk's own chores do it."""
    room = desk.privacy.room
    asked = await room.erase(Identity(Platform("telegram"), str(ANN)), "amara")

    async def is_done():
        (job,) = [e for e in await memory(desk).erasures() if e.number == asked.number]
        return job if job.stage is Stage.DONE else None

    done = await until(is_done, 60)
    assert done.texts == 3
    assert done.identities == ()


async def still_counted(desk):
    """How many messages there were stays, and so does Bob's."""
    bob = await case_of(desk, BOB)()
    file = await memory(desk).case_file(bob.id)
    said = [line.text for line in file.lines if line.kind == "message"]
    return (await memory(desk).totals())["messages"] == 4 and said == [TEXTS["other"]]


def traces(folder):
    """The markers of which any file of the desk holds a byte."""
    everything = b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())
    lowered = everything.lower()
    return {each for each in MARKERS if each.lower().encode() in lowered}
