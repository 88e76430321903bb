"""Secrets in a text, found and covered before anything is stored, logged or read by a model.

Linear in the length of the text: every pattern is bounded, and each detector is asked only where
a cheap look says that it could find something.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from core.triage.secrets import (
    api,
    cards,
    codes,
    documents,
    keys,
    linking,
    passwords,
    repeats,
    seeds,
)
from core.triage.secrets.fold import fold
from core.triage.secrets.look import Look
from core.types import Masked, Secret

MARKS = {
    "seed_phrase": "[seed phrase removed]",
    "private_key": "[private key removed]",
    "api_secret": "[api secret removed]",
    "password": "[password removed]",
    "one_time_code": "[one time code removed]",
    "card_number": "[card number removed]",
    "identity_document": "[identity document removed]",
}

_Span = tuple[int, int]
_Found = tuple[int, int, str]
_Finder = Callable[[Look], Iterator[_Span]]
_MARK = re.compile("|".join(re.escape(mark) for mark in MARKS.values()))
_ROUNDS = 6
_NOTHING = Masked(text="")

# The order is that of the harm done: what is covered first is not read again.
_FINDERS: tuple[tuple[str, _Finder], ...] = (
    ("one_time_code", linking.find),
    ("seed_phrase", seeds.find),
    ("private_key", keys.find),
    ("api_secret", api.find),
    ("password", passwords.find),
    ("card_number", cards.find),
    ("identity_document", documents.find),
    ("one_time_code", codes.find),
)
# What can be written without digits in a row and without one long word.
_WORDY = tuple(
    each
    for each in _FINDERS
    if each[0] in {"seed_phrase", "private_key", "password"} or each[1] is linking.find
)
_LONG = api.SHORTEST


def mask(text: str) -> Masked:
    """The text with every secret replaced by a fixed mark, and where they were in the input.

    Masking what is masked already changes nothing. A secret that stands there twice is covered
    twice, whatever the words around it.
    """
    if not text:  # most messages quote nothing
        return _NOTHING
    folded = fold(_without_marks(text))
    found = _found(folded.text)
    if not found:
        return Masked(text=text)
    found.sort()
    secrets = []
    for start, end, kind in found:
        begin, stop = folded.place(start, end)
        secrets.append(Secret(kind=kind, start=begin, end=stop))
    return Masked(text=_replaced(text, secrets), secrets=tuple(secrets))


def _found(text: str) -> list[_Found]:
    """What is secret in a folded text: rounds, because what is covered changes what it stood by."""
    found: list[_Found] = []
    for _ in range(_ROUNDS):
        before = len(found)
        text = _one_round(text, found)
        if len(found) == before:
            break
    return found


def _one_round(text: str, found: list[_Found]) -> str:
    look, begun = Look.at(text), len(found)
    for kind, find in _FINDERS if look.digits or look.longest >= _LONG else _WORDY:
        spans = list(find(look))
        if spans:
            found += [(start, end, kind) for start, end in spans]
            look = Look.at(_blanked(look.text, spans))
    fresh = [(text[start:end], kind) for start, end, kind in found[begun:]]
    again = list(repeats.find(look.text, fresh)) if fresh else []
    found += again
    return _blanked(look.text, [(start, end) for start, end, _ in again])


def _without_marks(text: str) -> str:
    """Marks and the blank itself are no text: they end every word and every context."""
    text = text.replace("\0", "\n") if "\0" in text else text
    if " removed]" not in text:
        return text
    return _MARK.sub(lambda found: "\0" * len(found[0]), text)


def _blanked(text: str, spans: list[_Span]) -> str:
    """The text with the spans covered, every other character where it was."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += [text[at:start], "\0" * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


def _replaced(text: str, secrets: list[Secret]) -> str:
    parts: list[str] = []
    at = 0
    for secret in secrets:
        parts += [text[at : secret.start], MARKS[secret.kind]]
        at = secret.end
    return "".join([*parts, text[at:]])
