"""The reference server: what an exchange puts in front of its accounts for the desk."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping
from json import JSONDecodeError
from typing import Any, Self

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.accounts.faults import Faults
from sandbox.accounts.world import UnknownError, World
from sandbox.twitter.hosting import HOST, Host

# What each question has to bring; every one of them is text.
FIELDS = {
    "/v1/links": ("code_proof", "platform", "desk_account", "author_id", "handle"),
    "/v1/links/end": ("account",),
    "/v1/progress": ("account", "topic"),
    "/v1/freezes": ("account", "request"),
}
TOPICS = frozenset({"withdrawal", "deposit", "kyc"})
Work = Callable[[Mapping[str, Any]], dict[str, Any]]


class AccountsSandbox:
    """`async with AccountsSandbox() as sandbox:` and set `[accounts] base_url` to its own."""

    def __init__(self, *, port: int = 0, token: str = "") -> None:
        """Without a `token` a new one is drawn."""
        self.world = World(token or secrets.token_urlsafe(32))
        self.faults = Faults()
        self.calls: list[tuple[str, Any]] = []
        self._host = Host(self._app(), port)

    @property
    def base_url(self) -> str:
        """Known once started."""
        return f"http://{HOST}:{self._host.port}"

    @property
    def token(self) -> str:
        """What SKERRY_ACCOUNTS_TOKEN has to be."""
        return self.world.token

    def addresses(self) -> dict[str, str]:
        """What a desk needs to know."""
        return {"base_url": self.base_url, "token": self.token}

    async def start(self) -> Self:
        """Bind and serve; returns when requests are answered."""
        await self._host.start()
        return self

    async def stop(self) -> None:
        """Close."""
        await self._host.stop()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def _app(self) -> Starlette:
        works: dict[str, Work] = {
            "/v1/links": self._link,
            "/v1/links/end": self._end,
            "/v1/progress": self._progress,
            "/v1/freezes": self._freeze,
        }
        routes = [
            Route(path, self._answering(path, work), methods=["POST"])
            for path, work in works.items()
        ]
        return Starlette(routes=[*routes, Route("/v1/health", self._health, methods=["GET"])])

    def _answering(self, path: str, work: Work) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            if (stopped := await self._stopped(request)) is not None:
                return stopped
            body = await _body(request, FIELDS[path])
            self.calls.append((path, body))
            if body is None or body.get("topic", "kyc") not in TOPICS:
                return JSONResponse({"error": "invalid"}, 400)
            try:
                return JSONResponse(work(body))
            except UnknownError as error:
                return JSONResponse({"error": error.args[0]}, 404)

        return answer

    async def _health(self, request: Request) -> Response:
        stopped = await self._stopped(request)
        return JSONResponse({"status": "ok"}) if stopped is None else stopped

    async def _stopped(self, request: Request) -> Response | None:
        """Faults first, then whoever does not know the token."""
        if (met := await self.faults.meet(request)) is not None:
            return met
        shown = request.headers.get("authorization", "").encode()
        if not hmac.compare_digest(shown, f"Bearer {self.token}".encode()):
            return JSONResponse({"error": "token_refused"}, 401)
        return None

    def _link(self, body: Mapping[str, Any]) -> dict[str, Any]:
        return {"account": self.world.link(body)}

    def _end(self, body: Mapping[str, Any]) -> dict[str, Any]:
        self.world.end(body["account"])
        return {"account": body["account"]}

    def _progress(self, body: Mapping[str, Any]) -> dict[str, Any]:
        items = self.world.progress(body["account"], body["topic"])
        return {"account": body["account"], "topic": body["topic"], "items": items}

    def _freeze(self, body: Mapping[str, Any]) -> dict[str, Any]:
        self.world.freeze(body["account"], body["request"])
        return {"account": body["account"], "state": "frozen"}


async def _body(request: Request, fields: tuple[str, ...]) -> dict[str, Any] | None:
    try:
        body = await request.json()
    except (JSONDecodeError, UnicodeDecodeError):
        return None
    if not isinstance(body, dict) or not all(isinstance(body.get(name), str) for name in fields):
        return None
    return body
