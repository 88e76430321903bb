"""The card of the risk model: what it finds, what it reports wrongly, by language and by kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path

from core.triage.assess import Brain
from core.triage.disguise import disguises
from core.triage.reading import read
from core.triage.risk import RiskModel
from core.triage.text import without_addresses
from core.types import RiskLevel, Stance, Verdict
from training.corpus import EVALUATION, SCAM, Row, read_part
from training.score import question_of

_AT_REVIEW = frozenset({RiskLevel.REVIEW, RiskLevel.ALERT})
_AT_ALERT = frozenset({RiskLevel.ALERT})
_TALK = frozenset({Stance.REPORT, Stance.QUESTION, Stance.WARNING})

_CARD = """\
# How attacks are weighed

Findings of the rules and three words of the models (stance, intent `spam`, attack) add up as
log-odds: `risk.toml` has the weights of each stage and the levels. Fitted by `python -m
training.risk` on `corpus/calibration` and `corpus/calibration-scam`, written by other hands than
the training's; the levels are split-conformal, half of the harmless mass being reports, questions
and warnings, a quarter what only sounds like an attack, a quarter ordinary messages (public posts
among them). `home`: every address in the text is our own, and no rule sees an attempt.

| | bias | rules | stance | spam | attack | talk | home |
|---|---|---|---|---|---|---|---|
{weights}

Levels: note from {note:.3f}, review from {review:.3f}, alert from {alert:.3f}.

## Measured on texts without their authors, links unjudged by any list
`corpus/scam`: 840 lines by a hand that knew the taxonomy alone; half are attempts, half of the
rest talk about scams. `corpus/evaluation`: 1,574 lines of every kind. Per cent at review or
alert, and at alert.

| lines | attempts | found | at alert | harmless | reported | at alert |
|---|---|---|---|---|---|---|
{table}

## What it cannot do
- A line without its author is half a line: "check your inbox" is harmless from a friend. Names,
  links, the place and campaigns add to this at work and are not in these figures.
- All lines are invented, by a few hands; sixty lines a language leave ten points of doubt.
- Genuine announcements of staff read like false ones: real staff is known by id and never judged.
"""


def card(brain: Brain, corpus: Path, model: RiskModel) -> str:
    """The card as Markdown; measures both evaluation parts with the whole cascade."""
    told: dict[str, list[tuple[Row, Verdict]]] = {}
    for part in (SCAM, EVALUATION):
        rows = [row for each in read_part(corpus, part).values() for row in each]
        verdicts = brain.assess_many([question_of(row) for row in rows])
        told[part] = list(zip(rows, verdicts, strict=True))
    levels = model.levels
    return _CARD.format(
        weights="\n".join(_weights(name, model) for name in ("cheap", "encoder")),
        note=levels.note,
        review=levels.review,
        alert=levels.alert,
        table="\n".join(_lines(told)),
    )


def _weights(name: str, model: RiskModel) -> str:
    figures = " | ".join(f"{value:.2f}" for value in astuple(getattr(model, name)))
    return f"| {name} | {figures} |"


def _lines(told: dict[str, list[tuple[Row, Verdict]]]) -> list[str]:
    by_language: defaultdict[str, list[tuple[Row, Verdict]]] = defaultdict(list)
    for row, verdict in told[SCAM]:
        by_language[row.lang].append((row, verdict))
    talk = [each for each in told[SCAM] if each[0].attack == "yes" or each[0].stance in _TALK]
    plain = [each for each in told[SCAM] if each[0].attack == "yes" or each[0].stance == "none"]
    hidden = [each for each in told[SCAM] if _disguised(each[0].text)]
    return [
        _line("scam, all", told[SCAM]),
        _line("… harmless: talk of scams", talk),
        _line("… harmless: no talk of scams", plain),
        _line("… disguised words", hidden),
        _line("evaluation, all", told[EVALUATION]),
        *(_line(f"scam, {tag}", rows) for tag, rows in sorted(by_language.items())),
    ]


def _disguised(text: str) -> bool:
    return bool(disguises(without_addresses(read(text).plain)))


def _line(name: str, pairs: Sequence[tuple[Row, Verdict]]) -> str:
    attacks = [verdict for row, verdict in pairs if row.attack == "yes"]
    harmless = [verdict for row, verdict in pairs if row.attack != "yes"]
    cells = [
        name,
        str(len(attacks)),
        _share(attacks, _AT_REVIEW),
        _share(attacks, _AT_ALERT),
        str(len(harmless)),
        _share(harmless, _AT_REVIEW),
        _share(harmless, _AT_ALERT),
    ]
    return f"| {' | '.join(cells)} |"


def _share(verdicts: Sequence[Verdict], levels: frozenset[RiskLevel]) -> str:
    if not verdicts:
        return "–"
    found = sum(
        each.risk.level in levels and each.risk.stance is Stance.ATTEMPT for each in verdicts
    )
    return f"{100 * found / len(verdicts):.1f}"
