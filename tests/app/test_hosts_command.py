"""`skerry hosts check`: lines in, judgements out, in order."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from app.cli.main import app
from app.commands.hosts import answers_of
from app.hosts import build_judge
from core.errors import ConfigError
from core.identities import Identities
from core.settings import Settings
from knowledge.host_file import load_hosts

pytestmark = pytest.mark.usefixtures("home")


def check(text, *options):
    answer = CliRunner().invoke(app, ["hosts", "check", "-", *options], input=text)
    return answer.exit_code, [json.loads(line) for line in answer.stdout.splitlines()]


def test_every_line_is_answered_in_order():
    code, answers = check(
        "nordex.example\nhxxps://nordex-verify[.]com/x\nno host\n\nchаse.com\ngoogle.com\n"
    )
    assert code == 1
    assert [each.get("verdict", "bad") for each in answers] == [
        "official",
        "suspect",
        "bad",
        "bad",
        "suspect",
        "unknown",
    ]
    assert answers[1] | {"score": 0, "reason": ""} == {
        "host": "nordex-verify.com",
        "score": 0,
        "level": "alert",
        "verdict": "suspect",
        "reason": "",
    }
    assert answers[2] == {"host": "no host", "error": "no host in it"}


def test_good_lines_alone_end_well():
    assert check("example.org\n")[0] == 0


def test_other_people_may_be_protected(home):
    other = home / "other.toml"
    other.write_text('[brand]\nname = "Fjordbank"\ndomains = ["fjordbank.example"]\n')
    _, answers = check("fjordbank.example\nfjordbank-login.example\n", "--identities", str(other))
    assert [each["verdict"] for each in answers] == ["official", "suspect"]


def test_lone_surrogates_are_escaped():
    judge = build_judge(Settings(), Identities())
    ((answer, wrong),) = answers_of(judge, ["\udc80"])
    assert wrong
    assert answer.encode() == b'{"host": "\\udc80", "error": "no host in it"}\n'


def test_a_missing_file_costs_one_line():
    answer = CliRunner().invoke(app, ["hosts", "check", "nowhere.txt"])
    assert (answer.exit_code, answer.stderr.count("\n")) == (2, 1)


def test_without_weights_rules_judge_alone(monkeypatch, tmp_path):
    monkeypatch.setattr("app.hosts.WEIGHTS", tmp_path / "weights.npz")
    judge = build_judge(Settings(), Identities())
    assert judge.scorer is None
    assert judge.judge("claim-now.netlify.app").verdict == "suspect"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('allow = ["https://a.example"]', "'allow.0' is not a host"),
        ('allow = ["vercel.app"]', "an ending that many sites share"),
        ('shared = ["a b"]', "'shared.0' is not a host"),
        ("alow = []", "did you mean 'allow'"),
    ],
)
def test_mistakes_in_the_known_hosts_are_told(tmp_path, text, why):
    path = tmp_path / "hosts.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=why):
        load_hosts(path)


@pytest.mark.parametrize("command", [["hosts", "check"], ["feeds", "update"], ["feeds", "list"]])
def test_help_has_an_example(command):
    answer = CliRunner().invoke(app, [*command, "--help"])
    assert "Example" in answer.stdout
