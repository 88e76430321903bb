"""Tokens of programs: what a token may do is what its scopes say and its owner's role allows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from secrets import choice, token_urlsafe
from typing import Protocol

from core.access import Permission, may
from core.casebook import Agent
from core.ports import Decision

BRAND = "skerry"
ID_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
ID_LENGTH, SECRET_BYTES = 10, 32
SHAPE = re.compile(rf"{BRAND}_([{ID_LETTERS}]{{{ID_LENGTH}}})_([A-Za-z0-9_-]{{43}})")
# That a token was used is kept no more often than so.
USE_KEPT = timedelta(minutes=1)


class Scope(StrEnum):
    """One thing that a token may be made for."""

    READ_CASES = "read:cases"
    READ_MESSAGES = "read:messages"
    READ_PERSONAL = "read:personal"
    READ_INCIDENTS = "read:incidents"
    READ_NUMBERS = "read:numbers"
    WRITE_NOTES = "write:notes"
    WRITE_CASES = "write:cases"
    ASSIGN_CASES = "assign:cases"
    SEND_REPLIES = "send:replies"
    TRIAGE = "triage"
    MANAGE_WEBHOOKS = "manage:webhooks"


NEEDS: Mapping[Scope, Permission] = {
    Scope.READ_CASES: Permission.READ,
    Scope.READ_MESSAGES: Permission.READ,
    Scope.READ_PERSONAL: Permission.REVEAL,
    Scope.READ_INCIDENTS: Permission.READ,
    Scope.READ_NUMBERS: Permission.READ,
    Scope.WRITE_NOTES: Permission.NOTE,
    Scope.WRITE_CASES: Permission.WORK,
    Scope.ASSIGN_CASES: Permission.ASSIGN,
    Scope.SEND_REPLIES: Permission.WORK,
    Scope.TRIAGE: Permission.READ,
    Scope.MANAGE_WEBHOOKS: Permission.MANAGE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What is kept of a token: never the token, only its digest; `id` is part of what it shows."""

    id: str
    digest: str
    name: str
    agent: str
    scopes: frozenset[Scope]
    made_at: datetime
    made_by: str
    expires_at: datetime | None = None
    used_at: datetime | None = None
    revoked_at: datetime | None = None

    @property
    def prefix(self) -> str:
        """What may be shown of it."""
        return f"{BRAND}_{self.id}"

    def state(self, now: datetime) -> str:
        """good | expired | revoked."""
        if self.revoked_at is not None:
            return "revoked"
        over = self.expires_at is not None and self.expires_at <= now
        return "expired" if over else "good"

    def is_due(self, now: datetime) -> bool:
        """Whether it is time to keep that it was used."""
        return self.used_at is None or now - self.used_at >= USE_KEPT


class TokenBook(Protocol):
    """The tokens. Each method is one transaction; raises StorageUnavailable."""

    async def put_token(self, token: Token, trace: Decision) -> None:
        """Keep a new one, with its trace in the audit."""
        ...

    async def token(self, digest: str) -> Token | None:
        """The one with this digest, whatever its state."""
        ...

    async def tokens(self) -> Sequence[Token]:
        """All of them, the latest first."""
        ...

    async def token_used(self, token_id: str, at: datetime) -> None: ...

    async def revoke_token(self, token_id: str, trace: Decision) -> Token | None:
        """It is worth nothing from now on; None where there is none. A second time changes
        nothing."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A token that somebody wants to be made."""

    name: str
    agent: str
    scopes: frozenset[Scope]
    by: str
    expires_at: datetime | None = None


def make(order: Order, now: datetime) -> tuple[str, Token]:
    """A new token: what its owner sees once, and what is kept."""
    identity = "".join(choice(ID_LETTERS) for _ in range(ID_LENGTH))
    shown = f"{BRAND}_{identity}_{token_urlsafe(SECRET_BYTES)}"
    kept = Token(
        id=identity,
        digest=digest(shown),
        name=order.name,
        agent=order.agent,
        scopes=order.scopes,
        made_at=now,
        made_by=order.by,
        expires_at=order.expires_at,
    )
    return shown, kept


def digest(shown: str) -> str:
    """What is kept of a token; 256 random bits need no slow hash."""
    return sha256(shown.encode()).hexdigest()


def looks_like_one(shown: str) -> bool:
    """Whether it is worth looking for."""
    return SHAPE.fullmatch(shown) is not None


def granted(token: Token, owner: Agent | None, now: datetime) -> frozenset[Scope]:
    """What it may do now: nothing once it is over or its owner is gone or disabled."""
    if owner is None or owner.disabled_at is not None or token.state(now) != "good":
        return frozenset()
    return frozenset(each for each in token.scopes if may(owner.role, NEEDS[each]))


def traced(token: Token, act: str, by: str, at: datetime) -> Decision:
    """The audit's line about a token; `act` is add or revoke."""
    told = f"{token.prefix} of {token.agent}: {listed(token.scopes)}"
    return Decision(message_key="", act=f"token:{act}", reason=told, by=by, at=at)


def listed(scopes: Iterable[Scope]) -> str:
    """Scopes as people write them."""
    return " ".join(sorted(scopes))
