"""Weights of names: fitted with the signs they may have, measured on families left out."""

from __future__ import annotations

import json

import numpy as np
import pytest

from core.triage.likeness.features import AGAINST, FEATURES
from core.triage.likeness.weights import ALERT, NOTE, REVIEW, WEIGHTS
from training import names, names_card, names_made
from training.names import (
    LEAST,
    ORDINARY,
    Actor,
    actors,
    by_family,
    fit,
    handles_in,
    leave_family_out,
    thresholds,
)

HANDLES = ["cnbctv18live", "mtndao", "Yom_Official", "SolanaConf"]


@pytest.fixture(scope="module", autouse=True)
def few():
    """A handful of brands shows the same as all of them."""
    brands, names_made.BRANDS = names_made.BRANDS, ("Velmora", "Harbor Lane", "VQX", "Falcon")
    yield
    names_made.BRANDS = brands


@pytest.fixture(scope="module")
def everybody(few):
    return actors(5, HANDLES)


def test_no_weight_has_a_sign_that_it_may_not_have(everybody):
    weighed = fit(everybody)
    for feature, weight in zip(FEATURES, weighed.weights, strict=True):
        assert weight <= 0 if feature in AGAINST else weight >= 0, feature
    recall = by_family(weighed, everybody, LEAST["alert"])
    assert recall["brand and role"] == recall["name cyrillic"] == 1
    assert recall[ORDINARY] == recall["critic"] == 0


def test_nobody_to_weigh_scores_nothing(everybody):
    nobody = Actor(ORDINARY, poses=False, readings=np.zeros((0, len(FEATURES))))
    assert fit(everybody).score(nobody) == 0


def test_levels_let_few_of_those_held_out_above(everybody):
    weighed = fit(everybody)
    levels = thresholds(weighed, everybody)
    assert levels["alert"] >= LEAST["alert"] > levels["review"] >= LEAST["review"]
    loud = np.full((40, 1, len(FEATURES)), 1.0)
    crowd = [Actor(ORDINARY, poses=False, readings=each) for each in loud]
    assert thresholds(weighed, [*everybody, *crowd])["alert"] > LEAST["alert"]


def test_families_left_out_are_found_all_the_same(everybody):
    some = [each for each in everybody if "name" in each.family or not each.poses]
    recall = leave_family_out(some, LEAST["alert"])
    assert min(recall["name wide"], recall["name math"]) == 1


def test_the_table_and_the_card_are_written(tmp_path, monkeypatch):
    folder = tmp_path / "data" / "scam"
    folder.mkdir(parents=True)
    lines = [json.dumps({"text": f"hi @{handle} and @{handle}"}) for handle in HANDLES]
    (folder / "a.jsonl").write_text("\n".join([*lines, "{}"]), encoding="utf-8")
    assert handles_in(tmp_path / "data") == HANDLES
    monkeypatch.setattr(names_card, "TABLE", tmp_path / "weights.py")
    monkeypatch.setattr(names_card, "CARD", tmp_path / "names" / "card.md")
    monkeypatch.setattr(names_card, "leave_family_out", lambda *_: {"name wide": 1.0})
    names_card.main(tmp_path / "data")
    written: dict[str, object] = {}
    exec((tmp_path / "weights.py").read_text(), written)  # noqa: S102 - our own table
    assert set(written["WEIGHTS"]) == set(FEATURES)
    assert (
        "| name wide | poses | 1.000 | 1.000 | 1.000 |" in (tmp_path / "names/card.md").read_text()
    )


def test_what_ships_fits_the_features():
    assert set(WEIGHTS) == set(FEATURES) == set(names.BELIEVED)
    assert 0 < NOTE < REVIEW < ALERT < 1
