"""Builds what judges links: official domains, known sites, local copies of feeds, the scorer."""

from __future__ import annotations

from pathlib import Path

import models
from core.identities import Identities
from core.settings import Settings
from core.triage.hosts import HostJudge, Scorer
from knowledge.feeds import load_copies
from knowledge.host_file import load_hosts

WEIGHTS = models.HOME / "hosts" / models.WEIGHTS


def build_judge(settings: Settings, identities: Identities) -> HostJudge:
    """Everything that is here; without weights the rules judge alone. Raises ConfigError."""
    arrays = models.load_arrays(WEIGHTS, "rules alone will judge links")
    known = load_hosts(Path(settings.knowledge.hosts))
    listed = load_copies(Path(settings.knowledge.feeds), settings.feeds, known.shared)
    return HostJudge(
        identities=identities,
        scorer=Scorer.from_arrays(arrays) if arrays else None,
        listed=tuple(listed),
        allowed=known.allowed,
        shared=known.shared,
    )
