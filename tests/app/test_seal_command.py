"""Where sealing keys come from, and `skerry seal …`."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from pathlib import Path

import pytest

from app import config
from app.sealing.keys import key_file, open_desk, ring_of
from app.sealing.rows import PATIENCE_S, RowSealer
from core.errors import ConfigError, StorageUnavailable
from core.sealing import Mark, Resealed
from storage import MemoryStore
from storage.sealing.sealed import new_key, parse_keys
from tests.app.test_cli import WRONG_USE, skerry
from tests.conftest import FakeClock, a_message

KEY, OTHER = new_key(), new_key()


@pytest.fixture(autouse=True)
def sealed_home(home, monkeypatch):
    monkeypatch.delenv("SKERRY_SEALING__KEY")
    return home


def ids(*keys: str) -> tuple[str, ...]:
    return tuple(parse_keys(each, "x").current for each in keys)


def a_file(text: str, mode: int = 0o600) -> Path:
    file = Path("sealing.key")
    file.write_text(text)
    file.chmod(mode)
    return file


def tell(*texts: str) -> None:
    """Private messages, in the desk's memory."""

    async def put():
        store = await open_desk(config.load())
        await store.put([a_message(each, id=str(n)) for n, each in enumerate(texts)])
        await store.close()

    asyncio.run(put())


def test_an_embedded_desk_makes_itself_a_key_once_and_says_so(caplog):
    ring = ring_of(config.load())
    file = key_file("sqlite:///skerry.db")
    assert (file.name, file.stat().st_mode & 0o777) == ("skerry.db.key", 0o600)
    assert parse_keys(file.read_text(), "x").ids == ring.ids
    assert "keep a copy of it away from the database" in caplog.text
    assert file.read_text().strip() not in caplog.text
    caplog.clear()
    assert ring_of(config.load()).ids == ring.ids
    assert caplog.text == ""
    assert [each.name for each in Path().glob("*.key*")] == ["skerry.db.key"]


@pytest.mark.usefixtures("home")
def test_keys_come_from_the_environment_a_file_or_a_command(monkeypatch):
    monkeypatch.setenv("SKERRY_SEALING_KEY", f"{KEY} {OTHER}")
    assert ring_of(config.load()).ids == ids(KEY, OTHER)
    monkeypatch.delenv("SKERRY_SEALING_KEY")
    monkeypatch.setenv("SKERRY_SEALING__FILE", str(a_file(f"{OTHER}\n{KEY}\n")))
    assert ring_of(config.load()).ids == ids(OTHER, KEY)
    monkeypatch.delenv("SKERRY_SEALING__FILE")
    with_table(f"command = ['{sys.executable}', '-c', 'print(\"{KEY}\")']")
    assert ring_of(config.load()).ids == ids(KEY)
    assert not key_file("sqlite:///skerry.db").exists()


def with_table(*lines: str) -> None:
    """The project's settings, with these lines in [sealing]."""
    settings = Path("settings.toml")
    text = settings.read_text().replace("[sealing] ", "\n".join(("[sealing]", *lines)) + "\n#", 1)
    settings.write_text(text)


COMMAND = [sys.executable, "-c"]


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        pytest.param(
            ['file = "none.key"'], "none.key: the sealing key cannot be read: No such", id="no file"
        ),
        pytest.param(['file = "open.key"'], "run chmod 600 open.key", id="open file"),
        pytest.param(
            ['file = "odd.key"'], "odd.key: a sealing key is 32 random bytes", id="odd file"
        ),
        pytest.param(
            [f"command = {[*COMMAND, 'import sys; print(1); sys.exit(3)']}"],
            "failed with 3",
            id="command fails",
        ),
        pytest.param(
            [f"command = {[*COMMAND, 'import time; time.sleep(9)']}", "timeout_s = 0.2"],
            "gave no key within 0.2 s",
            id="command hangs",
        ),
        pytest.param(
            ['command = ["no-such-vault"]'], "cannot be run: No such file", id="no command"
        ),
        pytest.param([f"command = {[*COMMAND, 'print(1234)']}"], "is 32 random bytes", id="no key"),
        pytest.param(
            ['file = "a"', 'command = ["b"]'],
            "set only one of [sealing] file, [sealing] command",
            id="two sources",
        ),
    ],
)
def test_what_is_wrong_with_a_source_is_said_in_one_line(lines, line):
    a_file(KEY, 0o644).rename("open.key")
    a_file("\N{SNOWMAN}").rename("odd.key")
    with_table(*lines)
    answer = skerry("seal", "status")
    assert (answer.exit_code, answer.stderr.count("\n")) == (WRONG_USE, 1)
    assert line in answer.stderr
    assert "1234" not in answer.stderr


