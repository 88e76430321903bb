"""What a name has in common with a registry, as numbers between 0 and 1 that a model weighs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from string import digits

from rapidfuzz.distance import OSA, JaroWinkler

from core.triage.likeness.fold import Folded, View, fold, join, spoken
from core.triage.likeness.parse import Parsed, edits, parse
from core.triage.likeness.registry import (
    NEUTRAL,
    ONE_EDIT,
    ORDINARY,
    ROLE,
    SHORT,
    TWO_EDITS,
    WEAK,
    Protected,
    Registry,
    shown,
)

# Evidence for an imitation, then (the last two) against it.
FEATURES = (
    "same", "same_brand", "same_short", "decorated", "decorated_brand", "edit1", "edit2", "near",
    "brand_role", "brand_weak_role", "near_brand_role", "person_and_brand",
    "person_and_role", "near_brand", "disguised", "badge", "harmless", "ordinary_brand",
)  # fmt: skip
AGAINST = frozenset({"harmless", "ordinary_brand"})
_LIKE, _PART = 0.86, 0.5
_LONG_NAME, _FAR, _LONGEST_AFFIX = 8, 2, 12
_AROUND = frozenset({ROLE, WEAK, NEUTRAL})
# What is seen of the brand alone says less where it is an ordinary word.
_OF_BRAND = frozenset(
    {
        "same_brand",
        "decorated_brand",
        "near_brand",
        "brand_role",
        "brand_weak_role",
        "near_brand_role",
        "badge",
        "harmless",
    }
)


@dataclass(slots=True)
class Evidence:
    """Features by name, and whom each of them points at."""

    values: dict[str, float] = field(default_factory=dict[str, float])
    whom: dict[str, str] = field(default_factory=dict[str, str])

    def note(self, feature: str, value: float = 1.0, whom: str = "") -> None:
        """Keep the larger value."""
        if value > self.values.get(feature, 0.0):
            self.values[feature], self.whom[feature] = value, whom


@dataclass(frozen=True, slots=True)
class Seen:
    """One way to read a name, with the pieces it is made of."""

    folded: Folded
    view: View
    parsed: Parsed
    registry: Registry


def readings(name: str, registry: Registry) -> list[Seen]:
    """The ways a name can be read that are worth a look; none for an ordinary name."""
    return [
        Seen(folded, view, parse(view, registry), registry)
        for folded in filter(None, (fold(name), spoken(name)))
        for view in folded.views
        if registry.suspects(view.joined)
    ]


def evidence(seen: Seen) -> Evidence:
    """All features of one reading."""
    found = Evidence()
    registry, cores, peeled = seen.registry, _cores(seen), _peeled(seen)
    # "Brian Clark" is no "Ian Clark" from Brazil.
    apart, every = len(seen.view.words) > 1, {**peeled, **cores}
    for name in registry.names:
        _compare(seen, name, cores if name.person and apart else every, found)
    _pieces(seen.parsed, registry, found)
    if found.values and seen.folded.badge:
        found.note("badge")
    if found.values:
        _against(seen.parsed.harmless, registry, found)
    return found


def across(handle: str, name: str, registry: Registry) -> list[Evidence]:
    """Handle and name together: the brand in one, the role or the person in the other."""
    worn, called = (parse(fold(each).bare, registry) for each in (handle, name))
    if worn.brand == called.brand or worn.harmless or called.harmless:
        return []
    found = Evidence()
    both = Parsed(
        brand=True,
        roles=worn.roles + called.roles,
        weak=worn.weak + called.weak,
        people=worn.people | called.people,
        stray=1 - (1 - worn.stray) * (1 - called.stray),
    )
    _pieces(both, registry, found)
    _against([], registry, found)
    return [found]


def _cores(seen: Seen) -> dict[str, bool]:
    """The name as a whole, and without what only decorates it (then True)."""
    kinds, words = seen.registry.vocabulary, seen.view.words
    bare = join(word for word in words if kinds.get(word) != NEUTRAL)
    plain = join(word for word in words if kinds.get(word) not in _AROUND)
    turned = {join(reversed(words)): True} if len(words) > 1 else {}
    whole = {"".join(words): False, seen.view.joined: False}
    cores = {**turned, plain: True, bare: True, **whole}
    return {core: decorated for core, decorated in cores.items() if core}


def _peeled(seen: Seen) -> dict[str, bool]:
    """The name without a word that sticks to one of its ends, or to those of its core."""
    kinds, words = seen.registry.vocabulary, seen.view.words
    plain = join(word for word in words if kinds.get(word) not in _AROUND)
    peeled = {core: True for whole in (seen.view.joined, plain) for core in _ends(whole, kinds)}
    return {**peeled, seen.parsed.core: True} if seen.parsed.core else peeled


def _ends(whole: str, kinds: dict[str, str]) -> Iterator[str]:
    for size in range(1, min(_LONGEST_AFFIX, len(whole) - ONE_EDIT + 2)):
        if kinds.get(whole[:size]) in _AROUND:
            yield whole[size:]
        if kinds.get(whole[-size:]) in _AROUND:
            yield whole[:-size]


def _compare(seen: Seen, name: Protected, cores: dict[str, bool], found: Evidence) -> None:
    text, size, brands = name.text, len(name.text), seen.registry.brands
    for core, decorated in cores.items():
        if core == text:
            _same(seen, name, found, decorated=decorated)
        elif size >= ONE_EDIT and -_FAR <= len(core) - size <= _FAR and core not in brands:
            _alike(seen, core, name, found)


def _same(seen: Seen, name: Protected, found: Evidence, *, decorated: bool) -> None:
    numbered = seen.folded.plain.strip(digits) != seen.folded.plain
    if not name.own:
        feature = "decorated_brand" if decorated or numbered else "same_brand"
    elif len(name.text) < (_LONG_NAME if name.person else ONE_EDIT):
        feature = "same_short"
    else:
        feature = "decorated" if decorated else "same"
    found.note(feature, whom=name.whom)
    if not decorated and seen.folded.plain.strip(digits) != name.plain.strip(digits):
        found.note("disguised")


def _alike(seen: Seen, core: str, name: Protected, found: Evidence) -> None:
    """A letter or two differ, or the order does; not where the change makes another word."""
    if _other_word(seen, name):
        return
    if seen.parsed.brand and not name.own:
        return
    allowed = _allowed(seen, name)
    distance = min(
        OSA.distance(core, name.text, score_cutoff=allowed),
        OSA.distance(seen.folded.plain, name.plain, score_cutoff=allowed),
    )
    if distance > allowed or (distance > 1 and name.person and _other_person(seen, name)):
        return
    if not name.own:
        found.note("near_brand", float(distance == 1), "the brand")
        return
    found.note("edit1" if distance == 1 else "edit2", whom=name.whom)
    like = JaroWinkler.similarity(core, name.text, score_cutoff=_LIKE)
    found.note("near", (like - _LIKE) / (1 - _LIKE) if like else 0.0, name.whom)


def _allowed(seen: Seen, name: Protected) -> int:
    """How many letters may differ; where brand or role are spelt right, only the rest counts."""
    if not name.brand or not name.own:
        return edits(name.text)
    if seen.parsed.brand:
        return 1 + (name.rest >= TWO_EDITS)
    size = len(name.text) - name.rest
    return (size > SHORT) + (size > ONE_EDIT)


def _other_word(seen: Seen, name: Protected) -> bool:
    words = seen.view.words
    if ORDINARY.isdisjoint(words):
        return False
    return any(word in ORDINARY and word not in name.text for word in words)


def _other_person(seen: Seen, name: Protected) -> bool:
    """Two letters in one short word make another person's name."""
    return any(word not in name.text for word in seen.view.words if len(word) <= SHORT)


