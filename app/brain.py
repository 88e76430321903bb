"""Builds what reads messages: weights, signals, the registry of who is real, the articles."""

from __future__ import annotations

from pathlib import Path

import models
from app.encoder.build import Second, check, second_stage, without
from app.hosts import build_judge
from app.house import Known, read_known
from app.knowledge.retrieval import understanding
from app.own import own_labels
from app.risk_file import load_risk
from core.errors import ConfigError
from core.settings import Settings
from core.triage import signals
from core.triage.assess import Brain
from core.triage.linear import LinearModel
from core.understand import Reader
from knowledge import load_identities

CHEAP_ALONE = without("off")


def build_brain(
    settings: Settings, *, identities: str | None = None, second: Second | None = None
) -> Brain:
    """Both stages, or those whose weights are here; without any the rules answer alone.

    `second` is one built before; without it, it is built here, which takes a second and 150 MB.
    Raises ConfigError when a signal's options, the identities file or the encoder's table are
    wrong.
    """
    weights = models.load_linear()
    model = LinearModel.from_arrays(weights) if weights else None
    second = second or second_stage(settings.triage.encoder, weights)
    people = load_identities(Path(identities or settings.knowledge.identities))
    return Brain(
        model=model,
        signals=signals.load(settings.triage.signals),
        identities=people,
        hosts=build_judge(settings, people),
        risk=load_risk(),
        second=second.stage,
        own=own_labels(settings.triage.labels, second.stage),
    )


def build_second(settings: Settings) -> Second:
    """The second stage alone, for those who watch how it does; raises ConfigError."""
    return second_stage(settings.triage.encoder, models.load_linear())


def build_second_anyhow(settings: Settings) -> Second:
    """The same in a process that must not end over it: wrong settings are a state, too."""
    try:
        return build_second(settings)
    except ConfigError as error:
        return without("broken", str(error))


def build_reader(
    settings: Settings,
    *,
    identities: str | None = None,
    second: Second | None = None,
    known: Known | None = None,
) -> Reader:
    """What `build_brain` builds, together with the articles; raises ConfigError like its parts.

    Without `known` the knowledge's files are read.
    """
    brain = build_brain(settings, identities=identities, second=second)
    library = (known or read_known(settings.knowledge)).library()
    if brain.second is not None:
        library, _ = understanding(library, brain.second.encoder.name)
    return Reader(brain, library)


def check_reader(settings: Settings, *, known: Known | None = None) -> None:
    """Raise what `build_reader` would for wrong settings; nothing large is built.

    Without `known` the knowledge's files are read.
    """
    check(settings.triage.encoder)
    signals.load(settings.triage.signals)
    load_identities(Path(settings.knowledge.identities))
    if known is None:
        read_known(settings.knowledge)
