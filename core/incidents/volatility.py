"""Volatility mode: while much goes wrong, attacks are met earlier and no quick answer is promised.

Attackers come with every incident, and so does a queue that the usual promises do not cover.
"""

from __future__ import annotations

from copy import copy
from dataclasses import replace

from core.house import House
from core.triage.risk import with_evidence
from core.types import RiskLevel, Stance, Verdict

# What is said instead: that many write, and that nobody can say how long it takes.
BUSY = {"handed_over": "handed_over_busy", "handed_over_closed": "handed_over_busy"}
_LEVELS = (RiskLevel.NONE, RiskLevel.NOTE, RiskLevel.REVIEW, RiskLevel.ALERT)


def in_mode(house: House, strictness: float) -> House:
    """The house with this strictness; 1 is calm. The same object where nothing changes."""
    words = {} if strictness == 1 else BUSY
    if (house.strictness, house.library.instead) == (strictness, words):
        return house
    library = copy(house.library)
    library.instead = words
    return replace(house, strictness=strictness, library=library)


def guarded(verdict: Verdict, house: House) -> Verdict:
    """The verdict by the levels in force: an attempt may weigh more than when it was read."""
    if house.strictness == 1 or verdict.risk.stance is not Stance.ATTEMPT:
        return verdict
    risk = with_evidence(verdict.risk, (), house.limits)
    if _LEVELS.index(risk.level) <= _LEVELS.index(verdict.risk.level):
        return verdict
    return replace(verdict, risk=risk)
