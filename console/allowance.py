"""How often one visitor who is not signed in may ask; a table that cannot grow without end."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime
from ipaddress import IPv6Address, ip_address

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
