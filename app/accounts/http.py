"""`AccountDesk` over HTTP: asks the exchange what docs/accounts.openapi.yaml lets it ask.

Slow, wrong or missing answers end in AccountsUnavailable within `timeout_s`; nothing about an
account, not even its reference, is ever part of an address, an error or a log line.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

import httpx
from pydantic import BaseModel
from tenacity import (
    AsyncRetrying,
    retry_if_exception_type,
    stop_after_attempt,
    wait_random_exponential,
)

from app.accounts.breaker import Breaker
from app.accounts.wire import Ended, Frozen, Healthy, Linked, Looked, Refusal, checked, read
from core.accounts.desk import AccountsUnavailable, CodeRefused, Handle, LinkGone, Progress, Topic
from core.errors import DeskError
from core.tables.account import TOKEN, AccountsTable

Answer = TypeVar("Answer", bound=BaseModel)
log = logging.getLogger(__name__)

MOST_BYTES = 64 * 1024
MOST_AT_ONCE = 16
# Seconds before another try, at most; the whole question still ends within `timeout_s`.
LONGEST_WAIT_S = 0.5
REFUSALS: Mapping[type[DeskError], str] = {CodeRefused: "code_unknown", LinkGone: "link_unknown"}
PAUSED = "is left alone for a while after failing: {why}"


class _AgainError(AccountsUnavailable):
    """A failure that another try may mend."""


@dataclass(frozen=True, slots=True)
class _Call:
    """One question: where, with which body, and what it may be refused for."""

    method: str
    path: str
    body: Mapping[str, Any] | None = None
    refusal: type[DeskError] = LinkGone


class HttpAccounts:
    """`async with HttpAccounts(table, token) as desk`; `breaker` tells how it is doing."""

    def __init__(self, table: AccountsTable, token: str) -> None:
        self._table = table
        self._client = httpx.AsyncClient(
            base_url=table.base_url,
            timeout=table.timeout_s,
            follow_redirects=False,
            verify=_certificates(),
            trust_env=False,  # nobody's .netrc or proxy gets between us and the exchange
            limits=httpx.Limits(max_connections=MOST_AT_ONCE),
            headers={
                "Authorization": f"Bearer {token}",
                "Accept": "application/json",
                "Accept-Encoding": "identity",
            },
        )
        self.breaker = Breaker(table.fails, table.pause_s, lambda: datetime.now(UTC))

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()

    async def link(self, proof: str, handle: Handle) -> str:
        body = {
            "code_proof": proof,
            "platform": handle.platform,
            "desk_account": handle.account,
            "author_id": handle.author_id,
            "handle": handle.name,
        }
        return (await self._ask(_Call("POST", "/v1/links", body, CodeRefused), Linked)).account

    async def unlink(self, reference: str) -> None:
        try:
            await self._ask(_Call("POST", "/v1/links/end", {"account": reference}), Ended)
        except LinkGone:
            log.info("accounts: a link that ends here was gone there already")

    async def progress(self, reference: str, topic: Topic) -> Sequence[Progress]:
        call = _Call("POST", "/v1/progress", {"account": reference, "topic": topic.value})
        looked = await self._ask(call, Looked)
        try:
            return checked(looked, reference, topic, datetime.now(UTC))
        except AccountsUnavailable as error:
            self._broke(str(error))
            raise

    async def freeze(self, reference: str, request: str) -> None:
        call = _Call("POST", "/v1/freezes", {"account": reference, "request": request})
        frozen = await self._ask(call, Frozen)
        if frozen.account != reference:
            self._broke("answers about another account than was asked for")
            raise AccountsUnavailable(self.breaker.why)

    async def check(self) -> None:
        await self._ask(_Call("GET", "/v1/health"), Healthy)

    async def _ask(self, call: _Call, model: type[Answer]) -> Answer:
        """One question with all its tries; what is refused was answered all the same."""
        if not self.breaker.let_by():
            raise AccountsUnavailable(PAUSED.format(why=self.breaker.why))
        try:
            async with asyncio.timeout(self._table.timeout_s):
                answer = await self._tried(call, model)
        except TimeoutError:
            self._broke(f"does not answer within {self._table.timeout_s:g} s")
            raise AccountsUnavailable(self.breaker.why) from None
        except AccountsUnavailable as error:
            self._broke(str(error))
            raise AccountsUnavailable(str(error)) from None
        except (CodeRefused, LinkGone):
            self._succeeded()
            raise
        self._succeeded()
        return answer

    async def _tried(self, call: _Call, model: type[Answer]) -> Answer:
        retrying = AsyncRetrying(
            stop=stop_after_attempt(self._table.tries),
            wait=wait_random_exponential(multiplier=0.1, max=LONGEST_WAIT_S),
            retry=retry_if_exception_type(_AgainError),
            reraise=True,
        )
        return await retrying(self._once, call, model)

    async def _once(self, call: _Call, model: type[Answer]) -> Answer:
        try:
            async with self._client.stream(call.method, call.path, json=call.body) as answer:
                content = await _limited(answer)
        except httpx.HTTPError as error:
            raise _AgainError(f"cannot be reached ({type(error).__name__})") from None
        if answer.status_code == httpx.codes.OK:
            return read(model, content)
        raise _refused(answer.status_code, content, call.refusal)

    def _succeeded(self) -> None:
        if self.breaker.succeeded():
            log.warning("accounts: the exchange answers again")

    def _broke(self, why: str) -> None:
        if self.breaker.broke(why):
            log.warning("accounts: the exchange %s", why)


@cache
def _certificates() -> ssl.SSLContext:
    """Who is trusted to say who somebody is: read once, it takes longer than asking."""
    return httpx.create_ssl_context(trust_env=False)


async def _limited(answer: httpx.Response) -> bytes:
    """The body as it came, if it is small plain JSON."""
    if answer.is_redirect:
        raise AccountsUnavailable("answers with a redirect, which is not followed")
    if answer.headers.get("content-encoding", "identity") != "identity":
        raise AccountsUnavailable("answers in an encoding that was not asked for")
    content = bytearray()
    async for part in answer.aiter_raw():
        content += part
        if len(content) > MOST_BYTES:
            raise AccountsUnavailable(f"answers with more than {MOST_BYTES // 1024} KiB")
    return bytes(content)


def _refused(status: int, content: bytes, refusal: type[DeskError]) -> Exception:
    """What an answer other than 200 means."""
    if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        return AccountsUnavailable(f"does not accept {TOKEN} ({status})")
    if status == httpx.codes.NOT_FOUND:
        if read(Refusal, content).error == REFUSALS[refusal]:
            return refusal(REFUSALS[refusal])
        return AccountsUnavailable("refuses what was not asked for")
    if status >= httpx.codes.INTERNAL_SERVER_ERROR:
        return _AgainError(f"answers {status}")
    return AccountsUnavailable(f"answers {status}")
