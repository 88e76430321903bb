"""Personal data in foreign texts, hidden until somebody has a reason to look. Pure.

Hidden are mail addresses, phone numbers and the ids of accounts; never order numbers, hashes,
amounts and times, which agents need to answer. A number counts as a phone's where it has a
country's code, a mobile network's form, groups as people write them, or a word for a phone nearby.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from core.triage.facts.glance import Glance
from core.triage.facts.numbered import uids

DOTS = "•••"
KEPT = 2
_MAIL = re.compile(r"(?<![\w.+%-])([\w.+%-]++)@((?:[\w-]++\.)+)(\w{2,24})(?![\w@])")
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_.,/:#$€£¥₽₺₹+-])[+(]{0,2}\d(?:[ \u00a0().-]{0,2}\d){6,17}"
    r"(?![A-Za-z0-9_%/:$€£¥₽₺₹])"
)
_PHONE_WORDS = re.compile(
    r"\btel\b|telef|phone|mobil|\bcell\b|whats\s?app|\bcall\b|\bsms\b|handy|\bcel\b|celular|"
    r"тел|номер|звон|电话|電話|手机|手機|致电|联系|聯絡|携帯|전화|휴대|هاتف|جوال|موبايل|फोन|मोबाइल|"
    r"điện thoại|\bsđt\b|\bhp\b|\bponsel|\bnomor"
)
_DATE = re.compile(r"(?:19|20)\d\d[-. ]\d{1,2}\b|\d{1,2}[-. ]\d{1,2}[-. ](?:19|20)\d\d")
_CHINA = re.compile(r"1[3-9]\d{9}")
_GROUPS = re.compile(r"\d+")
_RUN = re.compile(r"\d{5,19}")
_NEAR = 24
_LIST = 30
_DIGITS = (8, 15)


def masked(text: str) -> str:
    """The text with personal data hidden but for their last characters."""
    if not any(map(str.isdigit, text)) and "@" not in text:
        return text
    text = _MAIL.sub(lambda found: f"{hidden(found[1])}@{DOTS}.{found[3]}", text)
    known = frozenset(_accounts(text))
    text = _NUMBER.sub(lambda found: _number(found, known), text)
    return _RUN.sub(lambda found: hidden(found[0]) if _plain(found[0]) in known else found[0], text)


def hidden(value: str) -> str:
    """A value whose end alone is left, so that two can be told apart."""
    return DOTS + (value[-KEPT:] if len(value) > KEPT else "")


def _accounts(text: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKC", text)
    yield from uids(Glance.at(plain))
    # Of a long list only the beginning is read at once, so its lines are read one by one.
    if len(_RUN.findall(plain)) > _LIST:
        for line in plain.splitlines():
            yield from uids(Glance.at(line))


def _number(found: re.Match[str], known: frozenset[str]) -> str:
    number = found[0]
    digits = _plain("".join(filter(str.isdigit, number)))
    if digits in known:
        return hidden(digits)
    if not _DIGITS[0] <= len(digits) <= _DIGITS[1] or _DATE.match(number):
        return number
    before = found.string[max(0, found.start() - _NEAR) : found.start()].lower()
    return hidden(number) if _is_phone(number, digits, before) else number


def _is_phone(number: str, digits: str, before: str) -> bool:
    if number.startswith(("+", "00", "(+")) or _CHINA.fullmatch(digits):
        return True
    groups = _GROUPS.findall(number)
    # Groups of three after the first are how people write large sums.
    sum_like = all(len(each) == 3 for each in groups[1:]) and "(" not in number
    written = len(groups) >= 3 and not (sum_like and "-" not in number) and "." not in number
    return written or _PHONE_WORDS.search(before) is not None


def _plain(digits: str) -> str:
    return unicodedata.normalize("NFKC", digits)
