"""Static files, addressed by their content so that browsers may keep them for a year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from fastapi import APIRouter, HTTPException, Request, Response

FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its bytes, type and content hash."""

    body: bytes
    media_type: str
    digest: str


@router.get("/static/{path:path}")
def static(path: str, request: Request, v: str = "") -> Response:
    """A file by name; kept for good when asked for by its content hash.

    Modules import each other by plain names, so those are asked for again and answered by 304.
    """
    asset = _assets().get(path)
    if asset is None:
        raise HTTPException(404)
    etag = f'"{asset.digest}"'
    headers = {"ETag": etag, "Cache-Control": FOREVER if v == asset.digest else ASK_AGAIN}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(asset.body, media_type=asset.media_type, headers=headers)


def address(path: str) -> str:
    """Where a page finds a static file."""
    return f"/static/{path}?v={_assets()[path].digest}"


@cache
def _assets() -> dict[str, Asset]:
    own = files("console") / "static"
    # Only the file is taken: the package around it is made for another framework.
    vendor = files("js_lib_htmx") / "static" / "htmx"
    found = {each.name: _load(each) for each in own.iterdir()}
    return found | {"vendor/htmx.min.js": _load(vendor / "htmx.min.js")}


def _load(source: Traversable) -> Asset:
    body = source.read_bytes()
    media_type = TYPES[source.name.rpartition(".")[2]]
    return Asset(body, media_type, sha256(body).hexdigest()[:16])
