"""`skerry corrections export` and `skerry train --with-corrections`, as an operator meets them."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

import bots
import models
from app.cli.main import app
from app.commands import corrections as corrections_command
from app.commands.corrections import Wish, learn, may_learn
from core.case import Case, Holder, case_id, due_at
from core.corrections import Opinion
from core.ports import Judged, TurnResult
from core.types import Labels, Platform, Sentiment, Urgency, Verdict
from storage import open_store
from tests.conftest import NOON, a_message

pytestmark = pytest.mark.usefixtures("home")
VERDICT = Verdict(labels=Labels(language="en", intent="login"), urgency=Urgency.P2)
WORDS = {"replay": "somebody is in my account", "twitter": "my code is late", "gone": "hello"}


def skerry(*arguments, **options):
    return CliRunner().invoke(app, list(arguments), **options)


async def corrected(platform: str, words: str) -> None:
    """One corrected message in the desk's memory."""
    store = await open_store("sqlite:///skerry.db")
    message = a_message(words, platform=Platform(platform), conversation=f"{platform}:c")
    await store.put([message])
    (turn,) = await store.claim(NOON, limit=1, lease=9)
    case = Case(
        id=case_id(message.conversation, NOON),
        platform=message.platform,
        account="nordex",
        conversation=message.conversation,
        address="ann",
        subject=words,
        author_id="u1",
        author_name="Ann",
        priority=Urgency.P2,
        opened_at=NOON,
        updated_at=NOON,
        due_at=due_at(Urgency.P2, NOON),
        held_by=Holder.QUEUE,
    )
    judged = (Judged(message=message, verdict=VERDICT),)
    await store.record([TurnResult(turn=turn, judged=judged, case=case)], NOON)
    for minute, intent in enumerate(("fees", "account_security")):
        opinion = Opinion(
            message_key=message.key,
            intent=intent,
            urgency=Urgency.P0,
            sentiment=Sentiment.NEUTRAL,
            scam=False,
            by="mira",
            at=NOON + timedelta(minutes=minute),
        )
        await store.correct(case.id, opinion)
    await store.close()


@pytest.fixture
def memory(home):
    for platform, words in WORDS.items():
        asyncio.run(corrected(platform, words))
    return home


def test_what_may_be_learnt_is_written_and_the_rest_is_told(memory):
    answer = skerry("corrections", "export")
    assert answer.exit_code == 0
    (line,) = map(json.loads, answer.stdout.splitlines())
    assert (line["text"], line["intent"]) == ("somebody is in my account", "account_security")
    assert (line["learn"], line["source"]["by"]) == (True, "mira")
    assert answer.stderr == (
        "1 corrections written; 1 of gone left out: no folder of bots/ says whether its rules allow"
        " training; 1 of twitter left out: its rules forbid training on its texts (--all writes"
        " them, too)\n"
    )


def test_everything_is_written_when_asked_and_marked(memory):
    answer = skerry("corrections", "export", "--all", "--output", "all.jsonl")
    assert (answer.exit_code, answer.stdout) == (0, "")
    lines = [json.loads(each) for each in Path("all.jsonl").read_text("utf-8").splitlines()]
    assert {each["source"]["platform"]: each["learn"] for each in lines} == {
        "replay": True,
        "twitter": False,
        "gone": False,
    }
    assert answer.stderr == "3 corrections written\n"


def test_an_empty_memory_gives_an_empty_file(home):
    answer = skerry("corrections", "export")
    assert (answer.exit_code, answer.stdout) == (0, "")


@pytest.mark.parametrize("words", [("corrections", "export"), ("train",)])
def test_the_help_has_an_example(words):
    answer = skerry(*words, "--help")
    assert answer.exit_code == 0
    assert "Example" in answer.stdout


def test_only_platforms_that_allow_it_are_learnt_from():
    assert {name: may_learn(name) for name in bots.names()} == {
        name: name not in {"twitter", "discord"} for name in bots.names()
    }
    assert not may_learn("nowhere")


# learning

# The gate measures the cheap stage alone: an encoder takes seconds to build.
ENCODER = re.compile(r'(?m)^(use\s*=\s*)"default"')
LINE = {"lang": "en", "intent": "login", "urgency": "P2", "sentiment": "neutral", "stance": None}


@pytest.fixture
def wish(memory):
    """A tiny corpus, a gate, and old weights."""
    for name in ("corpus/en.jsonl", "corpus/evaluation/en.jsonl"):
        path = memory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(LINE | {"text": "where is my code"}) + "\n", "utf-8")
    settings = (memory / "settings.toml").read_text("utf-8")
    (memory / "settings.toml").write_text(ENCODER.sub(r'\1"off"', settings), "utf-8")
    (memory / "linear").mkdir()
    (memory / "linear" / models.WEIGHTS).write_text("old", "utf-8")
    return Wish(
        corpus=memory / "corpus",
        output=memory / "linear",
        public=None,
        source=None,
        gate=gate(memory, 0.0),
    )


def gate(home: Path, least: float) -> Path:
    path = home / "gate.toml"
    path.write_text(f"[intent_accuracy]\nleast = {least}\n", "utf-8")
    return path


def fit(corpus: Path, output: Path) -> None:
    """Copies the weights that ship, so that the gate has something to measure."""
    arrays = models.load_linear(models.LINEAR)
    models.save_linear(output, arrays)
    (output / models.CARD).write_text((corpus / "corrections.jsonl").read_text("utf-8"), "utf-8")


def test_weights_that_pass_take_over(wish, capsys):
    assert learn(wish, fit) == 0
    told = capsys.readouterr().err
    assert "1 corrected texts" in told
    assert "2 lines left out" in told
    assert "the gate passes" in told
    assert models.load_linear(wish.output) is not None
    assert "somebody is in my account" in (wish.output / models.CARD).read_text("utf-8")


def test_weights_that_fall_short_are_not_taken(wish, memory, capsys):
    gate(memory, 1.1)
    assert learn(wish, fit) == 1
    (line,) = [each for each in capsys.readouterr().err.splitlines() if "old weights stay" in each]
    assert "intent_accuracy: " in line
    assert (wish.output / models.WEIGHTS).read_text("utf-8") == "old"


def test_an_exported_file_is_learnt_from_as_well(wish, memory, capsys):
    skerry("corrections", "export", "--all", "--output", "all.jsonl")
    lines = Path("all.jsonl").read_text("utf-8").splitlines()
    kept = [each for each in lines if not json.loads(each)["learn"]]
    Path("all.jsonl").write_text("\n".join(kept), "utf-8")
    answer = skerry(
        *("train", "--corrections", "all.jsonl", "--corpus", "corpus"),
        *("--output", "linear", "--gate", "gate.toml"),
    )
    assert answer.exit_code == 0
    assert "2 lines left out" in answer.stderr
    assert corrections_command.NOTHING in answer.stderr
    assert (wish.output / models.WEIGHTS).read_text("utf-8") == "old"


def test_a_missing_gate_is_told_before_anything_is_trained(home):
    answer = skerry("train", "--with-corrections", "--gate", "nowhere.toml")
    assert answer.exit_code == 2
    assert answer.stderr.startswith("skerry: nowhere.toml:")


def test_weights_are_read_from_elsewhere_only_within():
    with models.linear_at(Path("nowhere")):
        assert models.load_linear() is None
    assert models.load_linear() is not None
