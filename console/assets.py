"""Static files, kept by browsers for a year: their address names the release they belong to.

Modules import each other by plain names, so the release is a folder: what is imported from a kept
file is kept as well, and a new release has new addresses throughout. The page that agents live in
takes its script and its styles from one file each.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from fastapi import APIRouter, HTTPException, Request, Response

from console.joining import joined_script, joined_sheet

FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
DIGITS = 16
SCRIPT = "console.js"
SHEET = "desk.css"
SHEETS = ("console.css", "feed.css", "composer.css", "together.css", "casework.css")

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its bytes, the same packed, type and content hash."""

    body: bytes
    packed: bytes
    media_type: str
    digest: str


@router.get("/static/{path:path}")
def static(path: str, request: Request) -> Response:
    """A file by name, below its release; a page of another release still finds what it needs."""
    folder, _, rest = path.partition("/")
    named = len(folder) == DIGITS and set(folder) <= set("0123456789abcdef")
    asset = _assets().get(rest if named else path)
    if asset is None:
        raise HTTPException(404)
    etag = f'"{asset.digest}"'
    keep = FOREVER if folder == release() else ASK_AGAIN
    headers = {"ETag": etag, "Cache-Control": keep, "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        packed = {**headers, "Content-Encoding": "gzip"}
        return Response(asset.packed, media_type=asset.media_type, headers=packed)
    return Response(asset.body, media_type=asset.media_type, headers=headers)


def address(path: str) -> str:
    """Where a page finds a static file."""
    if path not in _assets():
        raise KeyError(path)
    return f"/static/{release()}/{path}"


@cache
def release() -> str:
    """A digest of all static files."""
    every = "".join(f"{name}={each.digest}\n" for name, each in sorted(_assets().items()))
    return sha256(every.encode()).hexdigest()[:DIGITS]


@cache
def _assets() -> dict[str, Asset]:
    own = files("console") / "static"
    # Only the file is taken: the package around it is made for another framework.
    vendor = files("js_lib_htmx") / "static" / "htmx"
    found = {each.name: _load(each.name, each.read_bytes()) for each in own.iterdir()}
    htmx = _load("vendor/htmx.min.js", (vendor / "htmx.min.js").read_bytes())

    def source(name: str) -> str:
        return found[name].body.decode()

    script = _load(SCRIPT, joined_script(SCRIPT, source).encode())
    sheet = _load(SHEET, joined_sheet(SHEETS, source).encode())
    return found | {"vendor/htmx.min.js": htmx, SCRIPT: script, SHEET: sheet}


def _load(name: str, body: bytes) -> Asset:
    return Asset(
        body,
        gzip.compress(body, mtime=0),
        TYPES[name.rpartition(".")[2]],
        sha256(body).hexdigest()[:DIGITS],
    )
