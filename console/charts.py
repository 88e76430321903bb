"""Pictures as SVG: no script, no style attribute, colours from the page's own classes.

Every picture has a title and a description for those who hear it, a hint on each point for those
who point at it, and a table of the same values beside it (`rows`), which the page shows on demand.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from console.chart_shapes import (
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    TOP,
    WIDTH,
    Frame,
    frame_of,
    hit,
    path,
    rect,
    runs,
    shade,
    text,
)
from console.number_words import label, series, short, written
from console.words import Texts
from core.numbers.pictures import Picture

HEAT_LEFT, HEAT_STEP, HEAT_ROW = 46, 14.4, 18
RANK_LEFT, RANK_RIGHT, RANK_ROW = 112, 340, 17
MOST_LABELS = 4


def draw(picture: Picture, texts: Texts) -> Markup:
    """The whole `<svg>`."""
    inner = Markup("").join(_KINDS[picture.kind](picture, texts))
    title = texts(f"picture.{picture.name}")
    return Markup(
        '<svg class="chart {}" viewBox="0 0 {} {}" role="img" tabindex="0" data-chart=""'
        ' aria-labelledby="t-{} d-{}"><title id="t-{}">{}</title><desc id="d-{}">{}</desc>{}</svg>'
    ).format(
        *(picture.kind, WIDTH, HEIGHT, picture.name, picture.name),
        *(picture.name, title, picture.name, describe(picture, texts), inner),
    )


def describe(picture: Picture, texts: Texts) -> str:
    """What there is to see, in words: the highest and the last of each row."""
    parts = []
    for each in picture.series:
        known = [(v, n) for n, v in enumerate(each.values) if v is not None]
        if known:
            most, place = max(known, key=lambda pair: pair[0])
            at = label(texts, picture, picture.labels[place])
            name, value = series(texts, picture, each.name), written(texts, picture.unit, most)
            parts.append(texts("numbers.highest", name=name, value=value, at=at))
    return " ".join(parts)


def rows(picture: Picture, texts: Texts) -> Iterator[list[str]]:
    """The table behind it: a head, then a row a bin."""
    yield ["", *(series(texts, picture, each.name) for each in picture.series)]
    for slot, place in enumerate(picture.labels):
        values = (each.values[slot] for each in picture.series)
        said = ("–" if v is None else written(texts, picture.unit, v) for v in values)
        yield [label(texts, picture, place), *said]


def _bars(picture: Picture, texts: Texts) -> Iterator[Markup]:
    frame = _frame(picture, _highest(picture))
    yield from _axes(picture, texts, frame)
    count = len(picture.series)
    for slot in range(len(picture.labels)):
        yield Markup('<g class="pt"><title>{}</title>').format(_hint(picture, texts, slot))
        yield hit(frame, slot)
        for number, each in enumerate(picture.series):
            value = each.values[slot] or 0.0
            left = frame.x(slot + 0.1 + 0.8 * number / count)
            width = frame.x(slot + 0.1 + 0.8 * (number + 1) / count) - left
            yield rect(f"c{number}", (left, frame.y(value)), (width, BOTTOM - frame.y(value)))
        yield Markup("</g>")


def _area(picture: Picture, texts: Texts) -> Iterator[Markup]:
    """One upon the other."""
    totals = [sum(v or 0.0 for v in column) for column in _columns(picture)]
    frame = _frame(picture, max(totals, default=0.0))
    yield from _axes(picture, texts, frame)
    floor = [0.0] * len(picture.labels)
    for number, each in enumerate(picture.series):
        roof = [low + (value or 0.0) for low, value in zip(floor, each.values, strict=True)]
        upper = [(frame.x(n + 0.5), frame.y(value)) for n, value in enumerate(roof)]
        lower = [(frame.x(n + 0.5), frame.y(value)) for n, value in enumerate(floor)]
        outline = path([*upper, *reversed(lower)])
        yield Markup('<path class="a c{}" d="{}Z"/>').format(number, outline)
        floor = roof
    yield from _points(picture, texts, frame)


def _line(picture: Picture, texts: Texts) -> Iterator[Markup]:
    """Lines that break where nothing can be said."""
    frame = _frame(picture, _highest(picture))
    yield from _axes(picture, texts, frame)
    for number, each in enumerate(picture.series):
        spots = [
            None if value is None else (frame.x(n + 0.5), frame.y(value))
            for n, value in enumerate(each.values)
        ]
        joined = "".join(path(run) for run in runs(spots))
        yield Markup('<path class="l c{}" d="{}"/>').format(number, joined)
        for spot in spots:
            if spot:
                yield Markup('<circle class="d c{}" cx="{:.1f}" cy="{:.1f}" r="2"/>').format(
                    number, *spot
                )
    yield from _points(picture, texts, frame)


def _heat(picture: Picture, texts: Texts) -> Iterator[Markup]:
    highest = _highest(picture)
    for row, each in enumerate(picture.series):
        name, y = series(texts, picture, each.name), TOP + row * HEAT_ROW
        yield text("axis e", (HEAT_LEFT - 5, y + 12), name)
        for slot, value in enumerate(each.values):
            dark = shade(value or 0.0, highest)
            hint = (
                f"{name} {picture.labels[slot]}:00 · {written(texts, picture.unit, value or 0.0)}"
            )
            yield Markup('<g class="pt"><title>{}</title>{}</g>').format(
                hint,
                rect(f"h{dark}", (HEAT_LEFT + slot * HEAT_STEP, y), (HEAT_STEP - 1, HEAT_ROW - 1)),
            )
    for slot in range(0, 24, 6):
        at = (HEAT_LEFT + slot * HEAT_STEP, TOP + 7 * HEAT_ROW + 13)
        yield text("axis", at, f"{slot:02}:00")


def _ranks(picture: Picture, texts: Texts) -> Iterator[Markup]:
    """Bars from left to right, each with its name and its value in words."""
    highest = _highest(picture) or 1.0
    for row, place in enumerate(picture.labels):
        value, y = picture.series[0].values[row] or 0.0, TOP + row * RANK_ROW
        width = (RANK_RIGHT - RANK_LEFT) * value / highest
        yield Markup('<g class="pt"><title>{}</title>').format(_hint(picture, texts, row))
        yield text("axis e", (RANK_LEFT - 6, y + 11), label(texts, picture, place)[:18])
        yield rect("c0", (RANK_LEFT, y), (width, RANK_ROW - 4))
        yield text("axis", (RANK_LEFT + width + 5, y + 11), short(texts, picture.unit, value))
        yield Markup("</g>")


def _axes(picture: Picture, texts: Texts, frame: Frame) -> Iterator[Markup]:
    for value in frame.lines:
        y = frame.y(value)
        yield Markup('<path class="grid" d="M{} {:.1f}H{}"/>').format(LEFT, y, RIGHT)
        yield text("axis e", (LEFT - 5, y + 4), short(texts, picture.unit, value))
    every = max(1, -(-len(picture.labels) // MOST_LABELS))
    if len(picture.labels) <= MOST_LABELS + 2:
        every = 1
    for slot in range(0, len(picture.labels), every):
        words = label(texts, picture, picture.labels[slot])
        yield text("axis m", (frame.x(slot + 0.5), HEIGHT - 8), _cut(words, picture))


def _points(picture: Picture, texts: Texts, frame: Frame) -> Iterator[Markup]:
    for slot in range(len(picture.labels)):
        hint = _hint(picture, texts, slot)
        yield Markup('<g class="pt"><title>{}</title>{}</g>').format(hint, hit(frame, slot))


def _hint(picture: Picture, texts: Texts, slot: int) -> str:
    said = [label(texts, picture, picture.labels[slot])]
    for each in picture.series:
        value = each.values[slot]
        words = "–" if value is None else written(texts, picture.unit, value)
        said.append(f"{series(texts, picture, each.name)} {words}")
    return " · ".join(said)


def _frame(picture: Picture, highest: float) -> Frame:
    return frame_of(picture.unit, highest, len(picture.labels))


def _highest(picture: Picture) -> float:
    return max((v or 0.0 for each in picture.series for v in each.values), default=0.0)


def _columns(picture: Picture) -> Iterator[tuple[float | None, ...]]:
    return zip(*(each.values for each in picture.series), strict=True)


def _cut(words: str, picture: Picture) -> str:
    """Names of many bars must not run into one another."""
    room = max(4, 66 // max(1, min(len(picture.labels), MOST_LABELS + 2)))
    return words if len(words) <= room else f"{words[: room - 1]}…"


_KINDS = {"bars": _bars, "area": _area, "line": _line, "heat": _heat, "ranks": _ranks}
