"""`skerry identities check`: one line in, one out; ids prove, names do not. And accounts' links."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from app.addresses import account_of
from app.cli.main import app

REGISTRY = """
[brand]
name = "Nordex"
domains = ["nordex.example"]
[[official]]
platform = "twitter"
id = "1001"
handle = "NordexSupport"
name = "Nordex Support"
[[staff]]
name = "Mira Solberg"
role = "agent"
accounts = [{ platform = "telegram", id = "2001", handle = "mira_nordex" }]
"""


@pytest.fixture
def registry(tmp_path):
    path = tmp_path / "identities.toml"
    path.write_text(REGISTRY, encoding="utf-8")
    return str(path)


def check(registry, *lines, arguments=("-",)):
    text = "".join(f"{each if isinstance(each, str) else json.dumps(each)}\n" for each in lines)
    answer = CliRunner().invoke(
        app, ["identities", "check", *arguments, "--identities", registry], input=text
    )
    return answer, [json.loads(line) for line in answer.stdout.splitlines()]


@pytest.mark.parametrize(
    ("line", "level", "imitates"),
    [
        ({"id": "1", "platform": "twitter", "handle": "N0rdexSupport"}, "alert", "@NordexSupport"),
        ({"id": 2, "platform": "telegram", "handle": "@NordexSupport"}, "alert", "@NordexSupport"),
        ({"id": 3, "name": "Mira Solberg ✅"}, "alert", "@mira_nordex"),
        ({"id": "4", "platform": "telegram", "handle": "nordex_fan", "name": "fan"}, "none", None),
        ({"id": "1001", "platform": "twitter", "handle": "Nordex_Help"}, "none", None),
        ({"id": "1001", "platform": "telegram", "handle": "Nordex_Help"}, "alert", "the brand"),
        ({"id": "5", "author_id": "2001", "platform": "telegram", "name": "Mira S."}, "none", None),
        (
            {"id": "2001", "account_id": 7, "platform": "telegram", "handle": "mira_nordex"},
            "alert",
            "@mira_nordex",
        ),
    ],
)
def test_actors_are_judged(registry, line, level, imitates):
    answer, records = check(registry, line)
    assert answer.exit_code == 0
    assert list(records[0]) == ["id", "score", "level", "imitates", "reason"]
    assert (records[0]["id"], records[0]["level"]) == (line["id"], level)
    assert (records[0]["imitates"] or "").startswith(imitates or "")
    assert bool(records[0]["reason"]) == (level != "none")


@pytest.mark.parametrize(
    "line",
    [
        "oops",
        "[]",
        '{"id": 1}',
        '{"id": 1, "handle": ["a"]}',
        '{"id": 1, "name": {"a": 1}}',
    ],
)
def test_a_bad_line_is_an_error_in_its_place(registry, line):
    answer, records = check(registry, {"id": 7, "name": "Ann"}, line, {"id": 9, "name": "Bo"})
    assert answer.exit_code == 1
    assert [record.get("id") for record in records][::2] == [7, 9]
    assert set(records[1]) == {"id", "error"}
    assert "line 2" in records[1]["error"]


def test_lone_surrogates_do_no_harm(registry):
    answer, records = check(registry, '{"id": 1, "handle": "Nordex\\ud800Help", "name": "\\udfff"}')
    assert (answer.exit_code, records[0]["level"]) == (0, "alert")


def test_a_file_in_and_out(registry, tmp_path):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"id": 1, "name": "Ann"}\n', encoding="utf-8")
    answer, _ = check(registry, arguments=(str(source), "--output", str(target)))
    assert (answer.exit_code, answer.stdout) == (0, "")
    assert json.loads(target.read_text())["level"] == "none"


def test_mistakes_cost_one_line(registry):
    answer, _ = check(registry, arguments=("nowhere.jsonl",))
    assert answer.exit_code == 2
    assert answer.stderr.count("\n") == 1
    answer, _ = check("no.toml", {"id": 1, "name": "x"})
    assert (answer.exit_code, answer.stderr.count("\n")) == (2, 1)


def test_without_a_file_the_settings_say_who_is_real():
    line = '{"id": 1, "handle": "N0rdexSupport"}\n'
    answer = CliRunner().invoke(app, ["identities", "check", "-"], input=line)
    assert json.loads(answer.stdout)["imitates"] == "@NordexSupport"


@pytest.mark.parametrize(
    ("address", "account"),
    [
        ("https://t.me/NordexBot", ("telegram", "NordexBot")),
        ("t.me/s/NordexBot?start=1", ("telegram", "NordexBot")),
        ("nordexbot.t.me", ("telegram", "nordexbot")),
        ("tg://resolve?domain=NordexBot", ("telegram", "NordexBot")),
        ("https://www.x.com/NordexSupport/status/12", ("twitter", "NordexSupport")),
        ("mobile.twitter.com/@NordexSupport", ("twitter", "NordexSupport")),
        ("t.me/+abcdef", None),
        ("t.me/joinchat/abc", None),
        ("x.com/i/flow", None),
        ("nordex.example/NordexBot", None),
        ("hello", None),
    ],
)
def test_links_to_accounts(address, account):
    assert account_of(address) == account
