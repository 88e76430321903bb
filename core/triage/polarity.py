"""Tells who does a dangerous thing from who talks about it.

Fourteen languages put negations before or behind the verb, so nothing here looks at word order:
a negation counts inside the clauses that the suspicious words span, the rest in the whole text.
"""

from __future__ import annotations

from core.triage.lexicon import Hit
from core.triage.reading import Reading
from core.types import Stance

_OWN_REACH = 4


def stance(reading: Reading, *anchors: Hit) -> Stance:
    """What the author does with the danger that the anchors point at."""
    concepts = reading.concepts
    if "is_it_real" in concepts:
        return Stance.QUESTION
    if denied(reading, *anchors):
        return Stance.WARNING
    if "warn" in concepts:
        return Stance.REPORT if "told" in concepts and "mine" in concepts else Stance.WARNING
    if "told" in concepts:
        return Stance.REPORT
    if "pay_now" in concepts and "mine" in concepts:
        return Stance.QUESTION
    return Stance.ATTEMPT


def denied(reading: Reading, *anchors: Hit) -> bool:
    """Whether the clauses around the anchors hold a negation: "never share", "не просит"."""
    if not anchors or "never" not in reading.concepts:
        return False
    spans = [reading.clause(anchor) for anchor in anchors]
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    return any(start <= hit.start and hit.end <= end for hit in reading.of("never"))


def own(reading: Reading, thing: Hit) -> bool:
    """Whether the thing is the author's: "my" stands nearer to it than "your"."""
    mine, yours = _distance(reading, thing, "mine"), _distance(reading, thing, "your")
    return mine <= _OWN_REACH and mine <= yours


def _distance(reading: Reading, thing: Hit, concept: str) -> int:
    start, end = reading.clause(thing)
    near = (
        reading.apart(thing, hit)
        for hit in reading.of(concept)
        if start <= hit.start and hit.end <= end
    )
    return min(near, default=1000)
