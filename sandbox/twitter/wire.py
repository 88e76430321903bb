"""HTTP in and out: requests, streams, the token endpoint, control, and hanging up."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import json
from collections.abc import AsyncIterator
from email.utils import formatdate
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from sandbox.twitter.backend import Backend
from sandbox.twitter.control import VERBS, Control
from sandbox.twitter.dispatch import Answer, Raw, answer, pause, strike
from sandbox.twitter.errors import ApiError
from sandbox.twitter.faults import Fault
from sandbox.twitter.feed import Connection
from sandbox.twitter.identity import Seen
from sandbox.twitter.scene import NotPossibleError
from sandbox.twitter.world import MissingError

FORM = "application/x-www-form-urlencoded"
METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH"]
MISTAKES = (MissingError, NotPossibleError, TypeError, ValueError, KeyError)


class Wire:
    """The routes of one sandbox."""

    def __init__(self, backend: Backend, control: Control) -> None:
        self.backend, self.control = backend, control

    def app(self) -> Starlette:
        """The ASGI application."""
        return Starlette(
            routes=[
                Route("/2/oauth2/token", self.token, methods=["POST"]),
                Route("/control", self.verbs),
                Route("/control/{verb}", self.control_api, methods=["GET", "POST"]),
                Route("/{rest:path}", self.api, methods=METHODS),
            ]
        )

    async def api(self, request: Request) -> Response:
        """Everything below /2."""
        given = await answer(self.backend, await _raw(request))
        if given.dropped:
            return await hang_up(request)
        headers = given.headers | self._common()
        if given.stream:
            return self._streaming(request, given.stream, headers)
        return Response(given.body(), given.status, headers, f"{_kind(given)}; charset=utf-8")

    def _common(self) -> dict[str, str]:
        return {"date": formatdate(self.backend.world.time(), usegmt=True), "server": "envoy"}

    def _streaming(
        self, request: Request, connection: Connection, headers: dict[str, str]
    ) -> Response:
        async def lines() -> AsyncIterator[bytes]:
            watch = asyncio.create_task(_until_gone(request, connection))
            try:
                async for line in connection.events():
                    yield line
            finally:
                watch.cancel()
                self.backend.feed.leave(connection)
            if connection.cut:
                request.state.transport.abort()

        return StreamingResponse(lines(), 200, headers, "application/json; charset=utf-8")

    async def token(self, request: Request) -> Response:
        """POST /2/oauth2/token: a refresh token against a new pair."""
        raw = await _raw(request)
        form = dict(parse_qsl(raw.body.decode("latin-1"), keep_blank_values=True))
        fault = self.backend.faults.take("POST /2/oauth2/token")
        given = await self._exchange_under(fault, form, raw.seen.authorization)
        self._record_exchange(given, form, fault.kind if fault else "")
        if given.dropped:
            return await hang_up(request)
        return Response(given.body(), given.status, self._common(), "application/json")

    async def _exchange_under(
        self, fault: Fault | None, form: dict[str, str], authorization: str
    ) -> Answer:
        if fault is None or fault.kind == "delay":
            await pause(self.backend, fault.seconds if fault else 0)
            return self._exchange(form, authorization)
        truth = self._exchange(form, authorization) if fault.after else None
        return await strike(self.backend, fault, truth)

    def _exchange(self, form: dict[str, str], authorization: str) -> Answer:
        try:
            return Answer(200, self.backend.identity.exchange(form, authorization))
        except ApiError as error:
            return Answer(error.status, error.body())

    def _record_exchange(self, given: Answer, form: dict[str, str], fault: str) -> None:
        # Tokens are secrets: the record says only which fields there were.
        self.backend.calls.add(
            route="POST /2/oauth2/token",
            path="/2/oauth2/token",
            query={},
            body=sorted(form),
            auth="none",
            at=self.backend.world.time(),
            seconds=0.0,
            status=0 if given.dropped else given.status,
            response=sorted(given.value),
            fault=fault,
        )

    async def verbs(self, _request: Request) -> Response:
        """What /control/<verb> understands."""
        return JSONResponse(
            {each: str(inspect.signature(getattr(self.control, each))) for each in sorted(VERBS)}
        )

    async def control_api(self, request: Request) -> Response:
        """`/control/<verb>` with the verb's arguments as a JSON object."""
        verb = request.path_params["verb"]
        if verb not in VERBS:
            return _json({"error": f"no verb {verb!r}"}, 404)
        try:
            body = await request.body()
            arguments = json.loads(body) if body else {}
            act = getattr(self.control, verb)
            inspect.signature(act).bind(**arguments)
            result = act(**arguments)
            result = await result if inspect.isawaitable(result) else result
        except MISTAKES as error:
            return _json({"error": f"{type(error).__name__}: {error}"}, 400)
        return _json(result, 200)


def _kind(given: Answer) -> str:
    if given.text.startswith("<"):
        return "text/html"
    refused = given.status > 400 and not given.text
    return "application/problem+json" if refused else "application/json"


def _json(value: Any, status: int) -> Response:
    return Response(json.dumps(value), status, media_type="application/json")


async def _raw(request: Request) -> Raw:
    body = await request.body()
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    seen = Seen(
        method=request.method,
        path=request.url.path,
        query=request.scope["query_string"].decode("latin-1"),
        form=body.decode("latin-1") if kind == FORM else "",
        authorization=request.headers.get("authorization", ""),
    )
    return Raw(seen, kind, body)


async def _until_gone(request: Request, connection: Connection) -> None:
    """End the stream when the listener has hung up."""
    with contextlib.suppress(RuntimeError):
        while (await request.receive())["type"] != "http.disconnect":
            pass
    connection.end()


async def hang_up(request: Request) -> Response:
    """Cut the connection without an answer; what is returned reaches nobody."""
    request.state.transport.abort()
    await asyncio.sleep(0.01)
    return Response(status_code=204)
