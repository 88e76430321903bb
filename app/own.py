"""The operator's own labels: where their heads are kept, and which of them read along."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

import models
from core.ports import Encoder
from core.tables.label import LabelTable
from core.triage.own import OwnHead, OwnLabels
from core.triage.second import SecondStage

FOLDER = models.OWN

log = logging.getLogger(__name__)


def own_labels(tables: Mapping[str, LabelTable], second: SecondStage | None) -> OwnLabels | None:
    """The fitted labels that are switched on; each that cannot be used costs one line in the log.

    None where there is none, or no encoder whose vectors they could read.
    """
    if second is None:
        return None
    chosen = {name: table for name, table in tables.items() if table.enabled}
    heads = [head for name, table in chosen.items() if (head := _head(name, table, second.encoder))]
    return OwnLabels(heads, second.encoder) if heads else None


def kept_at(name: str, table: LabelTable) -> Path:
    """The file of a label's head."""
    return Path(table.weights).expanduser() if table.weights else FOLDER / f"{name}.npz"


def _head(name: str, table: LabelTable, encoder: Encoder) -> OwnHead | None:
    path = kept_at(name, table)
    if not path.exists():
        log.warning("the label '%s' is not fitted yet: run `skerry labels fit %s`", name, name)
        return None
    arrays = models.load_arrays(path, f"the label '{name}' is not read")
    try:
        return OwnHead.from_arrays(name, arrays, encoder.name) if arrays else None
    except ValueError as error:
        log.warning("%s", error)
    except (KeyError, IndexError):
        log.warning("%s holds no head; the label '%s' is not read", path, name)
    return None
