"""`make bench-quality` on sets of a few lines: what is measured, what is named as missing."""

from __future__ import annotations

import json
import sys

import pytest

from bench import quality
from bench.quality_sets import by_accuracy, by_group, by_recall

WORDS = {"negative": "awful", "neutral": "table", "positive": "lovely"}


def write(path, count):
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        {"text": f"{word} day {number}", "label": label, "lang": "en" if number % 2 else "fr"}
        for label, word in WORDS.items()
        for number in range(count)
    ]
    path.write_text("\n".join(map(json.dumps, lines)) + "\n")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(quality, "standard", lambda: (None, "none here"))
    monkeypatch.setattr(quality, "CORPUS", tmp_path / "nowhere")
    write(tmp_path / "intents/banking77-train.jsonl", 20)
    write(tmp_path / "sentiment/umsab-train.jsonl", 20)
    write(tmp_path / "sentiment/umsab-val.jsonl", 5)
    write(tmp_path / "sentiment/semeval-train.jsonl", 5)
    return tmp_path


def printed(folder, monkeypatch, capsys, *more):
    monkeypatch.setattr(sys, "argv", ["bench.quality", "--data", str(folder), *more])
    quality.main()
    return " ".join(capsys.readouterr().out.split())


def test_what_is_there_is_measured_and_the_rest_is_named(folder, monkeypatch, capsys):
    text = printed(folder, monkeypatch, capsys)
    assert "CLINC150 in scope, 150 intents: left out, intents/clinc150-train.jsonl" in text
    assert "TweetEval sentiment, en: left out, sentiment/tweeteval-val.jsonl" in text
    assert "BANKING77, 77" in text
    assert "100.00" in text
    assert "none here" in text


def test_one_set_can_be_asked_for(folder, monkeypatch, capsys):
    text = printed(folder, monkeypatch, capsys, "--only", "umsab")
    assert "UMSAB" in text
    assert "BANKING77" not in text


def test_a_tenth_is_held_out_where_there_is_no_second_file(folder):
    result = quality.run(quality.SETS[0], folder)
    assert (result.learnt, result.measured) == (54, 6)


def test_the_measures():
    wanted, given = ["a", "a", "a", "b"], ["a", "a", "a", "a"]
    assert by_accuracy(wanted, given, []) == 0.75
    assert by_recall(wanted, given, []) == 0.5
    assert by_group(["a", "b", "a"], ["a", "b", "b"], ["x", "x", "y"]) == 0.5
