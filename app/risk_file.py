"""How evidence of attacks is weighed: fitted weights and levels in a small TOML file."""

from __future__ import annotations

import logging
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import models
from core.triage.risk import Levels, RiskModel, Weights

FILE = models.HOME / "risk.toml"
# Levels alone: weights belong to the models that ship, and are renewed with them.
OWN = models.OWN / "risk.toml"
BUILT_IN = "built in"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Weighing:
    """The weights and levels in force; where the levels come from, and what that file says."""

    model: RiskModel
    levels_from: str
    note: str = ""


def load_risk(path: Path | None = None, own: Path | None = None) -> RiskModel:
    """The shipped weighing with the operator's own levels, where he has any."""
    return weighing(path, own).model


def weighing(path: Path | None = None, own: Path | None = None) -> Weighing:
    """The same, and where it comes from; a damaged file costs one line in the log."""
    shipped = _shipped(path or FILE)
    own = own or OWN
    if not own.exists():
        return shipped
    try:
        text = own.read_text("utf-8")
        levels = _levels(tomllib.loads(text))
    except (OSError, ValueError, KeyError, TypeError) as error:
        _log.warning("%s cannot be read (%s); the levels are %s", own, error, shipped.levels_from)
        return shipped
    return Weighing(replace(shipped.model, levels=levels), str(own), _note(text))


def save_risk(model: RiskModel, path: Path, why: str) -> None:
    """Write a weighing; `why` stands on top, for people."""
    tables = {name: getattr(model, name) for name in ("cheap", "encoder", "levels")}
    _write(path, tables, why)


def save_levels(levels: Levels, path: Path, why: str) -> None:
    """Write levels alone; `why` stands on top, for people. Raises OSError."""
    _write(path, {"levels": levels}, why)


def _shipped(path: Path) -> Weighing:
    try:
        text = path.read_text("utf-8")
        table = tomllib.loads(text)
        model = RiskModel(
            cheap=Weights(**_numbers(table["cheap"])),
            encoder=Weights(**_numbers(table["encoder"])),
            levels=_levels(table),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        _log.warning("%s cannot be read (%s); built-in weights are used", path.name, error)
        return Weighing(RiskModel(), BUILT_IN)
    return Weighing(model, str(path), _note(text))


def _levels(table: dict[str, Any]) -> Levels:
    levels = Levels(**_numbers(table["levels"]))
    if not 0 < levels.note <= levels.review <= levels.alert <= 1:
        raise ValueError("0 < note <= review <= alert <= 1 does not hold")
    return levels


def _numbers(table: object) -> dict[str, float]:
    if not isinstance(table, dict):
        raise TypeError("a table is expected")
    return {key: float(value) for key, value in table.items()}


def _note(text: str) -> str:
    first = text.partition("\n")[0]
    return first.removeprefix("#").strip() if first.startswith("#") else ""


def _write(path: Path, tables: dict[str, Any], why: str) -> None:
    lines = [f"# {why}"]
    for name, part in tables.items():
        lines += ["", f"[{name}]"]
        lines += [f"{key} = {getattr(part, key):.4f}" for key in part.__dataclass_fields__]
    path.parent.mkdir(parents=True, exist_ok=True)
    # Whole or not at all: a desk may be starting.
    half = path.with_name(f"{path.name}.half")
    half.write_text("\n".join(lines) + "\n", "utf-8")
    half.replace(path)
