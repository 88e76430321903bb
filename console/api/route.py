"""What every route does before its own code: who calls, may he, is it JSON, was it done before."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from hashlib import sha256
from typing import Any

from fastapi import APIRouter, Request, Response, Security
from fastapi.params import Security as Needed
from fastapi.routing import APIRoute
from starlette.responses import Response as Plain

from console.api.caller import Caller, authenticated, bearer
from console.api.problem import Refusal
from core.once import Answer, Try, Turn
from core.tokens import Scope

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
JSON = "application/json"
KEY, REPLAYED = "Idempotency-Key", "Idempotent-Replayed"
LONGEST_KEY = 128
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class ApiRoute(APIRoute):
    """A route behind a token; its scopes stand among its dependencies."""

    def get_route_handler(self) -> Handler:
        """The framework's handler, behind ours."""
        original = super().get_route_handler()
        scopes = [
            Scope(scope)
            for each in self.dependencies
            if isinstance(each, Needed)
            for scope in each.scopes or ()
        ]

        async def handle(request: Request) -> Response:
            caller = await authenticated(request)
            request.state.caller = caller
            for each in scopes:
                caller.need(each)
            if request.method in UNSAFE:
                await _is_json(request)
                return await _once(request, caller, original)
            return await original(request)

        return handle


def needs(scope: Scope | None = None) -> Any:
    """The dependency by which a route says what it takes to call it."""
    return Security(bearer, scopes=[scope.value] if scope else [])


def router(*, tags: list[str]) -> APIRouter:
    """A router of such routes."""
    return APIRouter(route_class=ApiRoute, tags=[*tags])


async def _is_json(request: Request) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != JSON and (kind or await request.body()):
        raise Refusal("unsupported_media_type")


async def _once(request: Request, caller: Caller, original: Handler) -> Response:
    key = request.headers.get(KEY, "")
    # A key that is none is told by the document's own rules.
    if not key or len(key) > LONGEST_KEY:
        return await original(request)
    wanted = await _try(request, caller, key)
    turn, answer = await caller.books.begin_once(wanted)
    if turn is Turn.WAIT:
        raise Refusal("request_running", headers={"Retry-After": "1"})
    if turn is Turn.OTHER:
        raise Refusal("key_reused")
    if answer is not None:
        return _again(answer)
    try:
        response = await original(request)
    except Exception:
        await caller.books.end_once(wanted, None)
        raise
    await caller.books.end_once(wanted, _answer(response))
    return response


async def _try(request: Request, caller: Caller, key: str) -> Try:
    body = await request.body()
    head = f"{request.method} {request.url.path}?{request.url.query}\n"
    head += f"{request.headers.get('if-match', '')}\n"
    digest = sha256(head.encode("utf-8", "surrogatepass") + body).hexdigest()
    return Try(token=caller.token.id, key=key, digest=digest, at=caller.now)


def _answer(response: Plain) -> Answer:
    return Answer(
        status=response.status_code,
        body=bytes(response.body).decode(),
        etag=response.headers.get("etag", ""),
        place=response.headers.get("location", ""),
    )


def _again(answer: Answer) -> Response:
    headers = {"ETag": answer.etag, "Location": answer.place, REPLAYED: "true"}
    kept = {name: value for name, value in headers.items() if value}
    return Response(answer.body, answer.status, kept, JSON if answer.body else None)
