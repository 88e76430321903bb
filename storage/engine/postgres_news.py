"""Hears from a PostgreSQL server that some process wrote."""

from __future__ import annotations

import logging
import select
import socket
import threading
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine

log = logging.getLogger(__name__)

# How long a server that is gone is left alone; meanwhile everybody looks by himself each second.
PAUSE_S = 1.0


class Ear(threading.Thread):
    """A thread with a connection of its own on which it waits for NOTIFY."""

    def __init__(self, engine: Engine, channel: str, heard: Callable[[], None]) -> None:
        super().__init__(name="skerry-listen", daemon=True)
        self._engine, self._channel, self._heard = engine, channel, heard
        self._done = threading.Event()
        self._sleeper, self._waker = socket.socketpair()

    def stop(self) -> None:
        """Stop listening."""
        self._done.set()
        self._waker.send(b"x")
        self.join()
        self._engine.dispose()
        self._sleeper.close()
        self._waker.close()

    def run(self) -> None:
        """Listen until told to stop, over any number of connections."""
        while not self._done.is_set():
            try:
                self._listen()
            except Exception as error:
                log.warning("news from the database: %s; asking instead", type(error).__name__)
                self._done.wait(PAUSE_S)

    def _listen(self) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql(f"LISTEN {self._channel}")
            raw: Any = connection.connection.driver_connection
            self._heard()  # what came before is not told any more
            while not self._done.is_set():
                select.select([raw.fileno(), self._sleeper], [], [])
                if list(raw.notifies(timeout=0)):
                    self._heard()
