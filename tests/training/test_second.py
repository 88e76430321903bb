"""The second stage in the making, on an encoder small enough to train in a test."""

from __future__ import annotations

import json

import numpy as np
import pytest
from mnemonic import Mnemonic

import models
import models.encoder as shipped
from core.errors import ConfigError
from core.triage.second import SecondStage
from models.encoder.runtime import E5
from tests.models.tiny import HIDDEN, LAYERS, Tiny
from tests.training.test_linear import lines, write
from training.corpus import read_corpus, read_scams
from training.encoder import Places, keep, tune_encoder, weigh_encoder
from training.linear import train
from training.second import QUESTIONS, Public, answers, lessons, plain
from training.stream import NATURAL, drawn, weights
from training.tune import ABSENT, Learnt, Plan

PLAN = Plan(rank=2, first_layer=1, epochs=2, batch=8, threads=1)


@pytest.fixture(scope="module")
def places(tmp_path_factory) -> Places:
    """A corpus with calibration lines, its linear stage, and an encoder with heads that guess."""
    home = tmp_path_factory.mktemp("second")
    write(home / "corpus" / "en.jsonl", [line | {"answerable": False} for line in lines()])
    told = [
        line | {"text": f"{line['text']} ok", "answerable": number % 9 == 0}
        for number, line in enumerate(lines(1))
    ]
    write(home / "corpus" / "calibration" / "en.jsonl", told)
    (home / "tiny.bin").write_bytes(Tiny().bytes())
    places = Places(
        corpus=home / "corpus",
        linear=home / "linear",
        encoder=home / "encoder",
        weights=str(home / "tiny.bin"),
    )
    train(places.corpus, places.linear)
    return places


@pytest.fixture(autouse=True)
def any_pack(monkeypatch):
    """The pinned checksum is of the real file; here any pack will do."""
    from models.encoder import source

    monkeypatch.setattr("training.encoder.locate", lambda path: source.Found(_path(path), ""))


def _path(text):
    from pathlib import Path

    return Path(text) if text else None


def guesses(places: Places) -> Learnt:
    luck = np.random.default_rng(3)
    heads = {
        each.name: (
            luck.normal(size=(HIDDEN, len(each.codes))).astype("f4"),
            np.zeros(len(each.codes), "f4"),
        )
        for each in QUESTIONS
    }
    return Learnt(
        {"l1.q.a": np.zeros((2, HIDDEN), "f2"), "l1.q.b16": np.zeros((HIDDEN, 2), "f2")}, heads
    )


def test_weighing_trusts_the_words_more_than_guesses(places):
    keep(guesses(places), places.encoder)
    chosen = weigh_encoder(places)
    heads = shipped.load_heads(places.encoder)
    encoder = E5(places.pack(), shipped.load_adapter(places.encoder), str(heads["encoder"][0]))
    stage = SecondStage.from_arrays(heads, encoder)
    intent = stage.fusions[0]
    assert intent.cheap > intent.own
    assert set(chosen.doubt) == {"intent", "urgency", "sentiment", "attack"}
    assert 0 < chosen.alarm <= 1
    assert weigh_encoder(places) == chosen


def test_there_is_nothing_to_weigh(places, tmp_path):
    with pytest.raises(ConfigError, match="weighing needs"):
        weigh_encoder(Places(corpus=places.corpus, linear=places.linear, encoder=tmp_path))
    with pytest.raises(ConfigError, match="no encoder to train on"):
        Places().pack()


def test_tuning_learns_and_says_how_long_it_took(places, tmp_path):
    pytest.importorskip("peft", reason="tuning needs the extra [torch]")
    tweets = [{"text": f"fine {number}", "label": "neutral"} for number in range(9)]
    write(tmp_path / "sentiment" / "umsab-train.jsonl", tweets)
    here = Places(corpus=places.corpus, encoder=tmp_path, public=tmp_path, weights=places.weights)
    assert tune_encoder(here, PLAN) > 0
    adapter, heads = shipped.load_adapter(tmp_path), shipped.load_heads(tmp_path)
    assert {key.partition(".")[0] for key in adapter} == {f"l{LAYERS - 1}"}
    assert heads["weights"].shape == (HIDDEN, sum(len(each.codes) for each in QUESTIONS))
    assert any(np.abs(adapter[key]).max() > 0 for key in adapter if key.endswith(".b16"))
    first = models.load_arrays(tmp_path / shipped.ADAPTER, "")
    tune_encoder(here, PLAN)
    again = models.load_arrays(tmp_path / shipped.ADAPTER, "")
    assert all((first[key] == again[key]).all() for key in first)


