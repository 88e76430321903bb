"""All findings of a message together: one probability, one level, one stance."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from math import exp, log, prod
from typing import NamedTuple

from core.triage.linear import CHEAP, Said
from core.types import Finding, Risk, RiskLevel, Stance

WORDING = "wording"
# From which share on the model speaks up as a finding of its own.
_SUSPECTS, _SURE_OF_STANCE = 0.3, 0.5
# Who talks about an attack is not the attacker; the agent still sees that there is one.
_TALK_SCORE = 0.05
# Signals about the author, not his words.
BY_AUTHOR = ("impersonator", "newcomer")
_LEAST, _MOST = 0.0005, 0.9995
# What a finding of the surroundings adds in any case.
_CONTEXT = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """From which probability on a risk is worth a note, a review, an alert.

    Set where 5 %, 1 % and 0.1 % of the corpus' other messages lie above, each judged by a model
    that had not seen it.
    """

    note: float = 0.15
    review: float = 0.52
    alert: float = 0.96

    def stricter(self, factor: float) -> Levels:
        """Levels that are reached at `factor` (at most 1) times the odds."""
        odds = (each / (1 - each) * factor for each in (self.note, self.review, self.alert))
        note, review, alert = (each / (1 + each) for each in odds)
        return Levels(note=note, review=review, alert=alert)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Log-odds add up: of the rules together, of the models' stance, intent and attack.

    `talk` counts where the rules see nothing but talk of an attack, `home` where they see no
    attempt and every address in the text is the exchange's own: who robs others leads them away.
    """

    bias: float = 2.27
    rules: float = 0.77
    stance: float = 0.57
    spam: float = 0.49
    attack: float = 0.0
    talk: float = -2.0
    home: float = -6.0

    def odds(self, seen: Seen) -> float:
        """The log-odds of an attack."""
        return (
            self.bias
            + self.rules * seen.rules
            + self.stance * seen.stance
            + self.spam * seen.spam
            + self.attack * seen.attack
            + self.talk * seen.talk
            + self.home * seen.home
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskModel:
    """How findings and models are weighed, by the stage that spoke last, and the levels.

    Fitted on lines by other hands than the training's: `python -m training.risk`.
    """

    cheap: Weights = field(default_factory=Weights)
    encoder: Weights = field(default_factory=Weights)
    levels: Levels = field(default_factory=Levels)


class Seen(NamedTuple):
    """The evidence in one message, as log-odds; `talk` and `home` are 0 or 1."""

    rules: float
    stance: float
    spam: float
    attack: float
    talk: float
    home: float = 0.0


DEFAULT = RiskModel()


def seen(findings: Collection[Finding], said: Said, *, home: bool = False) -> Seen:
    """What `Weights` weigh; `home` where every address in the text is the exchange's own."""
    ruled = [each for each in findings if each.signal not in (WORDING, *BY_AUTHOR)]
    rules = _together(ruled)
    attack = said.share("attack", "yes") if "attack" in said.heads else 0.5
    return Seen(
        rules=_odds(rules),
        stance=_odds(said.share("stance", Stance.ATTEMPT)),
        spam=_odds(said.share("intent", "spam")),
        attack=_odds(attack),
        talk=float(bool(ruled) and rules == 0),
        home=float(home and rules == 0),
    )


def by_wording(said: Said | None) -> tuple[Finding, ...]:
    """What the model makes of the wording, as a finding beside those of the rules."""
    if said is None:
        return ()
    shares = said.shares("stance")
    about = max(shares, key=lambda code: shares[code])
    if shares[Stance.ATTEMPT] >= _SUSPECTS:
        about = Stance.ATTEMPT
    if about == "none" or (about != Stance.ATTEMPT and shares[about] < _SURE_OF_STANCE):
        return ()
    return (_worded(said, Stance(about)),)


def combine(
    findings: Collection[Finding],
    said: Said | None = None,
    model: RiskModel = DEFAULT,
    *,
    home: bool = False,
) -> Risk:
    """Evidence adds up, none of it is needed, and each piece can be shown."""
    attempts = [each for each in findings if each.stance is Stance.ATTEMPT]
    score = _together(findings) if said is None else _weighed(findings, said, model, home=home)
    level = _level(score, model.levels)
    if attempts and (level is not RiskLevel.NONE or len(attempts) == len(findings)):
        return Risk(score=score, level=level, stance=Stance.ATTEMPT, kinds=_kinds(attempts))
    talk = [each for each in findings if each.stance is not Stance.ATTEMPT]
    if not talk:
        return Risk(score=score if attempts else min(score, _TALK_SCORE))
    strongest = max(talk, key=lambda each: each.score)
    return Risk(
        score=_TALK_SCORE, level=RiskLevel.NOTE, stance=strongest.stance, kinds=_kinds(talk)
    )


def with_evidence(risk: Risk, findings: Collection[Finding], levels: Levels) -> Risk:
    """The risk with what the surroundings add; log-odds add up, each finding by its own score.

    A finding of score 0.5 says nothing by itself and adds `CONTEXT` all the same: it was only
    looked for because something else spoke of an attack. Weights are set by hand.
    """
    odds = _odds(risk.score) + sum(_CONTEXT + max(0.0, _odds(each.score)) for each in findings)
    score = max(risk.score, 1 / (1 + exp(-odds)))
    level = _level(score, levels)
    if level is RiskLevel.NONE:
        return replace(risk, score=score)
    kinds = tuple(dict.fromkeys((*risk.kinds, *_kinds(findings))))
    return Risk(score=score, level=level, stance=Stance.ATTEMPT, kinds=kinds)


def _worded(said: Said, about: Stance) -> Finding:
    kinds = {code: share for code, share in said.shares("risk").items() if code != "none"}
    kind = max(kinds, key=lambda code: kinds[code])
    share = said.share("stance", about)
    like = {
        Stance.ATTEMPT: "is worded like an attack",
        Stance.WARNING: "is worded like a warning to others",
        Stance.REPORT: "is worded like a report",
        Stance.QUESTION: "is worded like a question whether something is real",
    }[about]
    reason = f"{like} ({share:.2f}), most of all {kind.replace('_', ' ')}"
    return Finding(signal=WORDING, kind=kind, score=share, reason=reason, stance=about)


def _together(findings: Collection[Finding]) -> float:
    """The chance that any of the rules' attempts is one."""
    scores = (each.score for each in findings if each.stance is Stance.ATTEMPT)
    return 1 - prod(1 - score for score in scores)


def _weighed(findings: Collection[Finding], said: Said, model: RiskModel, *, home: bool) -> float:
    weights = model.cheap if said.stage == CHEAP else model.encoder
    odds = weights.odds(seen(findings, said, home=home)) + _by_author(findings)
    return 1 / (1 + exp(-odds))


def _by_author(findings: Collection[Finding]) -> float:
    """What the author himself gives away; the lines that weights are fitted on have no author."""
    return sum(
        _CONTEXT + max(0.0, _odds(each.score))
        for each in findings
        if each.signal in BY_AUTHOR and each.stance is Stance.ATTEMPT
    )


def _odds(share: float) -> float:
    share = min(max(share, _LEAST), _MOST)
    return log(share / (1 - share))


def _kinds(findings: Collection[Finding]) -> tuple[str, ...]:
    """Risk codes, the strongest first, each once; those of rules before the model's guess."""
    ranked = sorted(findings, key=lambda each: (each.signal == WORDING, -each.score))
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
