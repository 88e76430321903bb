"""A registry prepared for comparing: every protected name as a skeleton, found by letter pairs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import ge

from mnemonic import Mnemonic

from core.identities import Account, Identities
from core.triage.likeness import words as tables
from core.triage.likeness.fold import fold, key, keys, spoken

# Up to so many letters a brand is found in half of all words: it counts as a whole word only.
SHORT = 4
# From so many letters on one letter, then two, may differ (and a first name is a name at all).
ONE_EDIT, TWO_EDITS, FIRST_NAME = 6, 10, 3
# Which share of its letter pairs a name has in common with what it imitates, at least.
_SHARED = 0.4
_ASIDE = re.compile(r"[/()|,\[\]·•]")

ROLE, WEAK, NEUTRAL, HARMLESS = "role", "weak role", "neutral", "harmless"
BRAND, PERSON, PLAIN = "brand", "person", "plain"


@dataclass(frozen=True, slots=True)
class Protected:
    """One name of ours; `text` is its skeleton, `own` is False where it is the brand alone.

    `rest`: how many of its letters are not the brand.
    """

    text: str
    plain: str
    whom: str
    rest: int
    brand: bool = False
    own: bool = True
    person: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Registry:
    """All protected names, the words they are made of, and which letter pairs lead to them.

    `beginnings`: what any word of the vocabulary begins with; one object, so caches know it.
    """

    brands: tuple[str, ...]
    ordinary_brand: bool
    names: tuple[Protected, ...]
    people: tuple[tuple[str, tuple[str, ...]], ...]
    vocabulary: dict[str, str]
    beginnings: frozenset[str]
    pairs: dict[str, tuple[int, ...]]
    needed: tuple[int, ...]
    fewest: int

    def suspects(self, joined: str) -> bool:
        """Whether a skeleton shares enough with any protected name to be worth a closer look."""
        pairs = {joined[at : at + 2] for at in range(len(joined) - 1)}
        shared = self.pairs.keys() & pairs
        if len(shared) < self.fewest:
            return False
        counts = [0] * len(self.needed)
        for form in chain.from_iterable(map(self.pairs.__getitem__, shared)):
            counts[form] += 1
        return any(map(ge, counts, self.needed))


@lru_cache(maxsize=16)
def registry_of(identities: Identities) -> Registry:
    """The registry prepared; made once for each."""
    brands = _brands(identities)
    names = tuple(dict.fromkeys(_names(identities, brands)))
    people = _people(identities.accounts, brands)
    kept = {word: kind for word, kind in _VOCABULARY.items() if kind != NEUTRAL}
    vocabulary = {**_VOCABULARY, **_pieces(people), **kept, **dict.fromkeys(brands, BRAND)}
    forms = _forms(brands, names, people)
    needed = tuple(map(_needed, forms))
    pairs: dict[str, list[int]] = {}
    for number, form in enumerate(forms):
        for pair in {form[at : at + 2] for at in range(len(form) - 1)}:
            pairs.setdefault(pair, []).append(number)
    return Registry(
        brands=brands,
        ordinary_brand=any(brand in ORDINARY for brand in brands),
        names=names,
        people=people,
        vocabulary=vocabulary,
        beginnings=frozenset(
            word[:size] for word in vocabulary for size in range(1, len(word) + 1)
        ),
        pairs={pair: tuple(numbers) for pair, numbers in pairs.items()},
        needed=needed,
        fewest=min(needed, default=1),
    )


def _brands(identities: Identities) -> tuple[str, ...]:
    """The brand's skeletons, with its domains (gate.io is known as gateio) and other names."""
    named = key(identities.brand)
    sites = [domain.split(".")[-2:] for domain in identities.domains]
    ours = [site for site in sites if named and named in key(site[0])]
    forms = [identities.brand, *identities.aliases]
    forms += [form for site in ours for form in (site[0], "".join(site))]
    every = [form for name in forms for form in _alternatives(name)]
    return tuple(dict.fromkeys(form for form in every if len(form) > 1))


def _alternatives(name: str) -> list[str]:
    """The skeletons of a name: as written, in Latin letters, and each of "Li Wen / 李文"."""
    parts = [part for part in _ASIDE.split(name) if part.strip()]
    found = [form for part in (*parts, name) for form in keys(part)]
    found += [latin.bare.joined for part in parts if (latin := spoken(part))]
    return list(dict.fromkeys(found))


def _names(identities: Identities, brands: tuple[str, ...]) -> Iterable[Protected]:
    for account in identities.accounts:
        whom = f"@{account.handle}" if account.handle else account.name
        for worn, named in ((account.handle, False), (account.name, True)):
            for text in _alternatives(worn):
                yield Protected(
                    text=text,
                    plain="".join(filter(str.isalnum, worn.casefold())),
                    whom=account.name if named and not account.handle else whom,
                    rest=min((_rest(text, brand) for brand in brands), default=len(text)),
                    brand=any(brand in text for brand in brands),
                    own=text not in brands,
                    person=named and not any(brand in text for brand in brands),
                )


def _rest(text: str, brand: str) -> int:
    return len(text) - len(brand) * (brand in text)


def _people(
    accounts: Iterable[Account], brands: tuple[str, ...]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each member of staff with the words of the name, in every script it is known in."""
    found: dict[tuple[str, tuple[str, ...]], None] = {}
    for account in accounts:
        if not account.role or any(brand in key(account.name) for brand in brands):
            continue
        for part in filter(str.strip, _ASIDE.split(account.name)):
            for folded in filter(None, (fold(part), spoken(part))):
                found[account.name, folded.bare.words] = None
    return tuple(found)


def _pieces(people: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    pieces = {word for _, words in people for word in words}
    return {piece: PERSON if _is_name(piece) else PLAIN for piece in pieces}


def _is_name(piece: str) -> bool:
    """Long enough to be told as a name; one Chinese character is not."""
    return len(piece) >= FIRST_NAME or (len(piece) > 1 and not piece.isascii())


def _forms(
    brands: tuple[str, ...],
    names: tuple[Protected, ...],
    people: tuple[tuple[str, tuple[str, ...]], ...],
) -> tuple[str, ...]:
    firsts = [words[0] for _, words in people if words and _is_name(words[0])]
    return tuple(dict.fromkeys([*brands, *(name.text for name in names), *firsts]))


def _needed(form: str) -> int:
    pairs = len({form[at : at + 2] for at in range(len(form) - 1)})
    if len(form) <= SHORT:
        return max(1, pairs)
    return max(2, -int(-pairs * _SHARED // 1))


def _vocabulary() -> dict[str, str]:
    """The skeletons of all words around a brand; harmless ones win over promises of help."""
    found: dict[str, str] = {}
    for kind, table in (
        (PLAIN, tables.PLAIN),
        (NEUTRAL, tables.NEUTRAL),
        (WEAK, tables.WEAK_ROLES),
        (ROLE, tables.ROLES),
        (HARMLESS, tables.HARMLESS),
    ):
        for word in table.split():
            found[key(word)] = kind
    return {word: kind for word, kind in found.items() if word}


def shown(role: str) -> str:
    """A role as it is written; a misspelt one as it stands."""
    return _SHOWN.get(role, role)


_VOCABULARY = _vocabulary()
_SHOWN = {key(word): word for word in f"{tables.WEAK_ROLES} {tables.ROLES}".split()[::-1]}
ROLES = tuple(
    word for word, kind in _VOCABULARY.items() if kind in {ROLE, WEAK} and len(word) > SHORT
)
ORDINARY = frozenset(map(key, (*tables.ORDINARY.split(), *Mnemonic("english").wordlist))) - {
    "sport"
}
