"""What most signals share: a pattern of concepts, what it takes to believe it, and its words.

A frame is met when all of `needs` are in the text, at least one of `any_of`, and none of
`unless`; who only talks about it needs not say so much. `support` raises the score for each
further hint that is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.identities import Identities
from core.triage.contacts import outside
from core.triage.lexicon import Hit
from core.triage.polarity import own, stance
from core.triage.reading import Reading
from core.types import Finding, Stance

# Stand beside the concepts of the word tables in a frame.
CONTACT, LINK = "+contact", "+link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One pattern of an attack as a row of data."""

    code: str
    anchor: str
    does: str
    needs: frozenset[str] = frozenset()
    any_of: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    support: Mapping[str, float] = field(default_factory=dict[str, float])
    # Whether "my" beside the anchor means that a user speaks of his own affairs.
    personal: bool = True
    # Testimonies tell of others' deeds; there "he told me" is part of the bait.
    testimony: bool = False

    def match(
        self, reading: Reading, identities: Identities, *, score: float, talk: float
    ) -> Finding | None:
        """The finding, when the pattern is there."""
        if self.anchor not in reading.concepts:
            return None
        seen = self._seen(reading, identities)
        if not self.needs <= seen:
            return None
        anchor = reading.of(self.anchor)[0]
        about = self._stance(reading, anchor)
        if about is not Stance.ATTEMPT:
            return self._finding(reading, anchor, talk, about)
        if self.any_of and self.any_of.isdisjoint(seen):
            return None
        if self.unless & seen or (self.personal and self._own(reading)):
            return None
        for hint, more in self.support.items():
            score += (1 - score) * more if hint in seen else 0.0
        return self._finding(reading, anchor, score, about)

    def _seen(self, reading: Reading, identities: Identities) -> frozenset[str]:
        extra = {CONTACT} if outside(reading, identities) else set[str]()
        if reading.links:
            extra.add(LINK)
        return reading.concepts | extra

    def _stance(self, reading: Reading, anchor: Hit) -> Stance:
        about = stance(reading, anchor)
        if self.testimony and about is not Stance.QUESTION and "praise_someone" in reading.concepts:
            return Stance.ATTEMPT
        return about

    def _own(self, reading: Reading) -> bool:
        return all(own(reading, hit) for hit in reading.of(self.anchor))

    def _finding(self, reading: Reading, anchor: Hit, score: float, about: Stance) -> Finding:
        words = reading.words(anchor)
        reason = {
            Stance.ATTEMPT: f"{self.does}: “{words}”",
            Stance.WARNING: f"warns of it: somebody {self.does} (“{words}”)",
            Stance.REPORT: f"reports it: somebody {self.does} (“{words}”)",
            Stance.QUESTION: f"asks if it is real: somebody {self.does} (“{words}”)",
        }[about]
        return Finding(signal=self.code, kind=self.code, score=score, reason=reason, stance=about)


def first(
    frames: tuple[Frame, ...], reading: Reading, identities: Identities, scores: tuple[float, float]
) -> Finding | None:
    """What the first frame that is met finds; `scores` are for an attempt and for talk of it."""
    score, talk = scores
    for frame in frames:
        if found := frame.match(reading, identities, score=score, talk=talk):
            return found
    return None
