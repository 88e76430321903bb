"""A process that dies or hangs costs its one message and nothing else."""

from __future__ import annotations

import asyncio
import os
import signal
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

import pytest

from app.brain import CHEAP_ALONE, build_reader
from app.encoder.build import without
from app.encoder.guard import state_of
from app.house import read_known
from app.inference import pool as inference
from app.inference.child import read
from app.inference.pool import InlineTriage, ProcessTriage
from core.identities import Question
from core.settings import Settings
from core.types import Utterance, Verdict
from tests.conftest import NOON, a_message

pytestmark = pytest.mark.anyio


def questions(*texts):
    return [Question(message=a_message(text), now=NOON) for text in texts]


@pytest.fixture
async def triage():
    running = ProcessTriage(Settings(), 1)
    await running.warm()
    yield running
    running.close()


async def test_verdicts_come_back_in_order(triage):
    found = await triage.assess(questions("what are the fees?", "我的提现没到账"))
    assert [each.labels.language for each in found] == ["en", "zh"]
    assert await triage.assess([]) == []


async def test_a_killed_process_is_replaced(triage):
    [pid] = triage._pool._processes
    os.kill(pid, signal.SIGKILL)
    found = await triage.assess(questions("hello", "what are the fees?"))
    assert all(isinstance(each, Verdict) for each in found)


async def test_a_hung_process_is_ended_and_its_message_says_so(triage, monkeypatch):
    [pid] = triage._pool._processes
    os.kill(pid, signal.SIGSTOP)
    monkeypatch.setattr(inference, "TIMEOUT_S", 0.3)
    [failure] = await triage.assess(questions("hello"))
    assert "TimeoutError" in str(failure)
    monkeypatch.setattr(inference, "TIMEOUT_S", 20.0)
    assert isinstance((await triage.assess(questions("hello")))[0], Verdict)


async def test_long_texts_are_masked_in_the_other_process(triage, monkeypatch):
    long = "my password is hunter2secret! " + "a " * 20_000
    [covered] = await triage.mask([long])
    assert "hunter2secret" not in covered.text
    [pid] = triage._pool._processes
    os.kill(pid, signal.SIGSTOP)
    monkeypatch.setattr(inference, "TIMEOUT_S", 0.3)
    assert (await triage.mask([long]))[0] == covered


async def test_one_message_that_breaks_the_reader_fails_alone():
    reader = build_reader(Settings())

    class Fragile:
        def read(self, asked):
            if any(each.message.text == "bad" for each in asked):
                raise ValueError("boom")
            return reader.read(asked)

    good, bad = read(Fragile(), questions("hello", "bad"))
    assert isinstance(good, Verdict)
    assert str(bad) == "ValueError: boom"


async def test_in_the_desks_own_process():
    triage = InlineTriage(build_reader(Settings()))
    [verdict] = await triage.assess(questions("what are the fees?"))
    assert verdict.article == "fees-trading-tiers"
    [covered] = await triage.mask(["hello"])
    assert covered.text == "hello"


async def test_the_processes_say_how_their_encoder_is_doing():
    settings = Settings.model_validate({"triage": {"encoder": {"weights": "/nowhere/e5.bin"}}})
    running = ProcessTriage(settings, 1)
    try:
        assert running.encoder.state == "starting"
        assert isinstance((await running.assess(questions("hello")))[0], Verdict)
        assert running.encoder.state == "absent"
        running._encoders[-1] = state_of("ok")
        running._encoders[-2] = state_of("broken", "it fails")
        assert running.encoder.why == "it fails"
    finally:
        running.close()


async def test_wrong_settings_of_the_encoder_end_no_process():
    hub = Settings.model_validate({"triage": {"encoder": {"use": "hub"}}})
    running = ProcessTriage(hub, 1)
    try:
        assert isinstance((await running.assess(questions("hello")))[0], Verdict)
        assert "needs model" in running.encoder.why
    finally:
        running.close()


async def test_in_the_desks_own_process_the_encoder_is_watched_too():
    reader = build_reader(Settings(), second=CHEAP_ALONE)
    assert InlineTriage(reader).encoder.state == "off"
    assert InlineTriage(reader, without("absent", "gone")).encoder.why == "gone"


async def test_what_no_signal_reads_does_not_travel(triage, monkeypatch):
    past = (Utterance(ours=False, author="ann", text="before", at=NOON),)
    [question] = questions("what are the fees?")
    sent, run = [], ProcessTriage._run

    async def noting(self, given):
        sent.extend(given)
        return await run(self, given)

    monkeypatch.setattr(ProcessTriage, "_run", noting)
    await triage.assess([replace(question, history=past)])
    triage._reads_back = True
    await triage.assess([replace(question, history=past)])
    assert [each.history for each in sent] == [(), past]


async def test_other_articles_are_answered_from_without_a_pause(triage):
    known = read_known(Settings().knowledge)
    [before] = triage._pool._processes
    taught = asyncio.create_task(triage.know(known))
    assert isinstance((await triage.assess(questions("hello")))[0], Verdict)
    await taught
    [after] = triage._pool._processes
    assert before != after
    assert triage.encoder.state != "starting"
    assert isinstance((await triage.assess(questions("hello")))[0], Verdict)


async def test_articles_that_no_process_can_start_with_change_nothing(triage):
    pool = triage._pool
    with pytest.raises(BrokenProcessPool):
        await triage.know("no knowledge at all")
    assert triage._pool is pool
    assert isinstance((await triage.assess(questions("hello")))[0], Verdict)


async def test_a_reader_in_the_same_process_takes_articles_over():
    settings, built = Settings(), []
    reader = build_reader(settings)

    def build(known=None):
        built.append(known)
        return reader

    inline = InlineTriage(reader, build=build)
    known = read_known(settings.knowledge)
    await inline.know(known)
    inline.refresh()
    assert built == [known, known]


async def test_what_waited_for_a_process_that_was_replaced_is_read_again():
    future = inference.Future()
    future.cancel()
    with pytest.raises(BrokenProcessPool, match="the process was replaced"):
        await inference._bounded(future, 5)


async def test_who_is_cancelled_himself_is_cancelled():
    waiting = asyncio.create_task(inference._bounded(inference.Future(), 5))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
