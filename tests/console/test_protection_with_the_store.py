"""Protection over the desk's real memory: what storage keeps is what moderators see and change."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from console import create_app
from core.actions import Kind, Purpose
from core.ports import TurnResult
from core.protection import Attack, Guarding, scam_id
from core.scams import Verb
from core.traces import Trace
from core.types import Author, Finding, Place, Risk, RiskLevel, Stance, Verdict
from storage import MemoryStore
from storage.feed import showing
from tests.conftest import NOON, a_message
from tests.console.conftest import Desk
from tests.console.fake_guard import a_file, acts_for
from tests.console.test_ruling import preview, say

pytestmark = pytest.mark.anyio
EVE = scam_id("replay", "eve")
WORDS = "send your code to http://nordex-help.invalid"


@pytest.fixture
async def desk(clock):
    desk = Desk(clock)
    desk.book = desk.door = desk.guard = store = MemoryStore()
    for agent in await Desk(clock).door.agents():
        await store.add_agent(agent)
    desk.app = create_app(desk.services())
    await attacked(store)
    return desk


async def attacked(store, number=1, **changes):
    """A fake helper writes where others read it, and the desk notices."""
    message = a_message(
        WORDS,
        id=f"e{number}",
        conversation="replay:nordex:eve",
        address="room",
        author=Author(id="eve", handle="nordex_help", name="Nordex Help"),
        place=Place.GROUP,
        scene="replay:room",
        received_at=NOON + timedelta(seconds=number),
    )
    await store.put([message])
    (turn,) = await store.claim(NOON + timedelta(minutes=1), limit=1, lease=30)
    finding = Finding(signal="frames", kind="secret_request", score=0.9, reason="asks for a code")
    risk = Risk(score=0.97, level=RiskLevel.ALERT, stance=Stance.ATTEMPT, kinds=("fake_moderator",))
    attack = Attack(
        scam_id=EVE,
        message=message,
        verdict=Verdict(risk=risk, findings=(finding,)),
        traces=(Trace(kind="host", digest="d", shown="nordex-help.invalid"),),
        **{"dry_run": True, "would": ("delete", "restrict"), **changes},
    )
    result = TurnResult(turn=turn, guarding=Guarding(attacks=(attack,)))
    assert await store.record([result], NOON + timedelta(minutes=1)) == []


async def test_an_attack_is_on_the_list_with_what_would_be_done(mira):
    page = (await mira.get("/protection")).text
    assert f'id="row-{EVE}"' in page
    assert "claims to be staff" in page
    assert "would: Restrict author" in page
    file = (await mira.get(f"/protection/{EVE}")).text
    assert "hxxp://nordex-help[.]invalid" in file
    assert "asks for a code" in file
    assert "dry run: not done" in file


async def test_the_first_ruling_wins_and_lifting_opens_it_again(desk, mira, tomasz):
    _, mine = await preview(mira, "restrict", EVE)
    _, his = await preview(tomasz, "restrict", EVE)
    assert (await tomasz.send("/protection/rule", **his)).status_code == 303
    late = await mira.send("/protection/rule", **mine)
    assert "Tomasz was first: Restrict" in late.text
    assert (await say(mira, "lift", EVE)).status_code == 303
    assert (await say(mira, "restrict", EVE)).status_code == 303
    due = await desk.guard.due(["replay"], NOON + timedelta(days=1), limit=1)
    assert [(out.kind, out.by, out.target) for out in due] == [(Kind.RESTRICT, "tomasz", "eve")]


async def test_a_verdict_is_reversed_with_a_reason(mira):
    assert (await say(mira, "scam", EVE)).status_code == 303
    assert (await say(mira, "not_scam", EVE, note="a fan")).status_code == 303
    page = (await mira.get("/protection?view=dismissed")).text
    assert f'id="row-{EVE}"' in page


@pytest.mark.parametrize("purpose", Purpose)
async def test_what_a_send_was_for_reaches_the_case(purpose):
    out = acts_for(a_file(1), Verb.BAN)[0]
    line = showing.said(replace(out, purpose=purpose), NOON, ("sent", "", ""))
    assert line.purpose == purpose


async def test_a_rule_is_tried_on_what_is_stored(mira):
    page = (await mira.get("/protection/replay?tried=1&alert=restrict")).text
    assert "Looked at 1 messages of 1 authors" in page


async def test_evidence_comes_from_what_is_stored(mira):
    answer = await mira.get(f"/protection/{EVE}/evidence.zip")
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"
