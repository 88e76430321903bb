"""From cue words, findings and the linear model to the labels of one message."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from math import exp
from operator import itemgetter

from core.triage.crisis import crisis, figure_of_speech
from core.triage.greeting import greets
from core.triage.linear import CHEAP, Said
from core.triage.reading import Reading
from core.types import Finding, Labels, Sentiment, Stance, Urgency

INTENTS = (
    "login", "account_recovery", "account_security", "deposit", "withdrawal", "trading", "fees",
    "kyc", "fiat", "platform_outage", "api", "how_to", "asset_info", "promotion", "authenticity",
    "scam_report", "compliance", "complaint", "crisis", "praise", "business", "chatter", "spam",
)  # fmt: skip

# How long each intent may wait when nothing else is known. Source: taxonomy of the desk.
_USUAL = {
    "account_security": Urgency.P1, "account_recovery": Urgency.P1, "crisis": Urgency.P0,
    "scam_report": Urgency.P1, "platform_outage": Urgency.P2, "login": Urgency.P2,
    "deposit": Urgency.P2, "withdrawal": Urgency.P2, "trading": Urgency.P2, "kyc": Urgency.P2,
    "fiat": Urgency.P2, "fees": Urgency.P2, "compliance": Urgency.P2, "complaint": Urgency.P2,
    "authenticity": Urgency.P2, "api": Urgency.P2,
}  # fmt: skip

# What a concept says about the intent, beside the `about.` tables which say it by name.
_HINTS: Mapping[str, Mapping[str, float]] = {
    "missing": {"deposit": 0.4, "withdrawal": 0.4},
    "not_me": {"account_security": 3.0},
    "hacked": {"account_security": 2.5},
    "gave": {"account_security": 0.8},
    "locked": {"account_recovery": 1.4, "login": 0.6},
    "down": {"platform_outage": 1.6},
    "position": {"trading": 0.8},
    "law": {"compliance": 1.2},
    "is_it_real": {"authenticity": 2.2},
    "told": {"scam_report": 0.8},
    "warn": {"scam_report": 0.6},
    "glad": {"praise": 1.1},
    "upset": {"complaint": 0.9},
    "insult": {"complaint": 0.8},
    "hypothetical": {"how_to": 0.5},
    "figure": {"chatter": 1.0},
    "fee_first": {"fees": 0.2},
    "m.kyc": {"kyc": 0.4},
    "m.business": {"business": 0.6},
    "m.outage": {"platform_outage": 0.3},
    "m.recovery": {"account_recovery": 0.7},
    "wants_human": {"complaint": 0.7},
    "ours": {"authenticity": 0.9},
    "market_talk": {"chatter": 0.5},
    "good_news": {"praise": 0.7},
}
# A cue counts less where everything else could be meant too.
_CUE = {"about.how_to": 0.9, "about.chatter": 0.8, "about.compliance": 1.0, "about.business": 1.2}
_PRIOR = {"chatter": 0.6}
_SHARPNESS = 1.6
# How much the cue words weigh beside the model, which knows them too.
_CUES = 0.15
_TONELESS = 0.3
_LEAST = 1e-9
# What an emergency is about; elsewhere only a likely one wakes people.
ALARMING = frozenset({"account_security", "authenticity", "scam_report", "crisis"})
LIKELY = 0.35
_GREETING = dict.fromkeys(INTENTS, 0.0) | {"chatter": 1.0}
_ABOUT = {f"about.{code}": code for code in INTENTS}


def label(
    reading: Reading,
    findings: Collection[Finding],
    said: Said | None = None,
) -> Labels:
    """All labels; without a model the cue words answer alone."""
    shares = _GREETING if greets(reading) else _intents(reading, findings, said)
    ranked = sorted(shares.items(), key=itemgetter(1), reverse=True)
    intent, confidence = ranked[0]
    urgency, sureness = _urgency(intent, confidence, said)
    sentiment, tone = _sentiment(reading, said)
    return Labels(
        language=reading.language,
        language_confidence=round(reading.confidence, 4),
        intent=intent,
        intent_confidence=round(confidence, 4),
        intents=tuple((code, round(share, 4)) for code, share in ranked[:3]),
        urgency=urgency,
        urgency_confidence=round(sureness, 4),
        sentiment=sentiment,
        sentiment_score=round(tone, 4),
        answerable=_answerable(said),
    )


def _intents(
    reading: Reading, findings: Collection[Finding], said: Said | None
) -> dict[str, float]:
    scores = _cue_scores(reading, findings)
    if said is None:
        shares = dict.fromkeys(INTENTS, 1.0)
        return _bent(shares, {code: _SHARPNESS * score for code, score in scores.items()})
    model = said.shares("intent")
    if said.stage != CHEAP:
        return model
    return _bent(model, {code: _CUES * score for code, score in scores.items()})


def _cue_scores(reading: Reading, findings: Collection[Finding]) -> dict[str, float]:
    """How much the cue words speak for each intent that they speak of at all."""
    scores: defaultdict[str, float] = defaultdict(float, _PRIOR)
    times = Counter(concept for concept, _ in {(hit.concept, hit.start) for hit in reading.hits})
    for concept, count in times.items():
        if code := _ABOUT.get(concept):
            scores[code] += _CUE.get(concept, 1.3) * (1 + 0.35 * min(count - 1, 3))
        for hinted, weight in _HINTS.get(concept, {}).items():
            scores[hinted] += weight
    for code, weight in _from_findings(findings):
        scores[code] += weight
    if crisis(reading):
        scores["crisis"] += 5.0
    elif figure_of_speech(reading):
        scores["chatter"] += 0.5
    return scores


def _from_findings(findings: Collection[Finding]) -> list[tuple[str, float]]:
    """An attempt is spam, a report is one, a question asks what is real."""
    bent: dict[str, float] = {}
    means = {
        Stance.ATTEMPT: ("spam", 3.2),
        Stance.REPORT: ("scam_report", 2.0),
        Stance.WARNING: ("scam_report", 1.2),
        Stance.QUESTION: ("authenticity", 1.6),
    }
    for each in findings:
        if each.kind != "abuse":
            code, weight = means[each.stance]
            bent[code] = max(bent.get(code, 0.0), weight * each.score)
    return list(bent.items())


def _urgency(intent: str, confidence: float, said: Said | None) -> tuple[Urgency, float]:
    if said is None:
        return _USUAL.get(intent, Urgency.P3), confidence * 0.6
    shares = said.shares("urgency")
    if shares[Urgency.P0] >= (said.alarm if intent in ALARMING else max(said.alarm, LIKELY)):
        return Urgency.P0, shares[Urgency.P0]
    code = Urgency(said.named("urgency"))
    # Rare codes are favoured, but an alarm that wakes people has its own threshold.
    code = max(code, Urgency.P1)
    return code, shares[code]


def _answerable(said: Said | None) -> float | None:
    if said is None or "answerable" not in said.heads:
        return None
    return round(said.share("answerable", "yes"), 4)


def _sentiment(reading: Reading, said: Said | None) -> tuple[Sentiment, float]:
    """The tone, and how far it leans: -1 to 1."""
    if said is not None:
        leans = said.share("sentiment", "positive") - said.share("sentiment", "negative")
        return Sentiment(said.named("sentiment")), leans
    glad, upset = len(reading.of("glad", "good_news")), len(reading.of("upset", "insult"))
    score = (glad - upset) / (glad + upset + 0.8)
    if abs(score) < _TONELESS:
        return Sentiment.NEUTRAL, score
    return (Sentiment.POSITIVE if score > 0 else Sentiment.NEGATIVE), score


def _bent(shares: dict[str, float], scores: Mapping[str, float]) -> dict[str, float]:
    """Shares with evidence added to their logarithms; they sum to one again."""
    for code, score in scores.items():
        shares[code] = max(shares[code], _LEAST) * exp(score)
    total = sum(shares.values())
    return {code: share / total for code, share in shares.items()}
