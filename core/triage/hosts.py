"""Web addresses: what host they really lead to, and whether it imitates an official one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from core.triage.disguise import skeleton
from core.triage.text import normalise
from core.types import Identities

_DEFANG = re.compile(r"\s*(?:\[\s*(?:\.|dot)\s*\]|\(\s*(?:\.|dot)\s*\)|\[\s*\.)\s*", re.IGNORECASE)
_SCHEME = re.compile(r"^\s*h(?:tt|xx)ps?\s?:\s?//", re.IGNORECASE)
_NUMBERS = re.compile(r"^\d{1,3}(?:\.\d{1,3}){3}$")
_PARTS = re.compile(r"[^\W_]+")
# Anybody can put a page there within minutes. Source: public phishing lists, hosts counted.
_FREE = (
    "pages.dev", "netlify.app", "vercel.app", "web.app", "github.io", "firebaseapp.com", "weebly.com",
    "wixsite.com", "webflow.io", "blogspot.com", "glitch.me", "repl.co", "herokuapp.com", "r2.dev",
    "workers.dev", "godaddysites.com", "square.site", "gitbook.io", "sites.google.com", "co.com",
    "framer.website", "framer.app", "surge.sh", "onrender.com", "mystrikingly.com", "typedream.app",
)  # fmt: skip
_SHORTENERS = frozenset(
    "bit.ly tinyurl.com cutt.ly t.ly rb.gy is.gd shorturl.at rebrand.ly linktr.ee goo.su ow.ly "
    "urlz.fr s.id tiny.cc v.gd clck.ru".split()
)
_LURES = frozenset(
    "airdrop claim claims wallet walletconnect connect verify verification validate validation "
    "restore recovery recover sync rectify dapp dapps migration support help secure security login "
    "signin unlock bonus reward rewards giveaway mint presale update authenticate auth refund kyc "
    "withdraw withdrawal helpdesk desk center official customer service live resolve node fix".split()
)


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
    for check in (_hidden_host, _imitates, _brand_in_path, _lures):
        if found := check(name, link, identities):
            return Host(name, found[0], "suspect", found[1])
    return Host(name, 0.05, "unknown", "a site we know nothing about")


def _hidden_host(name: str, link: str, identities: Identities) -> tuple[float, str] | None:
    before, mark, _ = re.split(r"[/?#]", _SCHEME.sub("", link), maxsplit=1)[0].rpartition("@")
    if mark and any(own in before.casefold() for own in identities.domains):
        return 0.95, f"shows our address but leads to {name}"
    if "\\" in link.partition("?")[0]:
        return 0.6, f"hides where it leads: {name}"
    return None


def _imitates(name: str, link: str, identities: Identities) -> tuple[float, str] | None:
    brand = skeleton(normalise(identities.brand))
    if len(brand) < 4:
        return None
    labels = [skeleton(normalise(part)) for part in _PARTS.findall(name)]
    if brand in "".join(labels):
        lured = not _LURES.isdisjoint(_PARTS.findall(normalise(name)))
        return (0.9 if lured else 0.8), f"{name} carries our name and is not ours"
    for label in labels:
        if len(brand) >= 5 and OSA.distance(label, brand, score_cutoff=1) <= 1:
            return 0.85, f"{name} differs by one letter from our name"
    own = {skeleton(normalise(domain.partition(".")[0])) for domain in identities.domains}
    if own & set(labels):
        return None if len(brand) < 4 else (0.3, f"{name} shares a word with our sites")
    return None


def _brand_in_path(name: str, link: str, identities: Identities) -> tuple[float, str] | None:
    brand = skeleton(normalise(identities.brand))
    free = name.endswith(_FREE) or name in _SHORTENERS
    if free and len(brand) >= 4 and brand in skeleton(normalise(link)):
        return 0.7, f"a page about us on {name}, where anybody can put one"
    return None


def _lures(name: str, link: str, identities: Identities) -> tuple[float, str] | None:
    words = _PARTS.findall(normalise(name))
    lures = [word for word in words if word in _LURES]
    if name.endswith(_FREE) and lures:
        return 0.65, f"a free page called “{lures[0]}”: {name}"
    if len(lures) >= 2:
        return 0.6, f"a site called “{lures[0]} {lures[1]}”: {name}"
    if _NUMBERS.match(name):
        return 0.5, f"a bare number instead of a name: {name}"
    if "xn--" in name or not name.isascii():
        return 0.45, f"letters that can be mistaken for others: {name}"
    if name in _SHORTENERS:
        return 0.3, f"a shortened address that hides where it leads: {name}"
    return (0.35, f"a site called “{lures[0]}”: {name}") if lures else None


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
