"""What a text says that a desk must not: asks for secrets, promises, advice, facts of an account.

What somebody denies ("we never ask for your password") he does not do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from core.reply.problem import Problem
from core.reply.sentences import Sentence, lines, sentence, sentences, words_of
from core.triage.disguise import undisguise
from core.triage.language import detect
from core.triage.lexicon import Hit
from core.triage.text import LINK, PAUSES, normalise, without_addresses

SECRETS = ("seed", "key", "code", "password", "document")
# How far a word of asking reaches, in words; Chinese and Japanese count characters.
REACH, REACH_HAN = 12, 26
# A "no" behind what it denies stands close by, in words and in characters.
AFTER, AFTER_HAN = 4, 14
# Lines of which it is remembered what they say: all of a library of articles.
KEPT = 32_768
# From here on a line tells its own language.
SURE, LONG = 0.6, 20
# What belongs together stands side by side, or nearly.
NEXT = 3
_AMOUNT = re.compile(
    r"\d[\d.,]*\s?(?:btc|eth|usdt|usdc|sol|xrp|trx|ton|bnb|ada|doge|ltc|eur|usd|€|\$)",
    re.IGNORECASE,
)
# Marks within a word, which a reader does not see.
_MARKS = re.compile(r"(?<=[^\W_])[*~`|]{1,3}(?=[^\W_])")
# Korean joins one act to the next with -고; after these endings it only quotes.
_KOREAN_AND, _KOREAN_QUOTES = "고", ("라고", "다고", "냐고", "자고")
_SENTENCE_END = re.compile(r"[.!?。！？;；]\s|[。！？；]|\n")
_LONG_NUMBER = re.compile(r"(?<![\w.,])\d{7,}(?![\w.,]?\d)|\b[0-9a-f]{32,}\b", re.IGNORECASE)


def forbidden(text: str) -> Iterator[Problem]:
    """One problem for each thing the text says that must not be said anywhere."""
    language = _language(text)
    yield from dict.fromkeys(
        each for line in lines(text) for each in _said(line, _own(line) or language)
    )


@lru_cache(maxsize=KEPT)
def _said(line: str, language: str) -> tuple[Problem, ...]:
    """The same for one line; what a desk says is made of the same lines again and again."""
    found = [each for one in sentences(line, language) for each in _wrongs(one)]
    bare = _MARKS.sub("", line)
    clear = undisguise(normalise(bare))
    if bare != line or clear != normalise(line):
        found += [each for one in sentences(clear, language) for each in _wrongs(one)]
    return tuple(found)


def _wrongs(sentence: Sentence) -> Iterator[Problem]:
    yield from _asks(sentence)
    yield from _claims(sentence)
    yield from _lures(sentence)


def account_facts(text: str) -> Iterator[Problem]:
    """One problem for each fact of somebody's account; the public must not read it."""
    if _LONG_NUMBER.search(without_addresses(text)):
        yield Problem("account_number")
    language = _language(text)
    parts = _SENTENCE_END.split(text)
    yield from dict.fromkeys(each for part in parts for each in _told(part, language))


@lru_cache(maxsize=KEPT)
def _told(part: str, language: str) -> tuple[Problem, ...]:
    """What one sentence tells of an account."""
    one = sentence(words_of(part), language)
    amount = bool(_AMOUNT.search(part)) and bool(one.of("theirs"))
    stands = bool(one.of("stands")) and not one.of("if")
    found = (("account_amount", amount), ("account_state", stands))
    return tuple(Problem(code) for code, is_told in found if is_told)


@lru_cache(maxsize=4096)
def _language(text: str) -> str:
    """The language that most of a text is in, by those of its lines that tell their own."""
    long: dict[str, int] = {}
    for line in lines(text):
        if own := _own(line):
            long[own] = long.get(own, 0) + len(line)
    return max(long, key=long.__getitem__) if long else detect(text)[0]


@lru_cache(maxsize=KEPT)
def _own(line: str) -> str:
    """The language of a line that tells it; a line may be in another than the rest."""
    told, sureness = detect(line)
    return told if sureness >= SURE and len(line) >= LONG else ""


def _asks(sentence: Sentence) -> Iterator[Problem]:
    nouns = sentence.of(*SECRETS)
    for verb in _without(sentence, "hand_over", "not_to_us") if nouns else ():
        for noun in nouns:
            meant = _near(sentence, verb, noun) and not _changed_first(sentence, noun, verb)
            if meant and not _others_matter(sentence) and not _denied(sentence, verb, noun):
                yield Problem(f"secret_{noun.concept}")
    stuck = bool(sentence.of("stuck") and sentence.of("lacking"))
    for noun in nouns:
        if stuck or any(each(sentence, noun) for each in (_begged, _inquired, _called_here)):
            yield Problem(f"secret_{noun.concept}")
    for tool in sentence.of("remote"):
        if sentence.of("give") and not _denied(sentence, tool, tool):
            yield Problem("remote")


def _others_matter(sentence: Sentence) -> bool:
    """Whether it is about what one does with strangers, and not about us."""
    return bool(sentence.of("others")) and not sentence.of("to_us")