def test_torch_and_onnx_read_a_tuned_encoder_alike(places, tmp_path):
    torch = pytest.importorskip("torch", reason="the comparison needs the extra [torch]")
    pytest.importorskip("peft", reason="tuning needs the extra [torch]")
    from training.torch_encoder import Tuned

    torch.manual_seed(1)
    pack = places.pack()
    net = Tuned(pack, [("intent", 2)], PLAN).eval()
    for name, part in net.encoder.named_parameters():
        if "lora_B" in name:
            torch.nn.init.normal_(part, std=0.2)
    encoder = E5(pack, net.learnt().adapter, "tuned")
    texts = ["my coins gone", "query"]
    with torch.no_grad():
        theirs = net.vectors(encoder.ids(texts)).numpy() / HIDDEN**0.5
    assert ((theirs * encoder.encode(texts)).sum(axis=1) > 0.97).all()
    plainly = E5(pack, {}, "plain").encode(texts)
    assert ((theirs * plainly).sum(axis=1) < 0.97).any()


def test_a_line_answers_what_it_can(tmp_path):
    write(tmp_path / "en.jsonl", [lines()[0], lines()[4] | {"answerable": True}])
    one, other = answers(read_corpus(tmp_path))
    names = [each.name for each in QUESTIONS]
    assert one[names.index("answerable")] == ABSENT
    assert other[names.index("answerable")] == 1
    public = Public([("so happy", "positive")] * 3, 2)
    ours, theirs = lessons(read_corpus(tmp_path), public, PLAN)
    assert (len(ours.texts), ours.epochs, len(theirs.texts), theirs.epochs) == (2, 2, 2, 1)
    assert (theirs.answers[:, names.index("intent")] == ABSENT).all()
    assert len(lessons(read_corpus(tmp_path), Public(), PLAN)) == 1


def test_public_scams_say_only_that_they_are_one(tmp_path):
    write(
        tmp_path / "scam" / "janitr-train.jsonl",
        [{"text": "double it", "label": 1}, {"text": "sunny", "label": 0}],
    )
    write(
        tmp_path / "scam" / "uci-sms.jsonl",
        [{"text": "SMS", "label": "Label"}, {"text": "see you", "label": "ham"}],
    )
    rows = read_scams(tmp_path)
    assert [(row.text, row.attack) for row in rows] == [
        ("double it", "yes"),
        ("sunny", "no"),
        ("see you", "no"),
    ]
    _, scams = lessons(rows[:1], Public(scams=rows), PLAN)
    names = [each.name for each in QUESTIONS]
    assert scams.answers[:, names.index("attack")].tolist() == [1, 0, 0]
    assert (scams.answers[:, names.index("intent")] == ABSENT).all()
    assert scams.epochs == 1


def test_secrets_never_reach_the_encoder():
    words = Mnemonic("english").to_mnemonic(bytes(range(16)))
    assert words.split()[3] not in plain(f"my seed phrase is {words}").split()
    assert plain("@NordexSupport see https://nordex.example") == "@user see http"


def test_an_ordinary_day_is_mostly_talk(tmp_path):
    assert sum(NATURAL.values()) == pytest.approx(1, abs=0.01)
    write(tmp_path / "en.jsonl", [line for line in lines() if line["intent"] in NATURAL])
    rows = read_corpus(tmp_path)
    day = drawn(rows, 400, seed=1)
    assert sum(weights(rows)) == pytest.approx(1)
    shares = {code: sum(row.intent == code for row in day) for code in ("spam", "crisis")}
    assert shares["spam"] > 5 * shares["crisis"]
    assert json.dumps([row.text for row in day]) == json.dumps(
        [row.text for row in drawn(rows, 400, seed=1)]
    )
