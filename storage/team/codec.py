"""Between the team's values and rows."""

from __future__ import annotations

import json
from typing import Any

from core.team.assign import Fit
from core.team.book import Assignment, Fate, Mode
from core.team.presence import Availability, Card, Choice, Doing, Spot
from core.team.shift import Member
from storage.codec import maybe_us, maybe_when, us, when
from storage.engine.dialect import AnyRow


def member_row(member: Member) -> dict[str, Any]:
    """A row of `team_member`."""
    return {
        "agent": member.agent,
        "zone": member.zone,
        "week": json.dumps(member.week),
        "skills": json.dumps(sorted(member.skills)),
        "languages": json.dumps(sorted(member.languages)),
        "most": member.most,
        **choice_row(member.choice),
    }


def choice_row(choice: Choice | None) -> dict[str, Any]:
    """The columns that say what somebody chose."""
    if choice is None:
        return {"chosen": "", "chosen_at": None}
    return {"chosen": choice.value.value, "chosen_at": us(choice.at)}


def member_of(row: AnyRow) -> Member:
    """An entry of the roster."""
    choice = None
    if row.chosen and row.chosen_at is not None:
        choice = Choice(value=Availability(row.chosen), at=when(row.chosen_at))
    return Member(
        agent=row.agent,
        zone=row.zone,
        week=tuple(json.loads(row.week)),
        skills=frozenset(json.loads(row.skills)),
        languages=frozenset(json.loads(row.languages)),
        most=row.most,
        choice=choice,
    )


def card_row(card: Card) -> dict[str, Any]:
    """A row of `whereabouts`."""
    spots = {case: [spot.doing, us(spot.since)] for case, spot in card.spots.items()}
    return {
        "agent": card.agent,
        "console": card.console,
        "at": us(card.at),
        "active_at": us(card.active_at),
        "spots": json.dumps(spots),
    }


def card_of(row: AnyRow) -> Card:
    """What a console told about an agent."""
    return Card(
        agent=row.agent,
        console=row.console,
        at=when(row.at),
        active_at=when(row.active_at),
        spots={
            case: Spot(agent=row.agent, doing=Doing(doing), since=when(since))
            for case, (doing, since) in json.loads(row.spots).items()
        },
    )


def assignment_row(assignment: Assignment, conversation: str) -> dict[str, Any]:
    """A row of `assignment`."""
    return {
        "case_id": assignment.case_id,
        "conversation": conversation,
        "agent": assignment.agent,
        "mode": assignment.mode.value,
        "fit": assignment.fit.value,
        "load": assignment.load,
        "most": assignment.most,
        "at": us(assignment.at),
        "until": us(assignment.until),
        "fate": assignment.fate.value,
        "ended_at": maybe_us(assignment.ended_at),
    }


def assignment_of(row: AnyRow) -> Assignment:
    """An assignment as it is kept."""
    return Assignment(
        case_id=row.case_id,
        agent=row.agent,
        mode=Mode(row.mode),
        fit=Fit(row.fit),
        load=row.load,
        most=row.most,
        at=when(row.at),
        until=when(row.until),
        fate=Fate(row.fate),
        ended_at=maybe_when(row.ended_at),
    )
