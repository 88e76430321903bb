"""`skerry mask`: one answer a line, and no secret in any of them, not even in an error."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from app.cli.main import app

PASSWORD = "hunter22"
LINES = [
    json.dumps({"id": "a", "text": f"my password is {PASSWORD}"}),
    json.dumps({"id": "b", "text": "where is my deposit?"}),
    json.dumps({"text": "密码：abc12345，谢谢"}, ensure_ascii=False),
    json.dumps({"id": "d"}),
    json.dumps({"id": "e", "text": [PASSWORD]}),
    json.dumps([PASSWORD]),
    f'{{"id": "g", "text": "{PASSWORD}',
    "[" * 100_000,
]


def skerry(*arguments, **options):
    return CliRunner().invoke(app, list(arguments), **options)


def answers(text):
    return [json.loads(line) for line in text.splitlines()]


def test_one_answer_a_line_in_order():
    done = skerry("mask", "-", input="\n".join(LINES))
    assert done.exit_code == 1
    found = answers(done.stdout)
    assert [each["id"] for each in found] == ["a", "b", 3, "d", "e", 6, 7, 8]
    assert found[0] == {
        "id": "a",
        "secrets": [{"kind": "password", "start": 15, "end": 23}],
        "masked_text": "my password is [password removed]",
    }
    assert found[1] == {"id": "b", "secrets": [], "masked_text": "where is my deposit?"}
    assert found[2]["masked_text"] == "密码：[password removed]，谢谢"
    assert [set(each) for each in found[3:]] == [{"id", "error"}] * 5


def test_no_error_repeats_what_stood_in_the_line():
    done = skerry("mask", "-", input="\n".join(LINES))
    assert PASSWORD not in done.stdout + done.stderr


def test_files_in_and_out(tmp_path):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(LINES[:2]) + "\n", encoding="utf-8")
    done = skerry("mask", str(source), "--output", str(target))
    assert (done.exit_code, done.stdout) == (0, "")
    assert [each["id"] for each in answers(target.read_text(encoding="utf-8"))] == ["a", "b"]


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["missing.jsonl"], id="no such file"),
        pytest.param(["-", "--output", "missing/out.jsonl"], id="no such folder"),
    ],
)
def test_wrong_use_is_one_line(arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = skerry("mask", *arguments, input="")
    assert done.exit_code == 2
    assert len(done.stderr.strip().splitlines()) == 1


def test_help_has_an_example():
    done = skerry("mask", "--help")
    assert done.exit_code == 0
    assert "Example" in done.stdout
