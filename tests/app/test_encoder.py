"""What settings name is built; what cannot be built leaves the cheap stage to read alone."""

from __future__ import annotations

import ctypes
from types import SimpleNamespace

import numpy as np
import pytest

import app.encoder.build as building
import models
import models.encoder as ours
from app.brain import build_brain, build_reader, build_second, check_reader
from app.encoder.build import second_stage, without_encoder
from app.encoder.report import look, rows, told
from app.newborn import give_back_memory
from core.identities import Question
from core.settings import EncoderTable, Settings
from core.types import Verdict
from tests.app.encoder_kit import FakeEncoder, ship
from tests.conftest import NOON, a_message


def settings_with(**table) -> Settings:
    return Settings.model_validate({"triage": {"encoder": table}})


@pytest.fixture
def pack(tmp_path, monkeypatch):
    return ship(tmp_path, monkeypatch)


@pytest.fixture
def linear():
    return models.load_linear()


def ask(text="where is my withdrawal?"):
    return Question(message=a_message(text), now=NOON)


def test_both_stages_read(pack):
    settings = settings_with(weights=str(pack))
    second = build_second(settings)
    assert second.state().state == "ok"
    assert second.state().name == ours.name_of(ours.load_adapter())
    verdict = build_brain(settings, second=second).assess(ask())
    assert verdict.stage == "encoder"
    assert second.state().ms > 0
    assert build_brain(settings).second is not None


def test_off_means_off(pack, linear):
    second = second_stage(EncoderTable(use="off", weights=str(pack)), linear)
    assert (second.stage, second.state().state, second.state().degraded) == (None, "off", False)
    quiet = without_encoder(settings_with(weights=str(pack), pause_s=5))
    assert quiet.triage.encoder.use == "off"


def test_a_missing_file_is_named(pack, linear, tmp_path):
    second = second_stage(EncoderTable(weights=str(tmp_path / "none.bin")), linear)
    assert second.state().state == "absent"
    assert "none.bin: not there" in second.state().why


@pytest.mark.parametrize(
    ("file", "told"),
    [(ours.ADAPTER, f"{ours.LAYERS} or {ours.ADAPTER}"), (ours.HEADS, ours.HEADS)],
)
@pytest.mark.parametrize("how", ["missing", "damaged"])
def test_what_ships_may_be_missing_or_damaged(pack, linear, file, told, how):
    path = pack.with_name(file)
    path.write_bytes(b"PK") if how == "damaged" else path.unlink()
    second = second_stage(EncoderTable(weights=str(pack)), linear)
    assert second.state().why == f"{told} is missing or damaged; run `skerry train --encoder`"


@pytest.mark.parametrize("damage", ["truncated", "flipped"])
def test_a_damaged_weight_file_leaves_the_cheap_stage(pack, damage):
    raw = bytearray(pack.read_bytes())
    raw[len(raw) // 2] ^= 1
    pack.write_bytes(raw if damage == "flipped" else raw[:-9])
    settings = settings_with(weights=str(pack))
    assert build_second(settings).state().state == "absent"
    assert build_brain(settings).assess(ask()).stage == "cheap"


def test_heads_of_another_encoder_are_refused(tmp_path, monkeypatch, linear):
    pack = ship(tmp_path, monkeypatch, encoder=np.array(["e5-small-00000000"]))
    second = second_stage(EncoderTable(weights=str(pack)), linear)
    assert "fitted on e5-small-00000000" in second.state().why


@pytest.mark.parametrize("line", ["mood=glad,sad", "sentiment=positive,neutral,negative"])
def test_heads_that_answer_otherwise_than_the_linear_stage_are_refused(
    tmp_path, monkeypatch, linear, line
):
    count = line.count(",") + 1
    flat = {key: np.zeros(count, np.float32) for key in ("bias", "shift", "lean")}
    one = {key: np.ones(1, np.float32) for key in ("cheap", "own", "doubt")}
    weights = np.zeros((32, count), np.float32)
    pack = ship(tmp_path, monkeypatch, heads=np.array([line]), weights=weights, **flat, **one)
    second = second_stage(EncoderTable(weights=str(pack)), linear)
    assert "differ in" in second.state().why


def test_without_linear_weights_there_is_nothing_to_read_beside(pack):
    why = second_stage(EncoderTable(weights=str(pack)), None).state().why
    assert "run `skerry train`" in why


def test_what_fails_in_building_is_a_state(pack, linear, monkeypatch):
    def fails(*_):
        raise RuntimeError("no such instruction\n…")

    monkeypatch.setattr("models.encoder.runtime.E5.encode", fails)
    second = second_stage(EncoderTable(weights=str(pack)), linear)
    assert (second.state().state, second.state().why) == (
        "broken",
        "RuntimeError: no such instruction",
    )


def test_an_encoder_that_fails_later_leaves_the_cheap_stage(pack, linear, monkeypatch):
    inner = FakeEncoder()
    inner.error = MemoryError("full")
    parts = building.default_parts(EncoderTable(weights=str(pack)))
    monkeypatch.setattr(building, "default_parts", lambda table: parts)
    second = second_stage(EncoderTable(), linear)
    monkeypatch.setattr(parts.encoder, "encode", inner.encode)
    brain = build_brain(Settings(), second=second)
    verdicts = brain.assess_many([ask(), ask("thanks")])
    assert [each.stage for each in verdicts] == ["cheap", "cheap"]
    assert second.state().why == "MemoryError: full"


def test_checking_settings_builds_no_encoder(pack, monkeypatch):
    monkeypatch.setattr("app.encoder.build.default_parts", None)
    check_reader(settings_with(weights=str(pack)))
    assert isinstance(build_reader(Settings()).read([ask()])[0], Verdict)


@pytest.mark.parametrize("error", [OSError, AttributeError, TypeError])
def test_giving_back_memory_is_no_duty(monkeypatch, error):
    asked = []

    def library(name):
        asked.append(name)
        raise error

    monkeypatch.setattr("app.newborn.ctypes", SimpleNamespace(CDLL=library))
    give_back_memory()
    assert asked == [None]
    monkeypatch.setattr("app.newborn.ctypes", ctypes)
    give_back_memory()


def test_the_report_says_all_of_it(pack):
    settings = settings_with(weights=str(pack))
    report = look(settings)
    assert told(report).startswith(f"{report.state.name} from the file that settings name: ")
    seen = dict(rows(settings))
    assert {"cold start", "one message", "memory", "adapter", "heads"} <= seen.keys()
    assert "intent, urgency, sentiment; fitted on e5-small-" in seen["heads"]
    assert str(pack) in seen["weights"]


def test_the_report_says_why_there_is_none(pack, monkeypatch):
    pack.with_name(ours.HEADS).unlink()
    seen = dict(rows(settings_with(weights=str(pack))))
    assert (seen["state"], seen["heads"]) == ("absent", "missing or damaged")
    assert seen["why"] == "heads.npz is missing or damaged"
    assert seen["what to do"] == "run `skerry train --encoder`"
    pack.with_name(ours.ADAPTER).unlink()
    assert dict(rows(settings_with(weights="/nowhere")))["adapter"] == "missing or damaged"
    assert told(look(settings_with(use="off"))) == "switched off: the cheap stage alone"


def test_memory_is_not_told_everywhere(pack, monkeypatch):
    monkeypatch.setattr("app.encoder.report._STATM", pack / "nothing")
    assert dict(rows(settings_with(weights=str(pack))))["memory"] == "not told here"
