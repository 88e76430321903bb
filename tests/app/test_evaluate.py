"""`skerry evaluate`: figures on stdout, files where asked for, exit codes that a build can use."""

from __future__ import annotations

import json
import logging
import re
import shutil

import pytest
from typer.testing import CliRunner

from app.cli.main import app

FAILED, WRONG_USE = 1, 2
LINES = [
    {"text": "what are your trading fees?", "lang": "en", "intent": "fees", "urgency": "P3",
     "sentiment": "neutral", "stance": None, "answerable": True, "facts": {}},
    {"text": "somebody is withdrawing my coins right now, it is not me!!", "lang": "en",
     "intent": "account_security", "urgency": "P0", "sentiment": "negative", "stance": None,
     "answerable": False, "facts": {}},
    {"text": "我的USDT充值三天没到账", "lang": "zh", "intent": "deposit", "urgency": "P1",
     "sentiment": "neutral", "stance": None, "answerable": False, "facts": {"coin": "USDT"}},
]  # fmt: skip


@pytest.fixture(autouse=True)
def quiet(home):
    """The cheap stage alone, a few articles, and the logs as they were."""
    settings = (home / "settings.toml").read_text("utf-8")
    (home / "settings.toml").write_text(settings.replace('use = "default"', 'use = "off"'), "utf-8")
    for folder in (home / "knowledge" / "articles").iterdir():
        if folder.name not in {"en", "zh"}:
            shutil.rmtree(folder)
    root = logging.getLogger()
    before = (root.handlers, root.level)
    yield
    root.handlers, root.level = before


def skerry(*arguments, **options):
    return CliRunner().invoke(app, ["evaluate", *arguments], **options)


def lines(*records) -> str:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records)


@pytest.fixture
def corpus(home):
    folder = home / "labelled"
    folder.mkdir()
    (folder / "en.jsonl").write_text(lines(*LINES[:2]), "utf-8")
    (folder / "zh.jsonl").write_text(lines(LINES[2]), "utf-8")
    return folder


def test_help_has_an_example():
    answer = skerry("--help")
    assert answer.exit_code == 0
    assert "Example" in answer.stdout


def test_one_row_a_language_and_files_where_asked_for(corpus, home):
    answer = skerry("labelled", "--report", "r.html", "--json", "r.json", "--workers", "2")
    assert answer.exit_code == 0, answer.output
    rows = [line.split("│")[1].strip() for line in answer.stdout.splitlines() if "│" in line]
    assert rows == ["en", "zh", "all"] * 3
    assert "weakest language" in answer.stdout
    record = json.loads((home / "r.json").read_text("utf-8"))
    assert record["figures"]["all"]["lines"] == 3
    assert record["figures"]["all"]["p0_recall"] == 1
    assert record["facts"]["coin"] == {
        "wanted": 1, "given": 1, "both": 1, "precision": 1, "recall": 1,
    }  # fmt: skip
    assert (home / "r.html").read_text("utf-8").startswith("<!doctype html>")


def test_several_sources_and_standard_input(corpus):
    answer = skerry("labelled/zh.jsonl", "-", input=lines(LINES[0]))
    assert answer.exit_code == 0
    assert [tag in answer.stdout for tag in ("│ en ", "│ zh ")] == [True, True]


def test_without_labels_of_intents_there_is_no_weakest_language():
    answer = skerry("-", input=lines({"text": "hm", "sentiment": "neutral"}))
    assert answer.exit_code == 0
    assert "weakest" not in answer.stdout
    assert "intent" not in answer.stdout


def test_bad_lines_are_named_and_fail_the_run(corpus):
    (corpus / "en.jsonl").write_text(lines({"text": "x"}, *LINES[:2], {"text": "y", "intent": "z"}))
    answer = skerry("labelled")
    assert answer.exit_code == FAILED
    assert "labelled/en.jsonl line 1: no label" in answer.stderr
    assert "labelled/en.jsonl line 4: unknown intent 'z'" in answer.stderr
    assert "│ en " in answer.stdout


def test_what_triage_cannot_read_is_named():
    place = {"text": "x", "place": "moon", "intent": "fees"}
    answer = skerry("-", input=lines(place, LINES[0]))
    assert answer.exit_code == FAILED
    assert "stdin line 1: " in answer.stderr
    assert "'place' is 'moon': one of mention, reply" in answer.stderr
    assert skerry("-", input=lines(place)).exit_code == WRONG_USE


def test_a_gate_holds_what_was_recorded(corpus, home):
    gate = home / "gate.toml"
    assert skerry("labelled", "--gate", str(gate), "--record").exit_code == 0
    (home / "labelled" / "en.jsonl").write_text(lines(LINES[1] | {"intent": "praise"}))
    answer = skerry("labelled", "--gate", str(gate))
    assert answer.exit_code == FAILED
    told = r"^intent_accuracy: 0\.\d+, at least 0\.\d+ is allowed"
    assert re.search(told, answer.stderr, re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["nowhere.jsonl"], "nowhere.jsonl: No such file or directory"),
        (["labelled", "--record"], "--record needs --gate FILE"),
        (["labelled", "--gate", "no.toml"], "no.toml: No such file"),
        (["labelled", "--report", "no/where.html"], "no/where.html: there is no folder no"),
        (["labelled", "--settings", "no.toml"], "no.toml: not found"),
    ],
)
def test_mistakes_cost_one_line_and_exit_two(corpus, arguments, line):
    answer = skerry(*arguments)
    assert answer.exit_code == WRONG_USE
    assert line in answer.stderr
    assert answer.stderr.count("\n") == 1
