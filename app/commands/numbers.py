"""`skerry numbers`: the console's figures in a terminal, or for another program."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table

from app import config
from app.clock import SystemClock
from app.numbers import number_room
from app.sealing.keys import open_desk
from console.number_words import change, written
from console.words import DEFAULT, texts
from core.errors import ConfigError
from core.numbers.board import Board
from core.numbers.figures import GROUPS, Figure, Unit
from core.numbers.span import Filters, Span, own_span, span, zone_of
from core.numbers.table import as_json, csv_of, figure_rows

WEEK = "7"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which days, whose, of what, and how they are printed."""

    first: str = ""
    last: str = ""
    zone: str = ""
    filters: Filters = field(default_factory=Filters)
    form: Literal["table", "json", "csv"] = "table"


async def print_numbers(wish: Wish, settings: str | None) -> None:
    """Print; raises ConfigError with one line where a day or zone is none."""
    loaded, clock = config.load(settings), SystemClock()
    wanted = wished_span(wish, clock.now(), loaded.settings.service.zone)
    store = await open_desk(loaded)
    try:
        room = number_room(store, clock, loaded.settings)
        board = await room.board(wanted, wish.filters, people=True)
    finally:
        await store.close()
    if wish.form == "json":
        sys.stdout.write(json.dumps(as_json(board), ensure_ascii=False, indent=2) + "\n")
    elif wish.form == "csv":
        sys.stdout.write(csv_of(figure_rows(board)))
    else:
        _print(board)


def wished_span(wish: Wish, now: datetime, zone_name: str) -> Span:
    """The days that are meant; raises ConfigError."""
    zone = _zone(wish.zone or zone_name)
    if not (wish.first or wish.last):
        return span(WEEK, now, zone)
    today = now.astimezone(zone).date()
    last = _day("--to", wish.last) if wish.last else today
    first = _day("--from", wish.first) if wish.first else last
    try:
        return own_span(first, last, now, zone)
    except ValueError:
        raise ConfigError(
            f"--from {first} --to {last}: that is no span of time, or one of more than three years"
        ) from None


def _zone(name: str) -> ZoneInfo:
    try:
        return zone_of(name)
    except ValueError:
        raise ConfigError(
            f"--zone {name}: there is no such zone; use one like UTC or Europe/Oslo"
        ) from None


def _day(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ConfigError(f"{option} {text}: a day is written like 2026-11-01") from None


def _print(board: Board) -> None:
    out, words = Console(highlight=False), texts(DEFAULT)
    days = f"{board.span.first} – {board.span.last} ({board.span.zone.key})"
    for group, names in GROUPS.items():
        table = Table(title=words(f"group.{group}"), title_justify="left", min_width=60)
        for head in (days, "value", "of", "before"):
            table.add_column(head, justify="left" if head == days else "right")
        for name in names:
            figure = board.figures[name]
            table.add_row(words(f"figure.{name}"), *_cells(figure))
        out.print(table)
    if board.begun > board.span.start:
        out.print(words("numbers.begun", day=f"{board.begun:%Y-%m-%d %H:%M} UTC"))


def _cells(figure: Figure) -> tuple[str, str, str]:
    words = texts(DEFAULT)
    sample = "" if figure.unit is Unit.COUNT else str(figure.sample)
    if figure.value is None:
        return words("numbers.few" if figure.few else "numbers.nothing"), sample, ""
    return written(words, figure.unit, figure.value), sample, change(words, figure)
