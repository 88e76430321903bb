"""What host a link leads to, through every dress it may wear; nothing is opened or looked up."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import unquote

import idna

LONGEST = 253
# The common case: lower case, plain letters, a name for an ending.
_PLAIN = re.compile(
    r"(?:https?://)?([a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.[a-z][a-z0-9-]*)(?:[/?#][^\\@]*)?"
)
_INVISIBLE = dict.fromkeys((
    *(0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF, 0x115F, 0x1160, 0x3164, 0x09, 0x0A, 0x0D),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
    *range(0xE0000, 0xE0080),
))  # fmt: skip
_DOTS = {ord(each): "." for each in "。．｡\u2024"}
_SLASHES = {ord(each): "/" for each in "⁄∕／"} | {ord("＼"): "\\", ord("："): ":", ord("＠"): "@"}
_DRESS = _INVISIBLE | _DOTS | _SLASHES
_DOT = re.compile(
    r"\s*(?:[\[({<]\s*(?:\.|dot|punkt|punto|точка)\s*[\])}>]|[\[({]\s*\.|\.\s*[\])}])\s*"
    r"|\s+(?:dot|d0t)\s+|\s+\.\s*|\.\s+",
    re.IGNORECASE,
)
_COLON = re.compile(r"[\[({]\s*(:/*)\s*[\])}]")
_SCHEME = re.compile(r"^\s*[a-z][a-z*+.\-]{1,11}\s?:\s?(?:[/\\]\s?)+", re.IGNORECASE)
_WEB_WITHOUT_SLASHES = re.compile(r"^\s*h(?:tt|xx)ps?:(?=[^/\\\d])", re.IGNORECASE)
_END = re.compile(r"[/?#\\]")
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+)){0,3}")
_HOST = re.compile(r"[\w\-]+(?:\.[\w\-]+)+|[0-9a-f:]+:[0-9a-f:.]*")


def host_of(link: str) -> str:
    """The host a link leads to: decoded, lower case, without user, port and path."""
    if (plain := _PLAIN.fullmatch(link)) and "xn--" not in link:
        return plain[1]
    authority, named = _authority(undressed(link))
    host = authority.rpartition("@")[2]
    if host.startswith("["):
        return host[1:].partition("]")[0].casefold()
    host = _mapped(unquote(host.partition(":")[0], errors="replace")).strip(".").strip()
    if _NUMBER.fullmatch(host) and (named or host.count(".") == 3):
        return _quad(host) or host
    return ".".join(map(_decoded, host.split("."))) if "xn--" in host else host


def is_host(host: str) -> bool:
    """Whether this can be the name or the number of a host at all."""
    return len(host) <= LONGEST and _HOST.fullmatch(host) is not None


def is_number(host: str) -> bool:
    """Whether a host is an address without a name."""
    if not host or not (host[-1].isdigit() or ":" in host):
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def undressed(link: str) -> str:
    """A link without what is put in to dodge filters: brackets, spaces, unseen characters."""
    link = link.strip().translate(_DRESS)
    return _DOT.sub(".", _COLON.sub(r"\1", link))


def user_part(link: str) -> str:
    """What stands before the @ of an address and looks like the host without being it."""
    return _authority(undressed(link))[0].rpartition("@")[0]


def _authority(link: str) -> tuple[str, bool]:
    """User, host and port; and whether a scheme stood before them."""
    rest = _SCHEME.sub("", link, count=1)
    if rest is link or rest == link:
        rest = _WEB_WITHOUT_SLASHES.sub("", link, count=1)
    return _END.split(rest, maxsplit=1)[0], rest != link


def _mapped(host: str) -> str:
    """Case, widths and look-alike dots as browsers map them (UTS 46)."""
    host = host.lower()
    if host.isascii():
        return host
    try:
        return idna.uts46_remap(host, std3_rules=False)
    except (idna.IDNAError, UnicodeError):
        return host.casefold()


def _decoded(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode").lower() or label
    except UnicodeError:
        return label


def _quad(number: str) -> str | None:
    """The dotted form of an address written as one number, in octal or in hexadecimal."""
    try:
        parts = [_value(part) for part in number.split(".")]
    except ValueError:
        return None
    *leading, last = parts
    if any(part > 255 for part in leading) or last >= 256 ** (5 - len(parts)):
        return None
    value = last + sum(part << 8 * (3 - place) for place, part in enumerate(leading))
    return str(ipaddress.IPv4Address(value))


def _value(part: str) -> int:
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8) if part.startswith("0") and len(part) > 1 else int(part)
