"""One message is one trace, whichever processes it went through; nobody's words are in one."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import AsyncExitStack, asynccontextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from app.seeing.build import build_seeing
from app.seeing.observe import Observed, Span
from app.seeing.tracing import Tracing, build_tracing, provider_of, root_of
from core.about import digest
from core.errors import ConfigError, MaybeSent
from core.identities import Question
from core.listen import Listener
from core.outbox import Deliverer
from core.settings import Settings
from core.tables.traces import TracesTable
from core.types import DeadLetter
from storage import MemoryStore
from tests.conftest import NOON, a_message
from tests.contract.store_kit import REPLAY, a_result, a_say, after, judged
from tests.fakes import FakeAdapter, FakeTriage

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).parents[2]
TEXT = "my words that nobody else should read"
STEPS = ["receive", "put", "claim", "read", "decide", "record", "send"]


class Clock:
    def now(self):
        return after(60)

    async def sleep(self, seconds):
        return None


class Process:
    """One process of a fleet: its own tracing, the common memory."""

    def __init__(self, store, role, share=1.0):
        self.spans = InMemorySpanExporter()
        provider = provider_of(SimpleSpanProcessor(self.spans), share, role)
        self.covers = Observed((Tracing(provider),))
        self.store = self.covers.store(store)

    def named(self):
        return {each.name: each for each in self.spans.get_finished_spans()}


async def hears(process, message):
    adapter = process.covers.adapter(FakeAdapter([[message, a_letter()]]))
    listener = Listener(adapter=adapter, store=process.store, triage=FakeTriage(), clock=Clock())
    await listener.listen_forever()


def a_letter():
    return DeadLetter(
        platform=REPLAY, account="nordex", id="x", raw=TEXT, error="unread", received_at=NOON
    )


async def works(process, key):
    (turn,) = await process.store.claim(after(1), limit=1, lease=5)
    triage = process.covers.triage(FakeTriage())
    await triage.assess([Question(message=each, now=after(1)) for each in turn.fresh])
    result = a_result(
        turn,
        judged=tuple(judged(each) for each in turn.fresh),
        outgoing=(a_say(f"{key}:reply:0", text=TEXT),),
    )
    await process.store.record([result], after(2))


async def speaks(process, *answers):
    adapter = process.covers.adapter(FakeAdapter(answers=list(answers)))
    deliverer = Deliverer(store=process.store, adapters={REPLAY: adapter}, clock=Clock())
    await deliverer.deliver()
    await deliverer.drain()


async def a_message_through(*processes):
    """Through the ears of the first, the desk of the second and the mouth of the third."""
    message = a_message(TEXT, id="77")
    await hears(processes[0], message)
    await works(processes[1], message.key)
    await speaks(processes[2])
    return message


async def test_one_message_is_one_trace_across_processes():
    store = MemoryStore()
    fleet = [Process(store, role) for role in ("listen", "work", "deliver")]
    message = await a_message_through(*fleet)
    spans = {name: span for each in fleet for name, span in each.named().items()}
    assert list(spans) == ["put", "receive", "claim", "read", "decide", "record", "send"]
    trace, root = root_of(message.key)
    assert {each.context.trace_id for each in spans.values()} == {trace}
    assert spans["receive"].context.span_id == root
    assert spans["receive"].parent is None
    assert {spans[name].parent.span_id for name in STEPS[1:]} == {root}
    roles = [spans[name].resource.attributes["skerry.role"] for name in ("put", "read", "send")]
    assert roles == ["listen", "work", "deliver"]
    assert spans["decide"].start_time >= spans["read"].start_time
    assert spans["receive"].end_time >= spans["put"].end_time


async def test_a_span_names_the_message_and_nobodys_words():
    process = Process(MemoryStore(), "run")
    message = await a_message_through(process, process, process)
    for name, span in process.named().items():
        said = dict(span.attributes)
        assert said["skerry.platform"] == "replay"
        assert said["skerry.conversation"] == digest(message.conversation)
        assert said.get("skerry.message", message.key) == message.key, name
        assert TEXT not in str(span.to_json())
        assert message.author.id not in said.values()


async def test_a_send_that_failed_says_with_what():
    process = Process(MemoryStore(), "run")
    message = a_message(TEXT, id="77")
    await hears(process, message)
    await works(process, message.key)
    await speaks(process, MaybeSent("no answer"))
    span = process.named()["send"]
    assert span.attributes["error.type"] == "MaybeSent"
    assert not span.status.is_ok


async def test_what_answers_no_message_has_a_trace_of_its_own():
    process = Process(MemoryStore(), "run")
    (tracing,) = process.covers.observers
    for key in ("warn:c:9", "hold:replay:nordex:77:0", "replay:nordex:77:0:delete"):
        tracing.sent(a_say(key), Span(1, 2), None)
    own, held, act = process.spans.get_finished_spans()
    assert held.context.trace_id == act.context.trace_id == root_of("replay:nordex:77:0")[0]
    assert own.context.trace_id == root_of("warn:c:9")[0]


async def test_every_process_keeps_the_same_share_of_messages():
    store, kept = MemoryStore(), []
    fleet = [Process(store, role, share=0.5) for role in ("listen", "work", "deliver")]
    for number in range(40):
        message = a_message(TEXT, id=f"m{number}", conversation=f"c{number}")
        for process in fleet:
            process.spans.clear()
        tracings = [each.covers.observers[0] for each in fleet]
        tracings[0].received([message], Span(1, 2))
        tracings[1].read([Question(message=message, now=NOON)], Span(2, 3))
        tracings[2].sent(a_say(f"{message.key}:reply:0"), Span(3, 4), None)
        found = [len(each.spans.get_finished_spans()) for each in fleet]
        assert found in ([0, 0, 0], [1, 1, 1])
        kept.append(found[0])
    assert 5 < sum(kept) < 35


def test_what_was_read_and_never_decided_is_forgotten(monkeypatch):
    monkeypatch.setattr("app.seeing.tracing.MOST_KEPT", 10)
    (tracing,) = Process(MemoryStore(), "run").covers.observers
    for number in range(30):
        tracing.read([Question(message=a_message("x", id=str(number)), now=NOON)], Span(1, 2))
    assert len(tracing._read_at) == 10


def test_roots_are_the_same_everywhere_and_none_is_another():
    roots = [root_of(f"replay:nordex:{n}:0") for n in range(500)]
    assert len(set(roots)) == 500
    assert roots[7] == root_of("replay:nordex:7:0")
    assert all(0 < trace < 2**128 and 0 < span < 2**64 for trace, span in roots)


class Collector(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Content-Encoding") == "gzip":
            import gzip

            body = gzip.decompress(body)
        self.server.got.append((self.path, body))
        self.send_response(200)
        self.send_header("Content-Type", "application/x-protobuf")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@asynccontextmanager
async def a_collector():
    """A collector of OpenTelemetry on loopback: what it was sent."""
    server = HTTPServer(("127.0.0.1", 0), Collector)
    server.got = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


async def test_spans_arrive_at_a_collector_as_protobuf():
    async with a_collector() as server:
        url = f"http://127.0.0.1:{server.server_address[1]}/v1/traces"
        async with AsyncExitStack() as stack:
            tracing = build_tracing(TracesTable(on=True, endpoint=url), "work", stack)
            message = a_message(TEXT, id="77")
            tracing.received([message], Span(NOON_NS, NOON_NS + 5_000_000))
    ((path, body),) = server.got
    assert path == "/v1/traces"
    (resource,) = ExportTraceServiceRequest.FromString(body).resource_spans
    who = {each.key: each.value.string_value for each in resource.resource.attributes}
    assert (who["service.name"], who["skerry.role"]) == ("skerry", "work")
    (span,) = resource.scope_spans[0].spans
    trace, root = root_of(message.key)
    assert (span.name, span.trace_id) == ("receive", trace.to_bytes(16))
    assert span.span_id == root.to_bytes(8)
    assert span.end_time_unix_nano - span.start_time_unix_nano == 5_000_000
    assert TEXT.encode() not in body


NOON_NS = int(NOON.timestamp() * 1e9)


async def test_where_the_extra_is_missing_one_line_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace.export", None)
    async with AsyncExitStack() as stack:
        with pytest.raises(ConfigError, match="pip install"):
            build_tracing(TracesTable(on=True), "run", stack)


async def test_off_means_no_covers():
    async with AsyncExitStack() as stack:
        seeing = build_seeing(Settings(), "run", stack)
    store, adapter, triage = MemoryStore(), FakeAdapter(), FakeTriage()
    assert seeing.covers.store(store) is store
    assert seeing.covers.adapter(adapter) is adapter
    assert seeing.covers.triage(triage) is triage


def test_nothing_of_it_is_imported_before_it_is_switched_on():
    program = "import app.seeing.tracing, sys; print('opentelemetry.sdk' in sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("role", "hears", "reads"),
    [("run", True, True), ("listen", True, False), ("work", False, True),
     ("deliver", False, False), ("console", False, False)],
)  # fmt: skip
async def test_each_role_is_measured_by_what_it_does(role, hears, reads):
    async with AsyncExitStack() as stack:
        seeing = build_seeing(Settings(), role, stack)
    assert (seeing.hears, seeing.reads) == (hears, reads)
