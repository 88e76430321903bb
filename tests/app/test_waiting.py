"""Who belongs to a fleet waits for its database; what cannot be mended by waiting still ends."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import AsyncExitStack

import pytest
from typer.testing import CliRunner

from app import config, listen, roles, waiting
from app.cli.main import app
from app.waiting import when_there
from core.errors import ConfigError, StorageUnavailable

pytestmark = pytest.mark.anyio

# Nobody serves there.
NOBODY = "postgresql://skerry@127.0.0.1:1/desk"
TOKEN = "1234567890:" + "a" * 35


class Building:
    """Fails while the database is away, and remembers what was taken down."""

    def __init__(self, *errors):
        self.errors, self.down = list(errors), []

    async def __call__(self, stack):
        number = len(self.down)
        stack.callback(self.down.append, number)
        if self.errors:
            raise self.errors.pop(0)
        return f"built {number}"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Who waits knocks as often as the loop turns."""
    monkeypatch.setattr(waiting, "AGAIN_S", 0.001)


def settings_of(folder, url):
    """A connected desk's, on a database that may be away."""
    (folder / "settings.toml").write_text(
        f'[storage]\nurl = "{url}"\n[sealing]\nkey = "none"\n[console]\nport = 0\n'
        "[triage]\nworkers = 0\n[bots.telegram]\n"
    )
    variables = {"SKERRY_TELEGRAM_TOKEN": TOKEN}
    return config.load(str(folder / "settings.toml"), variables)


def a_file(folder):
    return settings_of(folder, f"sqlite:///{folder}/desk.db")


async def test_a_start_waits_for_the_database_and_says_so_once(tmp_path, caplog):
    gone = StorageUnavailable("away")
    build = Building(gone, gone, gone)
    async with AsyncExitStack() as stack:
        built = await when_there(build, a_file(tmp_path), stack, asyncio.Event())
        assert (built, build.down) == ("built 3", [0, 1, 2]), "no half a desk is left"
    assert build.down == [0, 1, 2, 3], "the whole is taken down with the rest"
    assert caplog.text.count("away; this process waits for it and starts then") == 1


async def test_while_nobody_answers_nothing_is_built(tmp_path, monkeypatch):
    build, stop, knocks = Building(*[StorageUnavailable("away")] * 9), asyncio.Event(), []

    async def knock(_loaded):
        knocks.append(1)
        if len(knocks) == 3:
            stop.set()
        raise StorageUnavailable("away")

    monkeypatch.setattr(waiting, "open_desk", knock)
    async with AsyncExitStack() as stack:
        assert await when_there(build, a_file(tmp_path), stack, stop) is None
    assert (build.down, len(knocks)) == ([0], 3)


async def test_what_waiting_does_not_mend_ends_the_start(tmp_path):
    build = Building(StorageUnavailable("away"), ConfigError("no such database"))
    async with AsyncExitStack() as stack:
        with pytest.raises(ConfigError, match="no such database"):
            await when_there(build, a_file(tmp_path), stack, asyncio.Event())
    assert build.down == [0, 1]


@pytest.mark.parametrize("role", ["listen", "work", "deliver", "console"])
async def test_each_of_a_fleet_waits_and_can_be_stopped_meanwhile(role, tmp_path, caplog):
    loaded = settings_of(tmp_path, NOBODY)
    playing = listen.listen(loaded, ["telegram"]) if role == "listen" else roles.play(loaded, role)
    started = asyncio.create_task(playing)
    async with asyncio.timeout(60):
        while "this process waits for it" not in caplog.text:  # noqa: ASYNC110  # no event
            await asyncio.sleep(0.01)
        assert not started.done()
        os.kill(os.getpid(), signal.SIGTERM)
        await started


def test_a_first_run_with_a_wrong_address_ends_with_one_line(tmp_path, monkeypatch):
    settings_of(tmp_path, NOBODY)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SKERRY_TELEGRAM_TOKEN", TOKEN)
    answer = CliRunner().invoke(app, ["run"])
    assert answer.exit_code == 1
    assert "the server cannot be reached" in answer.stderr.splitlines()[-1]
