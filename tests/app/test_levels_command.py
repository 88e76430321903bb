"""`skerry levels`, as an operator meets it."""

from __future__ import annotations

import asyncio
import shutil

import pytest
from typer.testing import CliRunner

from app import risk_file
from app.cli.main import app
from core.protection import scam_id
from core.scams import Verb
from core.triage.risk import Levels, RiskModel
from core.types import Author
from storage import open_store
from tests.contract.guard_kit import a_ruling, a_scam_message, a_verdict, an_attack, guarded
from tests.contract.store_kit import REPLAY, after, judged

SHIPPED = RiskModel(levels=Levels(note=0.1, review=0.5, alert=0.96))


@pytest.fixture(autouse=True)
def files(home, monkeypatch):
    """Shipped weights and a place for own ones, in the working folder."""
    monkeypatch.setattr(risk_file, "FILE", home / "risk.toml")
    monkeypatch.setattr(risk_file, "OWN", home / "own" / "risk.toml")
    risk_file.save_risk(SHIPPED, home / "risk.toml", "Fitted on lines.")
    return home


def skerry(*arguments):
    return CliRunner().invoke(app, ["levels", *arguments])


async def _filled(path, messages: int, *, scams: int, wrong: int = 0, undecided: int = 0) -> None:
    store = await open_store(f"sqlite:///{path}")
    people = [f"p{number}" for number in range(messages)]
    scammers, rest = people[:scams], people[scams:]
    calm, waiting = rest[:wrong], rest[wrong : wrong + undecided]
    scores = dict.fromkeys([*scammers, *waiting], 0.97) | dict.fromkeys(calm, 0.8)
    await store.put([_message(who) for who in people])
    while turns := await store.claim(after(3600), limit=500, lease=900):
        assert not await store.record([_result(turn, scores) for turn in turns], after(2))
    for who in (*scammers, *calm):
        await _rule(store, who, Verb.SCAM if who in scammers else Verb.NOT_SCAM)
    await store.close()


def _message(who):
    author = Author(id=who, handle=who)
    return a_scam_message(id=who, author=author, conversation=f"replay:nordex:{who}")


def _result(turn, scores):
    (message,) = turn.fresh
    who = message.author.id
    verdict = a_verdict(score=scores.get(who, 0.01))
    attacks = (an_attack(message, verdict),) if who in scores else ()
    return guarded(turn, judged=(judged(message, verdict=verdict),), attacks=attacks)


async def _rule(store, who, verb) -> None:
    await store.rule(a_ruling(verb, scam_id=scam_id(REPLAY, who)))


async def _decided(*people) -> None:
    store = await open_store("sqlite:///skerry.db")
    for who in people:
        await _rule(store, who, Verb.SCAM)
    await store.close()


@pytest.fixture(scope="module")
def busy(tmp_path_factory):
    """A desk that read 1,150 messages: 60 scams, one mistake, two cases that wait."""
    path = tmp_path_factory.mktemp("busy") / "skerry.db"
    asyncio.run(_filled(path, 1150, scams=60, wrong=1, undecided=2))
    return path


def test_the_levels_are_shown_with_where_they_come_from(files):
    shown = skerry("show")
    assert shown.exit_code == 0
    assert shown.stdout.splitlines() == [
        "note    0.1000",
        "review  0.5000",
        "alert   0.9600",
        f"from    {files / 'risk.toml'}",
        "        Fitted on lines.",
    ]


def test_built_in_levels_have_no_note(files):
    (files / "risk.toml").unlink()
    assert skerry("show").stdout.splitlines()[-1] == "from    built in"


def test_verdicts_make_levels(files, busy):
    shutil.copy(busy, files)
    tried = skerry("refit", "--dry-run")
    assert tried.exit_code == 0
    assert not (files / "own").exists()
    assert "1,150 messages read; moderators judged 61: 60 scams, 1 harmless" in tried.stdout
    assert "2 cases are undecided" in tried.stdout
    assert "alert   0.9600 -> 0.8001   scams above: 60 -> 60   harmless above: 0 -> 0" in (
        tried.stdout
    )
    assert "this was a dry run" in tried.stdout
    done = skerry("refit")
    assert done.exit_code == 0
    assert str(files / "own" / "risk.toml") in done.stdout
    shown = skerry("show").stdout
    assert "alert   0.8001" in shown
    assert "Refitted from 61 verdicts of moderators on 1,150 messages" in shown
    asyncio.run(_decided("p61", "p62"))
    again = skerry("refit")
    assert again.exit_code == 0
    assert "the levels stay as they are" in again.stdout
    assert "undecided" not in again.stdout


@pytest.mark.parametrize("options", [(), ("--dry-run",)], ids=["refit", "dry run"])
def test_too_little_is_told_in_one_line(files, options):
    asyncio.run(_filled("skerry.db", 70, scams=60))
    refused = skerry("refit", *options)
    assert refused.exit_code == 1
    assert refused.stdout == ""
    assert refused.stderr.count("\n") == 1
    assert "60 messages judged by moderators and 10 harmless ones seen are too few" in (
        refused.stderr
    )
    assert not (files / "own").exists()


def test_a_place_that_cannot_be_written_is_told_in_one_line(files, busy):
    shutil.copy(busy, files)
    (files / "own").write_text("a file where the folder should be")
    refused = skerry("refit")
    assert refused.exit_code == 2
    assert refused.stderr.count("\n") == 1
    assert "Traceback" not in refused.stderr


def test_wrong_settings_are_told_in_one_line():
    refused = skerry("refit", "--settings", "nowhere.toml")
    assert refused.exit_code == 2
    assert "nowhere.toml" in refused.stderr
