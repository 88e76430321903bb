"""Builds what explains verdicts, with the corpus lines that the encoder at work has read."""

from __future__ import annotations

import logging

import models
from core.triage.assess import Brain
from core.triage.examples import Examples
from core.triage.explain import Explainer
from models.encoder import HOME

FILE = "examples.npz"

log = logging.getLogger(__name__)


def build_explainer(brain: Brain) -> Explainer:
    """An explainer of this brain's verdicts; without fitting examples it names none."""
    if brain.second is None:
        return Explainer(brain.model)
    examples = None
    if arrays := models.load_arrays(HOME / FILE, "no examples will be shown"):
        try:
            examples = Examples.from_arrays(arrays, brain.second.encoder.name)
        except ValueError as error:
            log.info("%s: no examples will be shown", error)
    return Explainer(brain.model, brain.second, examples)
