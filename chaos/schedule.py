"""The trouble to come, drawn from a seed: the same seed brings the same trouble."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

# No trouble before everybody works, and none while the last of it is being looked at.
QUIET_START_S, QUIET_END_S = 4.0, 6.0
# What else happens, how often in a minute, and for how many seconds; kills come on top.
OFTEN: Mapping[str, tuple[float, tuple[float, float]]] = {
    "hang": (1.0, (6.0, 8.0)),
    "cut": (1.0, (1.0, 4.0)),
    "black": (0.7, (2.0, 7.0)),
    "slow": (0.7, (2.0, 5.0)),
    "platform cut": (1.0, (1.0, 4.0)),
    "platform black": (0.5, (1.0, 4.0)),
    "answers lost": (1.0, (0.5, 1.0)),
    "spoiled batches": (2.0, (0.0, 0.0)),
    "clock": (0.7, (5.0, 8.0)),
    "database killed": (0.5, (0.5, 2.0)),
    "database restarted": (0.5, (0.0, 0.5)),
    "disk full": (0.4, (2.0, 4.0)),
}
# These strike everybody, so only one of them at a time.
EVERYWHERE = frozenset({"database killed", "database restarted", "disk full"})
APART_S = 12.0
# What one line suffers comes one after the other: a line that is cut cannot also swallow bytes.
LINES = ({"cut", "black", "slow"}, {"platform cut", "platform black"})
CALM_S = 1.0


@dataclass(frozen=True, slots=True, order=True)
class Trouble:
    """What happens `at` so many seconds after the start, to whom, for how many seconds."""

    at: float
    kind: str
    target: str
    lasts: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Who can be struck, and what cannot be done on this machine."""

    processes: Sequence[str]
    platforms: Sequence[str]
    without: frozenset[str] = frozenset()


def draw(seed: int, seconds: float, kills: int, stage: Stage) -> list[Trouble]:
    """Everything that is going to happen in so many seconds, in order."""
    dice = random.Random(seed)
    last = max(QUIET_START_S, seconds - QUIET_END_S)
    drawn = [
        Trouble(dice.uniform(QUIET_START_S, last), "kill", dice.choice(stage.processes))
        for _ in range(kills)
    ]
    for kind, (often, lasts) in OFTEN.items():
        # Each happens at least once, however short the run is.
        times = max(1, round(often * seconds / 60))
        for _ in range(times):
            at = dice.uniform(QUIET_START_S, last)
            drawn.append(Trouble(at, kind, _whom(dice, kind, stage), dice.uniform(*lasts)))
    made = [each for each in sorted(drawn) if each.kind not in stage.without]
    for kinds in LINES:
        made = _one_after_the_other(made, kinds)
    return _one_at_a_time(made)


def _whom(dice: random.Random, kind: str, stage: Stage) -> str:
    if kind in EVERYWHERE:
        return "database"
    if kind.startswith("platform") or kind in {"answers lost", "spoiled batches"}:
        return dice.choice(stage.platforms)
    return dice.choice(stage.processes)


def _one_after_the_other(drawn: Sequence[Trouble], kinds: Collection[str]) -> list[Trouble]:
    """Trouble of these kinds waits until the same target's last is over."""
    free, placed = dict[str, float](), list[Trouble]()
    for each in drawn:
        if each.kind in kinds:
            each = replace(each, at=max(each.at, free.get(each.target, 0.0)))  # noqa: PLW2901
            free[each.target] = each.at + each.lasts + CALM_S
        placed.append(each)
    return sorted(placed)


def _one_at_a_time(drawn: Sequence[Trouble]) -> list[Trouble]:
    """Without what would strike everybody too soon after the last one that did."""
    kept, free = list[Trouble](), 0.0
    for each in drawn:
        if each.kind in EVERYWHERE:
            if each.at < free:
                continue
            free = each.at + each.lasts + APART_S
        kept.append(each)
    return kept