def _pieces(parsed: Parsed, registry: Registry, found: Evidence) -> None:
    """The brand or a person, put together with what promises help."""
    known, whose = 1 - parsed.stray, _person(parsed, registry)
    if parsed.brand and parsed.roles:
        found.note("brand_role", known, f"the brand as “{shown(parsed.roles[0])}”")
    elif parsed.brand and parsed.weak:
        found.note("brand_weak_role", known, f"the brand as “{shown(parsed.weak[0])}”")
    if parsed.near_brand and (parsed.roles or parsed.weak):
        found.note("near_brand_role", known, "the brand")
    if parsed.people and (parsed.brand or parsed.near_brand):
        found.note("person_and_brand", known, whose)
    if parsed.people and (parsed.roles or parsed.weak):
        found.note("person_and_role", known * _whole(parsed, registry), whose)


def _whole(parsed: Parsed, registry: Registry) -> float:
    """1 for a person's whole name, less for a part of it."""
    whole = any(len(words) > 1 and parsed.people >= set(words) for _, words in registry.people)
    return 1.0 if whole else _PART


def _person(parsed: Parsed, registry: Registry) -> str:
    return max(
        registry.people,
        key=lambda person: len(parsed.people.intersection(person[1])),
        default=("",),
    )[0]


def _against(harmless: list[str], registry: Registry, found: Evidence) -> None:
    if harmless:
        found.note("harmless")
    if registry.ordinary_brand and found.values.keys() <= _OF_BRAND:
        found.note("ordinary_brand")
