"""Between rows and what the numbers are made of: exact in both directions."""

from __future__ import annotations

from typing import Any

from core.numbers.facts import CaseFact
from core.numbers.happening import About, Cell, OwnCell
from storage.codec import maybe_us, maybe_when
from storage.engine.dialect import AnyRow

SECOND = 1_000_000
_TIMES = ("since", "episode", "people_since", "bot_at", "people_at", "answered_at", "scored_at")
_FLAGS = ("by_bot", "replied", "touched", "complained", "corrected")


def cell_row(cell: Cell, n: int) -> dict[str, Any]:
    """A row of `number_sum`."""
    grain, at, platform, topic, language, measure, bucket = cell
    return {
        "grain": grain,
        "topic": topic,
        "language": language,
        "measure": measure,
        "at": at * SECOND,
        "platform": platform,
        "bucket": bucket,
        "n": n,
    }


def own_row(cell: OwnCell, n: int) -> dict[str, Any]:
    """A row of `number_own`."""
    grain, at, agent, measure, bucket = cell
    name = {"agent": agent, "measure": measure, "bucket": bucket}
    return {"grain": grain, "at": at * SECOND, **name, "n": n}


def fact_row(fact: CaseFact) -> dict[str, Any]:
    """A row of `case_fact`."""
    scored = fact.scored_about
    return {
        "case_id": fact.case_id,
        "conversation": fact.conversation,
        "platform": fact.about.platform,
        "topic": fact.about.topic,
        "language": fact.about.language,
        **{name: maybe_us(getattr(fact, name)) for name in _TIMES},
        **{name: int(getattr(fact, name)) for name in _FLAGS},
        "score": fact.score,
        "scored_topic": scored.topic if scored else "",
        "scored_language": scored.language if scored else "",
        "scored_by": fact.scored_by,
    }


def fact_of(row: AnyRow) -> CaseFact:
    """The fact in a row."""
    scored = About(row.platform, row.scored_topic, row.scored_language)
    return CaseFact(
        case_id=row.case_id,
        conversation=row.conversation,
        about=About(row.platform, row.topic, row.language),
        **{name: maybe_when(getattr(row, name)) for name in _TIMES},  # type: ignore[arg-type]
        **{name: bool(getattr(row, name)) for name in _FLAGS},  # type: ignore[arg-type]
        score=row.score,
        scored_about=scored if row.scored_at is not None else None,
        scored_by=row.scored_by,
    )
