"""Keeps the encoder out of everybody's way: what fails, hangs or is slow has to wait."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray

from core.errors import EncoderUnavailable
from core.ports import Encoder

SLICE, PATIENCE_S = 32, 12.0
# How much one slice counts in the moving average: one hiccup of a busy machine is no verdict.
_WEIGHT = 0.1

# From bad to fine: with several processes the worst one is shown.
DEGRADED = ("broken", "absent", "slow")
STATES = (*DEGRADED, "starting", "off", "ok")

Floats = NDArray[np.float32]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EncoderState:
    """How the encoder is doing: starting, ok, absent, broken, slow or off; `ms` per message."""

    state: str
    since: datetime
    why: str = ""
    name: str = ""
    ms: float = 0.0

    @property
    def degraded(self) -> bool:
        """Whether the cheap stage reads alone although nobody asked for that."""
        return self.state in DEGRADED


def state_of(state: str, why: str = "", name: str = "") -> EncoderState:
    """A state from now on."""
    return EncoderState(state, datetime.now(UTC), why, name)


class Guarded:
    """The `Encoder` port around another: any failure is EncoderUnavailable, and is not repeated.

    After a failure, or when a message takes longer than `slowest_ms` on average, nobody is let
    through for `pause_s`; then the next one tries again. A call that does not come back is left
    behind in its thread, and nothing is asked until it does.
    """

    def __init__(
        self,
        inner: Encoder,
        *,
        slowest_ms: float,
        pause_s: float,
        now: Callable[[], float] = time.monotonic,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._inner, self._slowest_ms, self._pause_s = inner, slowest_ms, pause_s
        self._now, self._patience_s = now, patience_s
        self._closed_until = float("-inf")
        self._average: float | None = None
        self._thread: threading.Thread | None = None
        self.state = state_of("ok", name=inner.name)

    @property
    def name(self) -> str:
        return self._inner.name

    def encode(self, texts: Sequence[str]) -> Floats:
        """The inner one's vectors; raises EncoderUnavailable."""
        if self._now() < self._closed_until:
            raise EncoderUnavailable(self.state.why)
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        parts = [order[start : start + SLICE] for start in range(0, len(order), SLICE)] or [[]]
        found = np.concatenate([self._slice([texts[each] for each in part]) for part in parts])
        vectors = np.empty_like(found)
        vectors[order] = found
        return vectors

    def _slice(self, texts: Sequence[str]) -> Floats:
        started = self._now()
        vectors = self._in_time(texts)
        if len(vectors) != len(texts) or not np.isfinite(vectors).all():
            self._trip("broken", "the encoder's vectors are not numbers")
        ms = 1000 * (self._now() - started) / max(1, len(texts))
        average = ms if self._average is None else self._average + _WEIGHT * (ms - self._average)
        if average > self._slowest_ms:
            self._trip("slow", f"{average:,.0f} ms a message, more than {self._slowest_ms:g}")
        self._average = average
        self._say("ok", "", average)
        return vectors

    def _in_time(self, texts: Sequence[str]) -> Floats:
        """Ask in a thread of its own, so that one that hangs can be left behind."""
        if self._thread is not None and self._thread.is_alive():
            self._trip("slow", "an earlier call has not come back")
        answers: list[Floats | Exception] = []
        self._thread = threading.Thread(target=self._ask, args=(texts, answers), daemon=True)
        self._thread.start()
        self._thread.join(self._patience_s)
        if not answers:
            self._trip("slow", f"no answer within {self._patience_s:g} s")
        answer = answers[0]
        if isinstance(answer, Exception):
            self._trip("broken", one_line(answer))
        return answer

    def _ask(self, texts: Sequence[str], answers: list[Floats | Exception]) -> None:
        try:
            answers.append(self._inner.encode(texts))
        except Exception as error:
            answers.append(error)

    def _trip(self, state: str, why: str) -> NoReturn:
        self._closed_until = self._now() + self._pause_s
        self._average = None
        if self.state.state != state:
            log.warning("encoder: %s; the cheap stage reads alone", why)
        self._say(state, why, 0.0)
        raise EncoderUnavailable(why)

    def _say(self, state: str, why: str, ms: float) -> None:
        since = self.state.since if state == self.state.state else datetime.now(UTC)
        self.state = EncoderState(state, since, why, self.name, round(ms, 2))


def one_line(error: Exception) -> str:
    """What went wrong in one line."""
    first = (str(error).strip().splitlines() or [""])[0]
    return f"{type(error).__name__}: {first[:300]}"
