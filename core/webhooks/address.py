"""Where webhooks may go: nowhere inside a network that nobody named. Pure."""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

LONGEST = 2_000
# An IPv4 address in the last 32 bits of an IPv6 one (RFC 6052).
_TRANSLATED = ip_network("64:ff9b::/96")

NOT_WHOLE = "write the whole address, such as https://hooks.nordex.example/skerry"
NOT_HTTPS = "it has to begin with https://"
WITH_WORDS = "leave out the user name, the password and everything after #"
INSIDE = (
    "{host} is inside a network; hosts that webhooks may reach there are named in"
    " [api] inside_hosts"
)


def problem_of(url: str, inside: Collection[str]) -> str:
    """Why this cannot be a webhook's address, in a sentence; empty when it can.

    Where a name leads is looked at again before every call: it may lead elsewhere tomorrow.
    """
    parts = _parts(url)
    if parts is None:
        return NOT_WHOLE
    if "@" in parts.netloc or parts.fragment:
        return WITH_WORDS
    host = (parts.hostname or "").rstrip(".")
    if host in inside:
        return ""
    if parts.scheme != "https":
        return NOT_HTTPS
    return INSIDE.format(host=host) if _is_inside(host) else ""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the internet at large."""
    try:
        plain = _plain(ip_address(address.partition("%")[0]))
    except ValueError:
        return False
    return plain.is_global and not plain.is_multicast


def _parts(url: str) -> SplitResult | None:
    """An address in its parts; None where it is none."""
    if not url.isascii() or not url.isprintable() or " " in url or len(url) > LONGEST:
        return None
    try:
        parts = urlsplit(url)
        whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if whole and parts.scheme in {"http", "https"} else None


def _is_inside(host: str) -> bool:
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        ip_address(host)
    except ValueError:
        return "." not in host
    return not is_public(host)


def _plain(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """What an address leads to where it carries another one."""
    if isinstance(address, IPv4Address):
        return address
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if address.teredo:
        return address.teredo[1]
    return address.ipv4_mapped or address.sixtofour or address
