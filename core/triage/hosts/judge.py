"""What an address is to us: official, on a list, suspect or unknown; many of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import repeat
from typing import NamedTuple

import numpy as np

from core.identities import Identities
from core.triage.hosts.address import host_of
from core.triage.hosts.imitation import Brand, Trait, lured, odd
from core.triage.hosts.letters import looks, plain_letters
from core.triage.hosts.lists import GENERIC, SHORTENERS, HostSet, covering, digests
from core.triage.hosts.scorer import Scorer
from core.triage.hosts.shape import anywhere
from core.triage.hosts.suffixes import Place, suffixes
from core.types import RiskLevel

OFFICIAL, LISTED, SUSPECT, UNKNOWN = "official", "listed", "suspect", "unknown"
_LISTED = 0.99
# The reason given for what the operator's list knows.
WELL_KNOWN = "a well-known site"
_HARMLESS, _NOTHING = 0.01, 0.05
# From which score of a rule on a host is worth an alert, a review, a note.
_GRAVE = (0.9, 0.55, 0.28)
_RANK = (RiskLevel.NONE, RiskLevel.NOTE, RiskLevel.REVIEW, RiskLevel.ALERT)
_TOLD = 3
# So many links of a text are judged.
MOST_LINKS = 20
# From this grade on a rule says more than the wording does.
_TELLING = 2
_WWW = "www."


class Host(NamedTuple):
    """A judged host: score 0..1, verdict official | listed | suspect | unknown, why, how grave.

    `by_wording`: the scorer alone says so, as if every other host were phishing.
    """

    name: str
    score: float
    verdict: str
    reason: str
    level: RiskLevel = RiskLevel.NONE
    by_wording: bool = False


class _Wording(NamedTuple):
    """What the scorer makes of a host: its share, the grade of that, and the words that tell."""

    share: float
    grade: int
    words: Sequence[str]


JudgeLink = Callable[[str], Host]


@dataclass(frozen=True, eq=False)
class HostJudge:
    """Judges links by everything that is known; without a scorer by rules alone.

    `allowed` hosts and what is below them never raise anything; `listed` ones always do. Below
    `shared` ones anybody can put a page, so that neither speaks for what is there.
    """

    identities: Identities
    scorer: Scorer | None = None
    listed: tuple[HostSet, ...] = ()
    allowed: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()
    brand: Brand = field(init=False)
    _below: tuple[str, ...] = field(init=False)
    _open: frozenset[str] = field(init=False)
    _ahead: dict[str, Host] = field(init=False, default_factory=dict[str, Host])

    def __post_init__(self) -> None:
        object.__setattr__(self, "brand", Brand.of(self.identities))
        below = tuple(f".{domain}" for domain in self.identities.domains)
        object.__setattr__(self, "_below", below)
        object.__setattr__(self, "_open", self.shared | GENERIC | SHORTENERS)

    def judge(self, link: str) -> Host:
        """What one address is to us; nothing is ever opened or looked up."""
        return self.judge_many((link,))[0]

    def judge_many(self, links: Sequence[str]) -> list[Host]:
        """One each, in order."""
        if any(link not in self._ahead for link in links):
            return self._judged(links)
        return [self._ahead[link] for link in links]

    def look_ahead(self, links: Iterable[str]) -> None:
        """Judge what will be asked for: many at once are far quicker; known until the next time."""
        unique = list(dict.fromkeys(links))
        object.__setattr__(self, "_ahead", dict(zip(unique, self._judged(unique), strict=True)))

    def _judged(self, links: Sequence[str]) -> list[Host]:
        if not links:
            return []
        names = list(map(host_of, links))
        places = list(map(suffixes().place, names))
        seen = looks("\n".join([plain_letters(name).replace("\n", " ") for name in names]))
        near, listed = self.brand.maybe(seen), self._listings(names, places)
        rows = zip(links, names, places, self._wordings(names, places), strict=True)
        looked = seen.split("\n")
        return [
            self._settled(name, place, listed.get(row, ""))
            or self._suspected(link, name, worded, (place, looked[row]) if row in near else None)
            for row, (link, name, place, worded) in enumerate(rows)
        ]

    def _wordings(self, names: list[str], places: list[Place]) -> Iterable[_Wording]:
        """Of each host what the scorer makes of it; nothing without one."""
        if self.scorer is None:
            return repeat(_Wording(0.0, 0, ()), len(names))
        bare = [name.removeprefix(_WWW) for name in names]
        own = [
            place if bare_name is name else suffixes().place(bare_name)
            for name, bare_name, place in zip(names, bare, places, strict=True)
        ]
        shares, words = self.scorer.read(bare, own)
        grades = np.searchsorted(self.scorer.levels, shares, side="right")
        return map(_Wording, shares.tolist(), grades.tolist(), words)

    def _listings(self, names: Sequence[str], places: Sequence[Place]) -> dict[int, str]:
        """For each host that a list names, or a parent of it that is one site: the first list."""
        if not self.listed:
            return {}
        rows, hosts = list(range(len(names))), list(names)
        for row, place in enumerate(places):
            if place.name:
                parents = covering(names[row], place.name)[1:]
                hosts += parents
                rows += repeat(row, len(parents))
        found: dict[int, str] = {}
        asked = digests(hosts)
        for each in self.listed:
            for at in each.holding(asked):
                if hosts[at] not in self._open and not suffixes().is_suffix(hosts[at]):
                    found.setdefault(rows[at], each.name)
        return found

    def _settled(self, name: str, place: Place, listed: str) -> Host | None:
        """Ours, well known or on a list: no further question."""
        if name in self.identities.domains or name.endswith(self._below):
            return Host(name, 0.0, OFFICIAL, "a site of ours")
        if self.allowed and self._is_allowed(name, place.name):
            return Host(name, _HARMLESS, UNKNOWN, WELL_KNOWN)
        if listed:
            return Host(name, _LISTED, LISTED, f"on a list: {listed}", RiskLevel.ALERT)
        return None

    def _is_allowed(self, name: str, own: int) -> bool:
        """Whether the operator knows the host, or its site and nobody else can be there."""
        if name in self.allowed:
            return True
        if name[own:] not in self.allowed:
            return False
        return not any(
            each in self._open for each in covering(name, own) if len(each) > len(name) - own
        )

    def _suspected(
        self, link: str, name: str, worded: _Wording, near: tuple[Place, str] | None
    ) -> Host:
        """What tells against a host; `near`, where it may look like ours: its place and look."""
        trait = self._trait(link, name, near)
        if trait is None:
            return _worded(name, worded)
        score, grade, _ = worded
        by_rule = next(
            (len(_GRAVE) - at for at, least in enumerate(_GRAVE) if trait.score >= least), 0
        )
        if trait.score < score and by_rule < _TELLING:
            return _worded(name, worded)
        return Host(
            name, max(trait.score, score), SUSPECT, trait.reason, _RANK[max(by_rule, grade)]
        )

    def _trait(self, link: str, name: str, near: tuple[Place, str] | None) -> Trait | None:
        """The first thing beside its wording that tells against a link."""
        brand = self.brand
        if link is not name and (found := brand.hidden(name, link)):
            return found
        if near and (found := brand.imitated(name, near[1], near[0])):
            return found
        if len(link) > len(name) and brand.names and (found := brand.in_link(name, link)):
            return found
        return (lured(name) if self.scorer is None else None) or odd(name)


def _worded(name: str, worded: _Wording) -> Host:
    score, grade, words = worded
    if not grade:
        return Host(name, score or _NOTHING, UNKNOWN, "a site we know nothing about")
    reason = f"looks like phishing by its wording ({score:.2f}){_told(words)}"
    return Host(name, score, SUSPECT, reason, _RANK[grade], by_wording=True)


def _told(words: Sequence[str]) -> str:
    """The words of a host that phishing is made of, for a reason."""
    if not words:
        return ""
    found = list(dict.fromkeys(words))
    if len(found) > 1:
        # A word that is in another one, too, is no more than a part of that.
        longer = _longer()
        found = [word for word in found if word not in longer or longer[word].isdisjoint(found)]
    return ": '" + "', '".join(found[:_TOLD]) + "'"


@cache
def _longer() -> dict[str, frozenset[str]]:
    """Of each word that is in others, those others."""
    words = anywhere()
    held = {each: frozenset(word for word in words if each in word) - {each} for each in words}
    return {each: others for each, others in held.items() if others}
