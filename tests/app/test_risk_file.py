"""The file of weights and levels: written and read alike, and never the reason not to start."""

from __future__ import annotations

import logging

import pytest

import models
from app.risk_file import BUILT_IN, OWN, load_risk, save_levels, save_risk, weighing
from core.triage.risk import Levels, RiskModel, Weights

MODEL = RiskModel(
    cheap=Weights(bias=1.25, rules=0.5, stance=0.25, spam=0.125, attack=1.5, talk=-1.0),
    encoder=Weights(bias=-0.5),
    levels=Levels(note=0.1, review=0.4, alert=0.9),
)
OURS = Levels(note=0.1, review=0.45, alert=0.8765)


@pytest.fixture
def shipped(tmp_path):
    path = tmp_path / "risk.toml"
    save_risk(MODEL, path, "Fitted on lines.")
    return path


@pytest.fixture
def own(tmp_path):
    return tmp_path / "own" / "risk.toml"


def warnings(caplog) -> list[str]:
    return [each.getMessage() for each in caplog.records if each.levelno >= logging.WARNING]


def test_what_is_written_is_read(shipped, own, caplog):
    found = weighing(shipped, own)
    assert found.model == MODEL == load_risk(shipped, own)
    assert (found.levels_from, found.note) == (str(shipped), "Fitted on lines.")
    assert warnings(caplog) == []
    assert [each.name for each in shipped.parent.iterdir()] == ["risk.toml"]


def test_own_levels_go_before_the_shipped_ones_and_leave_the_weights(shipped, own, caplog):
    save_levels(OURS, own, "Refitted.")
    found = weighing(shipped, own)
    assert found.model == RiskModel(cheap=MODEL.cheap, encoder=MODEL.encoder, levels=OURS)
    assert (found.levels_from, found.note) == (str(own), "Refitted.")
    assert warnings(caplog) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[levels",
        "levels = 3",
        "[levels]\nnote = 0.2\nreview = [1]\nalert = 0.9",
        "[levels]\nnote = 0.2\nreview = 0.5\nalert = 0.9\nshout = 1.0",
        "[levels]\nnote = 0.2\nreview = 0.9\nalert = 0.5",
        "[levels]\nnote = 0.6\nreview = 0.5\nalert = 0.9",
        "[levels]\nnote = 0.2\nreview = nan\nalert = 0.9",
        "[levels]\nnote = 0.2\nreview = 0.5\nalert = inf",
        "[levels]\nnote = 0.0\nreview = 0.5\nalert = 0.9",
        "\udcff",
    ],
    ids=["empty", "no TOML", "no table", "no number", "another name", "review over alert",
         "note over review", "not a number", "never", "always", "no text"],
)  # fmt: skip
def test_a_damaged_file_costs_one_warning(shipped, own, caplog, text):
    own.parent.mkdir()
    own.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert weighing(shipped, own) == weighing(shipped, own.with_name("none"))
    (warning,) = warnings(caplog)
    assert str(own) in warning
    assert str(shipped) in warning
    caplog.clear()
    found = weighing(own, own.with_name("none"))
    assert (found.model, found.levels_from) == (RiskModel(), BUILT_IN)
    (warning,) = warnings(caplog)
    assert "built-in weights are used" in warning


def test_own_levels_count_where_no_file_ships(tmp_path, own):
    save_levels(OURS, own, "Refitted.")
    assert load_risk(tmp_path / "none.toml", own) == RiskModel(levels=OURS)


def test_a_file_without_a_word_on_top(own, tmp_path):
    own.parent.mkdir()
    own.write_text("[levels]\nnote = 0.2\nreview = 0.5\nalert = 0.9\n")
    assert weighing(tmp_path / "none.toml", own).note == ""


def test_what_ships_is_in_force_where_nobody_refitted(own):
    assert load_risk(own=own) == weighing(models.HOME / "risk.toml", own).model


def test_own_levels_are_not_shipped():
    ignored = (models.HOME.parent / ".gitignore").read_text().splitlines()
    assert f"/{OWN.parent.relative_to(models.HOME.parent).as_posix()}/" in ignored
