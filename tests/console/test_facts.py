"""The facts that the bot collected stand at the top of a case, and none of them is code."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.dialogue import Dialogue, Fact, Stage
from tests.conftest import NOON
from tests.console.fakes import a_case

pytestmark = pytest.mark.anyio


def facts(**values):
    return {kind: Fact(values=told, source="1", at=NOON) for kind, told in values.items()}


def collected(desk, **changes):
    case = a_case()
    desk.book.add(case)
    known = {"conversation": case.conversation, "wanted": (("txid",), ("coin",), ("uid",))}
    talk = Dialogue(**(known | changes))
    desk.book.files[case.id] = replace(desk.book.files[case.id], dialogue=talk)
    return case


async def test_collected_facts_come_before_everything_else(desk, mira):
    told = facts(txid=("0xabc",), network=("BEP20", "TRC20"))
    case = collected(desk, facts=told, stage=Stage.ASKED)
    page = (await mira.get(f"/case/{case.id}")).text
    side = page[page.index('<aside id="side-') :]
    at = {word: side.index(word) for word in ("0xabc", "BEP20", "TRC20", "<details id=")}
    assert max(at["0xabc"], at["TRC20"]) < at["<details id="]
    assert "Still waiting for" in side[: at["<details id="]]


async def test_what_is_not_waited_for_is_not_called_missing(desk, mira):
    case = collected(desk, facts=facts(coin=("USDT",)), stage=Stage.GIVEN_UP)
    assert "Still waiting for" not in (await mira.get(f"/case/{case.id}")).text


@pytest.mark.parametrize("told", [{}, None])
async def test_without_facts_nothing_is_shown(desk, mira, told):
    case = a_case()
    desk.book.add(case)
    if told is not None:
        case = collected(desk, facts=told)
    assert "Facts collected" not in (await mira.get(f"/case/{case.id}")).text


async def test_hostile_words_are_shown_as_words(desk, mira):
    case = collected(desk, facts=facts(error=("<script>alert(1)</script>",)))
    assert "<script>alert(1)" not in (await mira.get(f"/case/{case.id}")).text
