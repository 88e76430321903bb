"""The numbers as tables: what stands behind each picture, CSV, and one JSON for all. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from core.numbers.board import Board
from core.numbers.figures import Figure
from core.numbers.pictures import Picture

# A cell that begins so is taken for a formula by spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows_of(picture: Picture) -> list[list[Any]]:
    """The head, then one row a bin; times as ISO 8601, nothing as nothing."""
    head: list[Any] = [picture.step or picture.codes or "value"]
    head += [each.name for each in picture.series]
    values = zip(*(each.values for each in picture.series), strict=True)
    return [
        head,
        *([_said(label), *row] for label, row in zip(picture.labels, values, strict=False)),
    ]


def csv_of(rows: Sequence[Sequence[Any]]) -> str:
    """RFC 4180, with codes that a spreadsheet would reckon with made harmless."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([_harmless(each) for each in row])
    return out.getvalue()


def figure_rows(board: Board) -> list[list[Any]]:
    """Every figure: its name, unit, value, of how many it was made, and what it was before."""
    head = ["figure", "unit", "value", "sample", "before"]
    return [
        head,
        *([f.name, f.unit.value, f.value, f.sample, f.before] for f in board.figures.values()),
    ]


def people_rows(board: Board) -> list[list[Any]]:
    """Every agent."""
    head = ["agent", "claimed", "replies", "resolved", "handed_back", "first_p50_s", "score"]
    return [
        head,
        *(
            [e.agent, e.claimed, e.replies, e.resolved, e.handed_back, e.first.value, e.score.value]
            for e in board.people
        ),
    ]


def as_json(board: Board) -> dict[str, Any]:
    """All of it, for machines; times in seconds, shares from 0 to 1."""
    span = board.span
    return {
        "from": span.start.isoformat(),
        "to": span.end.isoformat(),
        "zone": span.zone.key,
        "counted_since": board.begun.isoformat(),
        "filters": {
            "platform": board.filters.platform,
            "topic": board.filters.topic,
            "language": board.filters.language,
        },
        "figures": {name: _figure(each) for name, each in board.figures.items()},
        "pictures": {each.name: _picture(each) for each in board.pictures},
        "people": [
            dict(zip(people_rows(board)[0], row, strict=True)) for row in people_rows(board)[1:]
        ],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "unit": figure.unit.value,
        "value": figure.value,
        "sample": figure.sample,
        "before": figure.before,
    }


def _picture(picture: Picture) -> dict[str, Any]:
    return {
        "unit": picture.unit.value,
        "labels": [_said(each) for each in picture.labels],
        "series": {each.name: list(each.values) for each in picture.series},
    }


def _said(label: datetime | str) -> str:
    return label.isoformat() if isinstance(label, datetime) else label


def _harmless(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value
