"""Web addresses: what host they really lead to, and whether it imitates an official one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import OSA

from core.identities import Identities
from core.triage.disguise import skeleton
from core.triage.text import normalise

_DEFANG = re.compile(r"\s*(?:\[\s*(?:\.|dot)\s*\]|\(\s*(?:\.|dot)\s*\)|\[\s*\.)\s*", re.IGNORECASE)
_SCHEME = re.compile(r"^\s*h(?:tt|xx)ps?\s?:\s?//", re.IGNORECASE)
_NUMBERS = re.compile(r"^\d{1,3}(?:\.\d{1,3}){3}$")
_SHORTEST_BRAND = 5
_PARTS = re.compile(r"[^\W_]+")
# Anybody can put a page there within minutes. Source: public phishing lists, hosts counted.
_FREE = (
    "pages.dev", "netlify.app", "vercel.app", "web.app", "github.io", "firebaseapp.com",
    "weebly.com",
    "wixsite.com", "webflow.io", "blogspot.com", "glitch.me", "repl.co", "herokuapp.com",
    "r2.dev",
    "workers.dev", "godaddysites.com", "square.site", "gitbook.io", "sites.google.com", "co.com",
    "framer.website", "framer.app", "surge.sh", "onrender.com", "mystrikingly.com",
    "typedream.app",
)  # fmt: skip
_SHORTENERS = frozenset({
    "bit.ly", "clck.ru", "cutt.ly", "goo.su", "is.gd", "linktr.ee", "ow.ly", "rb.gy",
    "rebrand.ly", "s.id", "shorturl.at", "t.ly", "tiny.cc", "tinyurl.com", "urlz.fr", "v.gd",
})  # fmt: skip
_LURES = frozenset({
    "airdrop", "auth", "authenticate", "bonus", "center", "claim", "claims", "connect",
    "customer", "dapp", "dapps", "desk", "fix", "giveaway", "help", "helpdesk", "kyc", "live",
    "login", "migration", "mint", "node", "official", "presale", "recover", "recovery",
    "rectify", "refund", "resolve", "restore", "reward", "rewards", "secure", "security",
    "service", "signin", "support", "sync", "unlock", "update", "validate", "validation",
    "verification", "verify", "wallet", "walletconnect", "withdraw", "withdrawal",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Host:
    """A judged host: score 0..1, verdict official | suspect | unknown, and why."""

    name: str
    score: float
    verdict: str
    reason: str


def host_of(link: str) -> str:
    """The host a link leads to, undefanged, without user, port and path; lower case."""
    link = _SCHEME.sub("", _DEFANG.sub(".", link))
    authority = re.split(r"[/?#\\]", link, maxsplit=1)[0]
    host = authority.rpartition("@")[2].partition(":")[0].casefold().strip(".")
    return _decoded(host)


def judge(link: str, identities: Identities) -> Host:
    """What an address is to us; nothing is ever opened or looked up."""
    name = host_of(link)
    if any(name == own or name.endswith(f".{own}") for own in identities.domains):
        return Host(name, 0.0, "official", "a site of ours")
    seen = _Seen(name, link, skeleton(normalise(identities.brand)), identities.domains)
    for check in (_hides_its_host, _imitates, _brand_in_path, _lures):
        if found := check(seen):
            return Host(name, found[0], "suspect", found[1])
    return Host(name, 0.05, "unknown", "a site we know nothing about")


class _Seen(NamedTuple):
    """A link that is not ours, with what it could imitate; `brand` is a skeleton."""

    name: str
    link: str
    brand: str
    domains: tuple[str, ...]


def _hides_its_host(seen: _Seen) -> tuple[float, str] | None:
    authority = re.split(r"[/?#]", _SCHEME.sub("", seen.link), maxsplit=1)[0]
    before, mark, _ = authority.rpartition("@")
    if mark and any(own in before.casefold() for own in seen.domains):
        return 0.95, f"shows our address but leads to {seen.name}"
    if "\\" in seen.link.partition("?")[0]:
        return 0.6, f"hides where it leads: {seen.name}"
    return None


def _imitates(seen: _Seen) -> tuple[float, str] | None:
    if len(seen.brand) < _SHORTEST_BRAND:
        return None
    labels = [skeleton(normalise(part)) for part in _PARTS.findall(seen.name)]
    if seen.brand in "".join(labels):
        lured = not _LURES.isdisjoint(_PARTS.findall(normalise(seen.name)))
        return (0.9 if lured else 0.8), f"{seen.name} carries our name and is not ours"
    if any(OSA.distance(label, seen.brand, score_cutoff=1) <= 1 for label in labels):
        return 0.85, f"{seen.name} differs by one letter from our name"
    return None


def _brand_in_path(seen: _Seen) -> tuple[float, str] | None:
    free = seen.name.endswith(_FREE) or seen.name in _SHORTENERS
    if free and len(seen.brand) >= _SHORTEST_BRAND and seen.brand in skeleton(normalise(seen.link)):
        return 0.7, f"a page about us on {seen.name}, where anybody can put one"
    return None


def _lures(seen: _Seen) -> tuple[float, str] | None:
    name = seen.name
    lures = [word for word in _PARTS.findall(normalise(name)) if word in _LURES]
    if name.endswith(_FREE) and lures:
        return 0.65, f"a free page called “{lures[0]}”: {name}"
    if len(lures) >= 2:
        return 0.6, f"a site called “{lures[0]} {lures[1]}”: {name}"
    return _odd(name) or ((0.35, f"a site called “{lures[0]}”: {name}") if lures else None)


def _odd(name: str) -> tuple[float, str] | None:
    if _NUMBERS.match(name):
        return 0.5, f"a bare number instead of a name: {name}"
    if "xn--" in name or not name.isascii():
        return 0.45, f"letters that can be mistaken for others: {name}"
    if name in _SHORTENERS:
        return 0.3, f"a shortened address that hides where it leads: {name}"
    return None


def _decoded(host: str) -> str:
    if "xn--" not in host:
        return host
    parts = []
    for label in host.split("."):
        try:
            parts.append(label.encode().decode("idna") if label.startswith("xn--") else label)
        except UnicodeError:
            parts.append(label)
    return ".".join(parts)
