"""Card numbers and one-time codes: digits that only words or structure tell from others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.triage.secrets.look import Look, apart

_CARD = re.compile(r"(?<![\w.])\d(?:[ \-]?\d){12,18}(?![ \-]?\d|\w)")
_GROUPED = re.compile(r"\d{4}([ \-])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|\d{4}([ \-])\d{6}\2\d{5}")
# Cards written in fours, one after the other.
_FOURS = re.compile(r"(?<![\w.])\d{4}(?:[ \-]\d{4}){3,}(?![ \-]?\d|\w)")
_CARD_WIDTH = 20
_CARD_WORDS = re.compile(
    r"card|карт|卡|tarjeta|cart[ãa]o|kart|thẻ|카드|カード|kartu|بطاق|कार्ड|carte|karte|visa|"
    r"master|amex|\bmir\b|мир\b|cvv|cvc|exp\b",
    re.IGNORECASE,
)
_CVV = re.compile(
    r"\b(?:cvv2?|cvc2?|cvn)[^\S\n]{0,2}(?:code|is|:|=|：)?[^\S\n]{0,2}(\d{3,4})(?!\d)",
    re.IGNORECASE,
)
# First digits and lengths by network. Source: ISO/IEC 7812 ranges as the networks publish them.
_RANGES = (
    (4, 4, {13, 16, 19}), (51, 55, {16}), (2221, 2720, {16}), (2200, 2204, {16, 17, 18, 19}),
    (34, 34, {15}), (37, 37, {15}), (6011, 6011, {16, 19}), (644, 649, {16, 19}),
    (65, 65, {16, 19}),
    (3528, 3589, {16, 19}), (62, 62, {16, 17, 18, 19}), (81, 82, {16, 17, 18, 19}),
    (50, 50, {13, 14, 15, 16, 17, 18, 19}), (56, 58, {13, 14, 15, 16, 17, 18, 19}),
    (6304, 6304, {13, 14, 15, 16, 17, 18, 19}), (67, 67, {13, 14, 15, 16, 17, 18, 19}),
    (300, 305, {14}), (36, 36, {14}), (38, 39, {14}), (60, 60, {16}), (9792, 9792, {16}),
)  # fmt: skip
_CARD_REACH = 60

_STRONG = (
    r"verification code|security code|confirmation code|auth\w{0,12} code|sms code|2fa|otp|"
    r"one[ \-]?time|login code|authenticator|"
    r"passcode|g-code|验证码|驗證碼|校验码|动态码|短信码|谷歌码|код подтвержд\w{0,4}|код из "
    r"смс|смс[ \-]?код|код 2fa|проверочн\w{0,4} код|"
    r"código de (?:verificación|verificação|seguridad|segurança|confirmación|acceso)|doğrulama "
    r"kod\w{0,3}|onay kod\w{0,3}|sms kod\w{0,3}|"
    r"mã (?:xác minh|xác thực|xác nhận|otp|sms)|인증\s?번호|인증\s?코드|認証コード|確認コード|"
    r"認証番号|kode (?:verifikasi|otp|sms|keamanan)|"
    r"رمز (?:التحقق|التأكيد|الأمان)|كود التحقق|ओटीपी|वेरिफिकेशन कोड|सत्यापन कोड|code de "
    r"(?:vérification|sécurité|confirmation)|"
    r"bestätigungscode|sms-code|sicherheitscode|verifizierungscode"
)
_WEAK = r"code|código|codigo|код|kodu?m?|mã|코드|コード|kode|رمز|كود|कोड|码|pin"
_NUMBER = re.compile(
    r"(?<![\d.,/:\-])(?:\d{4,8}|\d{3}[ \-]\d{3})(?!\d|%|[.,/:\-]\d|"
    r"\s?(?:usd|btc|eth|u\b|times|мин|min|sec|hour|day|天|次|раз))",
    re.IGNORECASE,
)
_IS = r"(?:is|was|ist|es|é|est|это|adalah|là|هو|है|是|为|は|는|은|가|:|：|=|-)?"
_STRONG_BEFORE = re.compile(rf"(?:{_STRONG})[^\d\0\n]{{0,30}}$", re.IGNORECASE)
_WEAK_BEFORE = re.compile(
    rf"(?<![^\W_])(?:{_WEAK})[^\S\n]{{0,2}}{_IS}[^\S\n]{{0,2}}[\"'“«]?$", re.IGNORECASE
)
_NAMED_AFTER = re.compile(
    rf"[\"'”»]?[^\S\n]{{0,2}}(?:is|was|ist|es|é|est|это|adalah|是|は|가)[^\S\n]{{0,2}}"
    rf"(?:\w{{2,8}}[^\S\n]){{0,2}}(?:{_STRONG}|{_WEAK})",
    re.IGNORECASE,
)
# One of these is in every text that names a code; a look for them costs next to nothing.
_STEMS = (
    "code", "otp", "2fa", "código", "codigo", "код", "kod", "mã", "코드", "번호", "コード",
    "番号", "kode",
    "رمز", "كود", "ओटीपी", "कोड", "码", "碼", "pin", "one-time", "one time", "authenticator",
)  # fmt: skip
_NO_CODE = re.compile(
    r"error|err\b|ошибк|hata|lỗi|오류|エラー|错误|錯誤|خطأ|fehler|erreur|erro|promo|referral|"
    r"invite|invitation|邀请|推荐|추천|zip|postal|post|"
    r"country|swift|http|status|qr|coupon|voucher|bank code|order|uid|response|промо|рефер|"
    r"davet|indica|parrain|source|referencia|"
    r"страны|area|sort code|exit code|优惠|兑换|招待|紹介|kupon",
    re.IGNORECASE,
)
_CODE_REACH, _NEXT = 64, 40


def find_cards(text: str, look: Look) -> Iterator[tuple[int, int]]:
    """Payment cards: right first digits, length and check digit, and a reason to think of cards."""
    if not look.digits:
        return
    spans = [match.span() for match in _CARD.finditer(text) if _is_card(text, match)]
    spans += [span for run in _FOURS.finditer(text) for span in _cards_of(run)]
    spans += [match.span(1) for match in _CVV.finditer(text)]
    yield from apart(spans)


def find_codes(text: str, look: Look) -> Iterator[tuple[int, int]]:
    """One-time codes: four to eight digits that a word calls a code and nothing denies."""
    if look.digits and look.names(_STEMS):
        for match in _NUMBER.finditer(text):
            if _is_code(text, match):
                yield match.span()


def _is_card(text: str, match: re.Match[str]) -> bool:
    digits = re.sub(r"\D", "", match[0])
    if not _network(digits) or not _luhn(digits):
        return False
    if _GROUPED.fullmatch(match[0]):
        return True
    start, end = match.span()
    before = text[max(0, start - _CARD_REACH) : start].rpartition("\0")[2]
    after = text[end : end + _CARD_REACH].partition("\0")[0]
    return bool(_CARD_WORDS.search(before) or _CARD_WORDS.search(after))


def _cards_of(run: re.Match[str]) -> Iterator[tuple[int, int]]:
    """A run of fours that is as long as whole cards is cards, where their digits say so."""
    if (len(run[0]) + 1) % _CARD_WIDTH:
        return
    for start in range(run.start(), run.end(), _CARD_WIDTH):
        end = start + _CARD_WIDTH - 1
        digits = re.sub(r"\D", "", run.string[start:end])
        if _network(digits) and _luhn(digits):
            yield start, end


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


def _is_code(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    if end - start == 4 and match[0][:2] in {"19", "20"}:
        return False
    before = re.split("[\0\n]", text[max(0, start - _CODE_REACH) : start])[-1]
    after = re.split("[\0\n]", text[end : end + _NEXT])[0]
    named = (
        _WEAK_BEFORE.search(before) or _STRONG_BEFORE.search(before) or _NAMED_AFTER.match(after)
    )
    return bool(named) and not _NO_CODE.search(before[-26:]) and not _NO_CODE.search(after[:8])
