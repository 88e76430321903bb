"""Tells who does a dangerous thing from who talks about it.

Fourteen languages put negations before or behind the verb, so nothing here looks at word order:
a negation counts inside the clauses that the suspicious words span, the rest in the whole text.
"""

from __future__ import annotations

from core.triage.lexicon import Hit
from core.triage.reading import Reading
from core.types import Stance

_OWN_REACH = 4
_ASKS = frozenset({"is_it_real"})
# Attackers ask too: "is this you?", "official or not, contact ..."
_OFFERS = frozenset({"friend_hijack"})
# Who sends others somewhere does not ask whether it is real.
_SPREADS = frozenset({"validate", "connect", "drop", "double", "reach_out", "fee_first", "recover"})


def stance(reading: Reading, *anchors: Hit) -> Stance:
    """What the author does with the danger that the anchors point at."""
    concepts = reading.concepts
    if concepts & _ASKS and not (concepts & _OFFERS and "mine" not in concepts):
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


def about_a_name(reading: Reading) -> Stance:
    """The same where a link, mail or handle is the danger: asked about, told of, or spread."""
    if "ours" in reading.concepts and not reading.concepts & _SPREADS:
        return Stance.QUESTION
    about = stance(reading)
    if about is Stance.ATTEMPT and "plea" in reading.concepts and "mine" in reading.concepts:
        return Stance.QUESTION
    return about


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
