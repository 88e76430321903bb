"""The probe on texts of a few words: what it learns, when it doubts, and that it always answers."""

from __future__ import annotations

import json
from collections import Counter
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import ConfigError
from tests.models.tiny import Tiny
from training import probe_kernel, probe_vectors
from training.measures import accuracy, calibration_error
from training.probe import fit, folds_of
from training.probe_fuse import fuse
from training.probe_kernel import fit_kernel
from training.probe_rows import for_training, rows_of
from training.probe_vectors import Standard, encoding, standard
from training.probe_words import fit_words

TOPICS = {
    "deposit": ("deposit", "credited", "arrived", "incoming"),
    "login": ("password", "login", "locked", "code"),
    "fees": ("fee", "cost", "charge", "price"),
    "提现": ("提现", "转出", "到账", "出金"),
}
FILLER = ("please", "my", "the", "still", "why", "today", "help", "你好")


def texts_of(label, count, seed=0):
    dice = np.random.default_rng([crc32(label.encode()), seed])
    return [
        " ".join([*dice.choice(FILLER, 3), dice.choice(TOPICS[label]), *dice.choice(FILLER, 2)])
        for _ in range(count)
    ]


def rows(counts, seed=0):
    texts = [text for label, count in counts.items() for text in texts_of(label, count, seed)]
    return texts, [label for label, count in counts.items() for _ in range(count)]


def encode(texts):
    """A stand-in for the encoder: words of one topic lie close together."""
    found = np.zeros((len(texts), 24), dtype=np.float32)
    for row, text in enumerate(texts):
        for word in text.split():
            topic = next((label for label, words in TOPICS.items() if word in words), word)
            found[row] += np.random.default_rng(crc32(topic.encode("utf-8", "replace"))).normal(
                size=24
            )
    return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)


@pytest.mark.parametrize("encoder", [encode, None], ids=["encoder", "wording alone"])
@pytest.mark.parametrize(("each", "least"), [(5, 0.5), (60, 0.9)], ids=["few", "more"])
def test_it_learns_from_few_rows_and_from_more(each, least, encoder):
    texts, labels = rows(dict.fromkeys(TOPICS, each))
    probe = fit(texts, labels, encoder)
    asked, wanted = rows(dict.fromkeys(TOPICS, 25), seed=1)
    answers = probe.answer(asked)
    assert accuracy(wanted, [answer.label for answer in answers]) > least
    assert all(0 < answer.confidence <= 1 for answer in answers)
    assert (probe.kernel is None) == (encoder is None)


def test_the_same_rows_give_the_same_answers():
    texts, labels = rows(dict.fromkeys(TOPICS, 20))
    one, other = (fit(texts, labels, encode).answer(texts) for _ in range(2))
    assert one == other


@pytest.mark.parametrize(
    "counts",
    [
        pytest.param({"deposit": 40, "login": 1}, id="one row of a class"),
        pytest.param({"deposit": 1, "login": 1}, id="two rows in all"),
        pytest.param({"deposit": 90, "login": 6, "fees": 1}, id="unbalanced"),
    ],
)
def test_rare_classes_are_learnt_without_complaint(counts):
    texts, labels = rows(counts)
    answers = fit(texts, labels, encode).answer(texts)
    assert {answer.label for answer in answers} <= set(labels)
    frequent = max(counts, key=counts.get)
    hits = [
        answer.label for answer, label in zip(answers, labels, strict=True) if label == frequent
    ]
    assert Counter(hits).most_common(1)[0][0] == frequent


def test_many_labels_of_either_kind_come_back_as_they_were():
    labels = [*range(30), *(f"tag {number}" for number in range(30))]
    texts = [f"word{number} again" for number in range(60)]
    probe = fit(texts * 3, labels * 3, None)
    assert [answer.label for answer in probe.answer(texts)] == labels


def test_nothing_asked_nothing_answered():
    texts, labels = rows({"deposit": 5, "login": 5})
    assert fit(texts, labels, encode).answer([]) == []


@pytest.mark.parametrize(
    "text", ["", " ", "🙂🙂", "\u202e\u200b", "x" * 100_000, "\ud800", "测试 test"]
)
def test_strange_texts_get_a_label(text):
    texts, labels = rows({"deposit": 8, "login": 8})
    (answer,) = fit([*texts, text], [*labels, "login"], encode).answer([text])
    assert answer.label in labels


def test_confidence_is_what_it_says():
    """Every fifth label is wrong, so nobody can be surer than that."""
    texts, labels = rows(dict.fromkeys(TOPICS, 100))
    names = list(TOPICS)
    noisy = [
        names[(names.index(label) + 1) % 4] if n % 5 == 0 else label
        for n, label in enumerate(labels)
    ]
    asked, wanted = texts[1::2], noisy[1::2]
    answers = fit(texts[::2], noisy[::2], encode).answer(asked)
    right = [answer.label == label for answer, label in zip(answers, wanted, strict=True)]
    assert calibration_error([answer.confidence for answer in answers], right) < 0.1


def test_folds_share_out_every_row_and_every_class():
    answers = np.array([0] * 50 + [1] * 10)
    folds = folds_of(answers, 3, 5)
    assert sorted(np.concatenate(folds)) == list(range(60))
    assert [Counter(answers[part].tolist()) for part in folds] == [Counter({0: 10, 1: 2})] * 5


def test_an_expert_that_knows_nothing_is_not_heard():
    dice = np.random.default_rng(1)
    answers = dice.integers(0, 3, 900)
    good = np.eye(3, dtype=np.float32)[answers] + dice.normal(0, 0.4, (900, 3))
    noise = dice.normal(0, 1, (900, 3))
    weights = fuse([noise, good], answers, (2.0, 5.0)).weights
    assert weights[0] < 0.2 < weights[1]


