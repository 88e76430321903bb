"""The model that may word answers: two adapters, a guard, and one line where it fails."""

from __future__ import annotations

import asyncio
import json
from contextlib import AsyncExitStack
from dataclasses import replace

import httpx
import pytest

from app.llm import words as llm
from app.llm.endpoint import MOST_BYTES, EndpointWording
from app.llm.guard import GuardedWording
from app.llm.prompt import messages
from console.services import Services
from core.desk import Desk
from core.reply.ports import Wish, WordingUnavailable
from core.settings import parse
from core.tables.wording import WordingTable

pytestmark = pytest.mark.anyio
TABLE = WordingTable(
    use="endpoint", model="small-1", base_url="http://127.0.0.1:1/v1", failures=2, pause_s=60
)
WISH = Wish(question="fees? [seed phrase removed]", article=llm.SPECIMEN, most=240, public=True)
KEY = "made-up-key"


def test_the_model_is_told_the_article_and_the_question_and_nothing_else():
    told = messages(WISH)
    assert [each["role"] for each in told] == ["system", "user"]
    assert "at most 240 characters" in told[0]["content"]
    assert "Others read along" in told[0]["content"]
    given = json.loads(told[1]["content"])
    assert given == {
        "article": {
            "language": "en",
            "title": "What a deposit costs",
            "text": "Deposits of coins are free.",
        },
        "question": "fees? [seed phrase removed]",
    }
    private = replace(WISH, public=False)
    assert "Others read along" not in messages(private)[0]["content"]


