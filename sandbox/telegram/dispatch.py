"""One call from its raw parameters to its answer: fault, check, limit, act, record."""

from __future__ import annotations

import asyncio
import inspect
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.telegram.backend import Backend, Method
from sandbox.telegram.errors import ApiError, too_many
from sandbox.telegram.faults import Fault
from sandbox.telegram.methods import METHODS
from sandbox.telegram.schema import File, read_all

ERROR_PAGE = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n"
    "<body><center><h1>502 Bad Gateway</h1></center></body>\r\n</html>\r\n"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back; `dropped` closes the connection without a word."""

    status: int
    value: Any = None
    text: str = ""
    dropped: bool = False

    def body(self) -> bytes:
        """The bytes to send."""
        if self.text:
            return self.text.encode()
        return json.dumps(self.value, separators=(",", ":")).encode()


async def answer(backend: Backend, name: str, raw: Mapping[str, Any]) -> Answer:
    """Carry out one call, faults included, and record it."""
    started, at = time.perf_counter(), backend.world.time()
    known = METHODS.get(name.lower())
    called = known.name if known else name
    chat = _chat_of(backend, raw)
    fault = backend.faults.take(called, chat)
    result = await _with_fault(backend, known, raw, chat, fault)
    backend.calls.add(
        method=called,
        params={key: _recorded(value) for key, value in raw.items()},
        at=at,
        seconds=round(time.perf_counter() - started, 4),
        status=0 if result.dropped else result.status,
        response=result.value,
        fault=fault.kind if fault else "",
    )
    return result


def _recorded(value: Any) -> Any:
    return f"<{value.name}: {len(value.content)} bytes>" if isinstance(value, File) else value


def _chat_of(backend: Backend, raw: Mapping[str, Any]) -> int:
    value = raw.get("chat_id", 0)
    if isinstance(value, str) and value.startswith("@"):
        named = (each.id for each in backend.world.chats.values() if f"@{each.username}" == value)
        return next(named, 0)
    try:
        return int(value)
    except (TypeError, ValueError):
        return 0


async def _with_fault(
    backend: Backend, known: Method | None, raw: Mapping[str, Any], chat: int, fault: Fault | None
) -> Answer:
    if fault is None:
        return await _carry_out(backend, known, raw, chat)
    if fault.kind == "delay":
        await pause(backend, fault.seconds)
        return await _carry_out(backend, known, raw, chat)
    truth = await _carry_out(backend, known, raw, chat) if fault.after else None
    return await _strike(backend, fault, chat, truth)


async def _strike(backend: Backend, fault: Fault, chat: int, truth: Answer | None) -> Answer:
    value = truth.value if truth else None
    if fault.kind == "html":
        return Answer(502, value, ERROR_PAGE)
    if fault.kind == "malformed":
        return Answer(200, value, '{"ok":true,"result":{"message_id":')
    if fault.kind in {"silence", "drop"}:
        await pause(backend, fault.seconds if fault.kind == "silence" else 0)
        return Answer(0, value, dropped=True)
    extra = {"retry_after": fault.retry_after} if fault.retry_after else {}
    if fault.retry_after and chat:
        backend.flood.silence(chat, fault.retry_after)
    return Answer(fault.status, ApiError(fault.status, fault.wording(), **extra).body())


async def _carry_out(
    backend: Backend, known: Method | None, raw: Mapping[str, Any], chat: int
) -> Answer:
    if known is None:
        return Answer(404, ApiError(404, "Not Found: method not found").body())
    try:
        given = read_all(known.name, known.fields, raw, strict=backend.strict)
        wait = backend.flood.check(known.name, chat) if known.metered else 0
        if wait:
            raise too_many(wait)
        result = known.run(backend, given)
        result = await result if inspect.isawaitable(result) else result
    except ApiError as error:
        return Answer(error.code, error.body())
    return Answer(200, {"ok": True, "result": result})


async def pause(backend: Backend, seconds: float) -> None:
    """Wait, but not longer than the sandbox lives."""
    try:
        await asyncio.wait_for(backend.closing.wait(), seconds)
    except TimeoutError:
        return
