"""How sure the desk is of an article, fitted on a desk small enough to know the answer."""

from __future__ import annotations

import json

import numpy as np
import pytest

import models
from app.knowledge.retrieval import KEY, key_of, load_sureness
from core.actions import Article
from core.reply.asked import Asked
from core.reply.dense import Dense
from core.reply.library import Library
from core.reply.sureness import Evidence
from core.understand import Reader
from tests.training import kit
from training import retrieval
from training.retrieval import fit_sureness, write


def evidence(**changes) -> Evidence:
    return Evidence(**(dict.fromkeys(Evidence.__slots__, 0.0) | changes))


def test_what_tells_right_from_wrong_gets_the_weight():
    luck = np.random.default_rng(1)
    right = luck.random(400) < 0.5
    seen = [evidence(meant=2.0 * good - 1 + luck.normal(), ahead=luck.random()) for good in right]
    sureness = fit_sureness(seen, right.tolist())
    assert set(sureness.weights) == set(Evidence.__slots__)
    assert sureness.weights["meant"] > 1 > abs(sureness.weights["ahead"])
    assert sureness.of(evidence(meant=3.0)) > 0.9
    assert sureness.of(evidence(meant=-3.0)) < 0.1


def test_what_never_varies_says_nothing():
    sureness = fit_sureness([evidence(meant=1.0), evidence(meant=-1.0)] * 9, [True, False] * 9)
    assert sureness.weights["answerable"] == 0
    assert sureness.weights["meant"] > 0


def test_all_right_is_no_lesson():
    with pytest.raises(ValueError, match="class"):
        fit_sureness([evidence(meant=1.0)] * 3, [True] * 3)


def test_the_file_reads_back(tmp_path):
    sureness = fit_sureness([evidence(meant=1.0), evidence(meant=-1.0)] * 9, [True, False] * 9)
    write(sureness, tmp_path / "r.toml", "so many")
    text = (tmp_path / "r.toml").read_text("utf-8")
    assert text.startswith("# How sure the desk is of an article; fitted on so many.")
    again = load_sureness(tmp_path / "r.toml")
    assert again.bias == pytest.approx(sureness.bias, abs=1e-4)
    assert dict(again.weights) == pytest.approx(dict(sureness.weights), abs=1e-4)


ASKED = tuple(
    Asked(f"{words} {number}", article, "en")
    for words, article in (("zzwire", "wire"), ("zzfire", "fire"), ("vv ww", None))
    for number in range(12)
)
IDLE = {"text": "thank you zzfees", "lang": "en", "intent": "praise", "urgency": "P3",
        "sentiment": "positive"}  # fmt: skip


@pytest.fixture
def places(tmp_path, monkeypatch):
    """A desk of two articles, corpus and cache of its own, and where the fit is written."""
    articles = [
        Article(id=identity, language="en", intent=intent, title="", body="…", questions=())
        for identity, intent in (("wire", "deposit"), ("fire", "account_security"))
    ]
    reader = Reader(kit.brain(kit.FakeEncoder()), Library(articles, {}, {}, ASKED))
    lines = [IDLE | {"text": f"thank you zzfees {number}"} for number in range(4)]
    lines.append(IDLE | {"text": "zzwire where is it", "intent": "deposit"})
    path = tmp_path / "corpus" / "calibration" / "en.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text("".join(json.dumps(each) + "\n" for each in lines), "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(retrieval, "CORPUS", tmp_path / "corpus")
    monkeypatch.setattr(retrieval, "SHIPPED", tmp_path / "articles.npz")
    monkeypatch.setattr(retrieval, "SURENESS", tmp_path / "retrieval.toml")
    monkeypatch.setattr(retrieval, "build_reader", lambda settings: reader)
    return tmp_path


def test_layer_and_sureness_are_written_together(places, monkeypatch):
    retrieval.main()
    arrays = models.load_arrays(places / "articles.npz", "")
    dense = Dense.from_arrays(arrays)
    assert (dense.encoder, dense.ids) == ("fake", ("fire", "wire"))
    assert str(arrays[KEY][0]) == key_of(ASKED, "fake")
    text = (places / "retrieval.toml").read_text("utf-8")
    assert "fitted on 36 questions held out, 4 lines that ask nothing" in text
    sureness = load_sureness(places / "retrieval.toml")
    sure = retrieval.build_reader(None).library.understanding(dense, sureness)
    labels = retrieval._labels(retrieval.build_reader(None), ["zzwire 99"])[0]
    found = sure.find("zzwire 99", labels, np.array([1.0, 0.0], "f4"))
    nothing = sure.find("vv ww 99", labels, np.zeros(2, "f4"))
    assert found.article == "wire"
    assert found.confidence > 0.7 > nothing.confidence


def test_without_an_encoder_there_is_nothing_to_fit(places, monkeypatch):
    blind = Reader(kit.brain(), Library([], {}, {}))
    monkeypatch.setattr(retrieval, "build_reader", lambda settings: blind)
    with pytest.raises(SystemExit, match="fitted with the encoder"):
        retrieval.main()
