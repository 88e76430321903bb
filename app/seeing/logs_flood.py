"""Keeps trouble readable: the same line again and again is counted, not written."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

# So many of one kind in so many seconds; a kind is who says it and its template.
BURST, PERIOD_S = 20, 10.0
KINDS = 1000


class Flood(logging.Filter):
    """Lets the first lines of a kind through; the next period begins with how many it held back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock, self._lock = clock, threading.Lock()
        # Kind -> when its period began, how many were said in it.
        self._seen: dict[tuple[str, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        kind, now = (record.name, str(record.msg)), self._clock()
        with self._lock:
            began, count = self._seen.get(kind, (now, 0))
            held_back = 0
            if now - began >= PERIOD_S:
                began, held_back, count = now, max(0, count - BURST), 0
            if len(self._seen) >= KINDS:
                self._seen.clear()
            self._seen[kind] = began, count + 1
        if held_back:
            record.held_back = held_back
        return count < BURST
