"""Metrics: what is exported, what never is, and the probes beside them."""

from __future__ import annotations

import asyncio
import re
import socket
import time
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
import yaml

from app.encoder.guard import STATES, state_of
from app.seeing.metrics import Measured, build_metrics, path_meters
from app.seeing.probes import BEAT_S, Probes
from core.casebook import Health
from core.errors import ConfigError, StorageUnavailable
from core.protection import Attack, Guarding, scam_id
from core.tables.metrics import MetricsTable
from core.types import Platform, Risk, RiskLevel, Secret, Verdict
from storage import MemoryStore
from tests.conftest import NOON, a_message
from tests.contract.store_kit import a_case, a_result, a_say, after, messages

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).parents[2]
TABLE = MetricsTable(on=True, port=0)
PRIVATE = ("seed words of mine", "@victim_handle", "u-4711", "chat-0815", "Ann Person")


class FixedClock:
    def now(self):
        return after(60)

    async def sleep(self, seconds):
        await asyncio.sleep(min(seconds, 0.01))


class FakeListener:
    """The half of a listener that is measured."""

    def __init__(self, state="listening"):
        self.state = state
        self.kept = lambda _: None

    def health(self):
        counts = {"last_event_s": 4.0} if self.state == "listening" else {}
        return Health(platform=Platform("replay"), state=self.state, since=NOON, counts=counts)


class FakeDesk:
    def __init__(self):
        self.heard = []
        self.recorded = self.heard.append


async def running(stack, *listeners, table=TABLE, store=None, desk=None):
    measured = Measured(
        listeners=listeners,
        desk=desk,
        encoder=lambda: state_of("slow", "why", "name"),
        path=path_meters(table),
    )
    return build_metrics(table, store or MemoryStore(), FixedClock(), measured, stack)


async def fetched(metrics, path):
    async with httpx.AsyncClient(trust_env=False) as client:
        return await client.get(metrics.url + path)


def private_message():
    text, handle, author, chat, name = PRIVATE
    plain = a_message(
        text, id="77", conversation=chat, sent_at=after(-5), received_at=after(0),
        secrets=(Secret(kind="seed_phrase", start=0, end=4),),
    )  # fmt: skip
    return replace(plain, author=replace(plain.author, id=author, handle=handle, name=name))


def a_verdict(level):
    return Verdict(risk=Risk(score=0.99, level=level))


async def a_busy_desk(stack):
    """Everything that can be counted has happened once."""
    store, listener, desk = MemoryStore(), FakeListener(), FakeDesk()
    metrics = await running(stack, listener, store=store, desk=desk)
    message = private_message()
    await store.put([message, *messages("9")])
    listener.kept([message])
    turn = (await store.claim(after(1), limit=1, lease=5))[0]
    attacks = tuple(
        Attack(scam_id=scam_id("replay", PRIVATE[2]), message=message, verdict=a_verdict(level))
        for level in (RiskLevel.ALERT, RiskLevel.REVIEW, RiskLevel.NOTE)
    )
    said = (a_say("x"), a_say("y", by="mira"), a_say("z", sequence=1))
    result = a_result(turn, case=a_case(), outgoing=said, guarding=Guarding(attacks=attacks))
    desk.recorded([result])
    await metrics.look()
    return metrics, desk


async def test_everything_is_exported_and_the_desk_still_hears_its_results():
    async with AsyncExitStack() as stack:
        metrics, desk = await a_busy_desk(stack)
        text = (await fetched(metrics, "/metrics")).text
    assert len(desk.heard) == 1
    for line in (
        'skerry_messages_total{platform="replay"} 1.0',
        'skerry_secrets_masked_total{platform="replay"} 1.0',
        'skerry_ingest_lag_seconds_sum{platform="replay"} 65.0',
        'skerry_auto_replies_total{platform="replay"} 1.0',
        'skerry_escalations_total{platform="replay",priority="P1"} 1.0',
        'skerry_scams_total{level="alert",platform="replay"} 1.0',
        'skerry_scams_total{level="review",platform="replay"} 1.0',
        'skerry_adapter_connected{platform="replay"} 1.0',
        'skerry_adapter_last_event_seconds{platform="replay"} 4.0',
        'skerry_encoder_state{state="slow"} 1.0',
        'skerry_encoder_state{state="ok"} 0.0',
        "skerry_lane_oldest_ready_seconds 60.0",
        "skerry_database_writable 1.0",
        "process_resident_memory_bytes",
    ):
        assert line in text, line
    assert "note" not in text


