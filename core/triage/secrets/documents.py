"""Numbers of passports, identity cards and tax or insurance papers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.triage.secrets import checksums
from core.triage.secrets.labels import Labels
from core.triage.secrets.look import Look, Stems, apart

# One of these is in every text that names a document.
_STEMS = Stems.of(
    "pas|ausweis|perso|id card|id n|identi|national i|ni n|nino|nhs|ssn|itin|social sec|licen|dni|"
    "nif|nie|"
    "curp|rfc|ine|cpf|cnpj|rg|cnh|cuil|cuit|cedula|document|doc n|carteira|kimlik|tc|t.c.|belge|"
    "ehliyet|"
    "vergi|cccd|cmnd|nik|ktp|sim|npwp|adha|aadh|adhaa|pan|voter|cni|numero de s|securit|nir|permis|"
    "titre|sozial|steuer|fuhrer|aufenthalt|"
    "паспорт|护照|護照|hộ chiếu|여권|パスポート|旅券|جواز|पासपोर्ट|cédula|căn cước|chứng minh|"
    "주민|외국인|"
    "운전면허|マイナンバー|個人番号|免許証|在留|आधार|पैन|वोटर|هوي|القومي|إقام|رقم|身份|身分|证件|"
    "證件|驾照|駕照|"
    "снилс|инн|водител|удостов|документ|identité|sécu|séjour|führer|sürücü"
)
_NUMBER = re.compile(
    r"(?<![A-Za-z\d@#/_$€£\-])(?:"
    r"(?:[A-Za-z]{1,3}|(?!ID|NO|"
    r"TC)[A-Z]{1,2}[ \-])?\d{1,9}(?:[ .\-/]\d{1,7}){1,6}(?:[ \-]?[A-Za-z])?"
    r"|(?=[A-Za-z]{0,8}\d)(?=[A-Za-z\d]{6,20}(?![A-Za-z\d]))[A-Za-z\d]{6,20}(?:-[A-Za-z\d])?"
    r"|(?!ID|NO|TC)[A-Z]{1,2}[ \-]\d{5,9}|\d{7,9}-[A-Za-z]"
    r")(?![A-Za-z\d@%]|[.,]\d)"
)
_DATE = re.compile(r"\d{1,2}([./\-])\d{1,2}\1(?:\d\d)?\d\d|(?:19|20)\d\d([./\-])\d{1,2}\2\d{1,2}")
_BEHIND = re.compile(
    r"\s?(?:is|was|ist|es|é|est|это|adalah|là|هو|है|是|は|が|는|은)?\s?"
    r"(?:[^\W\d]{1,8}[^\S\n]){0,2}"
)
_FEWEST_DIGITS, _FEWEST_WITH_LETTERS, _REACH = 6, 4, 30
# Forms that are documents wherever they stand, where their check says so.
_CHINESE = re.compile(r"(?<![A-Za-z\d])[1-9]\d{5}(?:19|20)\d{9}[\dXx](?![A-Za-z\d])")
_KOREAN = re.compile(r"(?<![\d\-])\d{6}-[1-8]\d{6}(?![\d\-])")
_BRAZILIAN = re.compile(r"(?<![\d.])\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)")
_MEXICAN = re.compile(
    r"(?<![A-Za-z\d])[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d(?![A-Za-z\d])", re.IGNORECASE
)
_FRENCH = re.compile(r"(?<!\d)[12] \d\d (?:0\d|1[0-2]|[2-9]\d) \d[\dAB] \d{3} \d{3} \d\d(?!\d)")
_INDIAN = re.compile(r"(?<![A-Za-z\d])[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z](?![A-Za-z\d])")
_FORMS = (
    (_CHINESE, checksums.chinese),
    (_KOREAN, lambda found: checksums.korean(re.sub(r"\D", "", found))),
    (_BRAZILIAN, lambda found: checksums.brazilian(re.sub(r"\D", "", found))),
    (_MEXICAN, checksums.mexican),
    (_FRENCH, lambda found: checksums.french(_without_corsica(found))),
    (_INDIAN, bool),
)


def find(look: Look) -> Iterator[tuple[int, int]]:
    """Document numbers, by their own form and check or by the word beside them."""
    if not look.digits:
        return
    text = look.text
    spans = [
        match.span() for form, checks in _FORMS for match in form.finditer(text) if checks(match[0])
    ]
    if look.names(_STEMS):
        numbers = [match.span() for match in _NUMBER.finditer(text) if _could_be(match[0])]
        labels = Labels(look, numbers)
        spans += [span for span in numbers if _called_document(look, labels, *span)]
    yield from apart(spans)


def _could_be(number: str) -> bool:
    """Enough digits, and no date."""
    digits = sum(char.isdigit() for char in number)
    lettered = any(char.isalpha() for char in number)
    if digits < (_FEWEST_WITH_LETTERS if lettered else _FEWEST_DIGITS):
        return False
    return _DATE.fullmatch(number) is None


def _called_document(look: Look, labels: Labels, start: int, end: int) -> bool:
    before = labels.before(start)
    if before and before.kind == "document":
        between = look.text[before.end : start]
        return len(between) <= _REACH and not re.search(r"\d", between)
    if before and before.kind == "safe":
        return False
    behind = labels.behind(end)
    if not behind or behind.kind != "document":
        return False
    return _BEHIND.fullmatch(look.lower, end, behind.start) is not None


def _without_corsica(number: str) -> str:
    """Corsica's departments have a letter that counts as a number."""
    digits = number.replace(" ", "").replace("2A", "19").replace("2B", "18")
    return digits if digits.isdigit() else "0" * 15