def endpoint(answer, key=KEY):
    seen = []

    def handle(request):
        seen.append(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return EndpointWording(TABLE, key, transport=httpx.MockTransport(handle)), seen


def said(words):
    return httpx.Response(200, json={"choices": [{"message": {"content": words}}]})


async def test_an_endpoint_is_asked_as_openai_s_is():
    wording, seen = endpoint(said("Coins are free to deposit."))
    assert await wording.word(WISH) == "Coins are free to deposit."
    [request] = seen
    assert str(request.url) == "http://127.0.0.1:1/v1/chat/completions"
    assert request.headers["authorization"] == f"Bearer {KEY}"
    body = json.loads(request.content)
    assert (body["model"], body["messages"]) == ("small-1", messages(WISH))
    await wording.close()


async def test_without_a_key_none_is_sent():
    wording, seen = endpoint(said("Free."), key="")
    await wording.word(WISH)
    assert "authorization" not in seen[0].headers
    await wording.close()


BROKEN = {
    "nobody there": (httpx.ConnectError(f"no route for {KEY}"), "cannot be reached"),
    "refused": (httpx.Response(401, text=f"bad key {KEY}"), "answers 401"),
    "elsewhere": (httpx.Response(302, headers={"location": "https://evil.invalid"}), "answers 302"),
    "no JSON": (httpx.Response(200, text="<html>"), "something else than words"),
    "another shape": (httpx.Response(200, json={"choices": []}), "something else than words"),
    "no object": (httpx.Response(200, json=[1]), "something else than words"),
    "no words": (said("  "), "answers nothing"),
    "no text": (said(None), "answers nothing"),
    "a flood": (said("a" * (MOST_BYTES + 1)), "more than anybody can read"),
}


@pytest.mark.parametrize(("answer", "why"), BROKEN.values(), ids=BROKEN.keys())
async def test_what_an_endpoint_does_wrong_is_one_clear_word(answer, why):
    wording, _ = endpoint(answer)
    with pytest.raises(WordingUnavailable, match=why) as error:
        await wording.word(WISH)
    assert KEY not in str(error.value)
    await wording.close()


class FakeInner:
    """Answers, fails or hangs as told."""

    name = "fake-1"

    def __init__(self):
        self.asked, self.does, self.closed = 0, "answer", False

    async def word(self, wish):
        self.asked += 1
        if self.does == "hang":
            await asyncio.sleep(60)
        if self.does == "fail":
            raise WordingUnavailable("answers 500")
        if self.does == "crash":
            raise ValueError("secret detail")
        return "words"

    async def close(self):
        self.closed = True


class Hands:
    """A clock that is moved by hand."""

    def __init__(self):
        self.at = 0.0

    def __call__(self):
        return self.at


def guarded(**changes):
    inner, hands = FakeInner(), Hands()
    table = TABLE.model_copy(update={"timeout_s": 0.01, **changes})
    return GuardedWording(inner, table, now=hands), inner, hands


async def test_a_guard_lets_words_through():
    guard, inner, _ = guarded()
    assert await guard.word(WISH) == "words"
    assert (guard.name, guard.state.state) == ("fake-1", "ok")
    await guard.close()
    assert inner.closed


FAILURES = {
    "hang": ("slow", "no answer within 0.01 s"),
    "fail": ("broken", "answers 500"),
    "crash": ("broken", "ValueError"),
}


@pytest.mark.parametrize(("does", "told"), FAILURES.items(), ids=FAILURES.keys())
async def test_who_fails_twice_is_left_alone_for_a_while(does, told, caplog):
    guard, inner, hands = guarded()
    inner.does = does
    for _ in range(2):
        with pytest.raises(WordingUnavailable):
            await guard.word(WISH)
    assert (guard.state.state, guard.state.why) == told
    assert len(caplog.records) == 1
    with pytest.raises(WordingUnavailable, match=told[1]):
        await guard.word(WISH)
    assert inner.asked == 2
    hands.at = 61
    inner.does = "answer"
    assert await guard.word(WISH) == "words"
    assert guard.state.state == "ok"


async def test_one_failure_is_forgiven_and_still_broken_is_said_once(caplog):
    guard, inner, hands = guarded()
    inner.does = "fail"
    with pytest.raises(WordingUnavailable):
        await guard.word(WISH)
    assert guard.state.state == "ok"
    with pytest.raises(WordingUnavailable):
        await guard.word(WISH)
    since = guard.state.since
    hands.at = 61
    with pytest.raises(WordingUnavailable):
        await guard.word(WISH)
    assert guard.state.since == since
    assert len(caplog.records) == 1


async def test_who_is_busy_says_so_at_once():
    guard, inner, _ = guarded(at_once=1, timeout_s=5)
    inner.does = "hang"
    first = asyncio.create_task(guard.word(WISH))
    await asyncio.sleep(0)
    with pytest.raises(WordingUnavailable, match="busy"):
        await guard.word(WISH)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    inner.does = "answer"
    assert await guard.word(WISH) == "words"


def loaded(text=""):
    return parse(text, {"SKERRY_WORDING_KEY": KEY})


DEAD = '[wording]\nuse = "endpoint"\nmodel = "m"\nbase_url = "http://127.0.0.1:9/v1"\ntimeout_s = 2'


async def test_off_means_that_nobody_is_built():
    assert llm.build_wording(loaded()) is None
    assert (await llm.look(loaded())).state == "off"


async def test_the_doctor_tells_in_one_line_that_it_is_dead():
    state = await llm.look(loaded(DEAD))
    assert (state.state, state.name) == ("broken", "m")
    assert "cannot be reached" in state.why


async def test_the_doctor_tells_that_it_answers(monkeypatch):
    inner = FakeInner()
    monkeypatch.setattr(llm, "EndpointWording", lambda table, key: inner)
    state = await llm.look(loaded(DEAD))
    assert state.state == "ok"
    assert inner.closed


async def test_the_desk_words_answers_and_the_console_shows_how_that_does():
    desk = Desk(store=None, triage=None, clock=None, house=None)
    before = Services.__new__(Services)
    for name in Services.__dataclass_fields__:
        object.__setattr__(before, name, tuple if name == "parts" else None)
    async with AsyncExitStack() as stack:
        assert llm.add_wording(desk, loaded(), stack, before) is before
        assert desk.rewriter is None
        seen = llm.add_wording(desk, loaded(DEAD), stack, before)
        assert desk.rewriter is not None
        [part] = seen.parts()
        assert (part.name, part.state, part.counts) == ("wording", "wording_ok", {})
