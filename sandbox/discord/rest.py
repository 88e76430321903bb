"""HTTP in and out: who asks, what is limited, what goes wrong, and what is answered."""

from __future__ import annotations

import asyncio
import json
import secrets
import socket
import struct
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from aiohttp import BodyPartReader, hdrs, web

from sandbox.discord.backend import ROUTES, Backend, Entry, Given
from sandbox.discord.buckets import refusal
from sandbox.discord.errors import ApiError, unauthorized
from sandbox.discord.faults import Fault
from sandbox.discord.model import Json
from sandbox.discord.world import MissingError

PREFIX = "/api/v10"
VIA = {"Via": "1.1 google"}
JSON_TYPE = "application/json"
PAGE = "<html><head><title>{status}</title></head><body><h1>{words}</h1></body></html>"
NUMBERED = ("channel_id", "message_id", "user_id", "guild_id", "application_id", "webhook_id")
NUMBERS = frozenset({*NUMBERED, "command_id", "interaction_id", "role_id"})
CUTTING = frozenset({"drop", "reset", "silence"})
LINGER_OFF = struct.pack("ii", 1, 0)
UNKNOWN_BY_KIND = {"channel": 10003, "guild": 10004, "user": 10013, "message": 10008}


@dataclass(slots=True)
class Answer:
    """What goes out; `text` instead of `value` for what is no JSON."""

    status: int
    value: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    text: str = ""
    kind: str = JSON_TYPE
    fault: str = ""

    def response(self) -> web.Response:
        headers = self.headers | {hdrs.CONTENT_TYPE: self.kind}
        if self.status == 204:
            return web.Response(status=204, headers=self.headers)
        body = self.text or json.dumps(self.value)
        return web.Response(body=body.encode(), status=self.status, headers=headers)


class Rest:
    """The REST half of one sandbox."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend

    def add_routes(self, app: web.Application) -> None:
        """Enter all routes; a literal piece of path goes before a variable one."""
        for entry in sorted(ROUTES, key=lambda each: each.path.replace("{", "\x7f")):
            app.router.add_route(entry.method, PREFIX + _pattern(entry.path), self._served(entry))
        app.router.add_route("*", PREFIX + "/{rest:.*}", self._unknown)

    def _served(self, entry: Entry) -> Any:
        async def serve(request: web.Request) -> web.StreamResponse:
            return await self.serve(entry, request)

        return serve

    async def serve(self, entry: Entry, request: web.Request) -> web.StreamResponse:
        """Answer one request, as faults and limits allow, and record it."""
        at, started = self.backend.world.time(), time.perf_counter()
        given = await _read(request)
        raw_params = dict(request.match_info)
        fault = self.backend.faults.take(entry.name, int(raw_params.get("channel_id", 0)))
        answer = await self._answer(entry, request, given, fault)
        cut = fault is not None and fault.kind in CUTTING
        self.backend.calls.add(
            route=entry.name,
            path=request.path.removeprefix(PREFIX),
            params=raw_params,
            query=given.query,
            body=given.body,
            reason=given.reason,
            at=at,
            seconds=time.perf_counter() - started,
            status=0 if cut else answer.status,
            response=None if cut else answer.text or answer.value,
            fault=fault.kind if fault else "",
            files=len(given.files),
        )
        if fault is not None and cut:
            return _hang_up(request, fault)
        return answer.response()

    async def _answer(
        self, entry: Entry, request: web.Request, given: Given, fault: Fault | None
    ) -> Answer:
        if entry.auth and not self._known(request):
            return _refused(unauthorized())
        verdict = self.backend.buckets.take(entry.name, given.params)
        if verdict.retry_after:
            return _limited(verdict.retry_after, verdict.scope, verdict.headers | VIA)
        if fault is not None and fault.kind in {"delay", "silence"} and not fault.after:
            await asyncio.sleep(fault.seconds)
        spoils = fault is not None and fault.kind != "delay"
        answer = Answer(500)
        if fault is None or fault.after or not spoils:
            answer = self._run(entry, given)
        if fault is not None and fault.after and fault.kind in {"delay", "silence"}:
            await asyncio.sleep(fault.seconds)
        if fault is not None and spoils:
            answer = _spoiled(fault)
        answer.headers = verdict.headers | VIA | answer.headers
        if fault is not None and fault.kind == "rate_limit" and not fault.via:
            del answer.headers["Via"]
        return answer

    def _known(self, request: web.Request) -> bool:
        given = request.headers.get(hdrs.AUTHORIZATION, "").removeprefix("Bot ")
        return secrets.compare_digest(given.encode(), self.backend.hub.token.encode())

    def _run(self, entry: Entry, given: Given) -> Answer:
        try:
            value = entry.run(self.backend, given)
        except ApiError as error:
            return _refused(error)
        except MissingError as error:
            kind = str(error).split(" ")[1]
            return _refused(ApiError(UNKNOWN_BY_KIND.get(kind, 0)))
        return Answer(entry.status if value is not None else 204, value)

    async def _unknown(self, request: web.Request) -> web.Response:
        given = await _read(request)
        path = request.path.removeprefix(PREFIX)
        answer = _refused(ApiError(0))
        self.backend.calls.add(
            route=f"{request.method} ?",
            path=path,
            params={},
            query=given.query,
            body=given.body,
            reason=given.reason,
            at=self.backend.world.time(),
            seconds=0.0,
            status=answer.status,
            response=answer.value,
        )
        return answer.response()


def _pattern(path: str) -> str:
    for name in NUMBERS:
        path = path.replace(f"{{{name}}}", rf"{{{name}:\d+}}")
    return path


async def _read(request: web.Request) -> Given:
    params: Json = {
        name: int(value) if name in NUMBERS else value for name, value in request.match_info.items()
    }
    body, files = await _body(request)
    reason = unquote(request.headers.get("X-Audit-Log-Reason", ""))
    return Given(params, dict(request.query), body, reason, files)


async def _body(request: web.Request) -> tuple[Any, tuple[Json, ...]]:
    if request.content_type != "multipart/form-data":
        text = await request.text()
        return (_json(text) if text else None), ()
    body: Any = {}
    files: list[Json] = []
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader):
            continue
        content = bytes(await part.read())
        if part.name == "payload_json":
            body = _json(content.decode())
        else:
            files.append({"name": part.name, "filename": part.filename, "size": len(content)})
    return body, tuple(files)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _refused(error: ApiError) -> Answer:
    return Answer(error.status, error.body(), dict(VIA))


def _limited(retry_after: float, scope: str, headers: dict[str, str]) -> Answer:
    body, more = refusal(retry_after, scope)
    return Answer(429, body, headers | more)


def _spoiled(fault: Fault) -> Answer:
    if fault.kind == "rate_limit":
        return _limited(fault.retry_after, fault.scope, {})
    if fault.kind == "html":
        page = PAGE.format(status=fault.status, words=fault.wording())
        return Answer(fault.status, text=page, kind="text/html; charset=UTF-8")
    if fault.kind == "malformed":
        return Answer(200, text='{"id": "1', kind=JSON_TYPE)
    return Answer(fault.status, {"message": fault.wording(), "code": fault.code})


def _hang_up(request: web.Request, fault: Fault) -> web.Response:
    transport = request.transport
    if transport is not None:
        line = transport.get_extra_info("socket")
        if fault.kind == "reset" and line is not None:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_OFF)
        transport.abort()
    return web.Response(status=204)
