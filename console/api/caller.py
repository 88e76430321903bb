"""Who calls: a token, its owner, and what both together may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPBearer

from console.allowance import Allowance, client_of
from console.api.problem import Refusal
from console.services import Services
from core.api import ApiBooks, ApiRoom
from core.casebook import Agent
from core.ports import Decision
from core.tokens import Scope, Token, digest, granted, looks_like_one

BEARER = "bearer"
# The scheme as the OpenAPI document names it; what is checked stands below.
bearer = HTTPBearer(auto_error=False, scheme_name="token", description="A token of this desk.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """One request of a program."""

    token: Token
    agent: Agent
    scopes: frozenset[Scope]
    services: Services
    now: datetime

    @property
    def room(self) -> ApiRoom:
        return room_of(self.services)

    @property
    def books(self) -> ApiBooks:
        return self.room.books

    def need(self, scope: Scope) -> None:
        """Raises Refusal unless token and role both allow it."""
        if scope in self.scopes:
            return
        code = "role_forbids" if scope in self.token.scopes else "scope_missing"
        raise Refusal(code, scope=scope.value)

    async def reveal(self, case_id: str) -> None:
        """Somebody's personal data leave the desk: only with the scope, and never unnoticed."""
        self.need(Scope.READ_PERSONAL)
        trace = Decision(
            message_key="",
            act=f"reveal:{case_id}",
            reason="",
            by=self.agent.id,
            at=self.now,
            evidence=self.token.prefix,
        )
        await self.books.audit(trace)


@dataclass(frozen=True, slots=True)
class Gate:
    """How often tokens may ask, and strangers may guess."""

    calls: Allowance
    guesses: Allowance


def gate_of(room: ApiRoom) -> Gate:
    """The gate that the settings ask for."""
    calls = Allowance(burst=room.table.burst, every_s=60 / room.table.per_minute)
    return Gate(calls=calls, guesses=Allowance())


def room_of(services: Services) -> ApiRoom:
    """What the programs' door stands on; it is only open where there is one."""
    if services.api is None:
        raise Refusal("not_found")
    return services.api


async def authenticated(request: Request) -> Caller:
    """Who calls; raises Refusal. Cookies mean nothing here."""
    services: Services = request.app.state.services
    books, gate, now = room_of(services).books, request.app.state.gate, services.clock.now()
    shown = _shown(request)
    token = await books.token(digest(shown)) if looks_like_one(shown) else None
    owner = await _owner(services, token) if token else None
    if token is None or owner is None or token.state(now) != "good":
        _wait(gate.guesses.take(client_of(request), now))
        raise Refusal("not_authenticated", headers={"WWW-Authenticate": 'Bearer realm="skerry"'})
    _wait(gate.calls.take(token.id, now))
    if token.is_due(now):
        await books.token_used(token.id, now)
    scopes = granted(token, owner, now)
    return Caller(token=token, agent=owner, scopes=scopes, services=services, now=now)


def _shown(request: Request) -> str:
    given = request.headers.getlist("authorization")
    scheme, _, shown = given[0].partition(" ") if len(given) == 1 else ("", "", "")
    return shown.strip() if scheme.lower() == BEARER else ""


async def _owner(services: Services, token: Token) -> Agent | None:
    """The token's owner, unless he may not come in himself any more."""
    people = await services.door.agents()
    return next((e for e in people if e.id == token.agent and e.disabled_at is None), None)


def _wait(seconds: float) -> None:
    if seconds:
        headers = {"Retry-After": str(int(seconds) + 1)}
        raise Refusal("too_many_requests", headers=headers)


def caller_of(request: Request) -> Caller:
    """Who calls, found out before anything else of the request was read."""
    caller: Caller = request.state.caller
    return caller


Calling = Annotated[Caller, Depends(caller_of)]
