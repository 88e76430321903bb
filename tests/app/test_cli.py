"""What an operator types, and what he gets: answers, one-line errors, exit codes."""

from __future__ import annotations

import json
import logging
import sqlite3

import pytest
from typer.testing import CliRunner

from app.cli.main import app

pytestmark = pytest.mark.usefixtures("home")
WRONG_USE, FAILED = 2, 1


@pytest.fixture(autouse=True)
def quiet_logs():
    root = logging.getLogger()
    before = (root.handlers, root.level)
    yield
    root.handlers, root.level = before


def skerry(*arguments, **options):
    return CliRunner().invoke(app, list(arguments), **options)


@pytest.mark.parametrize(
    "command", ["run", "listen", "sandbox", "triage", "replay", "train", "doctor", "version"]
)
def test_every_command_has_help_with_an_example(command):
    answer = skerry(command, "--help")
    assert answer.exit_code == 0
    assert "Example" in answer.stdout


def test_version():
    assert skerry("version").stdout.startswith("skerry ")


LINES = [
    {
        "id": "a",
        "platform": "x",
        "place": "dm",
        "text": "what are your trading fees?",
        "lang": "en",
    },
    {"id": "b", "text": "我的提现三天没到账"},
    {"id": "c"},
    {"id": "d", "text": 5},
    {
        "id": "e",
        "place": "group",
        "text": "dm me to validate your wallet with your recovery phrase",
        "author": {"handle": "NordexSupp0rt", "name": "Nordex Support", "account_age_days": 1},
        "reply_to": "withdrawal stuck",
    },
    {"id": "f", "place": "moon", "text": "x"},
]
WANTED = {
    "id", "language", "intent", "intent_confidence", "intents", "urgency", "urgency_confidence",
    "sentiment", "sentiment_score", "risk", "findings", "outcome", "facts", "secrets",
    "masked_text", "stage", "ms",
}  # fmt: skip


@pytest.mark.parametrize("workers", [1, 2])
def test_triage_answers_line_by_line_and_says_what_is_wrong(home, workers):
    text = "\n".join([*map(json.dumps, LINES), "{broken"]) + "\n"
    answer = skerry("triage", "-", "--workers", str(workers), input=text)
    records = [json.loads(line) for line in answer.stdout.splitlines()]
    assert answer.exit_code == FAILED
    assert [record["id"] for record in records] == ["a", "b", "c", "d", "e", "f", 7]
    assert {record["id"] for record in records if "error" in record} == {"c", "d", "f", 7}
    fees, stuck, scam = records[0], records[1], records[4]
    assert set(fees) >= WANTED
    assert fees["outcome"] == "reply"
    assert "0.08" in fees["reply"]
    assert (stuck["language"], stuck["outcome"], stuck["urgency"]) == ("zh", "escalate", "P1")
    assert (scam["outcome"], scam["risk"]["level"]) == ("protect", "alert")


def test_triage_writes_to_a_file(home):
    (home / "in.jsonl").write_text('{"id": 1, "text": "gm"}\n')
    answer = skerry("triage", "in.jsonl", "--output", "out.jsonl")
    assert (answer.exit_code, answer.stdout) == (0, "")
    assert json.loads((home / "out.jsonl").read_text())["masked_text"] == "gm"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["triage", "nowhere.jsonl"], "nowhere.jsonl: No such file or directory"),
        (["triage", "-", "--output", "no/where"], "no/where: No such file or directory"),
        (["triage", "-", "--settings", "no.toml"], "no.toml: not found"),
        (["triage", "-", "--identities", "no.toml"], "no.toml"),
        (["replay", "nowhere.jsonl"], "nowhere.jsonl: No such file or directory"),
        (["agent", "add", "Mira Solberg"], "'Mira Solberg' cannot be an agent's id"),
        (["agent", "link", "mira"], "there is no agent 'mira'"),
        (["run", "--settings", "no.toml"], "no.toml: not found"),
    ],
)
def test_mistakes_cost_one_line_and_exit_two(arguments, line):
    answer = skerry(*arguments, input="")
    assert answer.exit_code == WRONG_USE
    assert line in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert "Traceback" not in answer.output


