"""What pictures are drawn from: bins, and a row of values for each thing that is drawn. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.numbers.book import Spot
from core.numbers.figures import Counted, Figure, Unit, share, time
from core.numbers.measures import M, Measure
from core.numbers.span import Span, bin_of, bins

# Of what is drawn beside one another; what is rarer goes together.
MOST_SERIES = 6
REST = "rest"
HOURS_A_DAY, DAYS_A_WEEK = 24, 7


@dataclass(frozen=True, slots=True)
class Series:
    """One thing that is drawn, a value a bin; None where there is nothing to say."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """`kind` is line, bars, area, heat or ranks; `codes` says where the names of series come from.

    `labels` are moments where `step` is hour, day or week, else codes or numbers.
    """

    name: str
    kind: str
    unit: Unit
    step: str
    labels: tuple[datetime | str, ...]
    series: tuple[Series, ...]
    codes: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing would be seen."""
        return not any(value for each in self.series for value in each.values)


# What pictures over time need, by hours or days.
OVER_TIME = (
    *(M.MESSAGES, M.ADDRESSED, M.OPENED, M.RESOLVED_BOT, M.RESOLVED_PEOPLE, M.BACKLOG),
    *(M.FIRST_BOT, M.FIRST_PEOPLE, M.SOLVED_BOT, M.SOLVED_PEOPLE, M.KEPT, M.MISSED),
    *(M.ANSWERED, M.BOT_ANSWERED, M.BOT_TOUCHED, M.BOT_SPOILT, M.SCAM_REVIEW, M.SCAM_ALERT),
    M.WARNED,
)
Sample = Callable[[Counted], Figure]


def over_time(span: Span, spots: Sequence[Spot], backlog: int) -> list[Picture]:
    """The pictures with time from left to right; `backlog` is what is open at the end."""
    begins = bins(span)
    counted = [Counted(sums) for sums in _binned(begins, spots)]

    def line(name: str, unit: Unit, **samples: Sample) -> Picture:
        rows = [Series(n, tuple(take(c).value for c in counted)) for n, take in samples.items()]
        return Picture(name, "line", unit, span.step, tuple(begins), tuple(rows))

    def bars(name: str, **measures: tuple[Measure, ...]) -> Picture:
        rows = [Series(n, tuple(float(c.n(*m)) for c in counted)) for n, m in measures.items()]
        return Picture(name, "bars", Unit.COUNT, span.step, tuple(begins), tuple(rows))

    return [
        bars("messages", messages=(M.MESSAGES,)),
        bars(
            "cases",
            opened=(M.OPENED,),
            resolved_bot=(M.RESOLVED_BOT,),
            resolved_people=(M.RESOLVED_PEOPLE,),
        ),
        _backlog(span, begins, counted, backlog),
        line("first", Unit.SECONDS, bot_p50=_p50(M.FIRST_BOT), people_p50=_p50(M.FIRST_PEOPLE)),
        line("solved", Unit.SECONDS, bot_p50=_p50(M.SOLVED_BOT), people_p50=_p50(M.SOLVED_PEOPLE)),
        line("sla", Unit.SHARE, kept=_kept),
        line("automation", Unit.SHARE, rate=_rate, precision=_precision),
        bars("scams", alert=(M.SCAM_ALERT,), review=(M.SCAM_REVIEW,)),
    ]


def heat(span: Span, spots: Iterable[Spot]) -> Picture:
    """When people write: a row a day of the week, a column an hour of the reader's day."""
    found: Counter[tuple[int, int]] = Counter()
    for each in spots:
        if each.measure == M.MESSAGES:
            at = each.at.astimezone(span.zone)
            found[at.weekday(), at.hour] += each.n
    rows = [
        Series(str(day), tuple(float(found[day, hour]) for hour in range(HOURS_A_DAY)))
        for day in range(DAYS_A_WEEK)
    ]
    labels = tuple(f"{hour:02}" for hour in range(HOURS_A_DAY))
    return Picture("week", "heat", Unit.COUNT, "", labels, tuple(rows), "weekday")


