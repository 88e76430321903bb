"""How evidence of attacks is weighed: fitted weights and levels in a small TOML file."""

from __future__ import annotations

import logging
import tomllib
from pathlib import Path
from typing import Any

import models
from core.triage.risk import Levels, RiskModel, Weights

FILE = models.HOME / "risk.toml"
_log = logging.getLogger(__name__)


def load_risk(path: Path = FILE) -> RiskModel:
    """The shipped weighing, or the built-in one where the file is absent or damaged."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        return RiskModel(
            cheap=Weights(**_numbers(table["cheap"])),
            encoder=Weights(**_numbers(table["encoder"])),
            levels=Levels(**_numbers(table["levels"])),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        _log.warning("%s cannot be read (%s); built-in weights are used", path.name, error)
        return RiskModel()


def save_risk(model: RiskModel, path: Path, why: str) -> None:
    """Write a weighing; `why` stands on top, for people."""
    lines = [f"# {why}"]
    for name in ("cheap", "encoder", "levels"):
        part = getattr(model, name)
        lines += ["", f"[{name}]"]
        lines += [f"{key} = {getattr(part, key):.4f}" for key in part.__dataclass_fields__]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _numbers(table: dict[str, Any]) -> dict[str, float]:
    return {key: float(value) for key, value in table.items()}