def test_agents_are_added_once_and_get_links():
    first = skerry("agent", "add", "mira", "--name", "Mira Solberg")
    assert "/sign-in?token=" in first.stdout
    again = skerry("agent", "add", "mira")
    assert (again.exit_code, "already" in again.stderr) == (WRONG_USE, True)
    assert skerry("agent", "link", "mira").stdout != first.stdout
    assert "Mira Solberg" in skerry("agent", "list").stdout


def test_the_desk_does_not_start_on_a_taken_port(monkeypatch):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("SKERRY_CONSOLE__PORT", str(taken.getsockname()[1]))
        monkeypatch.setenv("SKERRY_TELEGRAM_TOKEN", "123456:" + "a" * 35)
        answer = skerry("run")
    assert answer.exit_code == WRONG_USE
    assert "is taken by another program" in answer.stderr


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("sqlite:///no/where/desk.db", "no/where"),
        ("mysql://x", "mysql://x"),
        ("sqlite:///rubbish", "rubbish"),
    ],
)
def test_the_desk_does_not_start_on_a_database_it_cannot_use(home, monkeypatch, url, line):
    (home / "rubbish").write_bytes(b"this is not a database" * 100)
    monkeypatch.setenv("SKERRY_STORAGE__URL", url)
    monkeypatch.setenv("SKERRY_TELEGRAM_TOKEN", "123456:" + "a" * 35)
    answer = skerry("run")
    assert answer.exit_code == WRONG_USE
    assert line in answer.stderr
    assert "Traceback" not in answer.output


def test_replay_sends_a_file_through_the_whole_path(home):
    lines = [*LINES[:2], {"text": "[]"}, {"nothing": 1}]
    (home / "in.jsonl").write_text("\n".join(map(json.dumps, lines)))
    answer = skerry("replay", "in.jsonl")
    assert answer.exit_code == FAILED
    assert "3 messages judged" in answer.stdout
    assert "1 lines unreadable" in answer.stdout
    limited = skerry("replay", "in.jsonl", "--limit", "1")
    assert limited.exit_code == 0
    assert "1 messages judged" in limited.stdout


def test_doctor_finds_nothing_bad_in_a_fresh_folder():
    answer = skerry("doctor")
    assert answer.exit_code == 0, answer.stdout
    for what in ("settings", "knowledge", "triage", "database", "disk", "clock", "console"):
        assert what in answer.stdout
    assert "SKERRY_TELEGRAM_TOKEN" in answer.stdout


@pytest.mark.parametrize(
    ("break_it", "line"),
    [
        (lambda home: (home / "settings.toml").write_text("[consol]"), "did you mean"),
        (lambda home: (home / "knowledge/identities.toml").write_text("x"), "identities.toml"),
        (lambda home: (home / "skerry.db").write_bytes(b"rubbish" * 500), "skerry.db"),
    ],
    ids=["settings", "identities", "database"],
)
def test_doctor_names_what_is_broken(home, break_it, line):
    break_it(home)
    answer = skerry("doctor")
    assert answer.exit_code == FAILED
    assert line in " ".join(answer.stdout.split())
    assert "bad" in answer.stdout


def test_doctor_sees_a_locked_database(home):
    assert skerry("doctor").exit_code == 0
    lock = sqlite3.connect(home / "skerry.db", isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    answer = skerry("doctor")
    lock.close()
    assert answer.exit_code == FAILED
    assert "database" in answer.stdout


def test_doctor_checks_credentials(monkeypatch):
    monkeypatch.setenv("SKERRY_TELEGRAM_TOKEN", "nonsense")
    answer = skerry("doctor")
    assert answer.exit_code == FAILED
    assert "nonsense" not in answer.stdout


@pytest.mark.parametrize(
    ("platform", "says"),
    [
        ("slack", "unknown platform '[bots.slack]'"),
        ("replay", "there is no [bots.replay]"),
        ("telegram", "SKERRY_TELEGRAM_TOKEN is not set"),
        ("twitter", "SKERRY_TWITTER_CONSUMER_KEY is not set"),
    ],
)
def test_listening_to_what_cannot_be_listened_to_is_one_line(platform, says):
    answer = skerry("listen", platform)
    assert answer.exit_code == WRONG_USE
    assert says in answer.stderr.replace("\n", " ")
    assert "Traceback" not in answer.stderr