async def test_nobodys_words_names_or_ids_are_in_what_is_exported():
    async with AsyncExitStack() as stack:
        metrics, _ = await a_busy_desk(stack)
        text = (await fetched(metrics, "/metrics")).text
    assert not [each for each in (*PRIVATE, "mira", "text 9") if each in text]
    labels = set(re.findall(r'(\w+)="', text))
    known = {"platform", "priority", "level", "state", "version", "le", "result", "kind"}
    known |= {"lease", "by", "quantile", "figure"}
    assert labels - {"implementation", "major", "minor", "patchlevel"} <= known
    levels = set(re.findall(r'encoder_state{state="(\w+)"', text))
    assert levels == set(STATES)


async def test_a_label_has_few_values_whatever_comes():
    async with AsyncExitStack() as stack:
        metrics = await running(stack, FakeListener())
        before = len((await fetched(metrics, "/metrics")).text.splitlines())
        listener = metrics.measured.listeners[0]
        listener.kept([private_message()])
        once = len((await fetched(metrics, "/metrics")).text.splitlines())
        for number in range(50):
            listener.kept(messages(f"m{number}", conversation=f"c{number}"))
        assert len((await fetched(metrics, "/metrics")).text.splitlines()) == once > before


def test_every_alert_says_what_is_the_matter_and_how_grave_it_is():
    rules = yaml.safe_load((ROOT / "docs/alerts.yml").read_text())
    for group in rules["groups"]:
        for rule in group["rules"]:
            assert rule["labels"]["severity"] in {"page", "ticket"}
            assert rule["annotations"]["summary"]


async def test_probes_are_on_the_same_port():
    async with AsyncExitStack() as stack:
        metrics = await running(stack, FakeListener())
        assert (await fetched(metrics, "/livez")).json() == {"status": "alive"}
        unready = await fetched(metrics, "/readyz")
        assert (unready.status_code, unready.json()["why"]) == (503, ["database"])
        await metrics.look()
        assert (await fetched(metrics, "/readyz?x=1")).json() == {"status": "ready"}
        assert (await fetched(metrics, "/else")).status_code == 404


async def test_a_platform_that_is_lost_makes_the_process_unready():
    async with AsyncExitStack() as stack:
        metrics = await running(stack, FakeListener("refused"))
        await metrics.look()
        assert (await fetched(metrics, "/readyz")).json()["why"] == ["replay"]
        assert (
            'skerry_adapter_connected{platform="replay"} 0.0'
            in (await fetched(metrics, "/metrics")).text
        )


class Broken(MemoryStore):
    async def hold(self, *_, **__):
        raise StorageUnavailable("disk full")

    async def pulse(self, now):
        raise StorageUnavailable("disk full")


async def test_a_database_that_takes_no_writes_is_told(caplog):
    async with AsyncExitStack() as stack:
        metrics = await running(stack, FakeListener(), store=Broken())
        await metrics.look()
        assert (await fetched(metrics, "/readyz")).status_code == 503
        assert "skerry_database_writable 0.0" in (await fetched(metrics, "/metrics")).text
        assert not await metrics.probes.ready()
    assert "queues are not measured" in caplog.text


async def test_ready_asks_the_database_once_a_second():
    probes = Probes(store=MemoryStore(), clock=FixedClock())
    assert await probes.ready()
    checked = probes.checked_at
    assert await probes.ready()
    assert probes.checked_at == checked


async def test_a_loop_that_hangs_is_not_alive():
    probes = Probes(store=MemoryStore(), clock=FixedClock())
    beating = asyncio.create_task(probes.beat())
    await asyncio.sleep(BEAT_S * 1.2)
    assert probes.alive
    time.sleep(BEAT_S + 1.1)  # noqa: ASYNC251 - it is to hang
    assert not probes.alive
    beating.cancel()


async def test_where_nobody_asks_nothing_is_served_or_counted():
    async with AsyncExitStack() as stack:
        listener = FakeListener()
        metrics = await running(stack, listener, table=MetricsTable())
        assert (metrics.url, metrics.coroutines()) == ("", [])
        listener.kept([private_message()])
        assert b"skerry_messages_total{" not in metrics.answer("/metrics")[2]


async def test_a_port_that_is_taken_is_said_in_one_line():
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        bound.listen()
        table = MetricsTable(on=True, port=bound.getsockname()[1])
        async with AsyncExitStack() as stack:
            with pytest.raises(ConfigError, match="SKERRY_METRICS__PORT"):
                await running(stack, table=table)


async def test_looking_goes_on_until_it_is_cancelled():
    async with AsyncExitStack() as stack:
        metrics = await running(stack, FakeListener())
        beat, look = metrics.coroutines()
        tasks = [asyncio.create_task(each) for each in (beat, look)]
        async with asyncio.timeout(5):
            while not metrics.probes.writable:  # noqa: ASYNC110 - nothing tells
                await asyncio.sleep(0.01)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
