"""Chores over people's data, the list of the erased beside the database, and the commands."""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner

from app.cli.main import app
from app.clock import SystemClock
from app.privacy.desk import EVERY, PrivacyParts, add_privacy, build_privacy, reapply_erasures
from app.privacy.ledger import FileLedger, ledger_of
from core.errors import ConfigError, RateLimited, StorageUnavailable, Unavailable
from core.privacy.rights import Identity, Rehydrates, Scope, Stage
from core.privacy.room import PrivacyRoom, Remembered
from core.settings import Loaded, Settings
from core.tables.privacy import KEY, PrivacyTable
from core.types import Place, Platform, Removal
from storage import MemoryStore, open_store
from tests.conftest import NOON, FakeClock, a_message

runner = CliRunner()
REPLAY = Platform("replay")
ANN = Identity(REPLAY, "u1")
DAY = 86_400


def parts_over(store, clock, tmp_path, platforms=(), **table):
    room = PrivacyRoom(
        book=store,
        ledger=FileLedger(tmp_path / "erasures.jsonl"),
        clock=clock,
        table=PrivacyTable(**table),
    )
    return PrivacyParts(room=room, store=store, clock=clock, platforms=platforms)


class Elsewhere:
    """A platform that says which messages are gone, when it says anything."""

    platform = REPLAY

    def __init__(self, gone=(), troubles=()):
        self.gone, self.troubles, self.asked = set(gone), list(troubles), []

    async def vanished(self, ids):
        if self.troubles:
            raise self.troubles.pop(0)
        self.asked.append(tuple(ids))
        return [Removal(platform=REPLAY, account="nordex", id=e) for e in ids if e in self.gone]


# the ledger


def test_the_list_outlives_the_database_and_keeps_its_key(tmp_path):
    ledger = FileLedger(tmp_path / "erasures.jsonl")
    assert ledger.remembered() == []
    key = ledger.key()
    ledger.remember(Remembered(("d1", "d2"), NOON))
    again = FileLedger(tmp_path / "erasures.jsonl")
    assert (again.key(), again.remembered()) == (key, [Remembered(("d1", "d2"), NOON)])
    assert again.path.stat().st_mode & 0o777 == 0o600


def test_an_operators_own_key_is_never_written(tmp_path):
    ledger = FileLedger(tmp_path / "erasures.jsonl", "a long key of these tests")
    assert ledger.key() == b"a long key of these tests"
    ledger.remember(Remembered(("d1",), NOON))
    assert "a long key" not in ledger.path.read_text()


def test_a_broken_line_is_named(tmp_path):
    (tmp_path / "erasures.jsonl").write_text('{"digests": [], "at": "2026-01-01"}\n{"dig')
    with pytest.raises(ConfigError, match="line 2"):
        FileLedger(tmp_path / "erasures.jsonl").remembered()


def test_where_the_list_is(tmp_path):
    tree = {"storage": {"url": f"sqlite:///{tmp_path}/desk.db"}}
    loaded = Loaded(Settings.model_validate(tree), {})
    assert ledger_of(loaded).path == tmp_path / "erasures.jsonl"
    server = Loaded(Settings.model_validate({"storage": {"url": "postgresql://db/skerry"}}), {})
    assert str(ledger_of(server).path) == "erasures.jsonl"
    with pytest.raises(ConfigError, match=KEY):
        ledger_of(Loaded(loaded.settings, {KEY: "short"}))


# chores


@pytest.mark.anyio
async def test_erasures_are_carried_on_and_cleaned_at_once_where_the_file_is_small(tmp_path):
    store, clock = MemoryStore(), FakeClock()
    await store.put([a_message("a quokka")])
    parts = parts_over(store, clock, tmp_path)
    await parts.room.erase(ANN, "amara")
    await parts.erase_once()
    assert [each.stage for each in await store.erasures()] == [Stage.DONE]
    await parts.erase_once()
    assert len(parts.room.ledger.remembered()) == 1


@pytest.mark.anyio
async def test_a_large_file_waits_for_its_hour(tmp_path):
    store, clock = MemoryStore(), FakeClock()
    store.size = lambda: asyncio.sleep(0, result=10**9)
    parts = parts_over(store, clock, tmp_path, scrub_hour=3)
    await parts.room.erase(ANN, "amara")
    await parts.erase_once()
    assert [each.stage for each in await store.erasures()] == [Stage.CLEANING]
    clock.advance(15 * 3600)
    await parts.erase_once()
    assert [each.stage for each in await store.erasures()] == [Stage.DONE]


