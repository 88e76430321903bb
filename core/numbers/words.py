"""What our words, and what people say of them, add to the numbers. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.actions import BOT, Kind, Purpose
from core.case import Case, Holder
from core.corrections import Correction
from core.numbers.facts import BAD, CaseFact, Said, Step, about, complaint
from core.numbers.happening import About, Happening, timed
from core.numbers.measures import M

_CORRECTED = {
    "intent": M.CORRECTED_TOPIC,
    "urgency": M.CORRECTED_URGENCY,
    "sentiment": M.CORRECTED_TONE,
    "scam": M.CORRECTED_SCAM,
}


def said(fact: CaseFact, case: Case, row: Said) -> Step:
    """Words of ours have left; only answers end somebody's wait."""
    if row.kind != Kind.SAY or row.purpose != Purpose.ANSWER:
        return fact, []
    place, by_bot = about(case), row.by == BOT
    found = []
    if row.sequence == 0:
        measure = M.REPLIES_BOT if by_bot else M.REPLIES_PEOPLE
        agent = "" if by_bot else row.by
        found.append(Happening(measure=measure, at=row.at, about=place, agent=agent))
    fact, more = (_bot_spoke if by_bot else _people_spoke)(fact, place, row)
    fact, answered = _answered(fact, place, row)
    return fact, [*found, *more, *answered]


def _bot_spoke(fact: CaseFact, place: About, row: Said) -> Step:
    if fact.bot_at:
        return fact, []
    found = timed(M.FIRST_BOT, fact.since, row.at, place) if fact.since else []
    return replace(fact, bot_at=row.at), found


def _people_spoke(fact: CaseFact, place: About, row: Said) -> Step:
    if fact.people_at:
        return fact, []
    since = fact.people_since if fact.since else None
    found = timed(M.FIRST_PEOPLE, since, row.at, place, row.by) if since else []
    return replace(fact, people_at=row.at), found


def _answered(fact: CaseFact, place: About, row: Said) -> Step:
    """The first answer decides to whose credit the case goes; a question is no answer."""
    by_bot = row.by == BOT
    if fact.answered_at or fact.since is None or (by_bot and not fact.replied):
        return fact, []
    measures = [M.ANSWERED]
    if by_bot:
        spoilt = [M.BOT_TOUCHED, M.BOT_SPOILT] if fact.touched else []
        measures += [M.BOT_ANSWERED, *spoilt]
    fact = replace(fact, answered_at=row.at, by_bot=by_bot, about=place)
    return fact, [Happening(measure=each, at=row.at, about=place) for each in measures]


def rated(fact: CaseFact, case: Case, score: int, at: datetime) -> Step:
    """A score; one that replaces another takes that back, in the hour in which it was given."""
    found, by = [], case.agent or (BOT if case.held_by is Holder.BOT else "")
    if fact.scored_at and fact.scored_about:
        past = (fact.scored_by, fact.scored_at, fact.scored_about)
        found.append(_score(fact.score, *past, n=-1))
    found.append(_score(score, by, at, about(case)))
    fact = replace(fact, score=score, scored_at=at, scored_about=about(case), scored_by=by)
    if score > BAD:
        return fact, found
    fact, more = complaint(fact)
    return fact, found + more


def _score(score: int, by: str, at: datetime, place: About, *, n: int = 1) -> Happening:
    measure, agent = (M.SCORE_BOT, "") if by == BOT else (M.SCORE_PEOPLE, by)
    return Happening(measure=measure, at=at, about=place, bucket=score, n=n, agent=agent)


def corrected(fact: CaseFact, correction: Correction) -> Step:
    """An agent saw a message otherwise than the desk."""
    place = About(correction.platform, correction.before.intent, correction.language)
    names = [what for what, _, _ in correction.changes]
    found = [
        Happening(measure=_CORRECTED[name], at=correction.at, about=place, agent=correction.by)
        for name in names
    ]
    if "intent" not in names or fact.corrected:
        return fact, found
    if fact.by_bot and fact.answered_at:
        found.append(Happening(measure=M.BOT_CORRECTED, at=fact.answered_at, about=fact.about))
    return replace(fact, corrected=True), found
