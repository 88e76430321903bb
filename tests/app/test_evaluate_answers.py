"""`skerry evaluate answers`: lines in, figures out, one clear line when they cannot be used."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from app.cli import main as cli
from app.commands import evaluate_answers
from app.commands.evaluate_answers import BATCH
from app.commands.evaluate_answers import evaluate_answers as measure
from core.errors import ConfigError

EN = [
    {"text": "answered right", "article": "a"},
    {"text": "answered wrong", "article": "b"},
    {"text": "named only", "article": "a", "also": ["c"], "platform": "x", "place": "mention"},
    {"text": "silent", "article": None},
]
DE = [{"text": "answered wrong", "article": None}]
SAYS = {
    "answered right": {"article": "a", "candidates": [["a", 0.9]], "acts": "reply"},
    "answered wrong": {"article": "a", "candidates": [["b", 0.9]], "acts": "reply"},
    "named only": {"article": "c", "candidates": [["c", 0.7]], "acts": "escalate"},
    "silent": {"article": None, "candidates": [], "acts": "none"},
}


@pytest.fixture(autouse=True)
def asked(monkeypatch):
    """A desk that knows its answers by heart; the lines it was asked."""
    seen: list[list[dict]] = []

    def answer(batch):
        records = [json.loads(line) for _, line in batch]
        seen.append(records)
        for each in records:
            yield {"id": each["id"], **SAYS.get(each["text"], {"error": "no good"})}

    loaded = SimpleNamespace(settings=None)
    monkeypatch.setattr(evaluate_answers.config, "load", lambda path, given: loaded)
    monkeypatch.setattr(evaluate_answers, "answering", lambda settings: answer)
    return seen


def write(path, records):
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records)
    path.write_text(text + "\n", "utf-8")
    return str(path)


@pytest.fixture
def folder(tmp_path):
    write(tmp_path / "in" / "en.jsonl", EN)
    write(tmp_path / "in" / "de.jsonl", DE)
    return tmp_path / "in"


def test_a_folder_is_measured_language_by_language(folder, tmp_path, capsys):
    assert measure([str(folder)], None, tmp_path / "out.json") == 0
    told = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert list(told) == ["de", "en", "all"]
    assert told["en"] == {
        "questions": 4, "first": 1.0, "answered": pytest.approx(2 / 3), "fine": 0.5,
        "silent": 1.0, "unnamed": 1.0, "precise": 0.5,
    }  # fmt: skip
    assert told["de"]["first"] is None
    assert (told["de"]["silent"], told["all"]["questions"]) == (0.0, 5)
    table = capsys.readouterr().out
    assert "Answers" in table
    assert "66.7 %" in table
    assert "–" in table


def test_lines_say_where_they_were_asked(folder, asked):
    measure([str(folder / "en.jsonl")], None, None)
    [lines] = asked
    assert [each["id"] for each in lines] == ["1", "2", "3", "4"]
    assert (lines[0]["platform"], lines[0]["place"]) == ("telegram", "dm")
    assert (lines[2]["platform"], lines[2]["place"]) == ("x", "mention")


def test_many_lines_are_asked_in_batches(tmp_path, asked):
    path = write(tmp_path / "en.jsonl", [EN[0]] * (BATCH + 1))
    measure([path], None, None)
    assert [len(each) for each in asked] == [BATCH, 1]


def test_a_separator_within_a_text_is_no_end_of_a_line(tmp_path, asked):
    path = write(tmp_path / "en.jsonl", [{"text": "silent\u2028silent", "article": None}])
    with pytest.raises(ConfigError, match="line 1: no good"):
        measure([path], None, None)
    assert len(asked[0]) == 1


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("no json", "Expecting value"),
        ("[]", "is not an object"),
        ('{"text": 5, "article": null}', "needs 'text' and 'article'"),
        ('{"text": "a", "article": 5}', "needs 'text' and 'article'"),
        ('{"text": "a", "article": "b", "also": "c"}', "'also' has to be a list"),
    ],
    ids=["json", "object", "text", "article", "also"],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path, line, why):
    path = tmp_path / "en.jsonl"
    path.write_text(f"{json.dumps(EN[0])}\n{line}\n", "utf-8")
    with pytest.raises(ConfigError, match=rf"en\.jsonl:2: {why}"):
        measure([str(path)], None, None)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"none\.jsonl: No such file"):
        measure([str(tmp_path / "none.jsonl")], None, None)
    (tmp_path / "bad.jsonl").write_bytes(b'{"text": "\xff"}')
    with pytest.raises(ConfigError, match=r"bad\.jsonl: is not UTF-8"):
        measure([str(tmp_path / "bad.jsonl")], None, None)


def test_nothing_to_measure_is_wrong_use(tmp_path):
    with pytest.raises(ConfigError, match="no questions to measure"):
        measure([str(tmp_path)], None, None)


def test_without_a_source_it_is_the_questions_that_ship(folder, monkeypatch):
    monkeypatch.setattr(evaluate_answers, "FOLDER", folder)
    assert measure([], None, None) == 0


def test_the_command_leads_here(folder, tmp_path):
    out = tmp_path / "out.json"
    given = ["evaluate", "answers", str(folder), "--json", str(out)]
    assert CliRunner().invoke(cli.app, given).exit_code == 0
    assert json.loads(out.read_text("utf-8"))["all"]["questions"] == 5
    (folder / "en.jsonl").write_text("[]\n", "utf-8")
    wrong = CliRunner().invoke(cli.app, given)
    assert wrong.exit_code == 2
    assert wrong.output.count("\n") == 1
