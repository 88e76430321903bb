"""Who gets which case: by skill, language, load, shift and presence. Pure and deterministic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.team.presence import Availability
from core.types import Urgency

UNKNOWN_LANGUAGE = "und"


class Fit(StrEnum):
    """What of a case somebody knows."""

    BOTH = "both"
    LANGUAGE = "language"
    TOPIC = "topic"
    NOTHING = "nothing"


# To be understood comes before knowing the matter.
_FITS = (Fit.BOTH, Fit.LANGUAGE, Fit.TOPIC, Fit.NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A case that waits for a person; `tried` are those from whom it came back."""

    case_id: str
    priority: Urgency
    due_at: datetime
    since: datetime
    intent: str
    language: str
    tried: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who might get it: `load` are the cases that wait for his word, `given_at` is when
    he got the last one, `slept` that he did not react to it and did nothing since."""

    agent: str
    works: bool
    on_shift: bool
    availability: Availability
    load: int
    most: int
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    given_at: datetime
    slept: bool = False

    @property
    def is_planned(self) -> bool:
        """Whether he may be given work at all now."""
        return self.works and self.on_shift and not self.slept

    @property
    def is_free(self) -> bool:
        """Whether he can be given a case now, but for his limit."""
        return self.is_planned and self.availability is Availability.ONLINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A case and who gets it; `load` is what he had before."""

    case_id: str
    agent: str
    fit: Fit
    load: int
    most: int

    @property
    def reason(self) -> str:
        """For the audit: why he and nobody else."""
        return f"{REASONS[self.fit]}; {self.load} of {self.most} cases"


REASONS: Mapping[Fit, str] = {
    Fit.BOTH: "knows the topic and the language",
    Fit.LANGUAGE: "knows the language, and nobody who knows the topic was free",
    Fit.TOPIC: "knows the topic, and nobody who knows the language was free",
    Fit.NOTHING: "nobody who knows the topic or the language was free",
}


def assign(
    waiting: Iterable[Waiting], team: Sequence[Candidate], now: datetime, patience: timedelta
) -> list[Pick]:
    """The most urgent case first, each to whom it fits best, then to the least loaded, then to
    who got nothing for longest.

    While somebody is on shift who knows it better and cannot take it just now, a case waits for
    him as long as `patience`; the most urgent ones wait for nobody.
    """
    load = {each.agent: each.load for each in team}
    given = {each.agent: (each.given_at, 0) for each in team}
    picks: list[Pick] = []
    for case in sorted(waiting, key=lambda each: (each.priority, each.due_at, each.case_id)):
        free = [
            each
            for each in team
            if each.is_free and load[each.agent] < each.most and each.agent not in case.tried
        ]
        best = min(free, key=lambda each: _rank(each, case, load, given), default=None)
        if best is None or _should_wait(case, best, team, now, patience):
            continue
        picks.append(_pick(case, best, load[best.agent]))
        load[best.agent] += 1
        given[best.agent] = (now, len(picks))
    return picks


def fit(candidate: Candidate, case: Waiting) -> Fit:
    """What of a case somebody knows; who named nothing knows everything."""
    topic = not candidate.skills or case.intent in candidate.skills
    tongue = not candidate.languages or case.language in candidate.languages
    if tongue or case.language == UNKNOWN_LANGUAGE:
        return Fit.BOTH if topic else Fit.LANGUAGE
    return Fit.TOPIC if topic else Fit.NOTHING


def _rank(
    candidate: Candidate,
    case: Waiting,
    load: Mapping[str, int],
    given: Mapping[str, tuple[datetime, int]],
) -> tuple[int, int, tuple[datetime, int], str]:
    known = _FITS.index(fit(candidate, case))
    return known, load[candidate.agent], given[candidate.agent], candidate.agent


def _should_wait(
    case: Waiting, best: Candidate, team: Iterable[Candidate], now: datetime, patience: timedelta
) -> bool:
    if case.priority is Urgency.P0 or now - case.since >= patience:
        return False
    known = _FITS.index(fit(best, case))
    others = (each for each in team if each.is_planned and each.agent not in case.tried)
    return any(
        _FITS.index(fit(each, case)) < known
        for each in others
        if each.availability is not Availability.OFF
    )


def _pick(case: Waiting, best: Candidate, load: int) -> Pick:
    return Pick(
        case_id=case.case_id, agent=best.agent, fit=fit(best, case), load=load, most=best.most
    )
