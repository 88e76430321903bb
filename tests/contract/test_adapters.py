"""Every platform's folder keeps the adapter's promises, over a real socket, by settings alone."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from datetime import UTC, datetime

import pytest

import bots
from core.actions import Outgoing
from core.errors import AdapterError, CredentialsRefused, MaybeSent, Rejected
from core.types import Checkpoint, Leg, Message
from tests.contract.stages import STAGES

pytestmark = pytest.mark.anyio
PATIENCE_S = 12


@pytest.fixture(params=STAGES, ids=lambda each: each.name)
async def stage(request):
    async with request.param.open() as stage:
        yield stage


class Desk:
    """Keeps what it hears as the desk does, and acknowledges by asking for more."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.marks: dict[str, str] = {}

    async def listen(self, adapter, enough) -> None:
        """Until `enough` is kept and acknowledged."""
        async with asyncio.timeout(PATIENCE_S), aclosing(adapter.arrivals(self.marks)) as batches:
            following = asyncio.ensure_future(anext(batches))
            while True:
                if enough(self.texts):
                    await asyncio.wait({following}, timeout=0.3)
                    if following.done():
                        self.keep(following.result())
                    following.cancel()
                    await asyncio.wait({following})
                    return
                self.keep(await following)
                following = asyncio.ensure_future(anext(batches))

    def keep(self, batch) -> None:
        known = {each.key for each in self.messages}
        self.messages += [m for m in batch if isinstance(m, Message) and m.key not in known]
        self.marks |= {each.name: each.value for each in batch if isinstance(each, Checkpoint)}

    @property
    def texts(self) -> list[str]:
        return [each.text for each in self.messages]


async def begun(stage) -> Desk:
    """A desk that has listened before, and heard Ann's first words."""
    desk = Desk()
    listening = asyncio.create_task(desk.listen(stage.adapter(), lambda texts: "first" in texts))
    await asyncio.sleep(0.4)
    stage.write("first")
    await listening
    return desk


def words(stage, desk, text="Here is how.", **changes) -> Outgoing:
    values = {
        "key": f"{desk.messages[-1].key}:reply:0",
        "platform": desk.messages[-1].platform,
        "account": desk.messages[-1].account,
        "conversation": desk.messages[-1].conversation,
        "address": stage.address,
        "due_at": datetime.now(UTC),
        "leg": Leg.PRIVATE,
        "text": text,
    }
    return Outgoing(**(values | changes))


class Speaking:
    """An adapter that listens meanwhile, as it always does in a desk."""

    def __init__(self, stage, desk) -> None:
        self.stage, self.desk, self.adapter = stage, desk, stage.adapter()

    async def __aenter__(self):
        self._task = asyncio.create_task(self._listen())
        for _ in range(200):
            if self.adapter.account:
                break
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.2)
        return self.adapter

    async def __aexit__(self, *_) -> None:
        self._task.cancel()
        await asyncio.wait({self._task})

    async def _listen(self) -> None:
        async with aclosing(self.adapter.arrivals(self.desk.marks)) as batches:
            async for batch in batches:
                self.desk.keep(batch)


async def test_words_of_one_person_come_in_order_in_one_private_conversation(stage):
    desk = await begun(stage)
    for text in ("one", "two", "three"):
        stage.write(text)
    await desk.listen(stage.adapter(), lambda texts: "three" in texts)
    assert [each for each in desk.texts if each != "an old word"] == [
        "first",
        "one",
        "two",
        "three",
    ]
    [talk] = {each.conversation for each in desk.messages}
    assert talk
    for each in desk.messages:
        assert (each.platform, each.leg, each.addressed) == (stage.name, Leg.PRIVATE, True)
        assert (each.author.id, each.address) == (str(stage.ann), stage.address)
        assert each.account


async def test_what_was_kept_is_not_delivered_again_after_a_restart(stage):
    desk = await begun(stage)
    stage.write("second")
    fresh = Desk()
    fresh.marks = dict(desk.marks)
    await fresh.listen(stage.adapter(), lambda texts: "second" in texts)
    assert set(fresh.texts) == {"second"}


async def test_a_batch_that_was_not_kept_is_delivered_again(stage):
    desk = await begun(stage)
    stage.write("second")
    async with asyncio.timeout(PATIENCE_S), aclosing(stage.adapter().arrivals(desk.marks)) as lost:
        async for batch in lost:
            if any(isinstance(each, Message) and each.text == "second" for each in batch):
                break
    await desk.listen(stage.adapter(), lambda texts: "second" in texts)
    assert desk.texts[-1] == "second"


async def test_what_we_say_arrives_once_and_is_never_heard_as_a_message(stage):
    desk = await begun(stage)
    async with Speaking(stage, desk) as adapter:
        assert await adapter.send(words(stage, desk))
        stage.write("thank you")
        async with asyncio.timeout(PATIENCE_S):
            while "thank you" not in desk.texts:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
    assert stage.said() == ["Here is how."]
    assert "Here is how." not in desk.texts


async def test_a_send_that_nobody_knows_about_is_found_or_said_to_be_unknowable(stage):
    desk = await begun(stage)
    async with Speaking(stage, desk) as adapter:
        went, did_not = words(stage, desk), words(stage, desk, "Never sent.", key="another:reply:0")
        remote = await adapter.send(went)
        try:
            assert await adapter.find(went) == remote
            assert await adapter.find(did_not) is None
        except MaybeSent:
            assert stage.name == "telegram"  # nothing that was said can be read back there


async def test_a_door_that_is_closed_is_a_refusal_for_good(stage):
    desk = await begun(stage)
    stage.close_door()
    async with Speaking(stage, desk) as adapter:
        with pytest.raises(Rejected) as refusal:
            await adapter.send(words(stage, desk))
    assert refusal.value.permanent
    assert stage.said() == []


async def test_a_wrong_credential_ends_this_adapter_with_one_clear_line(stage):
    adapter = stage.adapter(refused=True)
    with pytest.raises(CredentialsRefused) as refusal:
        async with asyncio.timeout(PATIENCE_S):
            await anext(adapter.arrivals({}))
    assert "\n" not in str(refusal.value)
    assert not any(secret in str(refusal.value) for secret in stage.wrong.values())


async def test_a_server_that_is_away_is_an_adapter_error_and_nothing_else(stage):
    adapter = stage.adapter()
    await stage.sandbox.stop()
    with pytest.raises(AdapterError):
        async with asyncio.timeout(PATIENCE_S):
            await anext(adapter.arrivals({}))


async def test_gauges_are_numbers_and_capabilities_are_known_without_a_connection(stage):
    adapter = stage.adapter()
    assert adapter.platform == stage.name
    assert adapter.capabilities == bots.capabilities(stage.name)
    assert all(isinstance(each, int | float) for each in adapter.gauges().values())
    desk = await begun(stage)
    async with Speaking(stage, desk) as adapter:
        gauges = adapter.gauges()
    assert gauges
    assert all(isinstance(each, int | float) for each in gauges.values())
