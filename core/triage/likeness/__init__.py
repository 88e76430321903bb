"""How much an actor looks like one of the exchange's own: by handle and by display name."""

from __future__ import annotations

from core.triage.likeness.judge import Actor, Likeness, judge_actor, level_of, likeness

__all__ = ["Actor", "Likeness", "judge_actor", "level_of", "likeness"]