@pytest.mark.anyio
async def test_what_is_old_goes_kind_by_kind(tmp_path, caplog):
    store, clock = MemoryStore(), FakeClock()
    await store.put([a_message(f"text {n}", id=str(n)) for n in range(450)])
    clock.advance(9 * DAY)
    parts = parts_over(store, clock, tmp_path, private_days=8)
    with caplog.at_level(logging.INFO, "app.privacy.desk"):
        await parts.retain_once()
    assert caplog.messages == ["privacy: 450 of kind private were old enough to go"]
    await parts.retain_once()
    assert len(caplog.messages) == 1


@pytest.mark.anyio
async def test_a_platform_is_asked_once_a_day_what_is_gone(tmp_path):
    store, clock = MemoryStore(), FakeClock()
    public = [a_message(f"t{n}", id=f"{n:03}", place=Place.MENTION) for n in range(130)]
    await store.put(public)
    there = Elsewhere(gone={"007", "120"}, troubles=[RateLimited(60)])
    assert isinstance(there, Rehydrates)
    parts = parts_over(store, clock, tmp_path, [there])
    await parts.rehydrate_once()
    assert [len(each) for each in there.asked] == [100, 30]
    assert 60 in clock.slept
    found = (await store.export_person([ANN])).sections["messages"]
    assert sum(not each["text"] for each in found) == 2
    await parts.rehydrate_once()
    assert len(there.asked) == 2
    clock.advance(EVERY.total_seconds())
    await parts.rehydrate_once()
    assert sum(map(len, there.asked[2:])) == 128


@pytest.mark.anyio
async def test_a_platform_that_cannot_answer_is_asked_again_later(tmp_path, caplog):
    store, clock = MemoryStore(), FakeClock()
    there = Elsewhere(troubles=[Unavailable("down")])
    parts = parts_over(store, clock, tmp_path, [there])
    await parts.rehydrate_once()
    assert not there.asked  # nothing to ask about
    await store.put([a_message("t", place=Place.MENTION)])
    await parts.rehydrate_once()
    assert "cannot be asked" in caplog.text
    await parts.rehydrate_once()
    assert there.asked == [("1",)]


@pytest.mark.anyio
async def test_chores_survive_an_outage_of_the_database(tmp_path, caplog):
    store, clock = MemoryStore(), FakeClock()
    parts = parts_over(store, clock, tmp_path, [Elsewhere()])
    erase, *others = parts.coroutines()
    assert len(others) == 2
    for each in others:
        each.close()
    troubles = [StorageUnavailable("locked")]

    async def erasures():
        if troubles:
            raise troubles.pop()
        raise asyncio.CancelledError

    store.erasures = erasures
    with pytest.raises(asyncio.CancelledError):
        await erase
    assert "locked" in caplog.text
    quiet = parts_over(store, clock, tmp_path, [Elsewhere()], rehydrate=False)
    left = quiet.coroutines()
    assert len(left) == 2
    for each in left:
        each.close()


# a desk that starts, and one that was restored


def loaded_over(tmp_path, **privacy):
    tree = {"storage": {"url": f"sqlite:///{tmp_path}/desk.db"}, "privacy": privacy}
    return Loaded(Settings.model_validate(tree), {})


@pytest.mark.anyio
async def test_a_restored_backup_is_erased_again(tmp_path):
    loaded, clock = loaded_over(tmp_path), SystemClock()
    store = await open_store(loaded.settings.storage.url)
    said = replace(a_message("a quokka"), received_at=clock.now() - timedelta(hours=1))
    await store.put([said])
    parts = await build_privacy(store, clock, loaded, ())
    digest = parts.room._digests([ANN])
    parts.room.ledger.remember(Remembered(digest, clock.now()))
    assert await reapply_erasures(store, clock, loaded) == 1
    assert [each.stage for each in await store.erasures()] == [Stage.DONE]
    assert await reapply_erasures(store, clock, loaded) == 0
    await store.close()
    files = [each.read_bytes() for each in tmp_path.iterdir()]
    assert not any(b"quokka" in each for each in files)


class BareDesk:
    """What of a desk privacy touches."""

    def __init__(self):
        self.aides, self.clock = (), FakeClock()