def test_a_rare_class_is_named_where_that_costs_little():
    dice = np.random.default_rng(2)
    answers = (dice.random(2000) < 0.1).astype(np.int64)
    scores = np.eye(2)[answers] + dice.normal(0, 0.7, (2000, 2))
    fusion = fuse([scores], answers, (5.0,), priors=True)
    logs = fusion.logs([scores])
    chosen, sure = fusion.choose(logs)
    assert fusion.lean[1] > fusion.lean[0]
    assert fusion.prior[1] < fusion.prior[0]
    assert (chosen == 1).sum() > (logs.argmax(axis=1) == 1).sum()
    assert calibration_error(sure, chosen == answers) < 0.04


def test_a_sample_of_landmarks_stands_for_all_texts(monkeypatch):
    monkeypatch.setattr(probe_kernel, "LANDMARKS", 60)
    texts, labels = rows(dict.fromkeys(TOPICS, 60))
    answers = np.unique(labels, return_inverse=True)[1]
    kernel = fit_kernel(encode(texts), answers, folds_of(answers, 1), seed=1)
    assert kernel.landmarks.shape == (60, 24)
    assert kernel.held_out.shape == (240, 4)
    assert accuracy(answers, kernel.scores(encode(texts)).argmax(axis=1)) > 0.95


def test_words_score_a_class_that_a_fold_lacks_below_the_others():
    texts, labels = rows({"deposit": 9, "login": 9, "fees": 1})
    answers = np.unique(labels, return_inverse=True)[1]
    words = fit_words(texts, answers, folds_of(answers, 1), seed=1)
    lonely = words.held_out[labels.index("fees")]
    assert lonely.argmin() == sorted(set(labels)).index("fees")


@pytest.fixture
def tiny_file(tmp_path):
    path = tmp_path / "tiny.bin"
    path.write_bytes(Tiny().bytes())
    return path


def test_processes_change_nothing(tiny_file, monkeypatch):
    monkeypatch.setattr(probe_vectors, "_WORTH_ANOTHER", 4)
    monkeypatch.setattr(probe_vectors, "_PART", 3)
    # What ships fits the real weights alone, and another process would read it from disk.
    encoder = Standard(tiny_file, ("public", "public"))
    texts = [f"ab {number}" for number in range(7)]
    heard: list[int] = []
    with encoding(encoder, heard.append, processes=1) as alone:
        one = alone(texts)
        assert np.array_equal(alone(texts[:3]), one[:3])
    with encoding(encoder, heard.append, processes=2) as together:
        two = together(texts)
    assert np.array_equal(one, two)
    assert one.shape[0] == 7
    assert heard == [3, 3, 1, 3, 3, 3, 1]


@pytest.mark.parametrize(
    ("adapter", "variants"),
    [(None, ("public",)), ({"l0.q.a": np.zeros(2)}, ("public", "tuned"))],
)
def test_the_encoder_that_is_here(tmp_path, monkeypatch, adapter, variants):
    known = tmp_path / "weights.bin"
    monkeypatch.setattr(probe_vectors.ours, "load_adapter", lambda: adapter)
    monkeypatch.setattr("models.encoder.source.problem", lambda path: "")
    encoder, name = standard(str(known))
    assert encoder == Standard(known, variants)
    assert name.startswith("e5-small")


def test_no_encoder_says_why(tmp_path):
    encoder, why = standard(str(tmp_path / "nothing.bin"))
    assert encoder is None
    assert "nothing.bin" in why


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "line 2: Expecting"),
        ("[]", "line 2: not an object"),
        ('{"label": "a"}', "'text' is missing"),
        ('{"text": 5, "label": "a"}', "'text' is missing"),
        ('{"text": "a"}', "'label' is missing"),
        ('{"text": "a", "label": true}', "'label' is missing"),
        ('{"text": "a", "label": 0.5}', "'label' is missing"),
        ("", "line 2: empty"),
        ("[" * 100_000, "line 2: "),
    ],
)
def test_bad_lines_are_named(line, complaint):
    good = '{"text": "a", "label": "b"}'
    found = rows_of([good, line, good, "", "\n"])
    assert (found.texts, found.labels, found.total) == (["a", "a"], ["b", "b"], 3)
    assert list(found.problems) == [2]
    assert complaint in found.problems[2]
    with pytest.raises(ConfigError, match=r"train\.jsonl line 2: "):
        for_training(found, "train.jsonl")


def test_several_bad_lines_are_counted():
    with pytest.raises(ConfigError, match=r"line 1: .* \(and 1 more\)"):
        for_training(rows_of(["{", "{"]), "x")


@pytest.mark.parametrize(("lines", "found"), [([], 0), (['{"text": "a", "label": 1}'] * 3, 1)])
def test_one_label_teaches_nothing(lines, found):
    with pytest.raises(ConfigError, match=f"two labels at least are needed, {found} found"):
        for_training(rows_of(lines), "x")


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(), each, max_size=3),
    max_leaves=6,
)
records = st.dictionaries(st.sampled_from(["text", "label"]), anything)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=20) | records.map(json.dumps), max_size=8))
def test_every_line_is_a_row_or_a_problem(lines):
    found = rows_of(lines)
    ended = max((n for n, line in enumerate(lines, start=1) if line.strip()), default=0)
    assert found.total == ended
    assert len(found.texts) == len(found.labels)
