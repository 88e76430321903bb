"""Whether words say only what an article says: no number, link, name or claim of their own. Pure.

Strict on purpose: what is refused is said by the template, which is right already.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from core.actions import Article
from core.reply.number_words import NUMBER_WORDS, UNITS
from core.reply.sentences import Sentence, lines, sentences
from core.triage.language import detect
from core.triage.text import emails, handles, links
from core.triage.words.common import WORDS

# Words that an article has not, at most, as a share of a sentence's; a handful hides no claim.
STRANGE = 0.3
# Endings change, the beginning of a word does not.
STEM = 5
_STEP = re.compile(r"^\s*(?:\d{1,2}[.)]|[-*•])\s+", re.MULTILINE)
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f' ]\d+)*")
_GROUPS = re.compile(r"(?<=\d)[.,\u00a0\u202f' ](?=\d{3}(?!\d))")
_SHORT_NAME = re.compile(r"\b[A-Z][A-Z0-9]{1,9}\b")
_HAN_OR_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def ungrounded(text: str, article: Article, page: str = "") -> Iterator[str]:
    """One line for each thing that the words say and the article does not."""
    source = "\n".join((article.title, article.short, article.body, page))
    for name, find in (("the number", _amounts), ("the link", _places), ("the name", _names)):
        for strange in sorted(find(text, article.language) - find(source, article.language)):
            yield f"{name} {strange} is not in the article"
    language, sureness = detect(text)
    if language != article.language and sureness > 0.5:
        yield f"is written in {language}, the article in {article.language}"
        return
    known = _knowledge(article)
    for claim in _claims(text, article.language):
        yield from _unfounded(claim, known)


@dataclass(frozen=True, slots=True)
class _Claim:
    """One sentence: its words that carry meaning, and whether it denies something."""

    text: str
    stems: frozenset[str]
    denies: bool


@dataclass(frozen=True, slots=True)
class _Knowledge:
    stems: frozenset[str]
    claims: tuple[_Claim, ...]


@lru_cache(maxsize=2048)
def _knowledge(article: Article) -> _Knowledge:
    text = "\n".join((article.title, article.short, article.body))
    claims = tuple(_claims(text, article.language))
    return _Knowledge(frozenset().union(*(each.stems for each in claims)), claims)


def _unfounded(claim: _Claim, known: _Knowledge) -> Iterator[str]:
    strange = claim.stems - known.stems
    if len(strange) > STRANGE * len(claim.stems):
        yield f"the article does not say: {claim.text}"
        return
    most = max((_overlap(claim, each) for each in known.claims), default=0.0)
    alike = [each for each in known.claims if most and _overlap(claim, each) == most]
    if alike and all(each.denies != claim.denies for each in alike):
        yield f"the article says the opposite of: {claim.text}"


def _overlap(one: _Claim, other: _Claim) -> float:
    """The share of all words of two claims that they have in common."""
    return len(one.stems & other.stems) / max(1, len(one.stems | other.stems))


def _claims(text: str, language: str) -> Iterator[_Claim]:
    small = set(WORDS.get(language, "").split())
    for line in lines(text):
        for sentence in sentences(line, language):
            stems = frozenset(_stems(sentence, small))
            if stems:
                words = " ".join(sentence.words[:12])
                yield _Claim(words, stems, bool(sentence.of("not_before", "not_around")))


def _stems(sentence: Sentence, small: set[str]) -> Iterator[str]:
    """Beginnings of words; where words are not set apart, pairs of characters."""
    before = ""
    for word in sentence.words:
        if len(word) == 1 and _HAN_OR_KANA.match(word):
            if before:
                yield before + word
            before = word
            continue
        before = ""
        if word not in small and word[0].isalpha() and len(word) > 2:
            yield word[:STEM]


def _amounts(text: str, language: str) -> set[str]:
    """Numbers with the unit behind them; words for numbers as digits."""
    clear = _STEP.sub("", unicodedata.normalize("NFKC", text))
    clear = "".join(str(unicodedata.digit(char, char)) for char in clear).casefold()
    for place in (*links(clear), *emails(clear)):
        clear = clear.replace(place, " ")
    for word, meant in NUMBER_WORDS.get(language, {}).items():
        clear = re.sub(word, f" {meant} ", clear)
    found = set()
    for number in _NUMBER.finditer(clear):
        value = _GROUPS.sub("", number[0]).replace(",", ".")
        found.add(f"{value} {_unit(clear[number.end() : number.end() + 14])}".strip())
    return found


def _unit(behind: str) -> str:
    found = UNITS.match(behind)
    return str(found.lastgroup) if found else ""


def _places(text: str, _: str) -> set[str]:
    found = (*links(text), *emails(text), *(f"@{each}" for each in handles(text)))
    return {each.casefold().rstrip("./") for each in found}


def _names(text: str, _: str) -> set[str]:
    return set(_SHORT_NAME.findall(text))
