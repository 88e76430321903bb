"""What a text says that a desk must not: asks for secrets, promises, advice, facts of an account.

A sentence is one thought; the points of a list are read each with the line that leads into them.
What somebody denies ("we never ask for your password") he does not do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from core.reply import ask_words, claim_words
from core.triage.language import detect
from core.triage.lexicon import Hit, Lexicon
from core.triage.text import BREAKS, PAUSES, normalise, tokens, without_addresses
from core.triage.words import asking, assets

SECRETS = {
    "seed": "a recovery phrase",
    "key": "a private key",
    "code": "a code",
    "password": "a password",
    "document": "a document or card",
}
CLAIMS = {
    "promise": "promises money or an outcome: nobody can",
    "advice": "gives advice on buying or selling: say how it works, not what to do",
}
# How far a word of asking reaches, in words; Chinese and Japanese count characters.
REACH, REACH_HAN = 12, 26
# Long lines and sentences are read in stretches that overlap, so that nothing hides at an end.
STRETCH, OVERLAP = 3000, 200
MOST_WORDS = 150
_LISTED = re.compile(r"^\s*(?:[-*•·]|\d{1,2}[.)])\s+(.+)$")
_HAN_OR_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_AMOUNT = re.compile(
    r"\d[\d.,]*\s?(?:btc|eth|usdt|usdc|sol|xrp|trx|ton|bnb|ada|doge|ltc|eur|usd|€|\$)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?。！？;；]\s|[。！？；]|\n")
_LONG_NUMBER = re.compile(r"(?<![\w.,])\d{7,}(?![\w.,]?\d)|\b[0-9a-f]{32,}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The words of one sentence and the phrases found among them."""

    words: list[str]
    hits: list[Hit]

    def of(self, *concepts: str) -> list[Hit]:
        return [hit for hit in self.hits if hit.concept in concepts]

    def clause(self, hit: Hit) -> int:
        """The number of the stretch between commas that a hit begins in."""
        return sum(word in PAUSES for word in self.words[: hit.start])


def forbidden(text: str) -> Iterator[str]:
    """One line for each thing the text says that must not be said anywhere."""
    language = detect(text)[0]
    yield from dict.fromkeys(each for line in _lines(text) for each in _said(line, language))


@lru_cache(maxsize=8192)
def _said(line: str, language: str) -> tuple[str, ...]:
    """The same for one line; what a desk says is made of the same lines again and again."""
    sentences = list(_sentences(line, language))
    return tuple(each for one in sentences for each in (*_asks(one), *_claims(one)))


def account_facts(text: str) -> Iterator[str]:
    """One line for each fact of somebody's account; the public must not read it."""
    if _LONG_NUMBER.search(without_addresses(text)):
        yield "has a number or hash that belongs to somebody's account"
    language = detect(text)[0]
    for line in _SENTENCE_END.split(text):
        if _AMOUNT.search(line) and _is_theirs(line, language):
            yield "tells an amount of somebody's account"
            return


def _is_theirs(line: str, language: str) -> bool:
    return any(hit.concept == "theirs" for hit in _hits(_words(line), language))


@cache
def _lexicon() -> Lexicon:
    nouns = {name: assets.TABLE[name] for name in ("seed", "key", "code", "password", "remote")}
    give = {"give": asking.TABLE["give"]}
    return Lexicon({**nouns, **give, **ask_words.TABLE, **claim_words.TABLE})


def _sentences(line: str, language: str) -> Iterator[_Sentence]:
    words: list[str] = []
    for word in (*_words(line), "\n"):
        ends = word[0] in BREAKS
        if not ends:
            words.append(word)
        if words and (ends or len(words) >= MOST_WORDS):
            yield _Sentence(words, _hits(words, language))
            words = [] if ends else words[-REACH_HAN:]


def _hits(words: list[str], language: str) -> list[Hit]:
    """Phrases in the text's language and in English, which everybody mixes in."""
    found = dict.fromkeys((*_lexicon().scan(words, language), *_lexicon().scan(words, "en")))
    return list(found)


def _words(line: str) -> list[str]:
    """All words of a line, in stretches: what reads a text clips what is too long for it."""
    stretches = (line[start : start + STRETCH] for start in range(0, len(line), STRETCH - OVERLAP))
    return [word for each in stretches for word in tokens(without_addresses(normalise(each)))]


def _lines(text: str) -> Iterator[str]:
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


def _asks(sentence: _Sentence) -> Iterator[str]:
    nouns = sentence.of(*SECRETS)
    for verb in _without(sentence, "hand_over", "not_to_us") if nouns else ():
        for noun in nouns:
            if _near(sentence, verb, noun) and not _denied(sentence, verb, noun):
                yield f"asks for {SECRETS[noun.concept]}: never ask for it"
    for tool in sentence.of("remote"):
        if sentence.of("give") and not _denied(sentence, tool, tool):
            yield "asks for the screen or the computer: never ask for it"


def _claims(sentence: _Sentence) -> Iterator[str]:
    for concept, problem in CLAIMS.items():
        if any(not _denied(sentence, hit, hit) for hit in sentence.of(concept)):
            yield problem
    for event in sentence.of("will_be_there"):
        if sentence.of("when") and not _denied(sentence, event, event):
            yield "promises a time: say how long it usually takes"


def _without(sentence: _Sentence, concept: str, *excuses: str) -> list[Hit]:
    """The hits of a concept that do not overlap an excuse."""
    spans = [(hit.start, hit.end) for hit in sentence.of(*excuses)]
    return [
        hit
        for hit in sentence.of(concept)
        if not any(hit.start < end and start < hit.end for start, end in spans)
    ]


def _near(sentence: _Sentence, one: Hit, other: Hit) -> bool:
    reach = REACH_HAN if _HAN_OR_KANA.search("".join(sentence.words)) else REACH
    return max(one.start, other.start) - min(one.end, other.end) <= reach


def _denied(sentence: _Sentence, one: Hit, other: Hit) -> bool:
    """Whether a "no" stands in the clause of either, before the later one where it has to."""
    clauses = {sentence.clause(one), sentence.clause(other)}
    last = max(one.end, other.end)
    return any(
        sentence.clause(hit) in clauses and (hit.concept == "not_around" or hit.start < last)
        for hit in _denials(sentence)
    )


def _denials(sentence: _Sentence) -> Iterable[Hit]:
    return (
        *_without(sentence, "not_before", "no_denial"),
        *_without(sentence, "not_around", "no_denial"),
    )
