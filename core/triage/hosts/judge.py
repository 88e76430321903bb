"""What an address is to us: official, on a list, suspect or unknown; many of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from core.identities import Identities
from core.triage.hosts.address import host_of
from core.triage.hosts.imitation import Brand, Trait, lured, odd
from core.triage.hosts.letters import looks, plain_letters
from core.triage.hosts.lists import GENERIC, SHORTENERS, HostSet, covering
from core.triage.hosts.one import longest_words
from core.triage.hosts.scorer import Scorer
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
        if not links:
            return []
        names = list(map(host_of, links))
        places = list(map(suffixes().place, names))
        seen = looks("\n".join(map(plain_letters, names))).split("\n")
        scores = self._scores(names, places)
        return [
            self._settled(name, place) or self._suspected(link, name, place, look, score)
            for link, name, place, look, score in zip(
                links, names, places, seen, scores, strict=True
            )
        ]

    def _scores(self, names: list[str], places: list[Place]) -> list[float]:
        if self.scorer is None:
            return [0.0] * len(names)
        bare = [name.removeprefix(_WWW) for name in names]
        own = [
            place if bare_name is name else suffixes().place(bare_name)
            for name, bare_name, place in zip(names, bare, places, strict=True)
        ]
        scored: list[float] = self.scorer.scores(bare, own).tolist()
        return scored

    def _settled(self, name: str, place: Place) -> Host | None:
        """Ours, well known or on a list: no further question."""
        if name in self.identities.domains or name.endswith(self._below):
            return Host(name, 0.0, OFFICIAL, "a site of ours")
        if self.allowed and self._is_allowed(name, place.name):
            return Host(name, _HARMLESS, UNKNOWN, WELL_KNOWN)
        for each in self.listed:
            if self._is_listed(name, place.name, each):
                return Host(name, _LISTED, LISTED, f"on a list: {each.name}", RiskLevel.ALERT)
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

    def _is_listed(self, name: str, own: int, hosts: HostSet) -> bool:
        """Whether a list names the host or a parent of it that is one site."""
        return any(
            each in hosts and each not in self._open and not suffixes().is_suffix(each)
            for each in covering(name, own)
        )

    def _suspected(self, link: str, name: str, place: Place, seen: str, score: float) -> Host:
        trait = self._trait(link, name, place, seen)
        grade = self._grade(score)
        if trait is None:
            return _worded(name, score, grade)
        by_rule = next(
            (len(_GRAVE) - at for at, least in enumerate(_GRAVE) if trait.score >= least), 0
        )
        if trait.score < score and by_rule < _TELLING:
            return _worded(name, score, grade)
        return Host(
            name, max(trait.score, score), SUSPECT, trait.reason, _RANK[max(by_rule, grade)]
        )

    def _trait(self, link: str, name: str, place: Place, seen: str) -> Trait | None:
        """The first thing beside its wording that tells against a link."""
        brand = self.brand
        if link is not name and (found := brand.hidden(name, link)):
            return found
        if brand.maybe(seen) and (found := brand.imitated(name, seen, place)):
            return found
        if len(link) > len(name) and brand.names and (found := brand.in_link(name, link)):
            return found
        return (lured(name) if self.scorer is None else None) or odd(name)

    def _grade(self, score: float) -> int:
        if self.scorer is None:
            return 0
        note, review, alert = self.scorer.levels
        return (score >= note) + (score >= review) + (score >= alert)


def _worded(name: str, score: float, grade: int) -> Host:
    if not grade:
        return Host(name, score or _NOTHING, UNKNOWN, "a site we know nothing about")
    reason = f"looks like phishing by its wording ({score:.2f}){_told(name)}"
    return Host(name, score, SUSPECT, reason, _RANK[grade], by_wording=True)


def _told(name: str) -> str:
    """The words of a host that phishing is made of, for a reason."""
    found = list(dict.fromkeys(longest_words(plain_letters(name))))
    told = [word for word in found if not any(word in other for other in found if other != word)]
    return ": " + ", ".join(f"'{word}'" for word in told[:_TOLD]) if told else ""
