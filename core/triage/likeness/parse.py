"""What a name is made of: brand, people, roles, ornaments, and letters that nothing explains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.triage.likeness.fold import View, join
from core.triage.likeness.registry import (
    BRAND,
    HARMLESS,
    NEUTRAL,
    ONE_EDIT,
    ORDINARY,
    PERSON,
    ROLE,
    ROLES,
    SHORT,
    TWO_EDITS,
    WEAK,
    Registry,
)

UNKNOWN = "unknown"
_LONGEST_PIECE = 20
# What a letter costs that belongs to no known word, and what a word costs.
_STRAY, _PIECE = 1.0, 0.1
# Shorter words stand inside others by chance: they count where nothing else is left unexplained.
_FREE = 5

Piece = tuple[str, str]


@dataclass(slots=True)
class Parsed:
    """The pieces of a name, sorted by kind; `stray` is the share of letters left over."""

    brand: bool = False
    near_brand: bool = False
    roles: list[str] = field(default_factory=list)
    weak: list[str] = field(default_factory=list)
    people: set[str] = field(default_factory=set)
    harmless: list[str] = field(default_factory=list)
    stray: float = 0.0
    core: str = ""

    @property
    def explained(self) -> tuple[bool, bool, float]:
        """How much is known of a name; the larger the better."""
        return bool(self.brand or self.people), self.near_brand, -self.stray


@lru_cache(maxsize=1024)
def parse(view: View, registry: Registry) -> Parsed:
    """The best reading of a name: word by word, or as one word where its borders mislead.

    Not to be changed by who asks: it is remembered.
    """
    found = _read(view.words, registry)
    found.people.update(_whole_names(view.words, registry))
    if len(view.words) < 2:
        return found
    glued = _read((view.joined,), registry)
    # Whole words explain a name better than what happens to stand across their borders.
    return glued if glued.explained > found.explained and glued.brand else found


def _whole_names(words: tuple[str, ...], registry: Registry) -> Iterator[str]:
    """The words of people whose whole names stand there, however short these are."""
    known = set(words)
    for _, name in registry.people:
        if len(name) > 1 and known.issuperset(name):
            yield from name


def _read(words: tuple[str, ...], registry: Registry) -> Parsed:
    pieces: list[Piece] = []
    for word in _fused(words, registry):
        kind = registry.vocabulary.get(word)
        pieces += [(word, kind)] if kind else _mend(_cut(word, registry), word, registry)
    return _sorted(pieces)


def _fused(words: tuple[str, ...], registry: Registry) -> Iterator[str]:
    """Words side by side that are one: a brand of two words, also misspelt, or "ho tro"."""
    at = 0
    while at < len(words):
        size = next((size for size in (3, 2) if _one(words[at : at + size], size, registry)), 1)
        yield join(words[at : at + size])
        at += size


def _one(words: tuple[str, ...], size: int, registry: Registry) -> bool:
    if len(words) < size:
        return False
    whole, known = join(words), registry.vocabulary
    if whole in known:
        return True
    return any(
        brand != whole
        and len(brand) >= TWO_EDITS
        and OSA.distance(whole, brand, score_cutoff=1) < 2
        for brand in registry.brands
    )


def _sorted(pieces: list[Piece]) -> Parsed:
    parsed = Parsed()
    for text, kind in pieces:
        if kind == ROLE:
            parsed.roles.append(text)
        elif kind == WEAK:
            parsed.weak.append(text)
        elif kind == HARMLESS:
            parsed.harmless.append(text)
        elif kind == PERSON:
            parsed.people.add(text)
    parsed.brand = any(kind == BRAND for _, kind in pieces)
    parsed.near_brand = any(kind == _NEAR_BRAND for _, kind in pieces)
    parsed.core = join(text for text, kind in pieces if kind not in _AROUND)
    letters = sum(len(text) for text, _ in pieces)
    stray = sum(len(text) for text, kind in pieces if kind == UNKNOWN)
    parsed.stray = stray / letters if letters else 0.0
    return parsed


_NEAR_BRAND = "near brand"
_AROUND = frozenset({ROLE, WEAK, NEUTRAL})


def _cut(word: str, registry: Registry) -> list[Piece]:
    """The cheapest way to cut one word into known ones; letters in between stay unknown."""
    spots = _spots(word, registry)
    # For each place in the word: what it costs to get there, from where, and by which piece.
    best: list[tuple[float, int, Piece]] = [(0.0, 0, ("", ""))]
    for end in range(1, len(word) + 1):
        option = (best[end - 1][0] + _STRAY, end - 1, (word[end - 1], UNKNOWN))
        for start, (kind, shares) in spots.get(end, {}).items():
            before = best[start]
            if shares and before[2][1] == UNKNOWN:
                continue
            cost = before[0] + (2 * _PIECE if shares else _PIECE)
            if cost < option[0]:
                option = (cost, start, (word[start:end], kind))
        best.append(option)
    return _believed(_merged(_way(best)))


def _spots(word: str, registry: Registry) -> dict[int, dict[int, tuple[str, bool]]]:
    """By end and start: the kind of each known word inside, and whether it borrows a letter.

    Two words share the letter between them, for doubled letters are folded: bybiteam.
    """
    kinds, beginnings, size = registry.vocabulary, registry.beginnings, len(word)
    spots: dict[int, dict[int, tuple[str, bool]]] = {}
    for start in range(size - 1):
        for end in range(start + 2, min(size, start + _LONGEST_PIECE) + 1):
            piece = word[start:end]
            if piece not in beginnings:
                break
            if not (kind := kinds.get(piece)):
                continue
            here = spots.setdefault(end, {})
            here[start] = (kind, False)
            if end - start > 2:
                here[start + 1] = (kind, True)
    return spots


def _way(best: list[tuple[float, int, Piece]]) -> list[Piece]:
    """The pieces that lead to the end, in order."""
    pieces: list[Piece] = []
    at = len(best) - 1
    while at:
        _, at, piece = best[at]
        pieces.append(piece)
    return pieces[::-1]


def _merged(pieces: list[Piece]) -> list[Piece]:
    """Unknown letters side by side are one piece."""
    merged: list[Piece] = []
    for text, kind in pieces:
        if merged and kind == UNKNOWN == merged[-1][1]:
            merged[-1] = (merged[-1][0] + text, UNKNOWN)
        else:
            merged.append((text, kind))
    return merged


def _believed(pieces: list[Piece]) -> list[Piece]:
    """Short words count only where the whole word is explained: "mod" is no role in "modern"."""
    tiny = sum(len(text) < 3 for text, _ in pieces)
    if tiny < 2 and all(kind != UNKNOWN for _, kind in pieces):
        return pieces
    doubted = [
        (text, UNKNOWN if len(text) < _least(kind) and text.isascii() else kind)
        for text, kind in pieces
    ]
    return _merged(doubted)


def _least(kind: str) -> int:
    return SHORT + 1 if kind == BRAND else _FREE


def _mend(pieces: list[Piece], word: str, registry: Registry) -> list[Piece]:
    """Unknown pieces that are the brand or a role with a letter or two changed."""
    mended: list[Piece] = []
    for text, kind in pieces:
        near = _near(text, registry) if kind == UNKNOWN else kind
        mended.append((text, near))
    if all(kind != _NEAR_BRAND for _, kind in mended) and _near(word, registry) == _NEAR_BRAND:
        return [(word, _NEAR_BRAND)]
    return mended


def _near(text: str, registry: Registry) -> str:
    if len(text) < ONE_EDIT - 1 or text in ORDINARY:
        return UNKNOWN
    for brand in registry.brands:
        allowed = edits(brand)
        if allowed and OSA.distance(text, brand, score_cutoff=allowed) <= allowed:
            return _NEAR_BRAND
    return ROLE if _misspelt_role(text) else UNKNOWN


def edits(protected: str) -> int:
    """How many letters may differ from a name of that length before it is another name."""
    return (len(protected) >= ONE_EDIT - 1) + (len(protected) >= TWO_EDITS)


@lru_cache(maxsize=1024)
def _misspelt_role(text: str) -> bool:
    if _SHORTENED.isdisjoint((text, *_without_one(text))):
        return False
    near = process.extractOne(text, ROLES, scorer=OSA.distance, score_cutoff=1)
    return near is not None


def _without_one(text: str) -> list[str]:
    return [text[:at] + text[at + 1 :] for at in range(len(text))]


# What one edit apart means: without a letter of one, of the other or of both, they are the same.
_SHORTENED = frozenset((*ROLES, *(short for role in ROLES for short in _without_one(role))))
