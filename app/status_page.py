"""Reads a status page now and then: what it lists is suspected until a person confirms it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

import httpx

from core.actions import BOT
from core.errors import ConfigError, Outdated, StorageUnavailable
from core.house import House
from core.incidents.ports import Announcement, IncidentBook
from core.incidents.report import reports
from core.incidents.status_page import SUSPECT, Entry, address, entries, news
from core.incidents.watch import decision
from core.ports import Clock
from core.tables.incident import IncidentTable

log = logging.getLogger(__name__)

# A page that lists some incidents takes a few kilobytes.
MOST_BYTES = 2_000_000


class PageUnreadable(Exception):  # noqa: N818
    """The page was not read, and why in one line; what is known of it stays."""


@dataclass(frozen=True, slots=True)
class PageState:
    """How the page is doing: off, starting, page_read or page_away."""

    state: str
    since: datetime
    why: str = ""


@dataclass(slots=True, kw_only=True)
class StatusPage:
    """One page, polled; `client` asks, `book` keeps, `house` has the rooms that hear of it."""

    table: IncidentTable
    house: Callable[[], House]
    book: IncidentBook
    clock: Clock
    client: httpx.AsyncClient
    state: PageState = field(init=False)
    _etag: str = field(default="", init=False)
    _listed: tuple[Entry, ...] = field(default=(), init=False)

    def __post_init__(self) -> None:
        self.state = PageState("starting" if self.table.status_page else "off", self.clock.now())

    async def read_forever(self) -> None:
        """Read every `status_every_s`; a page that is away is said once, and tried again."""
        while True:
            await self.read()
            await self.clock.sleep(self.table.status_every_s)

    async def read(self) -> None:
        """Read once and keep what is new."""
        now = self.clock.now()
        try:
            self._listed = await self._fetch()
        except PageUnreadable as error:
            self._become("page_away", str(error))
            return
        self._become("page_read")
        try:
            known = await self.book.incidents()
            for incident, act in news(self._listed, known, now):
                trace = decision(incident, act, (incident.evidence, BOT), now)
                rows = reports(incident, self.house(), now) if act == SUSPECT else ()
                said = Announcement(incident=incident, trace=trace, rows=rows)
                await self.book.announce(said)
        except (Outdated, StorageUnavailable) as error:
            log.info("status page: %s; kept at the next reading", error)

    async def _fetch(self) -> tuple[Entry, ...]:
        headers = {"If-None-Match": self._etag} if self._etag else {}
        body, etag = await fetch(self.client, self.table, headers)
        if body is None:
            return self._listed
        listed = parsed(body, self.table)
        self._etag = etag
        return listed

    def _become(self, state: str, why: str = "") -> None:
        if (self.state.state, self.state.why) != (state, why):
            since = self.clock.now() if self.state.state != state else self.state.since
            self.state = PageState(state, since, why)
            if why:
                log.warning("status page: %s", why)


async def fetch(
    client: httpx.AsyncClient, table: IncidentTable, headers: dict[str, str]
) -> tuple[bytes | None, str]:
    """The page's body (None: unchanged) and its mark; raises PageUnreadable in one line."""
    url = address(table.status_page)
    host = urlsplit(url).netloc
    try:
        async with client.stream(
            "GET", url, headers=headers, timeout=table.status_timeout_s
        ) as answer:
            if answer.status_code == httpx.codes.NOT_MODIFIED:
                return None, headers.get("If-None-Match", "")
            if answer.status_code != httpx.codes.OK:
                raise PageUnreadable(f"{host} answers {answer.status_code}")
            body = b""
            async for piece in answer.aiter_bytes():
                body += piece
                if len(body) > MOST_BYTES:
                    raise PageUnreadable(f"{host} sends more than {MOST_BYTES:,} bytes")
            return body, answer.headers.get("etag", "")
    except httpx.TimeoutException:
        raise PageUnreadable(
            f"{host} does not answer within {table.status_timeout_s:g} s"
        ) from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise PageUnreadable(f"{host} cannot be read: {type(error).__name__}") from None


def parsed(body: bytes, table: IncidentTable) -> tuple[Entry, ...]:
    """What a body lists; raises PageUnreadable."""
    try:
        return entries(body)
    except ConfigError as error:
        raise PageUnreadable(f"{urlsplit(address(table.status_page)).netloc} {error}") from None


async def page_checked(table: IncidentTable) -> tuple[str, str, str]:
    """For `skerry doctor`: a state, what was found, and what to do."""
    if not table.status_page:
        return "ok", "none is read", ""
    try:
        async with httpx.AsyncClient(follow_redirects=True) as client:
            body, _ = await fetch(client, table, {})
        listed = [each for each in parsed(body or b"", table) if not each.is_over]
    except PageUnreadable as error:
        return "note", str(error), "mend [incidents] status_page, or leave it empty"
    return "ok", f"{address(table.status_page)}: {len(listed)} open", ""