@pytest.mark.anyio
async def test_a_desk_that_keeps_longer_than_it_says_is_told_so(tmp_path, caplog):
    desk, store = BareDesk(), MemoryStore()
    await add_privacy(desk, store, loaded_over(tmp_path), [Elsewhere(), object()])
    assert len(desk.aides) == 1
    assert caplog.text == ""
    loaded = loaded_over(tmp_path, public_days=0, private_days=999)
    parts = await add_privacy(desk, store, loaded, ())
    assert "keeps longer" in caplog.text
    assert "public_days, private_days" in caplog.text
    assert parts.shown is not None


@pytest.mark.anyio
async def test_a_fleet_without_a_common_key_is_told_so(caplog):
    settings = Settings.model_validate({"storage": {"url": "postgresql://db/skerry"}})
    for secrets, told in (({}, True), ({KEY: "a long key of these tests"}, False)):
        caplog.clear()
        await add_privacy(BareDesk(), MemoryStore(), Loaded(settings, secrets), ())
        assert (KEY in caplog.text) is told


# commands


@pytest.fixture
def filled(home):
    """A database with one message of Ann's."""

    async def fill():
        store = await open_store("sqlite:///skerry.db")
        old = datetime(2020, 1, 1, tzinfo=UTC)
        await store.put([replace(a_message("a quokka in the file"), received_at=old)])
        await store.close()

    asyncio.run(fill())
    return home


def privacy(*arguments):
    return runner.invoke(app, ["privacy", *arguments])


def test_an_erasure_is_first_said_and_then_done(filled):
    said = privacy("erase", "replay:u1")
    assert said.exit_code == 0
    assert "Would erase everything of replay:u1: 1 records (1 messages)" in said.stdout
    assert b"quokka" in (filled / "skerry.db").read_bytes()
    done = privacy("erase", "replay:u1", "--yes")
    assert (done.exit_code, done.stdout) == (
        0, "Erasure 1 is done: 1 texts in 1 conversations.\n",
    )  # fmt: skip
    assert b"quokka" not in (filled / "skerry.db").read_bytes()
    status = json.loads(privacy("status").stdout)
    assert (status["erasure"], status["stage"], status["texts"]) == (1, "done", 1)
    assert "u1" not in json.dumps(status)


def test_everything_about_a_person_is_written_to_a_file(filled):
    answer = privacy("export", "replay:u1")
    assert json.loads(answer.stdout)["messages"][0]["text"] == "a quokka in the file"
    assert privacy("export", "replay:u1", "--html", "--output", "ann.html").exit_code == 0
    assert "<dd>a quokka in the file</dd>" in (filled / "ann.html").read_text()
    nobody = privacy("export", "replay:nobody")
    assert (nobody.exit_code, "nothing is kept" in nobody.stderr) == (1, True)


def test_a_hold_stops_an_erasure_until_it_is_released(filled):
    held = privacy("hold", Scope.PERSON, "replay:u1", "--reason", "court")
    assert "Hold 1 is set" in held.stdout
    stopped = privacy("erase", "replay:u1", "--yes")
    assert (stopped.exit_code, "legal hold 1 covers it: court" in stopped.stderr) == (2, True)
    assert json.loads(privacy("status").stdout)["hold"] == 1
    assert privacy("release", "1", "--reason", "over").exit_code == 0
    assert privacy("release", "1", "--reason", "over").exit_code == 2
    assert privacy("erase", "replay:u1", "--yes").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("erase", "nobody"), "platform:id"),
        (("hold", "case", "c1", "--reason", " "), "say why"),
        (("release", "7", "--reason", "x"), "no hold 7"),
    ],
    ids=str,
)
def test_wrong_use_costs_one_line(filled, arguments, words):
    answer = privacy(*arguments)
    assert (answer.exit_code, answer.stderr.count("\n")) == (2, 1)
    assert words in answer.stderr


def test_retention_says_what_it_would_do_and_does_it(filled):
    dry = [json.loads(line) for line in privacy("retention", "--dry-run").stdout.splitlines()]
    assert {each["kind"]: each["would_go"] for each in dry}["private"] == 1
    assert privacy("retention").exit_code == 0
    dry = [json.loads(line) for line in privacy("retention", "--dry-run").stdout.splitlines()]
    assert sum(each["would_go"] for each in dry) == 0
