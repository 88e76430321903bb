"""Dialogues told as they happen: asked once, in private, and then answered or handed over."""

from __future__ import annotations

import pytest

from core.dialogue import Stage
from core.types import Leg
from tests.dialogue_kit import PLATFORMS, a_town
from tests.story_kit import memory, until

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("platform", PLATFORMS)]

WRONG_NETWORK = "I deposited to the wrong network, what now?"
STUCK = "I sent USDT to my deposit address two days ago and it never arrived, please help"
TXID = "0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060"
SHOWN = "0x5c504e…b22060"
FILLED = f"250 USDT · BEP20 · TXID {SHOWN}"


@pytest.fixture(scope="module")
def anyio_backend():
    return "asyncio"


@pytest.fixture(scope="module")
async def town(tmp_path_factory):
    """One desk for all stories: each is about somebody else."""
    async with a_town(tmp_path_factory.mktemp("dialogues")) as running:
        yield running


@pytest.fixture
def ann(town, platform):
    return town.ann(platform)


async def test_a_wrong_network_is_solved_in_four_turns(ann):
    ann.writes(WRONG_NETWORK)
    await ann.hears("TXID", "network", "coin")
    asked = len(ann.private())
    ann.writes("250 USDT, I used BEP20")
    await ann.judged(2)
    await ann.a_while()
    assert len(ann.private()) == asked, "what was asked for is not asked for again"
    ann.writes(f"the txid is {TXID}")
    await ann.hears(FILLED, after=asked)
    assert "\n".join(ann.private()).count("recovered coins") == 1, "the article is told once"
    file = await ann.file()
    assert file.case.held_by != "agent"
    assert file.dialogue.stage is Stage.COMPLETE
    assert file.dialogue.facts["txid"].values == (TXID,)
    assert file.dialogue.facts["network"].source != file.dialogue.facts["txid"].source
    assert all(each.reason for each in file.decisions)


async def test_asked_in_public_it_goes_on_in_private_and_nothing_private_is_ever_public(ann, town):
    ann.asks(WRONG_NETWORK)
    [public] = await until(ann.public, 20)
    assert "private" in public
    assert "never ask for a password" in public
    ann.comes()
    await ann.hears("TXID (transaction hash)")
    asked = len(ann.private())
    assert "open a private chat" not in "\n".join(ann.private())
    ann.writes("USDT, tron")
    ann.writes(TXID)
    await ann.hears(f"USDT · TRC20 · TXID {SHOWN}", after=asked)
    assert sum("TXID (transaction hash)" in each for each in ann.private()) == 1
    assert ann.public() == [public]
    assert not any(word in public for word in (TXID, SHOWN, "USDT", "TRC20"))
    assert await queued_in_public(town.desk) == []


async def queued_in_public(desk):
    """Words of ours for public places, sent or not, that hold what was told in private."""
    rows = (await memory(desk).feed("open", "mira", limit=200)).rows
    files = [await memory(desk).case_file(row.case.id) for row in rows]
    return [
        line.text
        for file in files
        for line in file.lines
        if line.kind == "say" and line.leg is Leg.PUBLIC and SHOWN in line.text
    ]


async def test_what_is_urgent_is_a_persons_at_once_and_stands_prepared(ann):
    ann.writes(STUCK)
    case = await ann.case(lambda each: each.held_by == "queue")
    assert case.priority == "P1"
    await ann.hears("person takes over")
    before = len(ann.private())
    ann.writes("TRC20, txid 0x5c504e")
    ann.writes(f"sorry: {TXID}")
    await ann.hears(f"USDT · TRC20 · TXID {SHOWN}", "A person has it", after=before)
    file = await ann.file()
    told = {kind: fact.values for kind, fact in file.dialogue.facts.items()}
    assert (told["coin"], told["network"], told["txid"]) == (("USDT",), ("TRC20",), (TXID,))
    assert file.case.held_by == "queue"


async def test_what_cannot_be_read_is_asked_for_once_more_and_never_again(ann):
    ann.writes(WRONG_NETWORK)
    await ann.hears("TXID (transaction hash)")
    first = len(ann.private())
    ann.writes("bep20, usdt, 0x5c504")
    await ann.judged(2)
    ann.writes("0x5c504ed4")
    text = await ann.hears("TXID (transaction hash)", after=first)
    assert "the network you used" not in text, "only what is missing is asked for"
    ann.writes("0x5c504ed4ff")
    case = await ann.case(lambda each: each.held_by == "queue")
    await ann.judged(4)
    await ann.a_while()
    assert "\n".join(ann.private()).count("TXID (transaction hash)") == 2
    file = await ann.file()
    assert file.case.id == case.id
    assert {"coin", "network"} <= file.dialogue.facts.keys()
    assert "could not be read" in file.decisions[-1].reason
