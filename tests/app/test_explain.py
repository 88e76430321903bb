"""`--explain`, and explanations asked of the process that reads."""

from __future__ import annotations

import json

import numpy as np
import pytest
from typer.testing import CliRunner

import app.explain
import models
from app.brain import build_reader
from app.cli.main import app as commands
from app.config import load
from app.encoder.build import without_encoder
from app.explain import build_explainer
from app.inference.pool import InlineTriage, ProcessTriage
from core.identities import Identities, Question
from core.triage.assess import Brain
from core.triage.examples import packed
from core.types import Verdict
from tests.conftest import NOON, a_message
from tests.core.triage.kit_explain import WordEncoder, linear, second

TEXT = "i deposited yesterday and it has not arrived"


@pytest.mark.usefixtures("home")
def test_triage_says_why_where_it_is_asked_to(monkeypatch):
    monkeypatch.setenv("SKERRY_TRIAGE__ENCODER__USE", "off")
    line = json.dumps({"id": 1, "text": TEXT}) + "\n"
    explained = ["triage", "-", "--explain", "--workers", "2"]
    told = json.loads(CliRunner().invoke(commands, explained, input=line).stdout)
    assert {each["label"] for each in told["reasons"]} >= {"intent", "urgency"}
    assert all(set(each) == {"label", "kind", "code", "text"} for each in told["reasons"])
    assert any("deposit missing" in each["text"] for each in told["reasons"])
    silent = json.loads(CliRunner().invoke(commands, ["triage", "-"], input=line).stdout)
    assert "reasons" not in silent
    assert silent["tags"] == {}


@pytest.mark.anyio
@pytest.mark.usefixtures("home")
async def test_both_ways_of_reading_explain_alike():
    settings = without_encoder(load().settings)
    inline, processes = InlineTriage(build_reader(settings)), ProcessTriage(settings)
    try:
        (verdict,) = await inline.assess([Question(message=a_message(TEXT), now=NOON)])
        here, there = [await each.explain(TEXT, verdict) for each in (inline, processes)]
    finally:
        processes.close()
    assert here
    assert here == there


@pytest.mark.anyio
@pytest.mark.usefixtures("home")
async def test_a_process_that_hangs_costs_no_more_than_the_reasons(monkeypatch):
    settings = without_encoder(load().settings)
    for patience in ("TIMEOUT_S", "START_S"):
        monkeypatch.setattr(f"app.inference.pool.{patience}", 0.0)
    processes = ProcessTriage(settings)
    try:
        assert await processes.explain(TEXT, Verdict()) == ()
    finally:
        processes.close()


@pytest.mark.parametrize(("made_by", "there"), [("words", True), ("another", False)])
def test_examples_are_shown_where_this_encoder_read_them(tmp_path, monkeypatch, made_by, there):
    vectors, scale = packed(WordEncoder().encode(["my deposit"]))
    lines = json.dumps([["my deposit", "en", "deposit", "P1"]]).encode()
    arrays = {
        "encoder": np.array([made_by]),
        "vectors": vectors,
        "scale": scale,
        "least": np.array([0.5], dtype=np.float32),
        "lines": np.frombuffer(lines, dtype=np.uint8),
    }
    models.save_arrays(tmp_path / app.explain.FILE, arrays)
    monkeypatch.setattr(app.explain, "HOME", tmp_path)
    brain = Brain(model=linear(), signals=(), identities=Identities(), second=second())
    assert (build_explainer(brain).examples is not None) is there


def test_without_an_encoder_nothing_is_compared():
    brain = Brain(model=linear(), signals=(), identities=Identities())
    assert build_explainer(brain).examples is None
