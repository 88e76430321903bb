"""The exchange behind the desk: accounts, what goes on in them, linking codes and links."""

from __future__ import annotations

import hmac
import secrets
from base64 import b32encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

# Crockford's letters: none that is taken for another.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LIVES = timedelta(minutes=10)
REMEMBERED = timedelta(days=30)
MOST_ITEMS = 20
# Who links: the platform, the desk's account there, the author.
Handle = tuple[str, str, str]


class UnknownError(KeyError):
    """A code or link that is not there; the argument is the document's code for it."""


@dataclass(slots=True, kw_only=True)
class Item:
    """One withdrawal, deposit or verification, in the document's words."""

    id: str
    state: str
    requested_at: datetime | None = None
    amount: str = ""
    coin: str = ""
    txid: str = ""
    confirmations: tuple[int, int] | None = None
    late: bool = False

    def payload(self) -> dict[str, Any]:
        """As it goes over the wire: what it has not is left out."""
        told: dict[str, Any] = {"id": self.id, "state": self.state, "late": self.late}
        if self.requested_at:
            told["requested_at"] = self.requested_at.isoformat().replace("+00:00", "Z")
        told |= {
            name: value
            for name, value in (("amount", self.amount), ("coin", self.coin), ("txid", self.txid))
            if value
        }
        if self.confirmations:
            seen, needed = self.confirmations
            told["confirmations"] = {"seen": seen, "needed": needed}
        return told


@dataclass(slots=True)
class Account:
    """One user's account; `requests` are the freezes that were carried out."""

    key: str
    items: dict[str, list[Item]] = field(default_factory=dict[str, list[Item]])
    requests: list[str] = field(default_factory=list[str])

    @property
    def frozen(self) -> bool:
        return bool(self.requests)


@dataclass(slots=True)
class _Code:
    account: Account
    until: datetime
    used_by: Handle | None = None
    reference: str = ""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class World:
    """Everything the exchange knows; `token` is what it shares with the desk."""

    token: str
    now: Callable[[], datetime] = _now
    accounts: dict[str, Account] = field(default_factory=dict[str, Account])
    links: dict[str, Account] = field(default_factory=dict[str, Account])
    _codes: dict[str, _Code] = field(default_factory=dict[str, "_Code"])

    def account(self, key: str, **items: list[Item]) -> Account:
        """Somebody's account, made when it is first named; `items` by topic."""
        account = self.accounts.setdefault(key, Account(key))
        account.items |= items
        return account

    def issue_code(self, key: str) -> str:
        """What a logged-in user is shown under Link a chat."""
        while True:
            drawn = "".join(secrets.choice(LETTERS) for _ in range(12))
            if any(each.isdecimal() for each in drawn):
                break
        self._codes[self.proof(f"LINK-{drawn}")] = _Code(
            self.accounts[key], self.now() + CODE_LIVES
        )
        return f"LINK-{drawn[:4]}-{drawn[4:8]}-{drawn[8:]}"

    def proof(self, code: str) -> str:
        """What the desk sends in a code's place."""
        digest = hmac.new(self.token.encode(), code.encode(), "sha256").digest()
        return b32encode(digest[:20]).decode().lower()

    def link(self, asked: Mapping[str, Any]) -> str:
        """Use up a code; the same handle gets the same answer again while the code lives."""
        code = self._codes.get(asked["code_proof"])
        handle = (asked["platform"], asked["desk_account"], asked["author_id"])
        if code is None or code.until <= self.now() or code.used_by not in (None, handle):
            raise UnknownError("code_unknown")
        if code.used_by is None:
            code.used_by, code.reference = handle, f"ref_{secrets.token_urlsafe(18)}"
            self.links[code.reference] = code.account
        return code.reference

    def end(self, reference: str) -> None:
        """The desk, or the user at the exchange, ends a link."""
        self._linked(reference)
        del self.links[reference]

    def progress(self, reference: str, topic: str) -> list[dict[str, Any]]:
        """What there was lately of one kind, the latest first."""
        items = self._linked(reference).items.get(topic, [])
        since = self.now() - REMEMBERED
        late = [each for each in items if each.requested_at is None or each.requested_at >= since]
        late.sort(key=lambda each: each.requested_at or since, reverse=True)
        return [each.payload() for each in late[:MOST_ITEMS]]

    def freeze(self, reference: str, request: str) -> None:
        """Freeze once for each request."""
        account = self._linked(reference)
        if request not in account.requests:
            account.requests.append(request)

    def _linked(self, reference: str) -> Account:
        if reference not in self.links:
            raise UnknownError("link_unknown")
        return self.links[reference]
