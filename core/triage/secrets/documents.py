"""Numbers of passports, identity cards and tax or insurance papers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.triage.secrets.look import Look, apart

_NAMED = re.compile(
    r"(?:passport|pasaporte|passaporte|pasaport\w{0,4}|паспорт\w{0,2}|护照|護照|hộ chiếu|여권|"
    r"パスポート|旅券|paspor\b|جواز(?: السفر)?|पासपोर्ट|"
    r"passeport|reisepass|ausweis\w{0,8}|id card|identity card|national id|\bssn\b|social "
    r"security|driver'?s? licen[cs]e|driving licen[cs]e|"
    r"\bdni\b|\bnie\b|\bcurp\b|\brfc\b|\bcpf\b|\brg\b|\bcnh\b|kimlik|\bcccd\b|\bcmnd\b|căn "
    r"cước|주민\s?등록\s?번호|주민번호|マイナンバー|免許証|"
    r"\bnik\b|\bktp\b|aadhaar|aadhar|आधार|pan card|पैन|الهوية|الرقم القومي|身份证|身分證|"
    r"身份證|снилс|\bинн\b|водительск\w{0,5}|"
    r"carte d'identité|numéro de sécu\w{0,8}|sozialversicherung\w{0,10}|steuer-?id)"
    r"[^\d\0\n]{0,24}$",
    re.IGNORECASE,
)
# One of these is in every text that names a document.
_STEMS = (
    "pas", "паспорт", "护照", "護照", "hộ chiếu", "여권", "パスポート", "旅券", "جواز",
    "पासपोर्ट", "ausweis",
    "id card", "identity", "national id", "ssn", "social sec", "licen", "dni", "nie", "curp",
    "rfc",
    "cpf", "rg", "cnh", "kimlik", "cccd", "cmnd", "căn cước", "주민", "マイナンバー", "免許証",
    "nik", "ktp",
    "aadha", "आधार", "pan card", "पैन", "الهوية", "الرقم", "身份", "身分", "снилс", "инн",
    "водительск",
    "identité", "sécu", "sozialvers", "steuer",
)  # fmt: skip
_NUMBER = re.compile(
    r"(?<![A-Za-z\d])[A-Za-z]{0,3}[ \-]?\d(?:[ \-./]?\d){5,17}[A-Za-z]?(?![A-Za-z\d])"
)
# Forms that are documents wherever they stand.
_CHINESE = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\w)"
)
_KOREAN = re.compile(r"(?<!\d)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-[1-8]\d{6}(?!\d)")
_BRAZILIAN = re.compile(r"(?<![\d.])\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)")
_INDIAN = re.compile(r"(?<![A-Za-z\d])[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z](?![A-Za-z\d])")
_REACH = 48
_WEIGHTS, _CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"


def find(text: str, look: Look) -> Iterator[tuple[int, int]]:
    """Document numbers, by their own form or by the word before them."""
    if not look.digits:
        return
    spans: list[tuple[int, int]] = []
    if look.names(_STEMS):
        spans = [each.span() for each in _NUMBER.finditer(text) if _called_document(text, each)]
    spans += [match.span() for match in _CHINESE.finditer(text) if _chinese_check(match[0])]
    for form in (_KOREAN, _BRAZILIAN, _INDIAN):
        spans += [match.span() for match in form.finditer(text)]
    yield from apart(spans)


def _called_document(text: str, match: re.Match[str]) -> bool:
    start = match.start()
    return bool(_NAMED.search(text[max(0, start - _REACH) : start]))


def _chinese_check(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[-1].upper()
