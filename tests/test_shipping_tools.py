"""The tools around a release: advisories, the bill of materials, and what systemd is told."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import venv
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from app.seeing import notify
from app.supervise import until_stopped
from scripts import audit, sbom

ROOT = Path(__file__).parents[1]
HOLE = {"id": "PYSEC-2026-1", "aliases": ["CVE-2026-1"], "fix_versions": ["2.0"]}
FINE = {"name": "fine", "version": "1.0", "vulns": []}
HOLED = {"name": "holed", "version": "1.0", "vulns": [HOLE]}
UNSEEN = {"name": "unseen", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("told", "why", "code", "line"),
    [
        ([FINE, FINE], "", 0, "2 packages, 0 advisories"),
        ([FINE, UNSEEN], "", 0, "1 packages, 0 advisories; 1 are unknown to the service"),
        ([FINE, HOLED], "", 1, "holed 1.0: PYSEC-2026-1; mended in 2.0"),
        ([UNSEEN, UNSEEN], "", 0, "nothing was audited: the service knows none"),
        ([], "no network", 0, "nothing was audited: no network"),
    ],
    ids=["clean", "partly unknown", "a hole", "a mirror without advisories", "no network"],
)
def test_an_advisory_fails_the_check_and_silence_is_said(told, why, code, line):
    said = []
    assert audit.verdict(told, why, said.append) == code
    assert line in "".join(said)


@pytest.mark.parametrize("name", ["PYSEC-2026-1", "CVE-2026-1"])
def test_an_accepted_advisory_does_not_fail(monkeypatch, name):
    monkeypatch.setattr(audit, "ACCEPTED", {name: "that part is not used"})
    assert audit.verdict([HOLED], "", lambda _: None) == 0


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (subprocess.CompletedProcess([], 1, json.dumps({"dependencies": [HOLED]}), ""), [HOLED]),
        (subprocess.CompletedProcess([], 1, "", "a\nno network\n"), "no network"),
        (subprocess.CompletedProcess([], 1, "", ""), "pip-audit said nothing"),
        (subprocess.TimeoutExpired("pip-audit", 300), "no answer within 300 s"),
        (FileNotFoundError("python"), "python"),
    ],
    ids=["told", "no network", "silent", "slow", "no Python"],
)
def test_whatever_the_auditor_does_is_an_answer(monkeypatch, answer, found):
    def ran(*_args, **_named):
        if isinstance(answer, BaseException):
            raise answer
        return answer

    monkeypatch.setattr(audit.subprocess, "run", ran)
    told, why = audit.asked()
    assert (told or why) == found


def test_the_bill_of_an_environment_is_valid_and_names_what_is_installed(tmp_path):
    venv.create(tmp_path, with_pip=False)
    for name in ("fastapi", "SQLAlchemy", "pip"):
        told = next(tmp_path.glob("lib/python*/site-packages")) / f"{name}-1.0.dist-info"
        told.mkdir()
        (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    bill = sbom.made(str(tmp_path / "bin" / "python"))
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(bill)) is None
    names = {each["name"].lower() for each in bill["components"]}
    assert {"sqlalchemy", "fastapi"} <= names
    assert "pip" not in names
    assert bill["metadata"]["component"]["name"] == "skerry"
    assert str(ROOT) not in json.dumps(bill)


def test_the_bill_leaves_out_what_only_installs():
    bill = {
        "components": [{"bom-ref": "pip==1", "name": "pip"}, {"bom-ref": "a==1", "name": "a"}],
        "dependencies": [{"ref": "pip==1"}, {"ref": "a==1"}],
    }
    left = sbom.without_tools(bill)
    assert [each["name"] for each in left["components"]] == ["a"]
    assert left["dependencies"] == [{"ref": "a==1"}]


@pytest.fixture(params=["path", "abstract"])
def systemd(request, tmp_path, monkeypatch):
    """Somebody who listens as systemd does."""
    name = str(tmp_path / "n") if request.param == "path" else f"@skerry-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(name.replace("@", "\0", 1) if name[0] == "@" else name)
        ear.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", name)
        yield ear


def heard(ear):
    messages = []
    while True:
        try:
            messages.append(ear.recv(100).decode())
        except BlockingIOError:
            return messages


@pytest.mark.anyio
async def test_systemd_hears_ready_then_signs_of_life_then_the_stop(systemd, monkeypatch):
    monkeypatch.setenv("WATCHDOG_USEC", "20000")
    stop, said = asyncio.Event(), []

    async def part():
        while notify.ALIVE not in said:
            await asyncio.sleep(0.001)
            said.extend(heard(systemd))
        stop.set()

    await until_stopped([part()], stop)
    said.extend(heard(systemd))
    assert said[0] == notify.READY
    assert notify.STOPPING in said


@pytest.mark.anyio
async def test_without_systemd_nothing_is_said_and_nobody_waits(monkeypatch):
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    await notify.attend()
    assert not notify.notify(notify.READY)


def test_a_socket_that_is_gone_is_no_error(tmp_path):
    assert not notify.notify(notify.READY, {"NOTIFY_SOCKET": str(tmp_path / "gone")})


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ({}, None),
        ({"WATCHDOG_USEC": "60000000"}, 30.0),
        ({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": str(os.getpid())}, 30.0),
        ({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "1"}, None),
        ({"WATCHDOG_USEC": "soon"}, None),
        ({"WATCHDOG_USEC": "0"}, None),
    ],
    ids=["not asked", "asked", "asked of us", "asked of another", "rubbish", "never"],
)
def test_how_often_a_sign_of_life_is_due(given, seconds):
    assert notify.watchdog_s(given) == seconds
