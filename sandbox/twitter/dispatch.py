"""One call from its raw parts to its answer: fault, caller, limit, parameters, act, record."""

from __future__ import annotations

import asyncio
import inspect
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from sandbox.twitter.backend import Backend, Endpoint, Request, find
from sandbox.twitter.errors import SCOPE_MISSING, ApiError, forbidden, invalid, wrong_kind
from sandbox.twitter.faults import Fault
from sandbox.twitter.feed import Connection
from sandbox.twitter.identity import Caller, Seen
from sandbox.twitter.schema import read_body, read_query

ERROR_PAGE = (
    "<html><head><title>503 Service Unavailable</title></head>"
    "<body><h1>503 Service Unavailable</h1>Over capacity.</body></html>\n"
)
HALF_JSON = '{"data":[{"id":"17'
NOT_FOUND, TOO_MANY = ApiError(404, "Not Found"), ApiError(429, "Too Many Requests")


@dataclass(slots=True)
class Answer:
    """What goes back; `dropped` closes the connection without a word, `stream` keeps it open."""

    status: int
    value: Any = None
    text: str = ""
    headers: dict[str, str] = field(default_factory=dict[str, str])
    dropped: bool = False
    stream: Connection | None = None

    def body(self) -> bytes:
        """The bytes to send."""
        return (self.text or json.dumps(self.value, ensure_ascii=False)).encode()


@dataclass(slots=True)
class Raw:
    """A request as it came over the wire; `auth` is filled in once the caller is known."""

    seen: Seen
    content_type: str
    body: bytes
    auth: str = "none"

    def query(self) -> dict[str, str]:
        """The query string; the last of several values counts."""
        return dict(parse_qsl(self.seen.query, keep_blank_values=True))

    def json(self) -> Any:
        """The body, None where there is none or it is no JSON."""
        try:
            return json.loads(self.body) if self.body else None
        except ValueError:
            return None


async def answer(backend: Backend, raw: Raw) -> Answer:
    """Carry out one call, faults included, and record it."""
    started, at = time.perf_counter(), backend.world.time()
    known, variables = find(raw.seen.method, raw.seen.path)
    route = known.route if known else f"{raw.seen.method} {raw.seen.path}"
    fault = backend.faults.take(route)
    result = await _with_fault(backend, known, variables, raw, fault)
    backend.calls.add(
        route=route,
        path=raw.seen.path,
        query=raw.query(),
        body=raw.json(),
        auth=raw.auth,
        at=at,
        seconds=round(time.perf_counter() - started, 4),
        status=0 if result.dropped else result.status,
        response=result.value,
        fault=fault.kind if fault else "",
    )
    return result


async def _with_fault(
    backend: Backend,
    known: Endpoint | None,
    variables: dict[str, str],
    raw: Raw,
    fault: Fault | None,
) -> Answer:
    if fault is None:
        return await _carry_out(backend, known, variables, raw)
    if fault.kind == "delay":
        await pause(backend, fault.seconds)
        return await _carry_out(backend, known, variables, raw)
    truth = await _carry_out(backend, known, variables, raw) if fault.after else None
    if truth and truth.stream:
        backend.feed.leave(truth.stream)
    return await strike(backend, fault, truth)


async def strike(backend: Backend, fault: Fault, truth: Answer | None) -> Answer:
    """What a fault makes of a call, and of the answer where the call took effect first."""
    value = truth.value if truth else None
    if fault.kind == "html":
        return Answer(503, value, ERROR_PAGE)
    if fault.kind == "malformed":
        return Answer(200, value, HALF_JSON)
    if fault.kind == "close":
        return Answer(200, value, "\r\n")
    if fault.kind in {"silence", "drop"}:
        await pause(backend, fault.seconds if fault.kind == "silence" else 0)
        return Answer(0, value, dropped=True)
    headers = {}
    if fault.status == 429 and fault.retry_after:
        reset = str(int(backend.world.time() + fault.retry_after))
        headers = {"limit": "300", "remaining": "0", "reset": reset}
    named = {f"x-rate-limit-{name}": each for name, each in headers.items()}
    return Answer(fault.status, fault.body(), headers=named)


async def _carry_out(
    backend: Backend, known: Endpoint | None, variables: dict[str, str], raw: Raw
) -> Answer:
    headers: dict[str, str] = {}
    if known is None:
        return Answer(NOT_FOUND.status, NOT_FOUND.body())
    try:
        caller = _admit(backend, known, raw)
        fits, headers = backend.limits.take(known.route, caller.key, known.budget)
        if not fits:
            return Answer(TOO_MANY.status, TOO_MANY.body(), headers=headers)
        request = _checked(backend, known, variables, raw, caller)
        result = known.run(backend, request)
        result = await result if inspect.isawaitable(result) else result
    except ApiError as error:
        return Answer(error.status, error.body(), headers=headers)
    if isinstance(result, Connection):
        return Answer(200, None, headers=headers, stream=result)
    return Answer(known.status, result, headers=headers)


def _admit(backend: Backend, known: Endpoint, raw: Raw) -> Caller:
    caller = backend.identity.of(raw.seen)
    raw.auth = caller.kind
    if caller.kind not in known.auth:
        raise wrong_kind(caller.kind, known.auth)
    for scope in known.scopes.split() if caller.kind == "oauth2" else ():
        if scope not in caller.scopes:
            raise forbidden(SCOPE_MISSING.format(scope=scope))
    return caller


def _checked(
    backend: Backend, known: Endpoint, variables: dict[str, str], raw: Raw, caller: Caller
) -> Request:
    strict = backend.settings.strict
    query = read_query(known.query, raw.query(), known.required, strict=strict)
    for name, value in variables.items():
        if name != "username" and not value.isdecimal():
            raise invalid(name, value, f"The `{name}` path parameter value [{value}] is not valid")
    if known.body is None:
        if raw.body and strict:
            raise invalid("body", "", "This endpoint takes no body")
        return Request(caller, variables, query, {})
    if raw.content_type != "application/json":
        raise ApiError(415, "Unsupported Media Type", title="Unsupported Media Type")
    body = raw.json()
    read_body(known.body, body, strict=strict)
    return Request(caller, variables, query, body)


async def pause(backend: Backend, seconds: float) -> None:
    """Wait, but not longer than the sandbox lives."""
    try:
        await asyncio.wait_for(backend.closing.wait(), seconds)
    except TimeoutError:
        return
