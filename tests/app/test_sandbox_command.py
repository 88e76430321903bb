"""`skerry sandbox` as operators start it: a process that tells where it is and stops when told."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

import bots
from app.cli.main import app
from app.commands.sandbox import Choice, environment, serve
from app.config import load
from app.sandbox import Servers

ROOT = Path(__file__).parents[2]
PATIENCE_S = 20


@contextmanager
def started(*arguments):
    """The command as a process, with the first line it printed."""
    command = [sys.executable, "-m", "app", "sandbox", *arguments]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SKERRY_")}
    process = subprocess.Popen(
        command, cwd=ROOT, env=kept, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_it_tells_where_it_is_serves_and_stops_on_sigterm():
    with started("--pace", "50", "--seed", "3") as process:
        told = json.loads(process.stdout.readline())
        assert set(told) == {"twitter", "telegram", "discord", "environment"}
        for name in ("twitter", "telegram", "discord"):
            answer = httpx.post(f"{told[name]['control_url']}/stats", json={}, trust_env=False)
            assert answer.status_code == 200, answer.text
        process.send_signal(signal.SIGTERM)
        rest, said = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, rest) == (0, "")
    for name, value in told["environment"].items():
        assert f"{name}={value}\n" in said
    assert "Platform" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("option", ["--port-twitter", "--port-telegram", "--port-discord"])
def test_a_taken_port_costs_one_line_and_exit_two(option):
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        started(option, _port(taken)) as process,
    ):
        out, said = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, out) == (2, "")
    assert said.count("\n") == 1
    assert "choose another port" in said


def test_a_taken_port_is_said_before_anything_is_printed():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        answer = CliRunner().invoke(app, ["sandbox", "--port-discord", _port(taken)])
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert "choose another port" in answer.stderr


def _port(taken):
    return str(taken.getsockname()[1])


@pytest.mark.anyio
async def test_what_is_pasted_makes_a_desk_take_them_for_the_real_ones(home):
    async with AsyncExitStack() as stack:
        servers = Servers()
        await servers.start(stack)
        crowd = servers.crowd(pace=1, seed=1)
        variables = environment(servers)
        loaded = load(environment=variables)
        assert loaded.settings.bots["discord"]["support_channels"] == [
            crowd.stages["discord"].channels["support"]
        ]
        for name, table in loaded.settings.bots.items():
            assert bots.missing_credentials(name, loaded.secrets) == []
            adapter = bots.build(name, table, loaded.secrets)
            arrivals = adapter.arrivals({})
            async with asyncio.timeout(PATIENCE_S):
                await anext(arrivals)
                await arrivals.aclose()
            assert adapter.account


@pytest.mark.anyio
@pytest.mark.parametrize("crowd", [True, False], ids=["crowd", "no crowd"])
async def test_the_crowd_writes_only_where_it_is_wanted(capsys, crowd):
    serving = asyncio.create_task(serve(Choice(crowd=crowd, pace=200)))
    told = ""
    while not told:
        await asyncio.sleep(0.02)
        told = capsys.readouterr().out
    x = json.loads(told)["twitter"]["control_url"]
    async with httpx.AsyncClient(trust_env=False) as client:
        for _ in range(10 if not crowd else 200):
            ledger = (await client.post(f"{x}/ledger", json={})).json()
            if ledger:
                break
            await asyncio.sleep(0.02)
    os.kill(os.getpid(), signal.SIGTERM)
    async with asyncio.timeout(PATIENCE_S):
        await serving
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().remove_signal_handler(each)
    assert bool(ledger) is crowd


def test_a_port_that_is_none_is_refused():
    answer = CliRunner().invoke(app, ["sandbox", "--port-discord", "70000"])
    assert answer.exit_code == 2
    assert "--port-discord" in answer.stderr


def test_help_has_an_example():
    answer = CliRunner().invoke(app, ["sandbox", "--help"])
    assert answer.exit_code == 0
    assert "Example" in answer.stdout
    assert "--port-telegram" in answer.stdout
