"""Knowledge that changes while the desk runs is in force soon, and a broken file harms nothing."""

from __future__ import annotations

import asyncio
import logging
import os
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.config import load
from app.house import Known, build_library, read_known
from app.knowledge import watch as knowledge
from app.knowledge.watch import KnowledgeWatch
from bots.replay.limits import CAPABILITIES
from console.services import Services
from core.desk import Desk
from core.errors import ConfigError
from core.house import House
from core.settings import DeskTable, KnowledgeTable, Policy
from knowledge import load_identities
from storage import open_store
from tests.conftest import NOON, FakeClock
from tests.console.fakes import act, compose
from tests.fakes import REPLAY
from tests.knowledge.kit import ARTICLE, TODAY, a_desk, swapped

pytestmark = pytest.mark.anyio
HERE = Path(__file__).parents[2] / "knowledge"


@dataclass
class Learner:
    """Remembers what it was taught."""

    known: Known | None = None
    lessons: int = 0
    broken: bool = False

    async def know(self, known: Known) -> None:
        if self.broken:
            raise TimeoutError
        self.known, self.lessons = known, self.lessons + 1


async def until(holds) -> None:
    """Wait for a thread's work to be seen here."""
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 - what is waited for is a thread's, and rings no bell
            await asyncio.sleep(0.005)


class Stage:
    """A desk over files of the test's own, and its watch."""

    def __init__(self, folder: Path) -> None:
        self.files = a_desk(folder)
        (folder / "questions").mkdir()
        (folder / "questions" / "en.jsonl").write_text('{"text": "hm", "article": null}\n')
        self.table = KnowledgeTable(
            articles=str(folder / "articles"),
            questions=str(folder / "questions"),
            facts=str(folder / "facts.toml"),
            identities=str(folder / "identities.toml"),
            look_every_s=0.01,
            **{
                name: str(HERE / f"{name}.toml")
                for name in KnowledgeTable.model_fields
                if (HERE / f"{name}.toml").exists() and name not in ("facts", "identities")
            },
        )
        self.learner = Learner()
        self.house = House(
            policy=Policy(),
            desk=DeskTable(),
            library=build_library(self.table),
            identities=load_identities(folder / "identities.toml"),
            capabilities={REPLAY: CAPABILITIES},
        )
        self.desk = Desk(store=None, triage=None, clock=FakeClock(), house=self.house)
        self.watch = KnowledgeWatch(self.table, self.desk, self.learner)

    def titles(self):
        return {each.title for each in self.desk.house.library.articles}

    async def changed(self, text: str) -> None:
        self.files.write(text)
        await self.watch.look(settled=True)


@pytest.fixture
def stage(tmp_path):
    return Stage(tmp_path)


async def test_the_first_look_takes_nothing_over_but_remembers(stage):
    await stage.watch.look(settled=True)
    assert stage.learner.lessons == 0
    assert [each.id for each in stage.learner.known.articles] == ["login-help"]
    assert stage.desk.house is stage.house


async def test_a_change_is_in_force_in_the_desk_and_its_readers(stage):
    await stage.watch.look(settled=True)
    stage.desk.house.library.instead = {"a": "b"}
    await stage.changed(swapped("Help with", "New help with"))
    assert stage.titles() == {"New help with the login"}
    assert stage.desk.house.library.instead == {"a": "b"}
    assert stage.learner.lessons == 1
    assert stage.learner.known.articles[0].title == "New help with the login"
    await stage.watch.look(settled=True)
    assert stage.learner.lessons == 1


async def test_a_file_that_is_still_being_written_is_waited_for(stage):
    await stage.watch.look(settled=True)
    stage.files.write(swapped("Help with", "Half"))
    await stage.watch.look(settled=False)
    path = stage.files.write(swapped("Help with", "Whole"))
    os.utime(path, ns=(1, path.stat().st_mtime_ns + 10**9))
    await stage.watch.look(settled=False)
    assert stage.learner.lessons == 0
    await stage.watch.look(settled=False)
    assert stage.titles() == {"Whole the login"}


async def test_a_broken_file_keeps_what_was_there_and_is_told_once(stage, caplog):
    await stage.watch.look(settled=True)
    with caplog.at_level(logging.WARNING):
        await stage.changed("nonsense")
        stage.files.write(ARTICLE, "other")
        await stage.watch.look(settled=True)
    told = [each.message for each in caplog.records if "no front matter" in each.message]
    assert len(told) == 1
    assert "login-help.md" in told[0]
    assert [each.id for each in stage.learner.known.articles] == ["login-help"]
    part = stage.watch.part()
    assert (part.name, part.state) == ("knowledge", "stale")
    assert "has no front matter" in part.detail
    assert "(and 1 more)" in part.detail  # `other` has another id in it
    (stage.files.folder / "articles/en/other.md").unlink()
    await stage.changed(swapped("Help with", "Mended"))
    assert stage.titles() == {"Mended the login"}
    assert (stage.watch.part().state, stage.watch.part().detail) == ("fresh", "")


