"""From surges to suspected incidents: what belongs together, and whether it is new. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core.incidents.heard import Overheard
from core.incidents.incident import Incident, Phase, Source, incident_id
from core.incidents.match import concerns
from core.incidents.meaning import Texts, articles_of, coins_of_group, groups, people
from core.incidents.surge import Surge

# Of how well a group's questions fit another incident, on average, to be the same thing.
MEANS = 0.5
# After a person said that it is over, or that it is nothing, the same is not suspected again.
QUIET = {
    Phase.RESOLVED: timedelta(minutes=30),
    Phase.DISMISSED: timedelta(hours=6),
    Phase.MERGED: timedelta(hours=6),
}


def suspects(
    surges: Sequence[Surge],
    asked: Sequence[Overheard],
    others: Texts,
    stage: tuple[int, datetime],
) -> list[tuple[Incident, list[Overheard]]]:
    """The incidents that surges speak of, each with who asked; `stage`: least people, and now."""
    least, now = stage
    found = []
    for topic in dict.fromkeys(each.series.topic for each in surges):
        strongest = min(_of(surges, topic), key=lambda each: (each.chance, -each.people))
        lines = [each for each in asked if each.heard.topic == topic and each.text]
        for number, group in enumerate(groups(lines, others)):
            if people(group) >= least:
                stamp = (f"{topic}:{number}", now)
                found.append((_suspected(topic, group, strongest, stamp), group))
    return found


def is_known(
    fresh: Incident, group: Sequence[Overheard], known: Iterable[Incident], now: datetime
) -> bool:
    """Whether this is an incident that is open, or that a person has just closed."""
    return any(_counts(each, now) and _same(fresh, each) and _fits(group, each) for each in known)


def _of(surges: Sequence[Surge], topic: str) -> list[Surge]:
    return [each for each in surges if each.series.topic == topic]


def _suspected(
    topic: str, group: Sequence[Overheard], strongest: Surge, stamp: tuple[str, datetime]
) -> Incident:
    seed, now = stamp
    coins = coins_of_group(group)
    return Incident(
        id=incident_id(f"{seed}:{','.join(coins)}", now),
        title=" ".join((topic.replace("_", " "), *coins)),
        source=Source.SURGE,
        topics=(topic,),
        coins=coins,
        opened_at=now,
        updated_at=now,
        since=min(each.heard.at for each in group),
        articles=articles_of(each.heard for each in group),
        evidence=strongest.evidence,
    )


def _same(fresh: Incident, known: Incident) -> bool:
    """Of one topic, and not of different coins."""
    apart = fresh.coins and known.coins and not set(fresh.coins) & set(known.coins)
    return bool(set(fresh.topics) & set(known.topics)) and not apart


def _fits(group: Sequence[Overheard], known: Incident) -> bool:
    """Whether these questions need the same as those of an incident."""
    later = replace(known, since=min(each.heard.at for each in group))
    fits = [concerns(later, each.heard) for each in group]
    return sum(fits) / len(fits) >= MEANS


def _counts(known: Incident, now: datetime) -> bool:
    return known.is_open or now - known.updated_at < QUIET[known.phase]
