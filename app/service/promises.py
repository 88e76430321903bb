"""What is promised, from the settings: hours, holidays, minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from core.errors import ConfigError
from core.service.calendar import ALWAYS_OPEN, Calendar
from core.service.promise import MINUTES, Promises
from core.service.wait import Service
from core.tables.service import ServiceTable, zone_of


def build_service(table: ServiceTable) -> Service:
    """What is promised; raises ConfigError in one line for holidays that nobody knows."""
    return Service(promises=promises_of(table))


def promises_of(table: ServiceTable) -> Promises:
    """The promises of the settings."""
    return Promises(
        calendar=_calendar(table),
        minutes={**MINUTES, **table.promises.items()},
        topics={
            (topic, urgency): minutes
            for topic, own in table.topics.items()
            for urgency, minutes in own.items().items()
        },
        round_the_clock=frozenset(table.round_the_clock),
        warn_share=table.warn_share,
    )


def _calendar(table: ServiceTable) -> Calendar:
    off = [_country(name) for name in table.holidays]
    days = frozenset(table.closed)
    week = table.hours.hours

    def closed(day: date) -> bool:
        return day in days or any(each(day) for each in off)

    return Calendar(
        zone=zone_of(table.zone),
        week=week if any(week) else ALWAYS_OPEN,
        closed=closed,
        keeps_holidays=bool(off or days),
    )


def _country(name: str) -> Callable[[date], bool]:
    """Whether a day is a public holiday of a country, "DE", or of a part of one, "DE-BE"."""
    import holidays  # noqa: PLC0415 - a second of loading, for those who keep any

    country, _, part = name.upper().partition("-")
    try:
        known = holidays.country_holidays(country, subdiv=part or None)
    except NotImplementedError:
        raise ConfigError(
            f"settings.toml: 'service.holidays': nobody knows the holidays of '{name}':"
            ' write countries like "NO", or parts like "DE-BE"'
        ) from None
    return lambda day: day in known
