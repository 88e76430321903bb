"""Own labels from the settings file to the verdict: measured, fitted, refused, read."""

from __future__ import annotations

import json
import logging

import numpy as np
import pytest
from typer.testing import CliRunner

import app.brain
import models
from app.cli.main import app as commands
from app.config import load
from app.encoder.build import Second, without
from app.encoder.guard import state_of
from app.own import own_labels
from core.identities import Identities, Question
from core.triage.assess import Brain
from tests.conftest import NOON, a_message
from tests.core.triage.kit_explain import WordEncoder, linear, second

pytestmark = pytest.mark.usefixtures("home")
WHO = ("please", "hello team", "hey nordex", "sir", "good day", "hi there", "anyone", "support")
TEXTS = [(f"{who} i want a refund {n}", "yes") for who in WHO for n in range(4)]
TEXTS += [(f"{who} the app looks nice {n}", "no") for who in WHO for n in range(4)]
TABLE = '\n[triage.labels.refund]\nexamples = "refund.jsonl"\nfrom = "own/refund.npz"\n'


@pytest.fixture(autouse=True)
def quiet_logs():
    root = logging.getLogger()
    before = (root.handlers, root.level)
    yield
    root.handlers, root.level = before


def skerry(*arguments):
    return CliRunner().invoke(commands, list(arguments))


def with_encoder(monkeypatch, encoder=None, name: str = "words") -> None:
    stage = second(encoder or WordEncoder())
    built = Second(stage, lambda: state_of("ok", name=name))
    monkeypatch.setattr(app.brain, "build_second", lambda _settings: built)


def teach(home, texts=TEXTS, table: str = TABLE) -> None:
    lines = [json.dumps({"text": text, "label": label}) for text, label in texts]
    (home / "refund.jsonl").write_text("\n".join(lines))
    (home / "settings.toml").write_text((home / "settings.toml").read_text() + table)


def tags(*texts, encoder=None):
    stage = second(encoder or WordEncoder())
    own = own_labels(load().settings.triage.labels, stage)
    brain = Brain(model=linear(), signals=(), identities=Identities(), second=stage, own=own)
    return [
        each.tags
        for each in brain.assess_many([Question(message=a_message(t), now=NOON) for t in texts])
    ]


def test_measured_then_fitted_then_read(home, monkeypatch):
    teach(home)
    with_encoder(monkeypatch)
    measured = skerry("labels", "measure", "refund")
    assert measured.exit_code == 0, measured.output
    assert "64 examples" in measured.stdout
    assert not (home / "own").exists()
    assert "not fitted" in skerry("labels", "list").stdout
    assert tags("i want a refund") == [{}]
    written = skerry("labels", "fit", "refund")
    assert written.exit_code == 0, written.output
    assert (home / "own/refund.sha256").exists()
    assert "on, for words" in skerry("labels", "list").stdout
    refund, other = tags("hello, i want a refund", "the app looks nice")
    assert (refund["refund"][0], other) == ("yes", {})


def test_a_label_that_cannot_be_told_is_not_written(home, monkeypatch):
    luck = np.random.default_rng(1)
    texts = [text for text, _ in TEXTS]
    labels = luck.permutation([label for _, label in TEXTS])
    teach(home, zip(texts, labels.tolist(), strict=True))
    with_encoder(monkeypatch)
    assert "would not be switched on" in skerry("labels", "measure", "refund").stderr
    answer = skerry("labels", "fit", "refund")
    assert answer.exit_code == 1
    assert "'refund' is not written" in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert not (home / "own").exists()


@pytest.mark.parametrize(
    ("arguments", "table", "texts", "line"),
    [
        (["measure", "refnd"], TABLE, TEXTS, "did you mean 'refund'?"),
        (["fit", "refund"], "\n[triage.labels.refund]\n", TEXTS, "has no 'examples'"),
        (["fit", "refund"], TABLE, TEXTS[:5], "at least two labels"),
        (["fit", "refund"], TABLE, TEXTS[:33], "'no' has 1 examples; at least 8"),
        (
            ["fit", "refund"],
            TABLE.replace("own/", "refund.jsonl/"),
            TEXTS,
            "refund.jsonl/refund.npz",
        ),
    ],
    ids=["name", "no examples", "one label", "few", "no place"],
)
def test_mistakes_cost_one_line_and_exit_two(home, monkeypatch, arguments, table, texts, line):
    teach(home, texts, table)
    with_encoder(monkeypatch)
    answer = skerry("labels", *arguments)
    assert answer.exit_code == 2, answer.output
    assert line in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_without_an_encoder_it_says_why(home, monkeypatch):
    teach(home)
    monkeypatch.setattr(app.brain, "build_second", lambda _: without("absent", "no weights"))
    answer = skerry("labels", "fit", "refund")
    assert (answer.exit_code, "needs an encoder: no weights" in answer.stderr) == (2, True)


def test_an_encoder_that_stops_costs_one_line(home, monkeypatch):
    teach(home)
    with_encoder(monkeypatch, WordEncoder(broken=True))
    answer = skerry("labels", "fit", "refund")
    assert answer.exit_code == 1
    assert "the encoder stopped: it is gone" in answer.stderr


@pytest.mark.parametrize(
    ("spoil", "line"),
    [
        (lambda kept: {**kept, "encoder": np.array(["e5"])}, "fitted on e5, the encoder is words"),
        (lambda kept: {"version": np.array([1])}, "holds no head"),
    ],
    ids=["another encoder", "something else"],
)
def test_weights_that_do_not_fit_are_left_out_in_one_line(home, monkeypatch, caplog, spoil, line):
    teach(home)
    with_encoder(monkeypatch)
    assert skerry("labels", "fit", "refund").exit_code == 0
    path = home / "own/refund.npz"
    models.save_arrays(path, spoil(models.load_arrays(path, "")))
    assert tags("i want a refund") == [{}]
    assert [each for each in caplog.messages if line in each]


def test_damaged_weights_are_left_out(home, monkeypatch):
    teach(home)
    with_encoder(monkeypatch)
    assert skerry("labels", "fit", "refund").exit_code == 0
    (home / "own/refund.npz").write_bytes(b"rubbish")
    assert tags("i want a refund") == [{}]
    assert "damaged" in skerry("labels", "list").stdout


def test_a_label_can_be_switched_off(home, monkeypatch):
    teach(home, table=TABLE + "enabled = false\n")
    with_encoder(monkeypatch)
    assert skerry("labels", "fit", "refund").exit_code == 0
    assert tags("i want a refund") == [{}]
    assert "off, for words" in skerry("labels", "list").stdout


def test_the_desk_builds_its_brain_with_them(home, monkeypatch):
    teach(home)
    with_encoder(monkeypatch)
    assert skerry("labels", "fit", "refund").exit_code == 0
    brain = app.brain.build_brain(load().settings, second=app.brain.build_second(None))
    assert brain.own is not None
    assert [each.name for each in brain.own.heads] == ["refund"]


@pytest.mark.parametrize("command", ["measure", "fit", "list"])
def test_every_command_has_help_with_an_example(command):
    answer = skerry("labels", command, "--help")
    assert (answer.exit_code, "Example" in answer.stdout) == (0, True)