def topics(span: Span, apart: Mapping[str, Sequence[Spot]]) -> Picture:
    """What people write about over time, the most frequent apart."""
    begins = bins(span)
    rows = {}
    for code, spots in apart.items():
        values = [0.0] * len(begins)
        for each in spots:
            values[bin_of(begins, each.at)] += each.n
        rows[code] = values
    ranked = sorted(rows, key=lambda code: (-sum(rows[code]), code))
    top, rest = ranked[:MOST_SERIES], ranked[MOST_SERIES:]
    series = [Series(code, tuple(rows[code])) for code in top]
    if rest:
        together = zip(*(rows[code] for code in rest), strict=True)
        series.append(Series(REST, tuple(map(sum, together))))
    return Picture("topics", "area", Unit.COUNT, span.step, tuple(begins), tuple(series), "intent")


def ranked(name: str, codes: str, sums: Mapping[str, int], most: int = 8) -> Picture:
    """One bar a code, the longest first."""
    order = sorted((code for code in sums if sums[code]), key=lambda code: (-sums[code], code))
    series = Series("messages", tuple(float(sums[code]) for code in order[:most]))
    return Picture(name, "ranks", Unit.COUNT, "", tuple(order[:most]), (series,), codes)


def scores(sums: Counted) -> Picture:
    """How often each score was given, to the bot's cases and to people's."""
    bot, people = sums.buckets(M.SCORE_BOT), sums.buckets(M.SCORE_PEOPLE)
    rows = (
        Series("bot", tuple(float(bot.get(n, 0)) for n in range(1, 6))),
        Series("people", tuple(float(people.get(n, 0)) for n in range(1, 6))),
    )
    return Picture("scores", "bars", Unit.COUNT, "", tuple("12345"), rows)


def acts(sums: Counted) -> Picture:
    """What was done to attackers and taken back, by the desk and by people."""
    names = ("delete", "restrict", "ban", "lift", "show")
    done = [sums.buckets(Measure(f"act_{name}")) for name in names]
    rows = (
        Series("desk", tuple(float(each.get(0, 0)) for each in done)),
        Series("people", tuple(float(each.get(1, 0)) for each in done)),
    )
    return Picture("acts", "bars", Unit.COUNT, "", names, rows, "act")


def _binned(
    begins: Sequence[datetime], spots: Iterable[Spot]
) -> list[Mapping[tuple[str, int], int]]:
    found: list[dict[tuple[str, int], int]] = [defaultdict(int) for _ in begins]
    for each in spots:
        found[bin_of(begins, each.at)][each.measure, each.bucket] += each.n
    return list(found)


def _backlog(
    span: Span, begins: Sequence[datetime], counted: Sequence[Counted], backlog: int
) -> Picture:
    """What was open at the end of each bin, counted back from what is open now."""
    values: list[float] = []
    for each in reversed(counted):
        values.append(float(backlog))
        backlog -= each.n(M.BACKLOG)
    row = Series("backlog", tuple(reversed(values)))
    return Picture("backlog", "line", Unit.COUNT, span.step, tuple(begins), (row,))


def _p50(measure: Measure) -> Sample:
    return lambda sums: time("", sums.buckets(measure), 0.5)


def _kept(sums: Counted) -> Figure:
    return share("", sums.n(M.KEPT), sums.n(M.KEPT, M.MISSED))


def _rate(sums: Counted) -> Figure:
    return share("", sums.n(M.BOT_ANSWERED) - sums.n(M.BOT_TOUCHED), sums.n(M.ANSWERED))


def _precision(sums: Counted) -> Figure:
    by_bot = sums.n(M.BOT_ANSWERED)
    return share("", by_bot - sums.n(M.BOT_SPOILT), by_bot)
