"""What every response carries and every unsafe request must show."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 64 * 1024
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # `no-referrer` would make browsers send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FROM_HERE = {"same-origin", "none"}


class Harden:
    """Adds the security headers; pages that name no caching of their own are never kept."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_hardened(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, send_hardened if scope["type"] == "http" else send)


class LimitBody:
    """Refuses a body that is larger than any form of ours, however it arrives.

    The framework's own limit answers in plain text, which htmx would put in place of the case.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        size = 0

        async def receive_limited() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > LARGEST_BODY:
                raise HTTPException(413)
            return message

        await self.app(scope, receive_limited, send)


def check_origin(request: Request, public_url: str) -> None:
    """Refuse an unsafe request that a browser says was started by another site."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        if site not in FROM_HERE:
            raise HTTPException(403)
        return
    origin = request.headers.get("origin")
    ours = {urlsplit(public_url).netloc, request.headers.get("host", "")}
    if origin is not None and urlsplit(origin).netloc not in ours:
        raise HTTPException(403)
