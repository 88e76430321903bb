"""Finding cases by what was said: how a text becomes tokens, and a question becomes a query. Pure.

Both databases are given the same tokens and asked for the same ones, so they find the same. Words
are folded: compatibility forms are one, case is none, marks are dropped where people leave them out
when they type (Latin, Greek, Arabic and Hebrew, stress in Cyrillic). What is written without spaces
is cut into single characters and pairs. A token that begins with a sign is none of the words:

  `#`  holds a digit: a transaction, an address, an account number, an amount
  `@`  a handle that is mentioned, or the author's own
  `=`  the conversation, so that the index can be asked about one alone
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

from core.folding import folded, placed

# A text is indexed so far, a token kept so long, a question heard so far.
LONGEST_TEXT, LONGEST_TOKEN, MOST_TERMS = 100_000, 96, 12
# From so many characters on a word is found by its beginning.
LEAST_START = 3
# Beginnings of a case's number.
_NUMBER = re.compile(r"#?([0-9a-f]{4,10})")

_PLAIN = re.compile(r"[a-z0-9]+")
_HANDLE = re.compile(r"@\w[\w.]*\w|@\w")
_DIGIT = re.compile(r"\d")
# Scripts without spaces: Thai, Lao, Burmese, Khmer, kana, bopomofo, Hangul, Han.
_DENSE = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005\u3007\u3041-\u3096\u3099-\u309f"
    "\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003134f"
)


def _marks() -> str:
    """The marks that are part of words, as a character class: vowel signs and the like."""
    found = [c for c in range(0x300, 0x2100) if unicodedata.category(chr(c)).startswith("M")]
    return "".join(map(chr, found))


_DENSE_RUN = re.compile(f"[{_DENSE}]+")
_WORD = re.compile(rf"(?:[^\W_{_DENSE}]|[{_marks()}])+")
# A vowel sign behind a handle, and what it holds together, belong to neither it nor the next word.
_HANDLE_WHOLE = re.compile(rf"(?:{_HANDLE.pattern})(?:[{_marks()}]+\w*)*")
_ANY = re.compile(rf"[{_DENSE}]+|(?:[^\W_{_DENSE}]|[{_marks()}])+")


def tokens(text: str, handle: str = "", conversation: str = "") -> set[str]:
    """Everything by which one message is found."""
    plain = folded(text[:LONGEST_TEXT])
    found: set[str] = set()
    if plain.isascii():
        found.update(map(_token, _PLAIN.findall(plain)))
    else:
        found.update(map(_token, _WORD.findall(plain)))
        for run in _DENSE_RUN.findall(plain):
            found.update(run)
            found.update(map("".join, pairwise(run)))
    if "@" in plain:
        found.update(each[:LONGEST_TOKEN] for each in _HANDLE.findall(plain))
    if handle:
        own = _HANDLE.match(f"@{folded(handle).lstrip('@')}")
        found.update([own[0][:LONGEST_TOKEN]] if own else [])
    if conversation:
        found.add(of_conversation(conversation))
    return found


def of_conversation(conversation: str) -> str:
    """The token that all messages of a conversation have."""
    return f"={blake2b(conversation.encode(), digest_size=6).hexdigest()}"


def is_word(token: str) -> bool:
    """Whether a token belongs into the dictionary by which beginnings are found."""
    return len(token) >= LEAST_START and token[0] not in "#@="


def _token(word: str) -> str:
    # Letters alone are the rule; only what has marks or digits is looked at again.
    token = word if word.isalpha() or not _DIGIT.search(word) else f"#{word}"
    return token if len(token) <= LONGEST_TOKEN else token[:LONGEST_TOKEN]


@dataclass(frozen=True, slots=True)
class Group:
    """Any of these tokens, or any that begins with one of `starts`."""

    exact: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()

    def holds(self, words: set[str]) -> bool:
        """Whether a message with these tokens has one of them."""
        begun = self.starts and any(each.startswith(self.starts) for each in words)
        return bool(begun) or not words.isdisjoint(self.exact)


# A beginning -> the words of the dictionary that have it; None where they are too many to name.
Expand = Callable[[str], Sequence[str] | None]


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody looks for: all of `words`, `dense` runs and `handles`, folded.

    `number` is the beginning of a case's number, if it may be one.
    """

    words: tuple[str, ...] = ()
    dense: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    number: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.dense or self.handles)

    @property
    def is_loose(self) -> bool:
        """Whether tokens alone find too much: pairs may stand apart in a text."""
        return any(len(run) > 2 for run in self.dense)

    def groups(self, expand: Expand) -> tuple[Group, ...]:
        """What the index is asked for, all of it together."""
        pairs = [Group((pair,)) for run in self.dense for pair in _pairs(run)]
        handles = [Group((each,), (each,) if len(each) > LEAST_START else ())
                   for each in self.handles]  # fmt: skip
        words = [_word_group(each, expand) for each in self.words]
        return tuple(dict.fromkeys((*words, *handles, *pairs)))

    def fits(self, text: str) -> bool:
        """Whether runs that stand together in the question do so in the text."""
        plain = folded(text[:LONGEST_TEXT]) if self.is_loose else ""
        return all(run in plain for run in self.dense if len(run) > 2)

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where in a text its words are, as offsets, in order, apart from each other."""
        plain, places = placed(text)
        found = ((places[a][0], places[b - 1][1]) for a, b in self._found(plain))
        return tuple(_apart(sorted(found)))

    def _found(self, plain: str) -> Iterator[tuple[int, int]]:
        for match in _ANY.finditer(plain):
            if any(_begins(match[0], word) for word in self.words):
                yield match.span()
        for match in _HANDLE.finditer(plain):
            if any(match[0].startswith(each) for each in self.handles):
                yield match.span()
        for run in self.dense:
            yield from (each.span() for each in re.finditer(re.escape(run), plain))


def parse(question: str) -> Query:
    """What is looked for; signs part words and mean nothing."""
    plain = folded(question[: LONGEST_TOKEN * MOST_TERMS])
    handles = tuple(dict.fromkeys(_HANDLE.findall(plain)))[:MOST_TERMS]
    rest = _HANDLE_WHOLE.sub(" ", plain)
    runs = list(dict.fromkeys(_ANY.findall(rest)))[:MOST_TERMS]
    dense = tuple(run[:LONGEST_TOKEN] for run in runs if _DENSE_RUN.fullmatch(run))
    words = tuple(run[: LONGEST_TOKEN - 1] for run in runs if not _DENSE_RUN.fullmatch(run))
    number = _NUMBER.fullmatch(plain.strip())
    return Query(
        words, dense, tuple(h[:LONGEST_TOKEN] for h in handles), number[1] if number else ""
    )


def _word_group(word: str, expand: Expand) -> Group:
    token = _token(word)
    if len(word) < LEAST_START:
        return Group((token,))
    if token.startswith("#"):
        return Group((), (token,))
    known = expand(word)
    if known is None:
        return Group((), (word, f"#{word}"))
    return Group(tuple(dict.fromkeys((word, *known))), (f"#{word}",))


def _pairs(run: str) -> list[str]:
    return [run[n : n + 2] for n in range(len(run) - 1)] or [run]


def _begins(found: str, word: str) -> bool:
    return found == word or (len(word) >= LEAST_START and found.startswith(word))


def _apart(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    last = 0
    for start, end in spans:
        if end > last:
            yield max(start, last), end
            last = end
