"""What a screen or an interface said when it failed: quoted texts, known phrases, codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_lowercase

from core.triage.facts.glance import Glance, Stems, listed
from core.triage.facts.screens import DEVICE, FAILED, FAILS, PERSON, SAYS

_NEAR_BEFORE, _NEAR_AFTER = 36, 22

_ERROR_WORDS = (
    "error", "err", "fehler", "erreur", "erro", "ошибк", "hata", "lỗi", "오류", "에러", "エラー",
    "错误", "錯誤", "报错", "報錯", "خطأ", "خطا", "ايرور", "إيرور", "त्रुटि", "एरर", "galat",
    "kesalahan", "eror",
)  # fmt: skip
_CODE_WORDS = (
    "code", "código", "codigo", "kodu", "kod", "код", "mã", "코드", "コード", "代码", "代碼", "码",
    "رمز", "कोड", "message",
)  # fmt: skip
# opening mark -> the marks that close it
_CLOSED_BY = {
    '"': '"', "'": "'", "`": "`", "“": "”“\"", "„": "“”\"", "”": "”", "‘": "’", "«": "»",
    "「": "」", "『": "』",
}  # fmt: skip
_OPENING = re.compile(r"[\"“„”«「『‘`']")
_SHORTEST_QUOTE, _LONGEST_QUOTE = 2, 120
_ERRORS, _CODES = "|".join(_ERROR_WORDS), "|".join(_CODE_WORDS)
_OPEN = r"\s{0,2}(?:no|number|nr)?\s{0,2}[:：#=]?\s{0,2}\(?"
_AFTER_WORD = re.compile(
    rf"(?:(?:{_ERRORS})[^\W\d_]{{0,4}}(?:\s{{0,2}}(?:{_CODES}))?{_OPEN}"
    r"(-?(?:[A-Z]{1,12}[\-_]?){0,3}-?\d{2,7})"
    rf"|(?<![a-z])(?:{_CODES}){_OPEN}((?:[A-Z]{{1,6}}-){{0,2}}\d{{3,5}}))"
    r"(?![A-Za-z0-9_]|[.,:]\d|\s?[%₽€$])",
    re.IGNORECASE,
)
_BEFORE_WORD = re.compile(
    rf"(?<![A-Za-z0-9_.,\-])(-?(?:[A-Z]{{1,5}}-)?\d{{2,6}})\s?(?:{_ERRORS})", re.IGNORECASE
)
_SNAKE = re.compile(
    r"(?<![\w@/.\-])(?:[A-Z]{2,16}(?:_[A-Z0-9]{1,16})+|(?=[a-z_]*(?:invalid|insufficient|fail|error|"
    r"denied|expired|timeout|limit|exceed|reject|missing|unauthori|blocked))[a-z]{2,16}"
    r"(?:_[a-z0-9]{1,16})+)(?![A-Za-z0-9_@/])"
)
_NEGATIVE = re.compile(r"-(?<![A-Za-z0-9_.,\-]-)[12]\d{3}(?![A-Za-z0-9_]|[.,]\d|\s?[%$€₽]|\s?usd)")
_GONE = r"(?![%A-Za-z0-9]|[.,:]\d|\s?[$€£₽₺₹원円元]|\s?(?:usd|eur|руб|tl\b|k\b|people|user|day|дн))"
_STATUS = re.compile(
    rf"(?<![A-Za-z0-9_.,:$€£₽₹₺#\-+/=])(?:429|50[234]|52[0-6]){_GONE}"
    rf"|(?:\bhttp|\bapi\b|\breturns?|\bstatus|devuelve|renvoie|retorna|liefert|сервер|응답|"
    rf"console|endpoint)[^\d\n]{{1,8}}[45]\d\d{_GONE}"
    r"|(?<![A-Za-z0-9_.,])[45]\d\d(?=\s(?:\w{2,4}\s/|on every))",
    re.IGNORECASE,
)
_STATUS_CODES = listed("400 401 403 404 410 429 500 502 503 504 520 521 522 523 524 525 526")
_PLAIN_LETTERS = frozenset(ascii_lowercase)
_SHORT_CODE = re.compile(
    r"(?<![\w@/.\-])(?!(?:TRC|ERC|BEP|BRC|BIP|UTC|GMT|COVID|SHA|GPT|RTX|PM|AM|KYC|LV|SS|ISO|USB|"
    r"MP|FAT|EIP|TP|SL|CR|DNI|PAN|U|BI|FA|X|S|P|C|P2P)-?\d)"
    r"(?:[A-Z]{1,6}(?:-[A-Z]{1,6})?-\d{2,4}[A-Z]?)(?![A-Za-z0-9_]|-\w)"
)
_PHRASE = re.compile(
    r"(?:(?:invalid|insufficient|unsupported|expired|incorrect|missing)[ -](?:signature|margin|"
    r"balance|funds|api[ -]?key|timestamp|token|session|address|memo|nonce|parameters?|symbol|"
    r"permissions?|liquidity|captcha|code|request|password|otp|state)|permission denied|"
    r"access denied|service unavailable|bad gateway|gateway time-?out|internal server error|"
    r"too many (?:requests|attempts)|rate limit exceeded|do not hono(?:u)?r|system busy|"
    r"network error|session expired|request time-?out|3ds time-?out|connection (?:lost|reset|"
    r"refused|timed out)|signature mismatch|(?:device|address|card|document|coupon|session|face|"
    r"name|captcha|qr) (?:not (?:recogni[sz]ed|supported|found|applicable|whitelisted|verified)|"
    r"mismatch|expired|invalid|unreadable|unclear|flagged)|order would (?:immediately )?trigger|"
    r"reduce only rejected|unauthori[sz]ed)(?![a-z])"
)
_STEMS = Stems.of((*_ERROR_WORDS, *(word for word in _CODE_WORDS if word != "message")))
_PHRASE_WORDS = listed(
    "invalid insufficient unsupported expired incorrect missing denied unavailable gateway server "
    "requests attempts exceeded honor honour busy error timeout lost reset refused timed mismatch "
    "recognised recognized supported found applicable whitelisted verified unreadable unclear "
    "flagged trigger rejected unauthorized unauthorised"
)
_NUMBER_BEHIND = re.compile(r"-\d\d")


def find(seen: Glance) -> list[str]:
    """Texts and codes of errors in their order."""
    found = _coded(seen) if seen.longest_number > 1 else []
    if "_" in seen.lower:
        found += _all(_SNAKE, seen.text)
    if not _PHRASE_WORDS.isdisjoint(seen.words):
        found += [
            (each.start(), seen.text[each.start() : each.end()])
            for each in _PHRASE.finditer(seen.lower)
            if seen.lower[each.start() - 1 : each.start()] not in _PLAIN_LETTERS
        ]
    if not seen.plain or '"' in seen.text or " '" in seen.text or "`" in seen.text:
        found += _quoted(seen)
    return [said for _, said in sorted(found)]


def _coded(seen: Glance) -> list[tuple[int, str]]:
    """Codes behind or before a word for errors, and those that are known without one."""
    found = []
    if seen.has(_STEMS):
        for each in _AFTER_WORD.finditer(seen.text):
            group = each.lastindex or 1
            found.append((each.start(group), each[group]))
        found += [(each.start(1), each[1]) for each in _BEFORE_WORD.finditer(seen.text)]
    if _NUMBER_BEHIND.search(seen.lower):
        found += _all(_NEGATIVE, seen.text) + _all(_SHORT_CODE, seen.text)
    if not _STATUS_CODES.isdisjoint(seen.words):
        found += [(each.end() - 3, each[0][-3:]) for each in _STATUS.finditer(seen.text)]
    return found


def _all(pattern: re.Pattern[str], text: str) -> list[tuple[int, str]]:
    return [(each.start(), each[0]) for each in pattern.finditer(text)]


def _quoted(seen: Glance) -> list[tuple[int, str]]:
    """What stands in quotes beside words of failing or of screens; what people say is left out."""
    return [
        (start, seen.text[start:end])
        for start, end in _quotes(seen.text)
        if _is_screen(
            seen.lower[max(0, start - _NEAR_BEFORE) : start],
            seen.lower[start:end],
            seen.lower[end : end + _NEAR_AFTER],
        )
    ]


def _quotes(text: str) -> Iterator[tuple[int, int]]:
    """Where quotes begin and end, without their marks."""
    last = 0
    for opening in _OPENING.finditer(text):
        start = opening.end()
        # an apostrophe stands inside a word
        if start <= last or (opening[0] == "'" and text[start - 2 : start - 1].isalnum()):
            continue
        ends = [text.find(mark, start, start + _LONGEST_QUOTE) for mark in _CLOSED_BY[opening[0]]]
        end = min((end for end in ends if end >= 0), default=-1)
        if end >= 0 and "\n" not in text[start:end]:
            last = end + 1
            if end - start >= _SHORTEST_QUOTE:
                yield start, end


def _is_screen(before: str, said: str, after: str) -> bool:
    around = f" {before} \n {after} "
    shown = FAILED.search(said) or FAILS.search(around)
    if shown or (SAYS.search(around) and DEVICE.search(around)):
        return not PERSON.search(f" {before}")
    return False
