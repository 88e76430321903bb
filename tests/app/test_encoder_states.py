"""`doctor`, `triage` and the console say when the cheap stage reads alone, and why."""

from __future__ import annotations

import json
import sys

import pytest
from typer.testing import CliRunner

from app.cli import main as cli
from app.commands import doctor
from app.config import load
from app.encoder.guard import state_of
from app.web import encoder_part
from tests.app.encoder_kit import ship

LINE = json.dumps({"id": 1, "text": "where is my withdrawal?"})


def triage(*words):
    return CliRunner().invoke(cli.app, ["triage", "-", *words], input=f"{LINE}\n" * 3)


@pytest.fixture
def pack(home, monkeypatch):
    path = ship(home, monkeypatch)
    settings = home / "settings.toml"
    text = settings.read_text("utf-8").replace('weights = ""', f'weights = "{path}"')
    settings.write_text(text, "utf-8")
    return path


def test_triage_reads_with_both_stages_and_says_nothing(pack):
    done = triage()
    assert (done.exit_code, done.stderr) == (0, "")
    assert {json.loads(line)["stage"] for line in done.stdout.splitlines()} == {"encoder"}


def test_triage_says_once_that_it_reads_with_less(pack):
    pack.unlink()
    done = triage()
    assert done.exit_code == 0
    assert done.stderr.count("\n") == 1
    assert "the cheap stage reads alone: 'triage.encoder.weights'" in done.stderr
    assert len(done.stdout.splitlines()) == 3


def test_triage_in_several_processes_says_it_once_too(pack):
    pack.unlink()
    done = triage("--workers", "2")
    assert (done.exit_code, done.stderr.count("reads alone")) == (0, 1)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_triage_with_wrong_settings_is_wrong_use(pack, workers):
    settings = pack.with_name("settings.toml")
    text = settings.read_text("utf-8").replace('use = "default"', 'use = "hub"')
    settings.write_text(text, "utf-8")
    done = triage("--workers", workers)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "needs model" in done.stderr


def test_doctor_names_the_encoder_in_one_line(pack):
    check = doctor._encoder(load(None, {}))
    assert (check.what, check.state) == ("encoder", "ok")
    assert "from the file that settings name" in check.found


def test_doctor_says_what_to_do_without_one(pack):
    pack.with_name("heads.npz").unlink()
    check = doctor._encoder(load(None, {}))
    assert check.state == "note"
    assert check.found == "the cheap stage alone: heads.npz is missing or damaged"
    assert check.mend == "run `skerry train --encoder`"
    loaded = load(None, {"SKERRY_TRIAGE__ENCODER__USE": "hub"})
    assert doctor._encoder(loaded).state == "bad"


def test_the_console_is_told_state_reason_and_pace():
    part = encoder_part(state_of("broken", "no memory"))
    assert (part.name, part.state, part.detail, part.counts) == (
        "encoder",
        "broken",
        "no memory",
        {},
    )


def test_nothing_heavy_is_imported_where_nothing_reads():
    import subprocess

    heavy = "onnxruntime onnx tokenizers torch transformers sklearn"
    code = (
        f"import app.run, app.brain, sys; print([m for m in '{heavy}'.split() if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
