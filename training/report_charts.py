"""The report's pictures: heat map, reliability diagram, bars with intervals, curves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from training.measures import Bin, Numbers, wilson
from training.report_svg import Canvas, Point

# From this shade on, dark ink on a cell would be hard to read.
_SOLID = 0.7
# Narrower columns have slanted names.
_LEVEL_NAMES = 60
_BAR = 22.0
# More points than pixels say nothing.
_MOST_POINTS = 300


def heat_map(codes: Sequence[str], counts: Numbers, *, cell: float = 30) -> Markup:
    """Labels down, answers across; a cell is as dark as its share of the row."""
    shown = [code.replace("_", " ") for code in codes]
    left = 24 + 6.2 * max(map(len, shown))
    slanted = cell < _LEVEL_NAMES
    top, size = left if slanted else 24.0, cell * len(codes)
    canvas = Canvas(left + size + 8, top + size + 8, "labels against answers", "chart wide")
    for row, name in enumerate(shown):
        middle = (row + 0.5) * cell
        canvas.words((left - 6, top + middle + 4), name, "end")
        canvas.words((left + middle, top - 6), name, *(("start", -60) if slanted else ("middle",)))
        total = int(counts[row].sum())
        for column, other in enumerate(shown):
            count = int(counts[row, column])
            corner = (left + column * cell, top + row * cell)
            title = f"{name} read as {other}: {count} of {total}"
            _cell(canvas, corner, cell, (count, count / max(1, total), row == column, title))
    return canvas.drawn()


def _cell(canvas: Canvas, corner: Point, size: float, what: tuple[int, float, bool, str]) -> None:
    count, share, right, title = what
    canvas.box(corner, (size - 1, size - 1), "empty", title=title)
    if not count:
        return
    css = "good" if right else "bad"
    # Even a single stray shows.
    canvas.box(corner, (size - 1, size - 1), css, shade=0.12 + 0.88 * share, title=title)
    ink = "middle inverse" if 0.12 + 0.88 * share > _SOLID else "middle"
    canvas.words((corner[0] + size / 2 - 0.5, corner[1] + size / 2 + 4), str(count), ink)


class _Plane:
    """A square of shares with axes: 0..1 to the right, `low`..1 upwards."""

    LEFT, TOP, WIDTH, HEIGHT = 44.0, 22.0, 360.0, 250.0

    def __init__(self, label: str, axes: tuple[str, str], *, low: float = 0.0) -> None:
        self.low = low
        bottom = self.TOP + self.HEIGHT
        self.canvas = Canvas(420, bottom + 48, label)
        for step in range(6):
            share = step / 5
            x, level = self.LEFT + share * self.WIDTH, low + share * (1 - low)
            y = self.at(0, level)[1]
            self.canvas.line((self.LEFT, y), (self.LEFT + self.WIDTH, y), "grid")
            self.canvas.words((self.LEFT - 6, y + 4), f"{100 * level:.0f}", "end small")
            self.canvas.words((x, bottom + 16), f"{100 * share:.0f}", "middle small")
        middle = self.LEFT + self.WIDTH / 2
        self.canvas.words((middle, bottom + 38), axes[0], "middle small")
        self.canvas.words((12, self.TOP + self.HEIGHT / 2), axes[1], "middle small", turn=-90)

    def at(self, x: float, y: float) -> Point:
        """The place of a pair of shares."""
        height = (max(y, self.low) - self.low) / (1 - self.low)
        return self.LEFT + x * self.WIDTH, self.TOP + (1 - height) * self.HEIGHT


def reliability_diagram(bins: Sequence[Bin]) -> Markup:
    """Accuracy over confidence; the diagonal is honesty, counts stand above the bars."""
    plane = _Plane("accuracy over confidence", ("stated confidence, %", "right, %"))
    bottom = plane.at(0, 0)[1]
    for each in bins:
        x, y = plane.at(each.low, each.right)
        width = (each.high - each.low) * plane.WIDTH - 2
        title = f"{each.count} messages, {each.sure:.0%} sure on average, {each.right:.0%} right"
        plane.canvas.box((x + 1, y), (width, bottom - y), "bar", title=title)
    plane.canvas.line(plane.at(0, 0), plane.at(1, 1), "ideal")
    for each in bins:
        plane.canvas.dot(plane.at(each.sure, each.right), 3, "mark")
        x, y = plane.at((each.low + each.high) / 2, max(each.right, each.sure))
        plane.canvas.words((x, max(11.0, y - 6)), str(each.count), "middle tiny")
    return plane.canvas.drawn()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """How many of how many were right in one group."""

    name: str
    hits: int
    total: int

    @property
    def share(self) -> float:
        return self.hits / max(1, self.total)


def bars(groups: Sequence[Bar]) -> Markup:
    """One bar a group with its 95 % Wilson interval."""
    left, width = 74.0, 270.0
    canvas = Canvas(420, len(groups) * _BAR + 30, "share of right answers by group")
    for step in range(6):
        x = left + step / 5 * width
        canvas.line((x, 0), (x, len(groups) * _BAR + 4), "grid")
        canvas.words((x, len(groups) * _BAR + 20), f"{20 * step}", "middle small")
    for row, each in enumerate(groups):
        y = row * _BAR + _BAR / 2
        low, high = wilson(each.hits, each.total)
        title = f"{each.name}: {each.hits} of {each.total} right; {low:.0%} to {high:.0%}"
        canvas.words((4, y + 4), f"{each.name} ({each.total})", "small")
        canvas.box((left, y - 8), (each.share * width, 16), "bar", title=title)
        canvas.line((left + low * width, y), (left + high * width, y), "whisker")
        for end in (low, high):
            canvas.line((left + end * width, y - 4), (left + end * width, y + 4), "whisker")
        canvas.words((416, y + 4), f"{100 * each.share:.1f} %", "end small")
    return canvas.drawn()


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One curve: `x` and `y` are shares, `css` its colour."""

    name: str
    x: Numbers
    y: Numbers
    css: str


def curves(
    series: Sequence[Series], axes: tuple[str, str], *, line: float = 0.0, here: float | None = None
) -> Markup:
    """Curves over shares; `line` is a level to reach, `here` a place on the x axis to mark."""
    low = min([line or 1.0, *(float(each.y.min()) for each in series)])
    plane = _Plane(" and ".join(each.name for each in series), axes, low=int(low * 10) / 10 * 0.999)
    if line:
        plane.canvas.line(plane.at(0, line), plane.at(1, line), "level")
        plane.canvas.words(
            (plane.LEFT + 4, plane.at(0, line)[1] + 13), f"{100 * line:.0f} %", "tiny"
        )
    if here is not None:
        plane.canvas.line(plane.at(here, plane.low), plane.at(here, 1), "ideal")
        side, css = (-4, "end tiny") if here > 0.5 else (4, "tiny")
        place = (plane.at(here, 0)[0] + side, plane.TOP + plane.HEIGHT - 6)
        plane.canvas.words(place, f"now: {100 * here:.0f} %", css)
    for each in series:
        step = max(1, len(each.x) // _MOST_POINTS)
        kept = [*range(0, len(each.x) - 1, step), len(each.x) - 1]
        points = [plane.at(float(each.x[place]), float(each.y[place])) for place in kept]
        plane.canvas.path(points, f"curve {each.css}")
    return plane.canvas.drawn()
