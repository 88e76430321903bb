"""Numbers as a reader writes them: counts, shares, lengths of time, days."""

from __future__ import annotations

from datetime import datetime

from babel import Locale
from babel.dates import format_skeleton
from babel.numbers import format_compact_decimal, format_decimal

from console.words import Texts
from core.numbers.figures import Figure, Unit
from core.numbers.pictures import REST, Picture

MINUTE, HOUR, DAY = 60, 3600, 86_400
# Above so many of a unit the next one says it better.
LONGEST = ((MINUTE, 1, "seconds"), (HOUR, MINUTE, "minutes"), (2 * DAY, HOUR, "hours"))
# Changes below this are noise.
SAME, SAME_SCORE = 0.005, 0.05
TABLES = {"intent": "intent", "weekday": "weekday", "act": "act_name"}


def written(texts: Texts, unit: Unit, value: float) -> str:
    """A value with its unit."""
    if unit is Unit.SECONDS:
        return _length(texts, value)
    if unit is Unit.SHARE:
        return f"{format_decimal(100 * value, '0.#', locale=texts.language)}\u202f%"
    if unit is Unit.SCORE:
        return format_decimal(value, "0.0", locale=texts.language)
    return format_decimal(value, locale=texts.language)


def short(texts: Texts, unit: Unit, value: float) -> str:
    """The same beside an axis, where there is little room."""
    if unit is Unit.COUNT and value >= 10_000:
        return format_compact_decimal(value, locale=texts.language)
    return written(texts, unit, value)


def change(texts: Texts, figure: Figure) -> str:
    """How much more or less it is than before; empty where that cannot be said."""
    now, before = figure.value, figure.before
    if now is None or before is None:
        return ""
    if figure.unit in {Unit.SHARE, Unit.SCORE}:
        difference = now - before
        if abs(difference) < (SAME if figure.unit is Unit.SHARE else SAME_SCORE):
            return texts("numbers.same")
        size = written(texts, figure.unit, abs(difference))
        size = size.replace("%", texts("numbers.points")) if figure.unit is Unit.SHARE else size
    elif not before:
        return ""
    else:
        difference = now / before - 1
        if abs(difference) < SAME:
            return texts("numbers.same")
        size = written(texts, Unit.SHARE, abs(difference))
    return texts("numbers.more" if difference > 0 else "numbers.less", size=size)


def label(texts: Texts, picture: Picture, place: datetime | str) -> str:
    """A bin's name."""
    if isinstance(place, str):
        return code(texts, picture.codes, place)
    skeleton = "Hm" if picture.step == "hour" else "MMMd"
    return format_skeleton(skeleton, place, tzinfo=place.tzinfo, locale=texts.language)


def series(texts: Texts, picture: Picture, name: str) -> str:
    """What a row of values is called."""
    if name == REST:
        return texts("numbers.rest")
    if picture.kind in {"area", "heat"}:
        return code(texts, picture.codes, name)
    return texts.name("series", name)


def code(texts: Texts, table: str, name: str) -> str:
    """A code's display name."""
    if table == "platform":
        return name.title()
    if table == "language":
        known: str | None = Locale.parse(texts.language).languages.get(name)
        return known or name
    return texts.name(TABLES[table], name) if table in TABLES else name


def _length(texts: Texts, seconds: float) -> str:
    for longest, unit, name in LONGEST:
        if seconds < longest:
            return texts(f"numbers.{name}", n=_rounded(texts, seconds / unit))
    return texts("numbers.days", n=_rounded(texts, seconds / DAY))


def _rounded(texts: Texts, amount: float) -> str:
    return format_decimal(amount, "0" if amount >= 10 else "0.#", locale=texts.language)
