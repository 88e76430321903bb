"""`skerry probe` as an operator meets it."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from app.cli.main import app

WRONG_USE, FAILED = 2, 1
TEACH = [
    {"text": f"{text} {extra}", "label": label}
    for label, texts in {
        "deposit": ("my deposit is missing", "coins not credited", "usdt did not arrive"),
        "login": ("cannot sign in", "wrong password again", "locked out of my account"),
    }.items()
    for text in texts
    for extra in ("", "please", "since today", "help", "why?")
]
ASK = [
    {"text": "deposit not credited", "label": "deposit"},
    {"text": "password is wrong, cannot sign in", "label": "login"},
]


def probe(*arguments, **options):
    return CliRunner().invoke(app, ["probe", *arguments], **options)


def write(path, records):
    path.write_text(
        "\n".join(each if isinstance(each, str) else json.dumps(each) for each in records) + "\n"
    )
    return str(path)


@pytest.fixture
def files(home):
    """Two files, and settings that do without the encoder."""
    path = home / "settings.toml"
    path.write_text(path.read_text().replace('use = "default"', 'use = "off"'))
    return write(home / "train.jsonl", TEACH), write(home / "test.jsonl", ASK)


def test_help_has_an_example():
    answer = probe("--help")
    assert answer.exit_code == 0
    assert "Example" in answer.stdout


def test_it_prints_the_four_measures(files):
    answer = probe("--train", files[0], "--test", files[1])
    assert answer.exit_code == 0
    for name in ("accuracy", "macro recall", "macro-F1", "ECE"):
        assert name in answer.stdout
    assert "100.00 %" in answer.stdout
    assert "wording alone, 2 labels, 30 lines learnt, 2 measured" in answer.stdout
    assert answer.stderr == ""


def test_answers_stand_line_by_line_and_bad_lines_say_what_is_wrong(home, files):
    test = write(home / "bad.jsonl", [ASK[0], "{broken", ASK[1], {"text": "a", "label": None}])
    answer = probe("--train", files[0], "--test", test, "--output", "out.jsonl")
    assert answer.exit_code == FAILED
    records = [json.loads(line) for line in (home / "out.jsonl").read_text().splitlines()]
    assert [record.get("label") for record in records] == ["deposit", None, "login", None]
    assert all(0 < record["confidence"] <= 1 for record in records[::2])
    assert records[1]["error"].startswith("line 2: ")
    assert "line 2: " in answer.stderr
    assert "line 4: " in answer.stderr


def test_a_label_that_was_never_taught_counts_as_wrong(home, files):
    test = write(home / "other.jsonl", [*ASK, {"text": "what are the fees", "label": "fees"}])
    answer = probe("--train", files[0], "--test", test)
    assert answer.exit_code == 0
    assert "66.67 %" in answer.stdout


def test_answers_go_to_stdout_alone(files):
    text = "".join(json.dumps(each) + "\n" for each in ASK)
    answer = probe("--train", files[0], "--test", "-", "--output", "-", input=text)
    assert answer.exit_code == 0
    assert [json.loads(line)["label"] for line in answer.stdout.splitlines()] == [
        "deposit",
        "login",
    ]
    assert "macro recall" in answer.stderr


def test_with_the_encoder_where_its_weights_are(home):
    files = write(home / "train.jsonl", TEACH), write(home / "test.jsonl", ASK)
    answer = probe("--train", files[0], "--test", files[1])
    assert answer.exit_code == 0
    assert ("encoder and wording" in answer.stdout) != ("without an encoder" in answer.stderr)


def test_without_weights_the_wording_decides(home, files):
    settings = home / "other.toml"
    settings.write_text('[triage.encoder]\nweights = "nowhere.bin"\n')
    answer = probe("--train", files[0], "--test", files[1], "--settings", str(settings))
    assert answer.exit_code == 0
    assert "nowhere.bin" in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_it_needs_no_settings(home, files):
    (home / "settings.toml").unlink()
    assert probe("--train", files[0], "--test", files[1]).exit_code == 0


@pytest.mark.parametrize(
    ("train", "test", "says"),
    [
        ("nowhere.jsonl", "test.jsonl", "nowhere.jsonl: No such file or directory"),
        ("train.jsonl", "nowhere.jsonl", "nowhere.jsonl: No such file or directory"),
        ("-", "-", "cannot both be stdin"),
        ("broken.jsonl", "test.jsonl", "broken.jsonl line 1: "),
        ("train.jsonl", "broken.jsonl", "broken.jsonl: line 1: "),
        ("train.jsonl", "empty.jsonl", "empty.jsonl: no lines"),
        ("empty.jsonl", "test.jsonl", "two labels at least are needed, 0 found"),
        ("-", "test.jsonl", "stdin: two labels at least are needed, 1 found"),
    ],
)
def test_mistakes_cost_one_line_and_exit_two(home, files, train, test, says):
    write(home / "broken.jsonl", ["{"])
    (home / "empty.jsonl").write_text("")
    answer = probe("--train", train, "--test", test, input=json.dumps(ASK[0]))
    assert answer.exit_code == WRONG_USE
    assert says in answer.stderr
    assert answer.stderr.count("\n") == 1
