"""`[traces]`: one message is one trace, whichever processes it went through.

Nothing travels for that: trace and root span are computed from the message's key, which is the
same everywhere. Spans are made afterwards from what was observed, so the path waits for nothing.
A span names the message, its platform and its conversation by digest; nobody's words are in one.
"""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AsyncExitStack
from hashlib import blake2b
from importlib.metadata import version
from itertools import chain
from typing import TYPE_CHECKING, Any

from app.seeing.observe import Observer, Span
from core.about import digest
from core.actions import Kind, Outgoing
from core.errors import ConfigError
from core.identities import Question
from core.ports import Turn, TurnResult
from core.tables.traces import TracesTable
from core.types import Arrival, Message
from storage.engine.whose import me

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import SpanProcessor, TracerProvider

NEEDED = (
    "settings.toml: 'traces.on': spans need packages that are not there;"
    " install them with: pip install 'skerry[otel]'"
)
# The exporter gives up on a collector that is away after so many seconds; the desk never waits.
PATIENCE_S = 5
# Messages that were read and not yet decided on.
MOST_KEPT = 20_000
# A send's key is that of the message that it answers or acts upon, and what it does.
_DOES = re.compile(rf"^hold:|:(?:reply:\d+|hold|{'|'.join(Kind)})$")


def build_tracing(table: TracesTable, role: str, stack: AsyncExitStack) -> Tracing | None:
    """Where the settings want traces; raises ConfigError where the extra is missing."""
    if not table.on:
        return None
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import (  # noqa: PLC0415
            OTLPSpanExporter,
        )
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
    except ImportError:
        raise ConfigError(NEEDED) from None
    exporter = OTLPSpanExporter(endpoint=table.endpoint, timeout=PATIENCE_S)
    provider = provider_of(BatchSpanProcessor(exporter), table.share, role)
    stack.push_async_callback(asyncio.to_thread, provider.shutdown)
    return Tracing(provider)


def provider_of(processor: SpanProcessor, share: float, role: str) -> TracerProvider:
    """A provider whose spans carry the ids that are asked for."""
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.sampling import TraceIdRatioBased  # noqa: PLC0415

    who = {
        "service.name": "skerry",
        "service.version": version("skerry"),
        "service.instance.id": me(),
        "skerry.role": role,
    }
    provider = TracerProvider(
        sampler=TraceIdRatioBased(share), resource=Resource.create(who), id_generator=_ids()
    )
    provider.add_span_processor(processor)
    return provider


class Tracing(Observer):
    """Makes spans: receive (the root), put, claim, read, decide, record, send."""

    def __init__(self, provider: TracerProvider) -> None:
        from opentelemetry import trace  # noqa: PLC0415
        from opentelemetry.context import Context  # noqa: PLC0415

        self._trace: Any = trace
        self._context: Any = Context
        self._ids: Any = provider.id_generator
        self._tracer = provider.get_tracer("skerry")
        self._read_at: OrderedDict[str, int] = OrderedDict()

    def received(self, batch: Sequence[Arrival], span: Span) -> None:
        for message in _messages(batch):
            self._ids.wanted = root_of(message.key)
            self._make("receive", span, _about(message), "")
            self._ids.wanted = None

    def stored(self, batch: Sequence[Arrival], span: Span) -> None:
        self._each("put", _messages(batch), span)

    def claimed(self, turns: Sequence[Turn], span: Span) -> None:
        self._each("claim", _fresh(turns), span)

    def read(self, questions: Sequence[Question], span: Span) -> None:
        self._each("read", [each.message for each in questions], span)
        self._read_at.update((each.message.key, span.end) for each in questions)
        while len(self._read_at) > MOST_KEPT:
            self._read_at.popitem(last=False)

    def recorded(self, results: Sequence[TurnResult], span: Span) -> None:
        for result in results:
            for judged in result.judged:
                message = judged.message
                read_at = self._read_at.pop(message.key, span.start)
                about = _about(message)
                self._make("decide", Span(read_at, span.start), about, message.key)
                self._make("record", span, about, message.key)

    def sent(self, row: Outgoing, span: Span, error: Exception | None) -> None:
        about = {
            "skerry.send": row.key,
            "skerry.purpose": row.purpose.value,
            "skerry.platform": str(row.platform),
            "skerry.conversation": digest(row.conversation),
        }
        self._make("send", span, about, _DOES.sub("", row.key), error)

    def _each(self, name: str, messages: Iterable[Message], span: Span) -> None:
        for message in messages:
            self._make(name, span, _about(message), message.key)

    def _make(
        self,
        name: str,
        span: Span,
        about: Mapping[str, str],
        key: str,
        error: Exception | None = None,
    ) -> None:
        """A finished span below the root of `key`, or a root itself."""
        trace, above = self._trace, self._context()
        if key:
            trace_id, span_id = root_of(key)
            flags = trace.TraceFlags(trace.TraceFlags.SAMPLED)
            root = trace.SpanContext(trace_id, span_id, is_remote=True, trace_flags=flags)
            above = trace.set_span_in_context(trace.NonRecordingSpan(root), above)
        made = self._tracer.start_span(
            name, context=above, attributes=dict(about), start_time=span.start
        )
        if error is not None:
            made.set_attribute("error.type", type(error).__name__)
            made.set_status(trace.Status(trace.StatusCode.ERROR))
        made.end(span.end)


def root_of(key: str) -> tuple[int, int]:
    """The trace of a message, and its root span: computed, so that every process knows them."""
    found = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=24, person=b"skerry").digest()
    return int.from_bytes(found[:16]) or 1, int.from_bytes(found[16:]) or 1


def _about(message: Message) -> dict[str, str]:
    return {
        "skerry.message": message.key,
        "skerry.platform": str(message.platform),
        "skerry.conversation": digest(message.conversation),
    }


def _messages(batch: Sequence[Arrival]) -> list[Message]:
    return [each for each in batch if isinstance(each, Message)]


def _fresh(turns: Sequence[Turn]) -> Iterable[Message]:
    return chain.from_iterable(turn.fresh for turn in turns)


def _ids() -> Any:
    """Random ids, but for the one that is wanted."""
    from opentelemetry.sdk.trace.id_generator import RandomIdGenerator  # noqa: PLC0415

    class Ids(RandomIdGenerator):
        wanted: tuple[int, int] | None = None

        def generate_trace_id(self) -> int:
            return self.wanted[0] if self.wanted else super().generate_trace_id()

        def generate_span_id(self) -> int:
            return self.wanted[1] if self.wanted else super().generate_span_id()

    return Ids()
