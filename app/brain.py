"""Builds what reads messages: weights, signals, the registry of who is real, the articles."""

from __future__ import annotations

from pathlib import Path

import models
from app.house import build_library
from core.settings import Settings
from core.triage import signals
from core.triage.assess import Brain
from core.triage.linear import LinearModel
from core.understand import Reader
from knowledge import load_identities


def build_brain(settings: Settings, *, identities: str | None = None) -> Brain:
    """The cheap stage; without readable weights the rules answer alone.

    Raises ConfigError when a signal's options or the identities file are wrong.
    """
    weights = models.load_linear()
    return Brain(
        model=LinearModel.from_arrays(weights) if weights else None,
        signals=signals.load(settings.triage.signals),
        identities=load_identities(Path(identities or settings.knowledge.identities)),
    )


def build_reader(settings: Settings, *, identities: str | None = None) -> Reader:
    """The cheap stage together with the articles; raises ConfigError like its parts."""
    brain = build_brain(settings, identities=identities)
    return Reader(brain, build_library(settings.knowledge))
