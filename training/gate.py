"""The gate: figures that shipped weights must keep, recorded in a small TOML file.

Each table is a metric: `least` (or `most`, where less is better) is allowed, `measured` was found
when the file was written.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import ConfigError
from core.settings import nearest
from training.metrics import GATED, Metric

MARGIN = 0.01
_HEAD = """\
# What the shipped weights must reach on the evaluation corpus; `make check` holds them to it.
# Written by `skerry evaluate models/corpus/evaluation --gate models/gate.toml --record`: what was
# measured, less a margin.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """How far one figure may fall, or rise where less is better."""

    metric: Metric
    limit: float
    measured: float | None = None

    @property
    def word(self) -> str:
        return "most" if self.metric.falls else "least"

    def failure(self, value: float | None) -> str:
        """What is wrong with a figure, in one line; empty when it passes."""
        name = self.metric.name
        if value is None:
            return f"{name}: not measured, the lines carry no such label"
        missed = value > self.limit if self.metric.falls else value < self.limit
        if not missed:
            return ""
        before = "" if self.measured is None else f" ({self.measured:.4f} when it was recorded)"
        return f"{name}: {value:.4f}, at {self.word} {self.limit:.4f} is allowed{before}"


def read_gate(path: Path) -> list[Bound]:
    """The bounds in a file; ConfigError when it cannot be read or names an unknown metric."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from None
    return [_bound(path, name, table) for name, table in tables.items()]


def failures(bounds: list[Bound], figures: Mapping[str, float]) -> list[str]:
    """One line a figure that does not pass."""
    lines = [each.failure(figures.get(each.metric.name)) for each in bounds]
    return [line for line in lines if line]


def record(path: Path, figures: Mapping[str, float], margin: float = MARGIN) -> list[Bound]:
    """Write a gate from what was just measured, `margin` below (or above) each figure."""
    bounds = [
        Bound(metric=metric, limit=_limit(metric, figures[name], margin), measured=figures[name])
        for name, metric in GATED.items()
        if name in figures
    ]
    tables = [
        f"[{each.metric.name}]\n{each.word} = {each.limit:.4f}\nmeasured = {each.measured:.4f}\n"
        for each in bounds
    ]
    try:
        path.write_text("\n".join([_HEAD, *tables]), "utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    return bounds


def _limit(metric: Metric, measured: float, margin: float) -> float:
    """Rounded outwards, so that the very figures that were recorded pass."""
    if metric.falls:
        return min(1.0, round(measured + margin + 5e-5, 4))
    return max(0.0, round(measured - margin - 5e-5, 4))


def _bound(path: Path, name: str, table: Any) -> Bound:
    if name not in GATED:
        raise ConfigError(f"{path}: unknown metric '{name}'{nearest(name, list(GATED))}")
    word = "most" if GATED[name].falls else "least"
    limit = table.get(word) if isinstance(table, dict) else None
    if not isinstance(limit, int | float):
        raise ConfigError(f"{path}: [{name}] needs a number '{word}'")
    measured = table.get("measured")
    known = float(measured) if isinstance(measured, int | float) else None
    return Bound(metric=GATED[name], limit=float(limit), measured=known)
