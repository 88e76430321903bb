"""Hosts that imitate an official one: its name inside, a letter off, or in another dress."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA

from core.identities import Identities
from core.triage.hosts.address import is_number, undressed, user_part
from core.triage.hosts.letters import look, looks, plain_letters
from core.triage.hosts.lists import GENERIC, SHORTENERS
from core.triage.hosts.names import lures
from core.triage.hosts.suffixes import Place, suffixes

_SHORTEST = 5
_LONG = 10
_PARTS = re.compile(r"[^\W_]+")
_LINE = re.compile("\n")
_LABELS = re.compile(r"[^.]+")
# Words beside a name that make it look like an office of its bearer's.
_COMBINED = 0.9
_CARRIED = 0.8


class Trait(NamedTuple):
    """Something that tells against a host: how much, and why in words for an agent."""

    score: float
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class Brand:
    """What there is to imitate: names as they look, our domains, and a pattern that finds both."""

    names: tuple[str, ...]
    domains: tuple[str, ...]
    near: re.Pattern[str] | None

    @classmethod
    def of(cls, identities: Identities) -> Brand:
        """Brand, its other names and the own part of each domain; short ones are left out."""
        words = [identities.brand, *identities.aliases, *map(_own_label, identities.domains)]
        names = sorted({name for word in words if len(name := _joined(word)) >= _SHORTEST})
        pieces = "|".join(sorted({re.escape(piece) for name in names for piece in _pieces(name)}))
        return cls(tuple(names), identities.domains, re.compile(pieces) if names else None)

    def maybe(self, seen: str) -> frozenset[int]:
        """Which lines, each a host as it looks, hold so much of a name that one has to compare."""
        if self.near is None:
            return frozenset()
        found = [each.start() for each in self.near.finditer(seen)]
        if not found:
            return frozenset()
        ends = [each.start() for each in _LINE.finditer(seen)]
        return frozenset(bisect_left(ends, at) for at in found)

    def imitated(self, host: str, seen: str, place: Place) -> Trait | None:
        """How a host imitates us; `seen` is the host as it looks."""
        joined = seen.replace(".", "")
        if any(name in joined for name in self.names):
            lured = not lures().isdisjoint(_PARTS.findall(plain_letters(host)))
            return Trait(
                _COMBINED if lured else _CARRIED, f"{host} carries our name and is not ours"
            )
        for label in _labels(host, seen, place):
            for name in self.names:
                far = 2 if len(name) >= _LONG else 1
                if (
                    abs(len(label) - len(name)) <= far
                    and OSA.distance(label, name, score_cutoff=far) <= far
                ):
                    letters = "one letter" if far == 1 else "a letter or two"
                    return Trait(0.85, f"{host} differs by {letters} from our name")
        return None

    def in_link(self, host: str, link: str) -> Trait | None:
        """A page about us where anybody can put one."""
        if not _is_open(host):
            return None
        seen = look(undressed(link).casefold())
        if any(name in seen for name in self.names):
            return Trait(0.7, f"a page about us on {host}, where anybody can put one")
        return None

    def hidden(self, host: str, link: str) -> Trait | None:
        """A link that shows another address than the one it leads to."""
        if "@" in link and any(own in user_part(link).casefold() for own in self.domains):
            return Trait(0.95, f"shows our address but leads to {host}")
        if "\\" in link.partition("?")[0]:
            return Trait(0.6, f"hides where it leads: {host}")
        return None


def odd(host: str) -> Trait | None:
    """A host whose name tells nothing about whose it is."""
    if is_number(host):
        return Trait(0.5, f"a bare number instead of a name: {host}")
    if host in SHORTENERS:
        return Trait(0.3, f"a shortened address that hides where it leads: {host}")
    if not host.isascii() and _mistakable(host):
        return Trait(0.6, f"letters that can be mistaken for others: {host}")
    return Trait(0.45, f"a name that cannot be read: {host}") if "xn--" in host else None


def _mistakable(host: str) -> bool:
    """Whether letters of another script make a label look like Latin ones before a Latin ending."""
    *labels, ending = host.split(".")
    return ending.isascii() and any(
        plain_letters(label).isascii() and not all(map(_is_latin, label)) for label in labels
    )


def _is_latin(letter: str) -> bool:
    return letter.isascii() or unicodedata.name(letter, "LATIN").startswith("LATIN")


def lured(host: str) -> Trait | None:
    """What the words of a host alone tell, where no model has scored it."""
    place = suffixes().place(host)
    own = plain_letters(host[: max(place.suffix - 1, 0)])
    words = [word for word in _PARTS.findall(own) if word in lures()]
    if not words:
        return None
    if place.shared:
        return Trait(0.65, f"a free page called “{words[0]}”: {host}")
    if len(words) > 1:
        return Trait(0.6, f"a site called “{words[0]} {words[1]}”: {host}")
    return Trait(0.35, f"a site called “{words[0]}”: {host}")


def _is_open(host: str) -> bool:
    return host in GENERIC or host in SHORTENERS or suffixes().place(host).shared


def _own_label(domain: str) -> str:
    place = suffixes().place(domain)
    return domain[place.name : max(place.suffix - 1, 0)]


def _joined(word: str) -> str:
    return "".join(filter(str.isalnum, look(word.casefold())))


def _labels(host: str, seen: str, place: Place) -> Iterable[str]:
    """Labels and their parts before the suffix, as they look."""
    yield from _LABELS.findall(seen)
    if "-" in host or "_" in host:
        yield from map(looks, _PARTS.findall(plain_letters(host[: max(place.suffix - 1, 0)])))


def _pieces(name: str) -> Iterable[str]:
    """So many pieces that the fewest mistakes that count still leave one of them whole."""
    count = 5 if len(name) >= _LONG else 3
    cuts = [round(len(name) * each / count) for each in range(count + 1)]
    return (name[start:end] for start, end in pairwise(cuts))
