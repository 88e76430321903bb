"""One call of a webhook: to a public address that was looked up and held on to, no further."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from core.tables.api import ApiTable
from core.webhooks.address import is_public, problem_of

AGENT = "Skerry-Webhooks/1"
UNKNOWN_HOST = "{host} is not known to the name service"
NOT_PUBLIC = "{host} leads to {address}, which is inside a network"
MOVED = "answered {status}: redirects are not followed"
ANSWERED = "answered {status}"
SLOW = "no answer within {seconds:g} s"
BROKEN = "no connection: {why}"

# A host and its port -> the addresses that it has now.
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it; `why` is empty when it was taken."""

    status: int = 0
    why: str = ""


async def resolve(host: str, port: int) -> Sequence[str]:
    """Ask the system; raises OSError."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


@dataclass(slots=True, kw_only=True)
class Poster:
    """Posts bodies. `client` follows no redirect and trusts no proxy of the environment."""

    client: httpx.AsyncClient
    table: ApiTable
    resolve: Resolve = resolve

    async def post(self, url: str, body: bytes, headers: dict[str, str]) -> Outcome:
        """Post once; whatever goes wrong is told in the outcome."""
        problem = problem_of(url, self.table.inside_hosts)
        if problem:
            return Outcome(why=problem)
        try:
            async with asyncio.timeout(self.table.webhook_timeout_s):
                return await self._post(url, body, headers)
        except TimeoutError:
            return Outcome(why=SLOW.format(seconds=self.table.webhook_timeout_s))
        except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
            return Outcome(why=BROKEN.format(why=type(error).__name__))

    async def _post(self, url: str, body: bytes, headers: dict[str, str]) -> Outcome:
        target = httpx.URL(url)
        host, port = target.host, target.port or (443 if target.scheme == "https" else 80)
        address, problem = await self._address(host, port)
        if problem:
            return Outcome(why=problem)
        # The address that was looked at is the one that is called; the certificate is the name's.
        request = self.client.build_request(
            "POST",
            target.copy_with(host=address),
            content=body,
            headers={
                **headers,
                "Host": urlsplit(url).netloc,
                "Content-Type": "application/json",
                "User-Agent": AGENT,
            },
            extensions={"sni_hostname": host},
        )
        answer = await self.client.send(request, stream=True)
        try:
            return _outcome(answer.status_code)
        finally:
            await answer.aclose()

    async def _address(self, host: str, port: int) -> tuple[str, str]:
        """An address of the host that may be called, or why there is none."""
        try:
            found = await self.resolve(host, port)
        except OSError:
            return "", UNKNOWN_HOST.format(host=host)
        if host.rstrip(".").lower() in self.table.inside_hosts and found:
            return found[0], ""
        for each in found:
            if not is_public(each):
                return "", NOT_PUBLIC.format(host=host, address=each)
        return (found[0], "") if found else ("", UNKNOWN_HOST.format(host=host))


def _outcome(status: int) -> Outcome:
    if 200 <= status < 300:
        return Outcome(status=status)
    said = MOVED if 300 <= status < 400 else ANSWERED
    return Outcome(status=status, why=said.format(status=status))
