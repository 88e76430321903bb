"""Hosts that somebody listed: hundreds of thousands in a few megabytes, and what they cover."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from core.triage.hosts.suffixes import suffixes

# Anybody can put a page there or send a link through there: a list that names one means one page.
GENERIC = frozenset({
    "amazonaws.com", "app.link", "archive.org", "bitbucket.org", "box.com", "calendly.com",
    "canva.com", "cloudflare-ipfs.com", "cloudfront.net", "docs.google.com", "drive.google.com",
    "dropbox.com", "facebook.com", "firebasestorage.googleapis.com", "forms.gle",
    "forms.office.com", "gist.github.com", "github.com", "gitlab.com", "google.com",
    "instagram.com", "ipfs.io", "line.me", "linkedin.com", "mediafire.com", "medium.com",
    "mega.nz", "microsoft.com", "notion.so", "opensea.io", "pastebin.com",
    "raw.githubusercontent.com", "reddit.com", "script.google.com", "sites.google.com",
    "storage.googleapis.com", "substack.com", "t.me", "telegra.ph", "tiktok.com", "tumblr.com",
    "typeform.com", "wa.me", "wetransfer.com", "whatsapp.com", "wordpress.com", "x.com",
    "youtube.com", "zendesk.com",
})  # fmt: skip
SHORTENERS = frozenset({
    "bit.ly", "bitly.ws", "buff.ly", "clck.ru", "cutt.ly", "dub.sh", "goo.gl", "goo.su", "is.gd",
    "linktr.ee", "lnkd.in", "ow.ly", "qrco.de", "rb.gy", "rebrand.ly", "s.id", "short.gy",
    "shorturl.at", "surl.li", "t.co", "t.ly", "tiny.cc", "tiny.one", "tinyurl.com", "u.to",
    "urlz.fr", "v.gd", "vk.cc", "wl.co", "bl.ink", "shrtco.de", "soo.gd", "x.gd", "zpr.io",
})  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class HostSet:
    """Hosts as sorted 64-bit digests: 8 bytes a host, whatever its length."""

    name: str
    digests: array[int]

    @classmethod
    def of(cls, name: str, hosts: Iterable[str]) -> HostSet:
        """A set by its name; hosts as `host_of` writes them."""
        digests = np.unique(np.fromiter(map(_digest, hosts), np.uint64))
        return cls(name, array("Q", digests.tobytes()))

    def __contains__(self, host: str) -> bool:
        digest = _digest(host)
        at = bisect_left(self.digests, digest)
        return at < len(self.digests) and self.digests[at] == digest

    def holding(self, asked: NDArray[np.uint64]) -> list[int]:
        """Which of many digests are in it, by their places."""
        if not len(asked) or not self.digests:
            return []
        known = np.frombuffer(self.digests, np.uint64)
        at = np.minimum(np.searchsorted(known, asked), len(known) - 1)
        found: list[int] = np.flatnonzero(known[at] == asked).tolist()
        return found

    def __len__(self) -> int:
        return len(self.digests)


def digests(hosts: Iterable[str]) -> NDArray[np.uint64]:
    """What lists know hosts by."""
    return np.frombuffer(b"".join(map(_raw, hosts)), "<u8")


def covering(host: str, own: int) -> list[str]:
    """The host and its parents, down to the registrable domain that starts at `own`."""
    found = [host]
    at = host.find(".", 0, own) + 1
    while at:
        found.append(host[at:])
        at = host.find(".", at, own) + 1
    return found


def is_everybodys(host: str, shared: frozenset[str] = frozenset()) -> bool:
    """Whether a host belongs to nobody in particular, so that a list must not name it."""
    known = host in GENERIC or host in SHORTENERS or host in shared
    return known or suffixes().is_suffix(host)


def _digest(host: str) -> int:
    return int.from_bytes(_raw(host), "little")


def _raw(host: str) -> bytes:
    return blake2b(host.encode("utf-8", "surrogatepass"), digest_size=8).digest()