def test_on_a_server_a_key_has_to_be_given_or_refused(monkeypatch):
    monkeypatch.setenv("SKERRY_STORAGE__URL", "postgresql://skerry@db.invalid/skerry")
    with pytest.raises(ConfigError, match=r"set SKERRY_SEALING_KEY \(skerry seal new-key"):
        ring_of(config.load())
    monkeypatch.setenv("SKERRY_SEALING__KEY", "none")
    assert ring_of(config.load()) is None
    monkeypatch.setenv("SKERRY_SEALING_KEY", KEY)
    with pytest.raises(ConfigError, match="set only one of SKERRY_SEALING_KEY, key"):
        ring_of(config.load())


def test_a_key_that_is_gone_is_not_replaced_by_a_new_one():
    tell("hello")
    key_file("sqlite:///skerry.db").unlink()
    answer = skerry("seal", "status")
    assert (answer.exit_code, answer.stderr.count("\n")) == (WRONG_USE, 1)
    assert "skerry.db.key: the key that skerry.db is sealed under is missing" in answer.stderr
    assert not key_file("sqlite:///skerry.db").exists()


def test_a_file_that_is_no_database_is_somebody_elses_error():
    Path("skerry.db").write_bytes(b"no database" * 100)
    assert ring_of(config.load())


def test_new_keys_are_printed():
    assert len(ids(*skerry("seal", "new-key").stdout.split())) == 1


def test_rotation_from_plain_to_a_key_and_to_the_next(monkeypatch):
    monkeypatch.setenv("SKERRY_SEALING__KEY", "none")
    tell("marzipan one", "marzipan two")
    refused = skerry("seal", "rotate")
    assert (refused.exit_code, "nothing is sealed here" in refused.stderr) == (WRONG_USE, True)
    monkeypatch.delenv("SKERRY_SEALING__KEY")
    monkeypatch.setenv("SKERRY_SEALING_KEY", KEY)
    planned = skerry("seal", "rotate", "--dry-run").stdout
    assert planned.startswith("4 of 4 values would be sealed under key")
    assert b"marzipan" in Path("skerry.db").read_bytes()
    done = skerry("seal", "rotate").stdout
    assert done.startswith(f"4 values were sealed under key {ids(KEY)[0]}")
    assert b"marzipan" not in Path("skerry.db").read_bytes()
    monkeypatch.setenv("SKERRY_SEALING_KEY", f"{OTHER},{KEY}")
    assert "older" in skerry("seal", "status").stdout
    assert "older ones may be removed" in skerry("seal", "rotate").stdout
    monkeypatch.setenv("SKERRY_SEALING_KEY", OTHER)
    lines = [json.loads(each) for each in skerry("seal", "status", "--json").stdout.splitlines()]
    assert {(each["key"], each["state"]) for each in lines} == {(ids(OTHER)[0], "in force")}


def test_what_nobody_has_the_key_of_fails_the_run_and_is_named(monkeypatch):
    monkeypatch.setenv("SKERRY_SEALING_KEY", KEY)
    tell("hello")
    monkeypatch.setenv("SKERRY_SEALING_KEY", OTHER)
    assert "put the old one behind it" in " ".join(skerry("seal", "rotate").stderr.split())
    with_table(f'lost = ["{ids(KEY)[0]}"]')
    answer = skerry("seal", "rotate")
    assert (answer.exit_code, ids(KEY)[0] in answer.stderr) == (1, True)
    assert "missing" in skerry("seal", "status").stdout


class Rows(MemoryStore):
    """A memory in which some values are still plain, and that is away once."""

    def __init__(self, *steps):
        super().__init__()
        self.steps, self.marks = list(steps), []

    async def is_all_sealed(self):
        return not self.steps

    async def reseal(self, mark, *, limit):
        assert limit > 0
        self.marks.append(mark)
        step = self.steps.pop(0)
        if isinstance(step, Exception):
            raise step
        return step


@pytest.mark.anyio
async def test_after_a_start_everything_is_sealed_in_the_background(caplog):
    clock = FakeClock()
    store = Rows(Resealed(5, 0, Mark(1)), StorageUnavailable("full"), Resealed(0, 2, None))
    with caplog.at_level(logging.INFO, "app.sealing.rows"):
        await RowSealer(store=store, clock=clock).seal_once()
    assert store.marks == [Mark(), Mark(1), Mark(1)]
    assert clock.slept == [0.05, PATIENCE_S]
    assert [each.split()[:2] for each in caplog.messages] == [
        ["sealing:", "full;"],
        ["sealed", "5"],
        ["2", "sealed"],
    ]


@pytest.mark.anyio
async def test_one_of_several_seals_and_where_nothing_is_sealed_nobody_does():
    clock = FakeClock()
    store = Rows(Resealed(0, 0, None))
    assert await store.hold("sealing:rows", "another", clock.now(), seconds=5)
    await RowSealer(store=store, clock=clock).seal_once()
    assert clock.slept == [PATIENCE_S]
    await RowSealer(store=MemoryStore(), clock=clock).seal_once()


@pytest.mark.anyio
async def test_whoever_is_done_rests_until_he_is_stopped():
    part = asyncio.create_task(RowSealer(store=MemoryStore(), clock=FakeClock()).stand())
    done, _ = await asyncio.wait([part], timeout=0.05)
    assert not done
    part.cancel()
