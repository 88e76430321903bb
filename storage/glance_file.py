"""A look at a desk's database from outside: it writes, migrates and waits for nothing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import DBAPIError

from core.errors import ConfigError
from core.numbers.glance import Glance
from core.numbers.pulse import Pulse
from storage.copies.snapshot import reading, release
from storage.numbers import glance as number_glance
from storage.numbers import pulse as number_pulse

OTHER = (
    "database {name}: no desk of this version has worked with it; start the desk, which brings it"
    " up to date, or look with the version that does"
)


class Glancing:
    """An open look; raises ConfigError where no desk is, StorageUnavailable when it is gone."""

    def __init__(self, url: str) -> None:
        self._driver = reading(url)
        self.name = self._driver.name

    def look(self, now: datetime) -> tuple[Pulse, Glance]:
        """Both on one snapshot."""
        try:
            with self._driver.reader.begin() as connection:
                seen = number_glance.glance(connection, now)
                return number_pulse.pulse(connection, now), seen
        except DBAPIError as error:
            other = ConfigError(OTHER.format(name=self.name))
            raise self._driver.outage(error) or other from None

    def close(self) -> None:
        """Let go of it."""
        release(self._driver)
