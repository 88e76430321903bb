"""A small canvas: shapes and words as inline SVG, coloured by the page's style sheet."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as Tree

from markupsafe import Markup

Point = tuple[float, float]


class Canvas:
    """One picture; `label` tells what it shows to who cannot see it. Units are its own pixels."""

    def __init__(self, width: float, height: float, label: str, css: str = "chart") -> None:
        self.width, self.height = width, height
        self._root = Tree.Element(
            "svg", {"viewBox": f"0 0 {width:g} {height:g}", "class": css, "role": "img"}
        )
        self._root.set("aria-label", label)

    def box(self, at: Point, size: Point, css: str, *, shade: float = 1, title: str = "") -> None:
        """A rectangle; `shade` 0..1 is how solid it is, `title` shows when one points at it."""
        made = self._add("rect", css)
        for name, value in zip(("x", "y", "width", "height"), (*at, *size), strict=True):
            made.set(name, _number(max(0.0, value)))
        if shade < 1:
            made.set("fill-opacity", _number(shade))
        _titled(made, title)

    def line(self, start: Point, end: Point, css: str) -> None:
        """A straight line."""
        made = self._add("line", css)
        for name, value in zip(("x1", "y1", "x2", "y2"), (*start, *end), strict=True):
            made.set(name, _number(value))

    def path(self, points: Iterable[Point], css: str) -> None:
        """A line through points."""
        corners = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
        self._add("polyline", css).set("points", corners)

    def dot(self, at: Point, radius: float, css: str, title: str = "") -> None:
        """A filled circle."""
        made = self._add("circle", css)
        for name, value in zip(("cx", "cy", "r"), (*at, radius), strict=True):
            made.set(name, _number(value))
        _titled(made, title)

    def words(self, at: Point, text: str, css: str = "", turn: float = 0) -> None:
        """Text that starts, centres or ends at a point, as `css` says; turned about it."""
        made = self._add("text", css)
        made.set("x", _number(at[0]))
        made.set("y", _number(at[1]))
        if turn:
            made.set("transform", f"rotate({turn:g} {_number(at[0])} {_number(at[1])})")
        made.text = text

    def drawn(self) -> Markup:
        """The picture; everything that was said in it is escaped."""
        return Markup(Tree.tostring(self._root, encoding="unicode"))  # noqa: S704 - made of elements

    def _add(self, tag: str, css: str) -> Tree.Element:
        return Tree.SubElement(self._root, tag, {"class": css} if css else {})


def _titled(element: Tree.Element, title: str) -> None:
    if title:
        Tree.SubElement(element, "title").text = title


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
