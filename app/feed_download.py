"""Brings lists of bad hosts here: an address or a file, no larger than allowed, and unaltered."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from app.minisign import verify
from core.errors import ConfigError
from core.tables.feed import FeedTable
from knowledge.feeds import Copy

_TIMEOUT_S = 30.0
_SMALL_MB = 1.0
_WEB = re.compile(r"https?://", re.IGNORECASE)
_SHA256 = re.compile(r"\b[0-9a-fA-F]{64}\b")


class FeedError(Exception):
    """A list that is not taken, and why in one line; the last good copy stays."""


@dataclass(frozen=True, slots=True)
class Download:
    """What a source answered; `content` None: the copy here is still the newest."""

    content: bytes | None
    etag: str = ""
    modified: str = ""


@contextmanager
def client() -> Iterator[httpx.Client]:
    """Who asks; redirects are followed, since lists move."""
    with httpx.Client(timeout=_TIMEOUT_S, follow_redirects=True) as each:
        yield each


def download(http: httpx.Client, table: FeedTable, copy: Copy | None) -> Download:
    """The list, held against its digest and signature; raises FeedError."""
    known = copy if copy and copy.source == table.source else None
    found = _fetch(http, table.source, table.most_mb, known)
    if found.content is not None:
        _check_digest(http, table, found.content)
        _check_signature(http, table, found.content)
    return found


def _check_digest(http: httpx.Client, table: FeedTable, content: bytes) -> None:
    if not table.sha256:
        return
    wanted = _SHA256.fullmatch(table.sha256) or _SHA256.search(_small(http, table.sha256))
    if wanted is None:
        raise FeedError(f"{table.sha256} holds no SHA-256")
    if hashlib.sha256(content).hexdigest() != wanted[0].lower():
        raise FeedError("does not match its SHA-256")


def _check_signature(http: httpx.Client, table: FeedTable, content: bytes) -> None:
    if not table.signature:
        return
    if not table.public_key:
        raise FeedError("a signature needs public_key in settings.toml")
    try:
        verify(content, _small(http, table.signature), table.public_key)
    except ValueError as error:
        raise FeedError(str(error)) from None


def _small(http: httpx.Client, source: str) -> str:
    content = _fetch(http, source, _SMALL_MB, None).content or b""
    return content.decode("utf-8", "replace")


def _fetch(http: httpx.Client, source: str, most_mb: float, known: Copy | None) -> Download:
    try:
        if _WEB.match(source):
            return _from_web(http, source, most_mb, known)
        return Download(_limited([Path(source).read_bytes()], most_mb))
    except httpx.HTTPError as error:
        raise FeedError(f"{source}: {str(error) or type(error).__name__}") from None
    except httpx.InvalidURL as error:
        raise ConfigError(f"settings.toml [feeds]: {source}: {error}") from None
    except OSError as error:
        raise FeedError(f"{source}: {error.strerror}") from None


def _from_web(http: httpx.Client, source: str, most_mb: float, known: Copy | None) -> Download:
    headers = {}
    if known and known.etag:
        headers["If-None-Match"] = known.etag
    elif known and known.modified:
        headers["If-Modified-Since"] = known.modified
    with http.stream("GET", source, headers=headers) as answer:
        if answer.status_code == httpx.codes.NOT_MODIFIED:
            return Download(None)
        if answer.status_code != httpx.codes.OK:
            raise FeedError(f"{source}: answered {answer.status_code}")
        content = _limited(answer.iter_bytes(), most_mb)
        told = answer.headers
        return Download(content, told.get("etag", ""), told.get("last-modified", ""))


def _limited(parts: Iterator[bytes] | list[bytes], most_mb: float) -> bytes:
    whole = bytearray()
    for part in parts:
        whole += part
        if len(whole) > most_mb * 1_000_000:
            raise FeedError(f"is larger than {most_mb:g} MB (most_mb)")
    return bytes(whole)