def _called_here(sentence: Sentence, noun: Hit) -> bool:
    """A secret and "here" in one sentence, where neither a page is named nor anything changed."""
    elsewhere = LINK in sentence.words or sentence.of("change", "others", "not_to_us")
    near = any(_near(sentence, noun, hit) for hit in sentence.of("right_here"))
    written = bool(sentence.of("write", "give"))
    return near and written and not elsewhere and not _refused(sentence)


def _refused(sentence: Sentence) -> bool:
    """Whether anything at all is denied."""
    return any(True for _ in _denials(sentence))


def _changed_first(sentence: Sentence, noun: Hit, verb: Hit) -> bool:
    """Whether the thing is to be changed, and something else told: "change it, then tell us"."""
    changed = any(0 <= noun.start - hit.end <= NEXT for hit in sentence.of("change"))
    told = any(hit.start == verb.start for hit in sentence.of("tell"))
    return changed and told and sentence.clause(noun) < sentence.clause(verb)


def _begged(sentence: Sentence, noun: Hit) -> bool:
    """A sentence that is no more than the thing and a word of asking: "your password, please"."""
    opens = noun.start <= 1 or sentence.words[noun.start - 1] in PAUSES
    asked = any(0 <= hit.start - noun.end <= 3 for hit in sentence.of("please"))
    return opens and asked and not _denied(sentence, noun, noun)


def _inquired(sentence: Sentence, noun: Hit) -> bool:
    """A question after the thing itself: "which password do you use?"."""
    beside = (
        max(hit.start, noun.start) - min(hit.end, noun.end) <= 1 for hit in sentence.of("which")
    )
    return sentence.asks and any(beside) and not _denied(sentence, noun, noun)


def _claims(sentence: Sentence) -> Iterator[Problem]:
    promises = [_denied(sentence, hit, hit) for hit in sentence.of("promise")]
    # "Nobody can guarantee that it comes back" denies what follows, too.
    if promises and not all(promises) and not (any(promises) and not sentence.of("but")):
        yield Problem("promise")
    if any(not _denied(sentence, *each) for each in _advice(sentence)):
        yield Problem("advice")
    for event in sentence.of("will_be_there"):
        sure = sentence.of("when") and not sentence.of("hedge")
        if sure and not _denied(sentence, event, event):
            yield Problem("date")


def _advice(sentence: Sentence) -> Iterator[tuple[Hit, Hit]]:
    yield from ((hit, hit) for hit in sentence.of("advice"))
    pairs = ((one, other) for one in sentence.of("urge") for other in sentence.of("trade"))
    yield from (each for each in pairs if _near(sentence, *each))


def _lures(sentence: Sentence) -> Iterator[Problem]:
    """What robs people although it asks for no secret: a toll to be paid, another service."""
    tolls = [] if sentence.of("fraud", "others") else sentence.of("toll")
    if any(not _denied(sentence, hit, hit) for hit in tolls):
        yield Problem("pay")
    found = ((one, other) for one in sentence.of("reach_me") for other in sentence.of("elsewhere"))
    if any(_near(sentence, *each) and not _denied(sentence, *each) for each in found):
        yield Problem("away")


def _without(sentence: Sentence, concept: str, *excuses: str) -> list[Hit]:
    """The hits of a concept that do not overlap an excuse."""
    spans = sentence.of(*excuses)
    return [
        hit
        for hit in sentence.of(concept)
        if not any(hit.start < span.end and span.start < hit.end for span in spans)
        or any(_holds_more(hit, span) for span in spans)
    ]


def _holds_more(hit: Hit, span: Hit) -> bool:
    """Whether a phrase says the excuse's words and more: "has to be sent to us"."""
    within = hit.start <= span.start and span.end <= hit.end
    return within and hit.end - hit.start > span.end - span.start


def _near(sentence: Sentence, one: Hit, other: Hit) -> bool:
    reach = REACH_HAN if sentence.han else REACH
    return max(one.start, other.start) - min(one.end, other.end) <= reach


def _denied(sentence: Sentence, one: Hit, other: Hit) -> bool:
    """Whether a "no" belongs to the two: in the clause of either, before the later one; behind it
    only close by, and where no other act was begun in between."""
    clauses = {sentence.clause(one), sentence.clause(other)}
    return any(
        sentence.clause(hit) in clauses
        and (
            hit.start < max(one.end, other.end)
            or _belongs(sentence, max(one, other, key=_end), hit)
        )
        for hit in _denials(sentence)
    )


def _end(hit: Hit) -> int:
    return hit.end


def _belongs(sentence: Sentence, last: Hit, no: Hit) -> bool:
    if no.concept != "not_around":
        return False
    between = sentence.words[last.end : no.start]
    begun = any(last.end <= hit.start < no.start for hit in sentence.of("hand_over"))
    joined = any(w.endswith(_KOREAN_AND) and not w.endswith(_KOREAN_QUOTES) for w in between)
    reach = AFTER_HAN if sentence.han else AFTER
    return not begun and not joined and (len(between) <= reach)


def _denials(sentence: Sentence) -> Iterable[Hit]:
    return (
        *_without(sentence, "not_before", "no_denial"),
        *_without(sentence, "not_around", "no_denial"),
    )
