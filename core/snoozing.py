"""Until when agents put a case aside: in their own zone. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

HOUR, TOMORROW, MONDAY, OWN = "hour", "tomorrow", "monday", "own"
PRESETS = (HOUR, TOMORROW, MONDAY)
MORNING = 9  # o'clock
_ZONE_LENGTH = 64


def zone_of(name: str) -> tzinfo:
    """The zone of that name; UTC where there is none, whatever was written."""
    try:
        return ZoneInfo(name[:_ZONE_LENGTH])
    except (KeyError, ValueError, OSError):  # no such zone, or a path that leads elsewhere
        return UTC


def wake_at(preset: str, now: datetime, zone: tzinfo) -> datetime | None:
    """When a preset ends; None for another word."""
    if preset == HOUR:
        return now + timedelta(hours=1)
    here = now.astimezone(zone)
    days = {TOMORROW: 1, MONDAY: 7 - here.weekday()}.get(preset)
    if days is None:
        return None
    morning = here.replace(hour=MORNING, minute=0, second=0, microsecond=0, tzinfo=None)
    return (morning + timedelta(days=days)).replace(tzinfo=zone).astimezone(UTC)


def own_time(text: str, zone: tzinfo) -> datetime | None:
    """A date and time as forms send them, in the writer's zone; None where it is none."""
    try:
        local = datetime.fromisoformat(text.strip())
        return (local if local.tzinfo else local.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
