"""The report of an evaluation: one HTML file that needs nothing else, pictures inside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from core.triage.labels import INTENTS
from core.types import Sentiment, Stance, Urgency
from training import measures
from training.evaluate import ALL, Figures, Judged, answerable, confidences, sides
from training.fact_scores import FactScore
from training.labelled import NONE
from training.metrics import METRICS, TABLES, Metric
from training.mistakes import Mistake
from training.report_charts import Bar, Series, bars, curves, heat_map, reliability_diagram
from training.stages import Cascade

_TEMPLATES = Path(__file__).parent / "templates"
HEADLINES = (
    "intent_accuracy", "intent_worst_language", "p0_recall", "p0_precision", "urgency_macro_f1",
    "sentiment_macro_recall", "language_accuracy", "intent_ece", "answer_precision_60",
    "encoder_share",
)  # fmt: skip
_NAMES = {"intent": "intent", "urgency": "urgency", "sentiment": "tone", "stance": "stance"}
_CODES: Mapping[str, tuple[str, ...]] = {
    "intent": INTENTS,
    "urgency": tuple(each.value for each in Urgency),
    "sentiment": tuple(each.value for each in Sentiment),
    "stance": (NONE, *(each.value for each in Stance)),
}
_WIDE, _SQUARE = 30, 62
_GOAL = 0.98
_HOW_TO_READ = {
    "intent": "Each row is what a person labelled, each column what the desk read. Green squares "
    "on the diagonal are right answers; every other square is a mistake, darker the larger its "
    "share of the row. Point at a square for its words.",
    "small": "Rows are labels, columns are answers; the diagonal is right.",
    "reliability": "Bars say how often the desk was right when it stated a confidence; dots that "
    "lie on the dashed line are honest, below it the desk is too sure of itself. Numbers count "
    "messages.",
    "bars": "Share of right answers in each language, its number of messages in brackets. The "
    "black whisker is the 95 % interval: with few messages the truth may lie anywhere in it.",
    "abstain": "If the desk answers only where it is surest and leaves the rest to people: how "
    "often it is right (upwards) at each share of messages that it answers (to the right). Where "
    "a curve leaves the 98 % line, more answers cost that much trust.",
    "cascade": "If more of the messages about which the cheap stage is least sure reach the "
    "encoder (to the right), this is what comes of it (upwards). Where the curves lie flat, the "
    "encoder costs time and buys nothing; “now” is where the thresholds in force stand.",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Everything the report shows."""

    judged: Sequence[Judged]
    figures: Mapping[str, Figures]
    facts: Mapping[str, FactScore]
    cascade: Cascade | None
    mistakes: Sequence[Mistake]
    overlooked: Sequence[Mistake]
    problems: Sequence[str]
    sources: Sequence[str]
    model: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A chart with its heading and a sentence that tells how to read it."""

    title: str
    chart: Markup
    reading: str


def render(evaluation: Evaluation) -> str:
    """The whole page."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    whole = evaluation.figures[ALL]
    return environment.get_template("report.html").render(
        it=evaluation,
        whole=whole,
        headlines=[METRICS[name] for name in HEADLINES if name in whole],
        tables={title: _measured(table, whole) for title, table in TABLES.items()},
        confusion=_confusions(evaluation.judged),
        reliability=_reliabilities(evaluation.judged),
        languages=_languages(evaluation.judged),
        trade=_trades(evaluation),
    )


def _measured(table: Sequence[Metric], whole: Figures) -> list[Metric]:
    return [each for each in table if each.name in whole]


def _confusions(judged: Sequence[Judged]) -> list[Picture]:
    pictures = []
    for label, codes in _CODES.items():
        wanted, given = sides(judged, label)
        if not wanted:
            continue
        wide = len(codes) > 8
        counts = measures.confusion(wanted, given, codes)
        pictures.append(
            Picture(
                title=f"{_NAMES[label].capitalize()}: labelled and read",
                chart=heat_map(codes, counts, cell=_WIDE if wide else _SQUARE),
                reading=_HOW_TO_READ["intent" if wide else "small"],
            )
        )
    return pictures


def _reliabilities(judged: Sequence[Judged]) -> list[Picture]:
    pictures = []
    for label in ("intent", "urgency", "sentiment"):
        sure, right = confidences(judged, label)
        if sure:
            error = measures.calibration_error(sure, right)
            pictures.append(
                Picture(
                    title=f"{_NAMES[label].capitalize()}: said and kept",
                    chart=reliability_diagram(measures.reliability(sure, right)),
                    reading=f"{_HOW_TO_READ['reliability']} Mean distance (ECE): {error:.3f}.",
                )
            )
    return pictures


def _languages(judged: Sequence[Judged]) -> list[Picture]:
    tags = sorted({each.line.language for each in judged if each.line.language})
    groups = {tag: [each for each in judged if each.line.language == tag] for tag in tags}
    pictures = []
    for label in ("intent", "urgency", "sentiment"):
        found = [_bar(tag, group, label) for tag, group in groups.items()]
        found = [each for each in found if each.total]
        if found:
            title = f"{_NAMES[label].capitalize()}: right answers by language"
            pictures.append(Picture(title=title, chart=bars(found), reading=_HOW_TO_READ["bars"]))
    return pictures


def _bar(tag: str, group: Sequence[Judged], label: str) -> Bar:
    wanted, given = sides(group, label)
    hits = sum(one == other for one, other in zip(wanted, given, strict=True))
    return Bar(name=tag, hits=hits, total=len(wanted))


def _trades(evaluation: Evaluation) -> list[Picture]:
    """Abstaining and the cascade: what answering less, or reading twice more often, would buy."""
    drawn = (_abstaining(evaluation.judged), _cascade(evaluation.cascade))
    return [each for each in drawn if each is not None]


def _abstaining(judged: Sequence[Judged]) -> Picture | None:
    groups = (("all messages", judged, "one"), ("answerable", answerable(judged), "two"))
    series = []
    for name, group, css in groups:
        sure, right = confidences(group, "intent")
        if sure:
            answered, accurate = measures.coverage_curve(sure, right)
            series.append(Series(name=name, x=answered, y=accurate, css=css))
    if not series:
        return None
    settled = answerable(judged)
    widest = measures.widest_coverage(*confidences(settled or judged, "intent"), _GOAL)
    whose = "answerable ones" if settled else "messages"
    return Picture(
        title="What abstaining costs",
        chart=curves(series, ("messages answered, %", "intent right, %"), line=_GOAL),
        reading=f"{_HOW_TO_READ['abstain']} {_legend(series)} {100 * widest:.0f} % of the "
        f"{whose} can be answered at 98 %.",
    )


def _cascade(found: Cascade | None) -> Picture | None:
    if found is None:
        return None
    series = [Series(name="intent accuracy", x=found.share, y=found.intent, css="one")]
    if found.p0 is not None:
        series.append(Series(name="emergencies found", x=found.share, y=found.p0, css="two"))
    return Picture(
        title="What the encoder buys",
        chart=curves(
            series, ("messages that reach the encoder, %", "right or found, %"), here=found.now
        ),
        reading=f"{_HOW_TO_READ['cascade']} {_legend(series)}",
    )


def _legend(series: Sequence[Series]) -> str:
    colours = {"one": "blue, solid", "two": "orange, dashed"}
    return "; ".join(f"{colours[each.css]}: {each.name}" for each in series).capitalize() + "."
