"""What a case that moves adds to the numbers. Pure."""

from __future__ import annotations

from dataclasses import replace

from core.case import Case, Holder, Status, awaits_person
from core.numbers.facts import CaseFact, Heard, Step, about, complaint, spoil
from core.numbers.happening import Happening, timed
from core.numbers.measures import M


def changed(before: Case | None, after: Case, fact: CaseFact | None, news: Heard) -> Step:
    """A case that is now like this."""
    fact, found = _opened(before, after, fact or unknown(after), news)
    found += _standing(before, after)
    if news.replied:
        fact = replace(fact, replied=True)
    if awaits_person(after) and not (before and awaits_person(before)):
        fact, more = _raised(fact, after, news)
        found += more
    elif before and awaits_person(before) and not awaits_person(after):
        found += _promise(before, after)
    if before and before.is_open and not after.is_open:
        found += _resolved(after, fact)
    return fact, found + _hands(before, after)


def unknown(case: Case) -> CaseFact:
    """Where nothing was kept: the case is new, or older than the numbers."""
    return CaseFact(case_id=case.id, conversation=case.conversation, about=about(case))


def _opened(before: Case | None, after: Case, fact: CaseFact, news: Heard) -> Step:
    at, place = after.updated_at, about(after)
    if before is None:
        fact = replace(fact, since=news.began, episode=news.began)
        return fact, [Happening(measure=M.OPENED, at=at, about=place)]
    if before.is_open or not after.is_open:
        return fact, []
    fact = replace(fact, episode=news.began or at)
    found = [Happening(measure=M.REOPENED, at=at, about=place)]
    if after.held_by is Holder.BOT:
        return fact, found
    fact, more = complaint(fact)
    return fact, found + more


def _standing(before: Case | None, after: Case) -> list[Happening]:
    """What is open, by what it is about; that can change as well."""
    at = after.updated_at
    was = about(before) if before and before.is_open else None
    now = about(after) if after.is_open else None
    if was == now:
        return []
    changes = ((was, -1), (now, 1))
    return [Happening(measure=M.BACKLOG, at=at, about=each, n=n) for each, n in changes if each]


def _raised(fact: CaseFact, after: Case, news: Heard) -> Step:
    """It is in front of people now; the first time tells how long they took."""
    at = after.updated_at
    found = [Happening(measure=M.ESCALATED, at=at, about=about(after))]
    since = fact.people_since or news.raised or at
    found += spoil(fact, M.BOT_TOUCHED) if not fact.touched else []
    return replace(fact, people_since=since, touched=True), found


def _promise(before: Case, after: Case) -> list[Happening]:
    """How a promise ended; what was put off or handed back is neither kept nor missed."""
    answered = after.status is Status.WAITING_USER and after.held_by is Holder.AGENT
    if not answered and after.status is not Status.RESOLVED:
        return []
    kept = after.updated_at <= before.due_at
    measure = M.KEPT if kept else M.MISSED
    return [Happening(measure=measure, at=after.updated_at, about=about(after))]


def _resolved(after: Case, fact: CaseFact) -> list[Happening]:
    by_bot, at, place = after.held_by is Holder.BOT, after.updated_at, about(after)
    agent = after.agent or ""
    measure = M.RESOLVED_BOT if by_bot else M.RESOLVED_PEOPLE
    found = [Happening(measure=measure, at=at, about=place, agent=agent)]
    if fact.episode:
        times = M.SOLVED_BOT if by_bot else M.SOLVED_PEOPLE
        found += timed(times, fact.episode, at, place, agent)
    return found


def _hands(before: Case | None, after: Case) -> list[Happening]:
    """Who took it, and who gave it back."""
    at, place, found = after.updated_at, about(after), []
    was = before.agent if before else None
    if after.agent and after.agent != was:
        found.append(Happening(measure=M.CLAIMED, at=at, about=place, agent=after.agent))
    if was and after.agent != was and after.is_open:
        found.append(Happening(measure=M.HANDED_BACK, at=at, about=place, agent=was))
    return found
