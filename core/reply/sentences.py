"""Sentences of a text and the phrases found among their words; fourteen languages.

A sentence is one thought; the points of a list are read each with the line that leads into them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from core.reply import ask_words, claim_words, lure_words, thing_words, turn_words
from core.triage.lexicon import Hit, Lexicon
from core.triage.text import BREAKS, PAUSES, normalise, tokens, without_addresses
from core.triage.words import asking, assets

# Long lines and sentences are read in stretches that overlap, so that nothing hides at an end.
STRETCH, OVERLAP = 3000, 200
MOST_WORDS, SHARED_WORDS = 150, 26
_LISTED = re.compile(r"^\s*(?:[-*•·]|\d{1,2}[.)])\s+(.+)$")
_HAN_OR_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
# Made narrow, these end a sentence only before a blank.
_WIDE_STOP = re.compile("[？！；]")
# Without its marks "to use" reads like "do not".
_USING = re.compile(r"\bdùng\b", re.IGNORECASE)
_ASKING = frozenset("?？؟")
_NO_IS_NO_NO = frozenset({"pt"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of one sentence and the phrases found among them; `asks`: it is a question."""

    words: list[str]
    hits: list[Hit]
    asks: bool = False

    def of(self, *concepts: str) -> list[Hit]:
        return [hit for hit in self.hits if hit.concept in concepts]

    @property
    def han(self) -> bool:
        """Whether its words are single characters."""
        return bool(_HAN_OR_KANA.search("".join(self.words)))

    def clause(self, hit: Hit) -> int:
        """The number of the stretch between commas, or words like "but", that a hit begins in."""
        turns = sum(each.start <= hit.start for each in self.of("but"))
        return turns + sum(word in PAUSES for word in self.words[: hit.start])


def lines(text: str) -> Iterator[str]:
    """The lines of a text; a point of a list together with the line that leads into the list."""
    lead, fresh = "", False
    for line in text.splitlines():
        point, bare = _LISTED.match(line), line.strip().strip("*_ ")
        if point:
            yield f"{lead} {point[1]}"
            fresh = False
            if bare.endswith((":", "：")):  # a point that leads into points of its own
                lead = f"{lead} {bare.rstrip(':：')}"
        elif line.strip():
            yield line
            lead = "" if bare[-1:] in BREAKS else bare.rstrip(":：")
            fresh = True
        elif not (fresh and lead):
            lead = ""


def sentences(line: str, language: str) -> Iterator[Sentence]:
    """A line's sentences, the language being the text's."""
    words: list[str] = []
    for word in (*words_of(line), "\n"):
        ends = word[0] in BREAKS
        if not ends:
            words.append(word)
        if words and (ends or len(words) >= MOST_WORDS):
            yield sentence(words, language, asks=word[0] in _ASKING or words[-1] == "か")
            words = [] if ends else words[-SHARED_WORDS:]


def sentence(words: list[str], language: str, *, asks: bool = False) -> Sentence:
    """Words with the phrases among them, in the text's language and in English, which everybody
    mixes in."""
    if language not in _NO_IS_NO_NO:
        return Sentence(words, _lexicon().scan(words, language, "en"), asks)
    own, english = _lexicon().scan(words, language), _lexicon().scan(words, "en")
    # "No" is "in the" to a Brazilian.
    mixed = (hit for hit in english if words[hit.start] != "no")
    return Sentence(words, list(dict.fromkeys((*own, *mixed))), asks)


def words_of(line: str) -> list[str]:
    """All words of a line, in stretches: what reads a text clips what is too long for it."""
    stretches = (line[start : start + STRETCH] for start in range(0, len(line), STRETCH - OVERLAP))
    parted = (_USING.sub("xai", _WIDE_STOP.sub(r"\g<0> ", each)) for each in stretches)
    whole = (without_addresses(normalise(each)) for each in parted)
    return [word for each in whole for word in tokens(each)]


@cache
def _lexicon() -> Lexicon:
    nouns = {name: assets.TABLE[name] for name in ("seed", "key", "code", "password", "remote")}
    tables: dict[str, str] = {"give": asking.TABLE["give"]}
    rooms = (thing_words, ask_words, claim_words, lure_words, turn_words)
    for more in (nouns, *(room.TABLE for room in rooms)):
        tables |= {name: f"{tables.get(name, '')}\n{table}" for name, table in more.items()}
    return Lexicon(tables)
