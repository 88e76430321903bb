"""Sealing while the desk runs, and the commands over the audit and the tokens."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from app.cli.main import app
from app.sealing.audit import BATCH, TOLD_EVERY, Sealer
from core.access import Role
from core.casebook import Agent
from core.errors import StorageUnavailable
from core.ports import Decision
from storage import MemoryStore, open_store
from storage.codec import us
from storage.sealing.columns import DECISION_REASON, named
from storage.sealing.sealed import UNREADABLE, new_key, parse_keys
from tests.conftest import NOON, FakeClock

runner = CliRunner()


def an_act(number: int, by: str = "mira", act: str = "settings:change") -> Decision:
    at = NOON + timedelta(seconds=number)
    return Decision(message_key="", act=act, reason=f"[line] {number}", by=by, at=at)


@pytest.mark.anyio
async def test_acts_are_sealed_and_the_digest_is_told_once_an_hour(caplog):
    store, clock = MemoryStore(), FakeClock()
    sealer = Sealer(store=store, clock=clock)
    with caplog.at_level(logging.INFO, "app.sealing.audit"):
        assert await sealer.seal() == 0
        await store.audit(an_act(1))
        assert await sealer.seal() == 1
        await store.audit(an_act(2))
        assert await sealer.seal() == 1
        clock.advance(TOLD_EVERY.total_seconds())
        assert await sealer.seal() == 0
    head = await store.chain_head()
    assert len(caplog.messages) == 2
    assert caplog.messages[-1] == f"audit: seal 2 of act 2 is {head.digest}"


@pytest.mark.anyio
async def test_one_desk_seals_at_a_time():
    store, clock = MemoryStore(), FakeClock()
    await store.audit(an_act(1))
    one, two = (Sealer(store=store, clock=clock, owner=name) for name in ("one", "two"))
    assert await one.seal() == 1
    await store.audit(an_act(2))
    assert await two.seal() == 0
    clock.advance(31)
    assert await two.seal() == 1


@pytest.mark.anyio
async def test_sealing_goes_on_until_stopped_and_waits_for_a_broken_database():
    store, clock = MemoryStore(), FakeClock()
    answers = iter([BATCH, 3, StorageUnavailable("disk full"), asyncio.CancelledError()])

    async def seal_acts(now, *, limit):
        answer = next(answers)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    store.seal_acts = seal_acts
    with pytest.raises(asyncio.CancelledError):
        await Sealer(store=store, clock=clock, pause_s=2).seal_forever()
    assert clock.slept == [2, 2]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with a database in which something was done; commands find it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "settings.toml").write_text('[storage]\nurl = "sqlite:///desk.db"\n')

    async def fill():
        store = await open_store("sqlite:///desk.db")
        for name, role in (("mira", Role.AGENT), ("amara", Role.ADMIN)):
            await store.add_agent(Agent(id=name, name=name, created_at=NOON, role=role))
        for number in range(5):
            await store.audit(an_act(number, by="amara" if number == 3 else "mira"))
        await store.seal_acts(NOON + timedelta(seconds=30), limit=100)
        digest = (await store.chain_head()).digest
        await store.close()
        return digest

    return asyncio.run(fill())


def run(*words):
    return runner.invoke(app, list(words))


def tamper(statement: str) -> None:
    with sqlite3.connect("desk.db") as raw:
        raw.execute(statement)
    raw.close()


def test_a_whole_chain_is_told_with_its_digest(desk):
    result = run("audit", "verify", "--anchor", desk)
    assert result.exit_code == 0
    assert "5 acts are sealed and whole; 0 of them erased" in result.output
    assert desk in result.output


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE decision SET reason = 'x' WHERE id = 3", "act 3 is not what seal 3 was made of"),
        ("DELETE FROM decision WHERE id = 2", "act 2, sealed as number 2, is gone"),
        ("DELETE FROM audit_chain WHERE id = 2", "seal 3 does not follow the one before it"),
    ],
)
def test_the_first_act_that_does_not_fit_is_named(desk, statement, words):
    tamper(statement)
    result = run("audit", "verify")
    assert result.exit_code == 1
    assert words.replace("seal 3 does", "seal 2 does") in result.output


KEY, OTHER = new_key(), new_key()


def sealed_under(key: str, text: str) -> str:
    """The words of act 3 as a desk with this key keeps them."""
    at = us(an_act(2).at)
    return parse_keys(key, "x").seal(
        text, DECISION_REASON.place, named(("", "settings:change", "mira", at))
    )


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        (sealed_under(KEY, "[line] 2"), 0, "5 acts are sealed and whole"),
        (sealed_under(KEY, "[line] 9"), 1, "act 3 is not what seal 3 was made of"),
        (sealed_under(KEY, "[line] 2")[:-4] + "AAA=", 1, "act 3 is not what seal 3 was made of"),
        (sealed_under(OTHER, "[line] 2"), 3, "1 of 5 acts, the first is act 3, cannot be read"),
        (UNREADABLE, 1, "act 3 is not what seal 3 was made of"),
    ],
    ids=["readable", "other words", "damaged", "under a key that is not here", "the placeholder"],
)
def test_what_cannot_be_read_is_not_taken_for_changed(desk, monkeypatch, value, code, words):
    monkeypatch.delenv("SKERRY_SEALING__KEY", raising=False)
    monkeypatch.setenv("SKERRY_SEALING_KEY", KEY)
    tamper(f"UPDATE decision SET reason = '{value}' WHERE id = 3")
    result = run("audit", "verify")
    assert (result.exit_code, words in result.output) == (code, True), result.output
    if code == 3:
        assert parse_keys(OTHER, "x").current in result.stderr
        assert result.stderr.count("\n") == 1


def test_what_is_known_to_be_wrong_counts_for_more_than_what_cannot_be_read(desk, monkeypatch):
    tamper(f"UPDATE decision SET reason = '{sealed_under(OTHER, 'x')}' WHERE id = 2")
    tamper("UPDATE decision SET act = 'x' WHERE id = 3")
    result = run("audit", "verify")
    assert (result.exit_code, "act 3 is not what seal 3" in result.output) == (1, True)


def test_an_anchor_that_is_not_there_is_told(desk):
    result = run("audit", "verify", "--anchor", "0" * 64)
    assert (result.exit_code, "cut or made anew" in result.output) == (1, True)


def test_an_act_that_was_never_sealed_is_told_after_a_look_more(desk, monkeypatch):
    monkeypatch.setattr("app.commands.audit.PATIENCE_S", 0)
    tamper(
        'INSERT INTO decision (id, conversation, case_id, message_key, act, reason, "by", at,'
        " evidence) SELECT 0, '', '', '', act, reason, \"by\", at, '' FROM decision WHERE id = 1"
    )
    result = run("audit", "verify")
    assert (result.exit_code, "act 0 was put between" in result.output) == (1, True)


def test_acts_are_listed_as_lines(desk):
    result = run("audit", "list", "--by", "mira", "--since", "2026-01-01T12:00:01", "--json")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [each["id"] for each in found] == [5, 3, 2]
    assert found[0] == {
        "id": 5, "at": "2026-01-01T12:00:04Z", "by": "mira", "act": "settings:change",
        "case": "", "message": "", "reason": "[line] 4", "evidence": "",
    }  # fmt: skip


def test_acts_are_listed_as_a_table_up_to_a_limit(desk, monkeypatch):
    monkeypatch.setattr("app.commands.audit.PAGE", 2)
    result = run("audit", "list", "--limit", "3", "--act", "settings:")
    assert "[line] 4" in result.output
    assert "[line] 1" not in result.output
    assert "[line] 0" in run("audit", "list").output


def test_a_day_that_is_none_is_wrong_use(desk):
    result = run("audit", "list", "--since", "yesterday")
    assert (result.exit_code, "write 2026-01-31" in result.output) == (2, True)


def test_a_token_is_made_listed_and_revoked(desk):
    made = run("token", "add", "crm", "--agent", "mira", "--scope", "read:cases")
    assert made.exit_code == 0
    shown = made.stdout.strip()
    assert shown.startswith("skerry_")
    listed = run("token", "list").output
    assert "read:cases" in listed
    assert shown not in listed
    revoked = run("token", "revoke", shown)
    prefix = "_".join(shown.split("_")[:2])
    assert (revoked.exit_code, revoked.stdout.strip()) == (0, f"{prefix} is revoked")
    assert "revoked" in run("token", "list").output
    assert "token:revoke" in run("audit", "list").output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add", "x", "--agent", "mire", "--scope", "triage"), "did you mean"),
        (("add", "x", "--agent", "mira", "--scope", "read:case"), "read:cases"),
        (("add", "x", "--agent", "mira", "--scope", "manage:webhooks"), "does not allow"),
        (("revoke", "skerry_nothing"), "there is no token"),
    ],
)
def test_wrong_use_of_tokens_is_one_line(desk, words, told):
    result = run("token", *words)
    assert result.exit_code == 2
    assert told in result.output
