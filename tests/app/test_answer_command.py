"""`skerry answer`: the contract, line by line."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from app import config
from app.cli.main import app
from app.commands import answer as answer_command
from tests.app.conftest import ROOT

pytestmark = pytest.mark.usefixtures("home")
KEYS = {"id", "article", "candidates", "confidence", "acts", "text"}
LINES = [
    {"id": "sure", "platform": "telegram", "place": "dm", "text": "I forgot my password"},
    {"id": "public", "platform": "X", "place": "mention", "text": "I forgot my password"},
    {"id": "chinese", "platform": "discord", "place": "channel", "text": "忘记密码了怎么办"},
    {"id": "none", "text": "is it going to rain in Bergen on Sunday"},
    {"id": "alarm", "text": "someone is withdrawing all my coins right now, it is not me"},
    {"id": "thanks", "text": "thank you so much"},
    {"id": "empty"},
    {"id": "number", "text": 5},
    {"id": "person", "text": "/human"},
    {"id": "help", "text": "/help"},
]


def skerry(*arguments, **options):
    return CliRunner().invoke(app, list(arguments), **options)


@pytest.fixture(scope="module")
def desk():
    """What reads and answers, built once: that takes seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return answer_command._desk(config.load(None, {}).settings)


@pytest.fixture(scope="module")
def answered(tmp_path_factory, desk):
    """All lines answered once, from a file, in the project's own folder."""
    folder = tmp_path_factory.mktemp("answers")
    (folder / "in.jsonl").write_text(
        "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in LINES) + "no json\n",
        encoding="utf-8",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        patch.setattr(answer_command, "_desk", lambda settings: desk)
        code = skerry("answer", str(folder / "in.jsonl"), "--output", str(folder / "out.jsonl"))
    out = (folder / "out.jsonl").read_text(encoding="utf-8").splitlines()
    return code.exit_code, [json.loads(line, parse_constant=_refuse) for line in out]


def _refuse(constant):
    raise AssertionError(f"{constant} is no JSON")


def one(answered, identity):
    return next(each for each in answered[1] if each["id"] == identity)


def test_one_line_a_line_in_order_and_exit_1_where_one_is_bad(answered):
    code, lines = answered
    assert code == 1
    assert [each["id"] for each in lines] == [*(line["id"] for line in LINES), 11]
    assert {each["id"] for each in lines if "error" in each} == {"empty", "number", 11}
    assert all(set(each) == KEYS for each in lines if "error" not in each)
    assert one(answered, "empty")["error"] == "line 7: no 'text'"


def test_a_sure_question_is_answered_unseen(answered):
    sure = one(answered, "sure")
    assert (sure["article"], sure["acts"]) == ("login-forgot-password", "reply")
    assert sure["candidates"][0][0] == "login-forgot-password"
    assert sure["candidates"][0][1] == pytest.approx(sure["confidence"], abs=1e-3)
    assert len(sure["candidates"]) <= 5
    assert "nordex.example/reset" in sure["text"]


def test_each_platform_has_its_own_words(answered):
    public = one(answered, "public")
    assert public["acts"] == "reply"
    assert "nordex.example" not in public["text"]
    assert len(public["text"]) <= 280
    assert (
        "<https://help.nordex.example/zh/login-forgot-password>" in one(answered, "chinese")["text"]
    )


def test_what_is_not_answered_unseen_says_so(answered):
    assert one(answered, "alarm")["acts"] == "escalate"
    assert one(answered, "person")["acts"] == "escalate"
    thanks = one(answered, "thanks")
    assert (thanks["acts"], thanks["text"], thanks["article"]) == ("none", "", None)
    assert one(answered, "none")["article"] is None
    assert one(answered, "none")["acts"] != "reply"


def test_a_command_has_its_article(answered):
    assert (one(answered, "help")["article"], one(answered, "help")["acts"]) == ("welcome", "reply")


def test_from_stdin_to_stdout(desk, monkeypatch):
    monkeypatch.setattr(answer_command, "_desk", lambda settings: desk)
    answer = skerry("answer", "-", input='{"id": 1, "text": "I forgot my password"}\n')
    assert answer.exit_code == 0
    assert json.loads(answer.stdout.splitlines()[-1])["id"] == 1


def test_wrong_use_costs_one_line_and_exit_2():
    answer = skerry("answer", "no-such-file.jsonl")
    assert answer.exit_code == 2
    assert "no-such-file.jsonl" in answer.output
    assert "Traceback" not in answer.output
    assert skerry("answer", "--help").stdout.count("Example") == 1
