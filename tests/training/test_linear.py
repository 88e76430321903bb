"""Training on a tiny corpus: weights that load, a card that tells, errors that name the line."""

from __future__ import annotations

import json

import numpy as np
import pytest

import models
from core.errors import ConfigError
from core.triage.linear import LinearModel
from training.fit import expected_error
from training.linear import train

TEXTS = {
    "deposit": ("my deposit is missing", "usdt deposit not credited", "deposit of eth not here"),
    "spam": ("send me your seed phrase", "double your coins now", "dm me to recover funds"),
    "praise": ("thank you so much", "great support, thanks", "love it, thank you"),
    "crisis": ("i want to die", "i will end my life", "no reason to live"),
}
LABELS = {
    "deposit": {"urgency": "P1", "sentiment": "neutral"},
    "spam": {"urgency": "P3", "sentiment": "neutral", "stance": "attempt", "risk": ["romance"]},
    "praise": {"urgency": "P3", "sentiment": "positive"},
    "crisis": {"urgency": "P0", "sentiment": "negative"},
}


def write(path, records) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(json.dumps(each) for each in records) + "\n\n", "utf-8")


def lines(times: int = 4):
    return [
        {"text": f"{text} {number}", "lang": "en", "intent": intent, **LABELS[intent]}
        for intent, texts in TEXTS.items()
        for text in texts
        for number in range(times)
    ]


@pytest.fixture
def corpus(tmp_path):
    write(tmp_path / "corpus" / "en.jsonl", [*lines(), lines()[0]])
    return tmp_path / "corpus"


@pytest.fixture
def public(tmp_path):
    tweets = [
        {"text": f"{text} {number}", "label": label}
        for text, label in (
            ("awful day", "negative"),
            ("fine", "neutral"),
            ("so happy", "positive"),
        )
        for number in range(6)
    ]
    write(tmp_path / "public" / "sentiment" / "umsab-train.jsonl", [*tweets, {"text": "x"}])
    return tmp_path / "public"


def test_weights_load_and_know_what_they_were_taught(corpus, tmp_path):
    report = train(corpus, tmp_path / "linear")
    model = LinearModel.from_arrays(models.load_linear(tmp_path / "linear"))
    shares = model.predict(["my usdt deposit is missing", "thank you, love it"])
    best = [max(each["intent"], key=each["intent"].get) for each in shares]
    assert best == ["deposit", "praise"]
    assert report.rows == {"en": len(lines())}
    assert model.languages == {"en"}


def test_the_card_tells_what_was_measured(corpus, public, tmp_path):
    write(corpus / "evaluation" / "en.jsonl", lines(1))
    report = train(corpus, tmp_path / "linear", public=public)
    card = (tmp_path / "linear" / "card.md").read_text("utf-8")
    assert report.digest in card
    assert "| en | 12 |" in card
    assert "| all | 12 |" in card
    assert "18 public tweets" in card
    assert str(tmp_path) in str(report)
    assert 0 <= report.heldout["en"].p0 <= 1
    assert report.size < 6_000_000


def test_without_evaluation_lines_the_card_says_so(corpus, tmp_path):
    assert "none yet" in str(train(corpus, tmp_path / "linear"))


def test_the_same_corpus_gives_the_same_weights(corpus, tmp_path):
    one, other = train(corpus, tmp_path / "a"), train(corpus, tmp_path / "b")
    first, second = (models.load_linear(tmp_path / name) for name in ("a", "b"))
    assert all((first[name] == second[name]).all() for name in first)
    assert [head.accuracy for head in one.heads] == [head.accuracy for head in other.heads]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        pytest.param("{", "line 1", id="no json"),
        pytest.param("[]", "not an object", id="no object"),
        pytest.param('{"text": "a"}', "missing 'lang'", id="no label"),
        pytest.param(
            json.dumps(lines()[0] | {"intent": "gossip"}), "unknown intent: 'gossip'", id="code"
        ),
    ],
)
def test_a_bad_line_is_named(tmp_path, line, complaint):
    (tmp_path / "en.jsonl").write_text(line, "utf-8")
    with pytest.raises(ConfigError, match=complaint):
        train(tmp_path, tmp_path / "linear")


def test_nothing_to_learn_from(corpus, tmp_path):
    with pytest.raises(ConfigError, match="no training lines"):
        train(tmp_path / "nowhere", tmp_path / "linear")
    with pytest.raises(ConfigError, match="none of"):
        train(corpus, tmp_path / "linear", public=tmp_path / "nowhere")


def test_damaged_or_missing_weights_are_not_loaded(tmp_path):
    assert models.load_linear(tmp_path) is None
    models.save_linear(tmp_path, {"bias": np.zeros(2)})
    assert list(models.load_linear(tmp_path)) == ["bias"]
    (tmp_path / models.WEIGHTS).write_bytes(b"other")
    assert models.load_linear(tmp_path) is None
    (tmp_path / models.CHECKSUM).write_text("", "utf-8")
    assert models.load_linear(tmp_path) is None


def test_calibration_error():
    sure, right = np.array([0.9, 0.9, 0.5, 0.5]), np.array([True, True, True, False])
    assert expected_error(sure, right) == pytest.approx(0.05)
    assert expected_error(np.array([1.0]), np.array([True])) == 0
