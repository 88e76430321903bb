"""Numbers, money, spans of time and dates as each language writes them; plural forms. Pure.

The rules are those of the Unicode CLDR, read by Babel.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, format_timedelta, get_datetime_format
from babel.numbers import format_currency, format_decimal, format_percent

FALLBACK = "en"
# Seconds in what spans are counted in; CLDR counts months and years so, too.
SPANS = {
    "seconds": 1,
    "minutes": 60,
    "hours": 3600,
    "days": 86_400,
    "weeks": 604_800,
    "months": 2_592_000,
    "years": 31_536_000,
}
NUMERIC = frozenset({"number", "percent", "currency", *SPANS})
DATED = frozenset({"date", "datetime"})
FORMS = NUMERIC | DATED

# As facts are written: commas group, a point divides, a percent sign or a currency may follow.
_QUANTITY = re.compile(r"(-?\d{1,3}(?:,\d{3})+|-?\d+)(\.\d+)?(?:\s*(%|[A-Z]{2,6}))?")
# A narrow blank is a box on old phones; the wider one says the same.
_NARROW, _BLANK = "\u202f", "\xa0"
_CASE = re.compile(r"(=\d+|[a-z]+)\s*\{([^{}]*)\}")


def localised(value: str, form: str, language: str) -> str:
    """A value in a form, as the language writes it; raises ValueError where it has no such form.

    Without a form, a number with a unit, groups or decimals takes the language's marks; anything
    else stays as it is.
    """
    return _localised(value, form, language)


@lru_cache(maxsize=4096)
def plural(value: str, cases: str, language: str) -> str:
    """The case for a number: `one {# hour} other {# hours}`, `=0 {none}`; # is the number.

    Raises ValueError where the value is no number or no case fits.
    """
    number, _ = _quantity(value)
    table = dict(_CASE.findall(cases))
    category = _locale(language).plural_form(number)
    text = table.get(f"={value}") or table.get(category) or table.get("other")
    if text is None:
        raise ValueError(f"no plural case for {value!r}: add other {{…}}")
    said: str = text.replace("#", _number(number, language))
    return said


@lru_cache(maxsize=4096)
def _localised(value: str, form: str, language: str) -> str:
    if form in DATED:
        return _clean(_dated(value, form, _locale(language)))
    if form:
        return _clean(_formed(value, form, language))
    if not _QUANTITY.fullmatch(value) or value.lstrip("-").isdecimal():
        return value
    number, unit = _quantity(value)
    if unit == "%":
        return _clean(_percent(number, language))
    return f"{_number(number, language)} {unit}".strip()


def _formed(value: str, form: str, language: str) -> str:
    number, unit = _quantity(value)
    if form == "percent":
        return _percent(number, language)
    if form == "currency":
        if not unit or unit == "%":
            raise ValueError(f"{value!r} names no currency: write it like '10 EUR'")
        return str(
            format_currency(
                number, unit, _pattern(number, language), _locale(language), currency_digits=False
            )
        )
    if form in SPANS:
        return _span(number, form, language)
    if form == "number":
        return _number(number, language)
    raise ValueError(f"there is no form {form!r}")


def _span(number: Decimal, form: str, language: str) -> str:
    """In the unit that was asked for, however long it is: 24 hours are no day."""
    said: str = format_timedelta(
        timedelta(seconds=float(number) * SPANS[form]),
        granularity=form.removesuffix("s"),  # type: ignore[arg-type]
        threshold=float("inf"),
        locale=_locale(language),
    )
    return said


def _dated(value: str, form: str, locale: Locale) -> str:
    moment = datetime.fromisoformat(value)
    day = format_date(date.fromisoformat(value[:10]), "long", locale)
    if form == "date":
        return day
    time = format_time(moment, "short", locale=locale)
    zone = f" {moment.tzname()}" if moment.tzinfo else ""
    together = str(get_datetime_format("medium", locale=locale))
    return together.replace("'", "").replace("{1}", day).replace("{0}", f"{time}{zone}")


def _quantity(value: str) -> tuple[Decimal, str]:
    found = _QUANTITY.fullmatch(value)
    if found is None:
        raise ValueError(f"{value!r} is no number")
    return Decimal(found[1].replace(",", "") + (found[2] or "")), found[3] or ""


def _number(number: Decimal, language: str) -> str:
    """With as many decimals as were written: 0.10 stays 0.10."""
    places = "0" * -min(0, int(number.as_tuple().exponent))
    pattern = f"{_grouping(language)}.{places}" if places else _grouping(language)
    return _clean(str(format_decimal(number, pattern, _locale(language))))


def _percent(number: Decimal, language: str) -> str:
    none = str(format_percent(0, locale=_locale(language)))
    return none.replace("0", _number(number, language))


def _pattern(number: Decimal, language: str) -> str:
    """The language's own pattern for money, with the decimals that were written."""
    pattern = str(_locale(language).currency_formats["standard"].pattern)
    places = "0" * -min(0, int(number.as_tuple().exponent))
    return pattern.replace("0.00", f"0.{places}" if places else "0")


def _grouping(language: str) -> str:
    """The part of the language's number pattern that groups digits: #,##0 or #,##,##0."""
    return str(_locale(language).decimal_formats[None].pattern).partition(".")[0]


def _clean(text: str) -> str:
    """Without direction marks, which nobody sees and the lint would stop."""
    shown = (char for char in text if unicodedata.category(char) != "Cf")
    return "".join(shown).replace(_NARROW, _BLANK)


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_") or FALLBACK)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(FALLBACK)
