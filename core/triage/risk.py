"""All findings of a message together: one probability, one level, one stance."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from math import prod

from core.triage.linear import Heads
from core.triage.reading import Reading
from core.types import Finding, Risk, RiskLevel, Stance

# Who talks about an attack is not the attacker; the agent still sees that there is one.
_TALK_SCORE = 0.05
# From which share on the model speaks up, and how far it is believed.
_SUSPECTS, _WORDING = 0.4, 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """From which probability on a risk is worth a note, a review, an alert.

    Calibrated so that of ordinary messages at most 1 % reach review and 0.1 % alert;
    measured in `models/linear/card.md`.
    """

    note: float = 0.3
    review: float = 0.6
    alert: float = 0.9


def weigh(
    findings: tuple[Finding, ...], reading: Reading, heads: Heads | None
) -> tuple[Finding, ...]:
    """Findings with what the model makes of the wording: one more finding, or doubt in theirs."""
    if heads is None:
        return findings
    attempt = heads["stance"].get(Stance.ATTEMPT, 0.0)
    if attempt >= _SUSPECTS:
        return (*findings, _by_wording(attempt, heads))
    return findings


def _by_wording(attempt: float, heads: Heads) -> Finding:
    kinds = {code: share for code, share in heads["risk"].items() if code != "none"}
    kind = max(kinds, key=lambda code: kinds[code])
    reason = f"is worded like known attacks ({attempt:.2f}), most of all {kind.replace('_', ' ')}"
    return Finding(signal="wording", kind=kind, score=attempt * _WORDING, reason=reason)


def combine(findings: Collection[Finding], levels: Levels) -> Risk:
    """Noisy-or over what the author attempts: hints add up, none is needed, each can be shown."""
    if not findings:
        return Risk()
    attempts = [each for each in findings if each.stance is Stance.ATTEMPT]
    if not attempts:
        strongest = max(findings, key=lambda each: each.score)
        kinds = _kinds(findings)
        return Risk(score=_TALK_SCORE, level=RiskLevel.NOTE, stance=strongest.stance, kinds=kinds)
    score = 1 - prod(1 - each.score for each in attempts)
    return Risk(
        score=score, level=_level(score, levels), stance=Stance.ATTEMPT, kinds=_kinds(attempts)
    )


def _kinds(findings: Collection[Finding]) -> tuple[str, ...]:
    """Risk codes, the strongest first, each once."""
    ranked = sorted(findings, key=lambda each: -each.score)
    return tuple(dict.fromkeys(each.kind for each in ranked))


def _level(score: float, levels: Levels) -> RiskLevel:
    for least, level in (
        (levels.alert, RiskLevel.ALERT),
        (levels.review, RiskLevel.REVIEW),
        (levels.note, RiskLevel.NOTE),
    ):
        if score >= least:
            return level
    return RiskLevel.NONE
