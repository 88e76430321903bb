"""What every response carries and every unsafe request must show."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.attaching import MOST_BYTES

LARGEST_BODY = 64 * 1024
# Of the one form that carries files: two of the largest at once.
LARGEST_UPLOAD = 2 * MOST_BYTES + LARGEST_BODY
WITH_FILES = "/attach"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
        # Only what arrived through htmx becomes markup: `trusted.js` is the one that says so.
        "require-trusted-types-for 'script'; trusted-types default"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # `no-referrer` would make browsers send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Browsers refuse to speak anything but https with this host for so long.
STRICT_TRANSPORT = {"Strict-Transport-Security": "max-age=31536000"}
FROM_HERE = {"same-origin", "none"}
# What a balancer asks by whatever name it has for this machine.
PROBES = {"/livez", "/readyz"}
ANYWHERE = {"", "0.0.0.0", "::"}  # noqa: S104 - an address that says nothing of names
HERE = {"localhost"}


class Harden:
    """Adds the security headers; pages that name no caching of their own are never kept."""

    def __init__(self, app: ASGIApp, *, secure: bool = False) -> None:
        self.app = app
        self.headers = HEADERS | (STRICT_TRANSPORT if secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_hardened(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self.headers)
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
        files = scope["type"] == "http" and is_upload(scope["path"])
        most = LARGEST_UPLOAD if files else LARGEST_BODY

        async def receive_limited() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > most:
                raise HTTPException(413)
            return message

        await self.app(scope, receive_limited, send)


class CheckHost:
    """Refuses requests for a name that is not ours: a page of a foreign name that was made to
    point at this machine could read the console otherwise. Numbers cannot be made to point."""

    def __init__(self, app: ASGIApp, *, public_url: str) -> None:
        self.app = app
        self.ours = urlsplit(public_url).hostname or ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._knows(scope):
            answer = PlainTextResponse("This console does not have that name.\n", 421)
            await answer(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _knows(self, scope: Scope) -> bool:
        given = Headers(scope=scope).getlist("host")
        if scope["path"] in PROBES or self.ours in ANYWHERE:
            return True
        return len(given) == 1 and self._is_ours(given[0])

    def _is_ours(self, given: str) -> bool:
        try:
            name = urlsplit(f"//{given}").hostname or ""
        except ValueError:
            return False
        return name in {self.ours, *HERE} or is_number(name)


def is_upload(path: str) -> bool:
    """Whether files may come with this request."""
    return path.startswith("/case/") and path.endswith(WITH_FILES)


def is_number(host: str) -> bool:
    """Whether it is an address and no name."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


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
