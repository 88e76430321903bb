"""Payment cards: first digits, length and check digit, and a reason to think of cards."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.triage.secrets.labels import Labels
from core.triage.secrets.look import Look, apart

_GROUPED = re.compile(
    r"\d{4}([ \-.\u00a0])\d{4}\1\d{4}\1\d{2,4}(?:\1\d{3})?|\d{4}([ \-.\u00a0])\d{6}\2\d{4,5}"
)
# Cards written in fours, one after the other.
_FOURS = re.compile(r"(?<![\w.])\d{4}(?:[ \-]\d{4}){3,}(?![ \-]?\d|\w)")
_CARD_WIDTH = 20
# What stands on a card beside its number: until when it is valid, and the code on its back.
_EXPIRY = r"(?:0?[1-9]|1[0-2])[^\S\n]?[/\-.|][^\S\n]?(?:20)?[2-4]\d"
_DIGITS = r"\d(?:[^\S\n]?[\-.]?[^\S\n]?\d){12,18}"
_CARD = re.compile(
    rf"(?<![A-Za-z\d_.])(?:{_DIGITS}?(?=[^\S\n]{{1,3}}{_EXPIRY}(?!\d))"
    rf"|{_DIGITS}(?![A-Za-z\d_]|[ \-.]\d))"
)
_BESIDE = re.compile(
    rf"[^\d\0]{{1,30}}?(?<!\d)({_EXPIRY})(?!\d)(?:[^\d\0]{{1,24}}(?<!\d)(\d{{3,4}})(?!\d))?"
)
_CVV = re.compile(
    r"(?<![A-Za-z])(?:cvv2?|cvc2?|cvn|cid)[^\S\n]{0,2}(?:code|number|is|:|=|：|是)?"
    r"[^\S\n]{0,2}(\d{3,4})(?!\d)",
    re.IGNORECASE,
)
# First digits and lengths by network. Source: ISO/IEC 7812 ranges as the networks publish them.
_ANY = frozenset(range(13, 20))
_RANGES = (
    (4, 4, {13, 16, 19}), (51, 55, {16}), (2221, 2720, {16}), (2200, 2204, {16, 17, 18, 19}),
    (34, 34, {15}), (37, 37, {15}), (6011, 6011, {16, 19}), (644, 649, {16, 19}),
    (65, 65, {16, 19}), (3528, 3589, {16, 19}), (62, 62, {16, 17, 18, 19}),
    (81, 82, {16, 17, 18, 19}), (50, 50, _ANY), (56, 58, _ANY), (6304, 6304, _ANY),
    (67, 67, _ANY), (300, 305, {14}), (36, 36, {14}), (38, 39, {14}), (60, 60, {16}),
    (9792, 9792, {16}),
)  # fmt: skip


def find(look: Look) -> Iterator[tuple[int, int]]:
    """Card numbers, and what stands beside them on the card."""
    if not look.digits:
        return
    text = look.text
    numbers = [match for match in _CARD.finditer(text) if _checks(match[0])]
    labels = Labels(look, [match.span() for match in numbers])
    spans = [match.span() for match in numbers if _is_card(labels, match)]
    spans += [span for run in _FOURS.finditer(text) for span in _cards_of(run)]
    spans += [each for _, end in spans for each in _beside(text, end)]
    spans += [match.span(1) for match in _CVV.finditer(text)]
    yield from apart(spans)


def _checks(number: str) -> bool:
    digits = re.sub(r"\D", "", number)
    return _network(digits) and _luhn(digits)


def _is_card(labels: Labels, match: re.Match[str]) -> bool:
    before = labels.before(match.start())
    if before:
        return before.kind == "card" or (before.kind != "safe" and _looks(labels, match))
    return _looks(labels, match)


def _looks(labels: Labels, match: re.Match[str]) -> bool:
    """In groups as on a card, or called a card behind."""
    behind = labels.behind(match.end())
    return bool(_GROUPED.fullmatch(match[0])) or (behind is not None and behind.kind == "card")


def _cards_of(run: re.Match[str]) -> Iterator[tuple[int, int]]:
    """A run of fours that is as long as whole cards is cards, where their digits say so."""
    if (len(run[0]) + 1) % _CARD_WIDTH or len(run[0]) < _CARD_WIDTH:
        return
    for start in range(run.start(), run.end(), _CARD_WIDTH):
        end = start + _CARD_WIDTH - 1
        if _checks(run.string[start:end]):
            yield start, end


def _beside(text: str, end: int) -> Iterator[tuple[int, int]]:
    beside = _BESIDE.match(text, end)
    if beside:
        yield beside.span(1)
        if beside[2]:
            yield beside.span(2)


def _network(digits: str) -> bool:
    return any(
        low <= int(digits[: len(str(low))]) <= high and len(digits) in lengths
        for low, high, lengths in _RANGES
    )


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
