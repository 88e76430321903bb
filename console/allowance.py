"""How often one visitor who is not signed in may ask; a table that cannot grow without end."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import Request

# A burst of so many questions, and one more every so many seconds.
BURST, EVERY_S = 20, 3.0
MOST_CLIENTS = 4096
# Whoever has one IPv6 address has a whole network of this size.
NETWORK_BITS = 64


class Allowance:
    """A bucket of questions for each client; the one unheard of for longest is forgotten first."""

    def __init__(
        self, burst: int = BURST, every_s: float = EVERY_S, most: int = MOST_CLIENTS
    ) -> None:
        self._burst, self._every_s, self._most = burst, every_s, most
        self._clients: OrderedDict[str, tuple[float, datetime]] = OrderedDict()

    def take(self, client: str, now: datetime) -> float:
        """0 and one question fewer, or the seconds to wait for the next."""
        left, at = self._clients.pop(client, (float(self._burst), now))
        left = min(self._burst, left + max((now - at).total_seconds(), 0) / self._every_s)
        wait = 0.0 if left >= 1 else (1 - left) * self._every_s
        self._clients[client] = (left if wait else left - 1, now)
        if len(self._clients) > self._most:
            self._clients.popitem(last=False)
        return wait

    def __len__(self) -> int:
        return len(self._clients)


def client_of(request: Request) -> str:
    """Who asks, as far as the network knows."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        return f"{int(address) >> (128 - NETWORK_BITS):x}"
    return host


class Slowdown:
    """Wrong attempts make the next one wait: the first `free` cost nothing, then twice as long
    each time up to `longest_s`. Nobody is locked out, and what is long past is forgotten."""

    def __init__(
        self, free: int, *, first_s: float = 2.0, longest_s: float = 900.0, most: int = MOST_CLIENTS
    ) -> None:
        self._free, self._first_s, self._longest_s, self._most = free, first_s, longest_s, most
        self._wrong: OrderedDict[str, tuple[int, datetime]] = OrderedDict()

    def wait(self, key: str, now: datetime) -> float:
        """0, or the seconds until the next attempt is looked at."""
        wrong, at = self._wrong.get(key, (0, now))
        return max(self._penalty(wrong) - max((now - at).total_seconds(), 0), 0.0)

    def count(self, key: str, now: datetime) -> None:
        """One attempt more, which is wrong until it is forgiven."""
        wrong, at = self._wrong.pop(key, (0, now))
        forgotten = (now - at).total_seconds() >= 2 * self._longest_s
        self._wrong[key] = (1 if forgotten else wrong + 1, now)
        if len(self._wrong) > self._most:
            self._wrong.popitem(last=False)

    def forgive(self, key: str) -> None:
        """It was right: nothing is held against the key any more."""
        self._wrong.pop(key, None)

    def take_back(self, key: str) -> None:
        """The last attempt was right, which says nothing about those before it."""
        wrong, at = self._wrong.get(key, (0, None))
        if at and wrong:
            self._wrong[key] = (wrong - 1, at)

    def __len__(self) -> int:
        return len(self._wrong)

    def _penalty(self, wrong: int) -> float:
        if wrong < max(self._free, 1):
            return 0.0
        return float(min(self._first_s * 2 ** min(wrong - self._free, 30), self._longest_s))
