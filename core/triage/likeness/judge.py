"""Whether an actor imitates the exchange or its people, from handle and name together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import exp

from core.codes import RiskLevel
from core.identities import Account, Identities
from core.triage.likeness.features import Evidence, across, evidence, readings
from core.triage.likeness.fold import key
from core.triage.likeness.registry import Registry, registry_of
from core.triage.likeness.weights import ALERT, BIAS, NOTE, REVIEW, WEIGHTS
from core.types import Author

# Said of a name, by its features; the plainest come first.
_HOW = {
    "same": "looks the same as",
    "same_brand": "looks the same as",
    "same_short": "has the name of",
    "decorated": "is only decorated compared with",
    "decorated_brand": "is only decorated compared with",
    "edit1": "differs by a letter from",
    "edit2": "differs by two letters from",
    "near": "looks much like",
    "brand_role": "poses as",
    "brand_weak_role": "poses as",
    "near_brand_role": "poses, misspelt, as",
    "person_and_brand": "poses, beside the brand, as",
    "person_and_role": "poses, with a role, as",
    "near_brand": "differs by a letter from",
}
_SAME_ACCOUNT, _MUCH = 0.995, 0.6


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a name imitates, how surely (0..1), and in which way."""

    whom: str
    score: float
    how: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A judged actor: how surely he poses (0..1), as whom, and why; `imitates` is "" for none."""

    score: float
    level: RiskLevel
    imitates: str = ""
    reason: str = ""


NOBODY = Actor(0.0, RiskLevel.NONE)


@lru_cache(maxsize=4096)
def likeness(name: str, identities: Identities) -> Likeness | None:
    """The resemblance of a handle or display name to the brand or its people, from a note on.

    A brand name alone, or a person's first name alone, is no resemblance: fans carry them.
    """
    found = _strongest(name, "", identities)
    return found if found and found.score >= NOTE else None


def judge_actor(platform: str, author: Author, identities: Identities) -> Actor:
    """What an actor's handle and name say of him; accounts that are ours by id are not judged."""
    if identities.is_real(platform, author):
        return NOBODY
    if taken := _taken(platform, author, identities):
        return taken
    return _judged(author.handle, author.name, identities)


def level_of(score: float) -> RiskLevel:
    """The level of a score; the thresholds are those of the weights."""
    for least, level in (
        (ALERT, RiskLevel.ALERT),
        (REVIEW, RiskLevel.REVIEW),
        (NOTE, RiskLevel.NOTE),
    ):
        if score >= least:
            return level
    return RiskLevel.NONE


def _taken(platform: str, author: Author, identities: Identities) -> Actor | None:
    """Somebody whom the registry knows: a fake, a fan whom it allows, or our handle elsewhere."""
    worn = author.handle.casefold()
    fans, ours = _worn(identities)
    for fake in identities.fakes:
        if fake.platform == platform and _is(fake.id, fake.handle, author.id, worn):
            reason = f"“@{author.handle or author.id}” is on the list of known fakes"
            return Actor(_SAME_ACCOUNT, RiskLevel.ALERT, identities.brand, reason)
    if not worn:
        return None
    if worn in fans:
        return NOBODY
    return _same_handle(platform, ours[worn], author.handle) if worn in ours else None


@lru_cache(maxsize=16)
def _worn(identities: Identities) -> tuple[frozenset[str], dict[str, Account]]:
    """The handles of fans, and the first account of ours for each handle; without case."""
    ours = {account.handle.casefold(): account for account in reversed(identities.accounts)}
    return frozenset(fan.casefold() for fan in identities.fans), ours


def _same_handle(platform: str, account: Account, worn: str) -> Actor:
    """Our handle under another id; where we do not know ours, it is ours: handles are unique."""
    if account.platform == platform and not account.id:
        return NOBODY
    reason = f"“@{worn}” is the handle of an account of ours, and this is not it"
    return Actor(_SAME_ACCOUNT, RiskLevel.ALERT, f"@{account.handle}", reason)


def _is(id_: str, handle: str, worn_id: str, worn: str) -> bool:
    return bool(id_ and id_ == worn_id) or bool(handle and handle.casefold() == worn)


@lru_cache(maxsize=4096)
def _judged(handle: str, name: str, identities: Identities) -> Actor:
    found = _strongest(handle, name, identities)
    if found is None:
        return NOBODY
    level = level_of(found.score)
    if level is RiskLevel.NONE:
        return Actor(round(found.score, 4), level)
    worn = " / ".join(part[:60] for part in (name, handle and f"@{handle.lstrip('@')}") if part)
    reason = f"“{worn}” {found.how} {found.whom} and is not it"
    return Actor(round(found.score, 4), level, found.whom, reason)


def _strongest(handle: str, name: str, identities: Identities) -> Likeness | None:
    registry = registry_of(identities)
    best: Likeness | None = None
    for found in gathered(handle, name, registry):
        score = probability(found)
        if best is None or score > best.score:
            best = _told(found, score)
    return best


def gathered(handle: str, name: str, registry: Registry) -> list[Evidence]:
    """The evidence of each reading of handle and name, and of both together."""
    by_handle = readings(handle, registry) if handle else []
    by_name = readings(name, registry) if name and key(name) != key(handle) else []
    found = [evidence(seen) for seen in (*by_handle, *by_name)]
    if handle and name and found:
        found += across(handle, name, registry)
    return [each for each in found if not _HOW.keys().isdisjoint(each.values)]


def probability(found: Evidence) -> float:
    """That somebody with such a name poses."""
    logit = BIAS + sum(WEIGHTS[feature] * value for feature, value in found.values.items())
    return 1 / (1 + exp(-logit))


def _told(found: Evidence, score: float) -> Likeness:
    """How, by the plainest of the features that weigh much, and whom it points at."""
    weighed = {
        feature: WEIGHTS[feature] * value
        for feature, value in found.values.items()
        if feature in _HOW
    }
    enough = _MUCH * max(weighed.values())
    most = next(feature for feature in _HOW if weighed.get(feature, 0.0) >= enough)
    return Likeness(found.whom[most], score, _HOW[most])
