"""The console over the desk's real memory: what storage keeps is what agents see."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console import create_app
from core.actions import Outgoing
from core.case import Holder
from core.ports import Decision, Judged, Sent, Settlement, TurnResult
from core.types import Urgency, Verdict
from storage import MemoryStore
from tests.conftest import NOON, a_message
from tests.console.conftest import Desk
from tests.console.fakes import a_case

pytestmark = pytest.mark.anyio


@pytest.fixture
async def desk(clock):
    desk = Desk(clock)
    desk.book = desk.door = store = MemoryStore()
    for agent in await Desk(clock).door.agents():
        await store.add_agent(agent)
    desk.app = create_app(desk.services())
    return desk


async def heard(store, words: str, **changes):
    """A message that the bot answered and then gave to people."""
    message = a_message(words, **changes)
    await store.put([message])
    (turn,) = await store.claim(NOON, limit=1, lease=30)
    verdict = Verdict(urgency=Urgency.P1, reasons=("funds are stuck",))
    case = a_case(conversation=message.conversation, leg=message.leg, held_by=Holder.QUEUE)
    say = Outgoing(
        key="bot:1",
        platform=message.platform,
        account=message.account,
        conversation=message.conversation,
        address=message.address,
        due_at=NOON,
        text="A person will look at it.",
        leg=message.leg,
        case_id=case.id,
    )
    escalate = Decision(
        message_key=message.key, act="escalate:P1", reason="funds are stuck", by="bot", at=NOON
    )
    judged = (Judged(message=message, verdict=verdict),)
    result = TurnResult(turn=turn, judged=judged, case=case, outgoing=(say,), decisions=(escalate,))
    assert await store.record([result], NOON) == []
    return case


async def test_a_case_from_storage_to_resolved(desk, mira):
    case = await heard(desk.book, "where is my deposit?")
    feed = (await mira.get("/")).text
    assert f'id="row-{case.id}"' in feed
    assert "where is my deposit?" in feed

    page = (await mira.open(case)).text
    for part in (
        'class="entry theirs"',
        'class="entry ours pending"',
        "A person will look at it.",
        "<b>gave it to people</b> <code>P1</code>",
        "Private reply.",
    ):
        assert part in page

    assert (await mira.send(f"/case/{case.id}/move/claim")).status_code == 303
    page = (await mira.open(case)).text
    assert 'class="entry ours withdrawn"' in page
    assert (await mira.send(f"/case/{case.id}/reply", text="It is there now.")).status_code == 303
    (sent,) = await desk.book.due(["replay"], NOON, limit=9)
    assert (sent.text, sent.by) == ("It is there now.", "mira")
    lost = Settlement(key=sent.key, result=Sent.UNKNOWN, at=NOON, why="no answer came back")
    await desk.book.settle([lost])
    page = (await mira.open(case)).text
    assert "may have been delivered: check before repeating: no answer came back" in page

    await mira.send(f"/case/{case.id}/note", note="seen on chain")
    page = (await mira.open(case)).text
    assert 'class="entry note"' in page
    await mira.send(f"/case/{case.id}/move/resolve")
    assert f'id="row-{case.id}"' in (await mira.get("/?view=resolved")).text
    assert f'id="row-{case.id}"' not in (await mira.get("/?view=open")).text
    await mira.send(f"/case/{case.id}/move/reopen")
    assert f'id="row-{case.id}"' in (await mira.get("/?view=queue")).text


async def test_an_edit_replaces_what_it_corrects(desk, mira):
    case = await heard(desk.book, "i sent BTC")
    edit = a_message("i sent ETH", version=1)
    await desk.book.put([replace(edit, received_at=desk.clock.advance(60))])
    thread = (await mira.open(case)).text.partition('class="thread"')[2]
    assert thread.count('class="entry theirs"') == 1
    assert thread.index("i sent ETH") < thread.index("i sent <del>BTC</del><ins>ETH</ins>")