@pytest.mark.parametrize("name", ["facts.toml", "questions/en.jsonl"])
async def test_a_broken_file_of_another_kind_keeps_all_that_was_there(stage, name):
    await stage.watch.look(settled=True)
    before = stage.desk.house
    path = stage.files.folder / name
    whole = path.read_text("utf-8")
    path.write_text("[[[", encoding="utf-8")
    await stage.watch.look(settled=True)
    assert stage.desk.house is before
    assert name.rpartition("/")[2] in stage.watch.problems[0]
    path.write_text(whole + "\n", encoding="utf-8")
    await stage.watch.look(settled=True)
    assert stage.watch.problems == ()


async def test_readers_who_cannot_start_are_tried_again_later(stage, monkeypatch):
    await stage.watch.look(settled=True)
    stage.learner.broken = True
    await stage.changed(swapped("Help with", "New"))
    assert stage.desk.house is stage.house
    assert "are not in force" in stage.watch.problems[0]
    stage.learner.broken = False
    await stage.watch.look(settled=False)
    assert stage.learner.lessons == 0
    monkeypatch.setattr(stage.watch, "_retry_at", 0.0)
    await stage.watch.look(settled=False)
    assert stage.titles() == {"New the login"}
    assert stage.watch.problems == ()


async def test_what_begins_to_hold_today_is_said_without_a_change(stage, monkeypatch):
    stage.files.write(swapped("public:", "valid_from: 2026-06-15\npublic:"))
    stage.files.write(swapped("id: login-help", "id: other"), "other")

    class Day:
        day = TODAY.replace(day=14)

        @classmethod
        def now(cls, _zone):
            return NOON.replace(year=2026, month=6, day=cls.day.day)

    monkeypatch.setattr(knowledge, "datetime", Day)
    monkeypatch.setattr("app.house.datetime", Day)
    await stage.watch.look(settled=True)
    assert {each.id for each in stage.learner.known.articles} == {"other"}
    Day.day = TODAY
    await stage.watch.look(settled=True)
    assert {each.id for each in stage.learner.known.articles} == {"login-help", "other"}


async def test_texts_that_the_lint_stops_are_logged_when_they_change(stage, caplog):
    with caplog.at_level(logging.WARNING):
        await stage.watch.look(settled=True)
        await stage.changed(swapped("try again.\n", "send us your password.\n"))
        stage.files.write(ARTICLE, language="zh")
        await stage.watch.look(settled=True)
    told = [each.message for each in caplog.records if each.message.startswith("article ")]
    assert len(told) == 2
    assert "article login-help (en) asks for a password: never ask for it" in told


async def test_it_looks_again_and_again_and_at_once_when_rung(stage):
    standing = asyncio.create_task(stage.watch.stand())
    await until(lambda: stage.learner.known is not None)
    stage.files.write(swapped("Help with", "New"))
    await until(lambda: stage.learner.lessons == 1)
    standing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await standing


async def test_without_looking_a_ring_is_heard(tmp_path):
    stage = Stage(tmp_path)
    watch = KnowledgeWatch(
        stage.table.model_copy(update={"look_every_s": 0}), stage.desk, stage.learner
    )
    standing = asyncio.create_task(watch.stand())
    await until(lambda: stage.learner.known is not None)
    stage.files.write(swapped("Help with", "New"))
    watch.ring()
    await until(lambda: stage.learner.lessons == 1)
    standing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await standing


async def test_the_console_writes_what_the_desk_then_says(stage, tmp_path):
    store = await open_store(f"sqlite:///{tmp_path}/desk.db")
    try:
        await stage.watch.look(settled=True)
        seen = stage.watch.shown(_services(store), store)
        opened = await seen.shelf.open("en", "login-help", TODAY)
        form = replace(opened.writing, title="Written")
        await seen.shelf.save(form, opened.digest, "mira", NOON)
        await stage.watch.look(settled=True)
        assert stage.titles() == {"Written"}
        again = await seen.shelf.open("en", "login-help", TODAY)
        assert [(each.by, each.verb, each.text) for each in again.versions] == [
            ("mira", "save", ARTICLE)
        ]
        assert [each.name for each in seen.parts()] == ["knowledge"]
    finally:
        await store.close()


def _services(store) -> Services:
    return Services(
        book=store,
        corrections=store,
        door=store,
        clock=FakeClock(),
        compose=compose,
        act=act,
        health=list,
        suggestion=lambda _: "",
        public_url="http://desk.example",
    )


def test_a_folder_with_nothing_to_say_stops_the_start(tmp_path):
    stage = Stage(tmp_path)
    stage.files.write(swapped("reviewed_at: 2026-06-01\n", ""))
    with pytest.raises(ConfigError, match="no article may be said today"):
        read_known(stage.table)
    stage.files.write("nonsense")
    with pytest.raises(ConfigError, match="has no front matter"):
        build_library(stage.table)


@pytest.mark.usefixtures("home")
def test_what_ships_is_known():
    known = read_known(load(None).settings.knowledge)
    assert {each.id for each in known.articles} >= {"welcome", "deposit-wrong-network"}
    assert known.asked
