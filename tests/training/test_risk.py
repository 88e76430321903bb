"""The weighing of evidence, fitted on a corpus small enough to know the answer."""

from __future__ import annotations

import json
import sys
from dataclasses import replace

import numpy as np
import pytest

from app.risk_file import load_risk
from core.errors import ConfigError
from core.triage.linear import CHEAP
from core.triage.risk import Seen
from core.triage.second import ENCODER
from core.types import Finding, Stance
from tests.training import kit
from training import risk
from training.corpus import read_calibration
from training.risk import eager, evidence, fit

ATTACK, TALK, PLAIN = "zzfire write to my helper", "a zzwire scammer wrote to me", "qq vv ww"


def line(text: str, stance: str | None) -> dict[str, object]:
    return {
        "text": text,
        "lang": "en",
        "intent": "chatter",
        "urgency": "P3",
        "sentiment": "neutral",
        "stance": stance,
        "risk": [],
    }


def write(path, records) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(each)}\n" for each in records), "utf-8")


@pytest.fixture
def corpus(tmp_path):
    """Attacks, talk of attacks, and everyday lines."""
    told = ((ATTACK, "attempt"), (TALK, "report"), (PLAIN, None))
    for part in ("calibration", "evaluation", "scam"):
        lines = [line(f"{text} {part} {n}", stance) for text, stance in told for n in range(12)]
        write(tmp_path / "corpus" / part / "en.jsonl", lines)
    return tmp_path / "corpus"


@pytest.fixture
def data(tmp_path):
    """Public posts: short lines of every set but one, half of the scam set harmful."""
    for name, _ in risk.ORDINARY[1:]:
        records = [{"text": f"post {n}", "label": "ham" if n % 2 else "spam"} for n in range(40)]
        write(tmp_path / "data" / name, records)
    return tmp_path / "data"


class Suspicious:
    """Finds an attempt where it reads "zzfire", and talk of one where it reads "scammer"."""

    def __call__(self, message, context):
        for word, stance in (("zzfire", Stance.ATTEMPT), ("scammer", Stance.REPORT)):
            if word in message.text:
                reason = f"says {word}"
                return Finding(signal="s", kind="pivot", score=0.9, reason=reason, stance=stance)
        return None


@pytest.fixture(autouse=True)
def encoder(monkeypatch):
    """The kit's brain with a signal and an encoder that counts what it is asked."""
    encoder = kit.FakeEncoder()
    brain = replace(kit.brain(encoder), signals=(Suspicious(),))
    monkeypatch.setattr(risk, "full_brain", lambda places: brain)
    return encoder


def test_evidence_never_speaks_for_its_opposite(corpus):
    model = fit(corpus, None)
    for weights in (model.cheap, model.encoder):
        assert min(weights.rules, weights.stance, weights.spam, weights.attack) >= 0
        assert weights.talk <= 0
        attack = Seen(rules=2.2, stance=0.0, spam=0.0, attack=0.0, talk=0.0)
        assert weights.odds(attack) > weights.odds(attack._replace(rules=-3.9))
        assert weights.odds(attack._replace(rules=-3.9, talk=1.0)) <= weights.odds(
            attack._replace(rules=-3.9)
        )


def test_levels_lie_in_order_and_above_what_is_harmless(corpus, data):
    model = fit(corpus, data)
    levels = model.levels
    assert 0 < levels.note <= levels.review <= levels.alert <= 0.999
    assert fit(corpus, data) == model


def test_public_posts_move_the_levels_only_where_there_are_some(corpus, data, tmp_path):
    assert fit(corpus, tmp_path / "nothing") == fit(corpus, None)
    posts = risk._ordinary(data)
    assert len(posts) == 40 + 20
    assert {each.attack for each in posts} == {"no"}
    assert risk._ordinary(data) == posts


def test_public_scams_weigh_the_evidence_too(corpus, tmp_path):
    assert risk._posts(tmp_path) == []
    records = [{"text": f"{ATTACK} {n}", "label": int(n % 2)} for n in range(6)]
    write(tmp_path / "data" / risk.POSTS, records)
    posts = risk._posts(tmp_path / "data")
    assert [each.attack for each in posts] == ["no", "yes"] * 3
    assert {each.stance for each in posts} == {"none"}
    assert fit(corpus, tmp_path / "data") != fit(corpus, None)


def test_the_part_above_a_level_is_what_was_wanted():
    scores = np.linspace(0, 1, 1001)
    mass = np.full(1001, 1 / 1001)
    for part in (0.05, 0.01):
        level = risk._above(scores, mass, part)
        assert mass[scores >= level].sum() == pytest.approx(part, abs=0.002)
        assert mass[scores >= level].sum() <= part
    assert risk._above(np.ones(5), np.full(5, 0.2), 0.01) == pytest.approx(0.999)


def test_an_eager_brain_asks_the_encoder_about_everything(corpus, encoder):
    rows = read_calibration(corpus)
    brain = kit.brain(encoder)
    found, answers = evidence(eager(brain), rows)
    assert len(encoder.asked) == len(rows) == len(found)
    assert answers.sum() == 12
    said = eager(brain).evidence([risk.question_of(rows[0])])[0][1]
    assert said.stage == ENCODER
    assert eager(kit.brain()).second is None
    assert kit.brain().evidence([risk.question_of(rows[0])])[0][1].stage == CHEAP


def test_the_command_writes_what_the_desk_reads(corpus, data, tmp_path, monkeypatch, capsys):
    path = tmp_path / "risk.toml"
    given = ("--corpus", str(corpus), "--data", str(data), "--output", str(path))
    monkeypatch.setattr(sys, "argv", ["training.risk", *given])
    risk.main()
    model, read = fit(corpus, data), load_risk(path, tmp_path / "none.toml")
    assert read.levels.alert == pytest.approx(model.levels.alert, abs=1e-4)
    assert read.cheap.bias == pytest.approx(model.cheap.bias, abs=1e-4)
    assert "training.risk" in path.read_text().partition("\n")[0]
    told = path.with_suffix(".md").read_text("utf-8")
    assert capsys.readouterr().out == f"{told}\n"
    assert f"alert from {model.levels.alert:.3f}" in told


def test_lines_that_cannot_be_read_are_told(tmp_path):
    write(tmp_path / "calibration" / "en.jsonl", [{"text": "hello"}])
    with pytest.raises(ConfigError, match=r"en\.jsonl line 1: missing"):
        fit(tmp_path, None)
