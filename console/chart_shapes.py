"""The shapes that pictures are made of, as SVG elements with a class each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log1p

from markupsafe import Markup

from core.numbers.figures import Unit

WIDTH, HEIGHT = 400, 170
LEFT, RIGHT, TOP, BOTTOM = 46, 392, 10, 146
SHADES = 5
# Steps between two lines of an axis, times a power of ten.
NICE = (1, 2, 3, 5, 10)
# Times differ by orders of magnitude: seconds at which their axes have lines, and may end.
DECADES = (0, 10, 60, 600, 3600, 21_600, 86_400, 604_800, 2_592_000)
LINES = 2


@dataclass(frozen=True, slots=True)
class Frame:
    """Where values lie: `top` is the value at the upper edge, `slots` how many bins there are."""

    top: float
    slots: int
    is_log: bool = False

    def y(self, value: float) -> float:
        """How far down a value lies."""
        share = log1p(value) / log1p(self.top) if self.is_log else value / self.top
        return BOTTOM - (BOTTOM - TOP) * share

    @property
    def lines(self) -> list[float]:
        """The values at which an axis has its lines."""
        if self.is_log:
            return [float(each) for each in DECADES if each <= self.top]
        return [self.top * step / LINES for step in range(LINES + 1)]

    def x(self, slot: float) -> float:
        """The left edge of a bin; half a bin on is its middle."""
        return LEFT + (RIGHT - LEFT) * slot / self.slots


def hit(frame: Frame, slot: int) -> Markup:
    """The whole height of a bin answers the pointer."""
    return rect("hit", (frame.x(slot), TOP), (frame.x(slot + 1) - frame.x(slot), BOTTOM - TOP))


def frame_of(unit: Unit, highest: float, slots: int) -> Frame:
    """The smallest frame with round lines that holds these values."""
    slots = max(1, slots)
    if unit is Unit.SHARE:
        return Frame(max(1.0, highest), slots)
    if unit is Unit.SECONDS:
        longest = next((each for each in DECADES[1:] if each >= highest), DECADES[-1])
        return Frame(float(max(longest, highest)), slots, is_log=True)
    power = 1.0
    while NICE[-1] * power * LINES < highest:
        power *= 10
    top = next(LINES * each * power for each in NICE if LINES * each * power >= highest)
    return Frame(top, slots)


def shade(value: float, highest: float) -> int:
    """How dark a field is, 0 to SHADES."""
    return 0 if not value else min(SHADES, 1 + int(SHADES * value / (highest + 1e-9)))


def runs(
    spots: Sequence[tuple[float, float] | None],
) -> Iterator[list[tuple[float, float]]]:
    """The stretches without a gap."""
    gaps = [-1, *(n for n, spot in enumerate(spots) if spot is None), len(spots)]
    for before, after in pairwise(gaps):
        run = [spot for spot in spots[before + 1 : after] if spot]
        if run:
            yield run


def path(spots: Sequence[tuple[float, float]]) -> str:
    """A line through these spots."""
    return "".join(f"{'L' if n else 'M'}{x:.1f} {y:.1f}" for n, (x, y) in enumerate(spots))


def rect(name: str, at: tuple[float, float], size: tuple[float, float]) -> Markup:
    """A rectangle from a corner."""
    return Markup('<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(
        name, *at, *size
    )


def text(name: str, at: tuple[float, float], words: str) -> Markup:
    """Words at a place."""
    return Markup('<text class="{}" x="{:.1f}" y="{:.1f}">{}</text>').format(name, *at, words)
