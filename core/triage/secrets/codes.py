"""One-time codes: digits that only the words beside them tell from an order or an amount."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.triage.secrets.labels import Label, Labels
from core.triage.secrets.look import Look, Stems

# One of these is in every text that names a code; a look for them costs next to nothing.
_STEMS = Stems.of(
    "code|otp|2fa|2 fa|codigo|kod|kode|pin|authenticator|passcode|totp|one time|one-time|"
    "código|код|2фа|аутентиф|смск|mã|코드|번호|핀|コード|番号|認証|ワンタイム|رمز|كود|ओटीपी|कोड|"
    "码|碼|验证器"
)
_UNIT = (
    r"usdt?|usdc|btc|eth|bnb|xrp|sol|trx|eur|euros?|dollars?|rub|try|tl|vnd|idr|inr|brl|reais|"
    r"pesos?|won|yen|"
    r"u\b|k\b|x\b|times|min\w{0,5}|sec\w{0,5}|hours?|hrs?|days?|weeks?|months?|years?|people|users|"
    r"мин|руб|раз|дн|час|元|天|次|个|個|万|億|円|원|분|일|회|時|分|jam|menit|hari|juta|ngày|phút|"
    r"lần|triệu|gün|"
    r"saat|lira"
)
_NUMBER = re.compile(
    r"(?<!\d)(?<!\d[.,/:\-])(?<![A-Za-z$€£¥₹₽₩₫+@#_&/?~≈])(?<![A-FH-Za-fh-z]-)"
    r"(?:\d{4,8}|\d{3}[^\S\n]\d{3}|\d{3}-\d{3}|\d{2} \d{2} \d{2}|\d{4} \d{4}|\d(?:[ \-]\d){3,7})"
    rf"(?![A-Za-z\d%$€£¥₹₽₩₫_@]|[.,/:\-]\d|[^\S\n]\d{3}|\s?(?:{_UNIT}))",
    re.IGNORECASE,
)
_COPULA = (
    r"is|was|are|ist|war|lautet|es|era|fue|é|foi|est|était|это|adalah|itu|yaitu|là|هو|هي|है|"
    r"是|为|為|は|는|은|가|이|が"
)
_BEHIND = re.compile(
    rf"[\"'”»」]?\s?(?:{_COPULA}|as|als|como|comme|как|sebagai|như)\s?"
    r"(?:[^\W\d]{1,10}[^\S\n]){0,3}$"
)
_CJK_BEHIND = re.compile(
    r"\s?(?:是|が|는|은|가|이|이라는|という|的)?\s?(?:我的|私の|제|내|मेरा)?\s?$"
)
_FROM = re.compile(
    r"\s(?:from|by|via|in|as|for|de|da|do|del|von|aus|par|из|от|в|с|dari|từ|di|من|से|ile)\s"
    r"(?:[^\W\d]{1,12}\s){0,3}"
)
_SAID = re.compile(rf"(?:^|[^\w])(?:{_COPULA})[^\w]*$|[:：=]\s*$")
_IS = re.compile(rf"[^\S\n]{{0,2}}(?:{_COPULA})[^\S\n]{{0,2}}[\"'“«]?")
_LONG, _SHORT, _CLOSE = 48, 24, 3
# What is told of a code that arrived, and of one that a program answered with.
_ARRIVED = re.compile(
    r"wrong|invalid|expire|incorrect|reject|неверн|подход|истек|yanlış|geçersiz|hatalı|salah|"
    r"kadalu|गलत|不对|过期|无效|無效|틀|만료|無効|期限|inv[áa]lid|incorrec|ungültig|falsch|abgelaufen|"
    r"sms|text|receiv|\bgot\b|sent|arriv|verif|log ?in|sign|2fa|otp|pin|auth|enter|typed|mail|"
    r"phone|"
    r"收到|输入|短信|登录|驗證|验证|recib|lleg[óo]|envia|mand|receb|cheg|получ|приш|присл|"
    r"ввё?[ле]|смс|"
    r"gel(?:en|di)|gönder|gir(?:di|iyor)|nhận|gửi|nhập|받|왔|온 |입력|문자|届|入力|受信|masuk|"
    r"terima|kirim|"
    r"وصل|استلم|أدخل|تحقق|मिला|आया|भेज|re[çc]u|envoy|arriv|saisi|bekomm|erhalt|eingegeb|geschickt"
)
_ANSWERED = re.compile(r"\bws\b|websocket|socket|disconnect|\bapi\b|/v\d|http|server|exit|close")
_CLOSED = re.compile(r"10[01]\d")  # what a websocket closes with
_YEAR = re.compile(r"(?:19|20)\d\d")


def find(look: Look) -> Iterator[tuple[int, int]]:
    """One-time codes: four to eight digits that a word calls a code and none calls otherwise."""
    if not look.digits or not look.names(_STEMS):
        return
    numbers = [match.span() for match in _NUMBER.finditer(look.text)]
    labels = Labels(look, numbers)
    for start, end in numbers:
        if _is_code(look, labels, start, end):
            yield start, end


def _is_code(look: Look, labels: Labels, start: int, end: int) -> bool:
    before = labels.before(start)
    if before and before.kind in {"code", "maybe"} and _called(look, before, start, end):
        return True
    if before and before.kind == "safe" and start - before.end < _SHORT:
        return False
    behind = labels.behind(end)
    if not behind or behind.kind not in {"code", "maybe"} or _YEAR.fullmatch(look.text[start:end]):
        return False
    between = look.lower[end : behind.start]
    if behind.kind == "code" and _FROM.fullmatch(between):
        return True
    return bool(_BEHIND.match(between) or _CJK_BEHIND.fullmatch(between))


def _called(look: Look, label: Label, start: int, end: int) -> bool:
    """Whether nothing but a few words stands between the label and the number."""
    between, number = look.lower[label.end : start], look.text[start:end]
    if re.search(r"\d", between):
        return False
    if _YEAR.fullmatch(number):
        return bool(_SAID.search(between))
    usual = sum(char.isdigit() for char in number) == 6
    if label.kind == "code" or usual:
        return len(between) <= _LONG
    if _IS.fullmatch(between) or (end - start > 6 and len(between) < _CLOSE):
        return not _CLOSED.fullmatch(number)
    if _CLOSED.fullmatch(number):
        return False
    before = look.lower[max(0, label.start - _LONG) : end].rpartition("\0")[2]
    around = before + look.lower[end : end + _LONG].partition("\0")[0]
    arrived = _ARRIVED.search(around) and not _ANSWERED.search(around)
    return len(between) <= _SHORT and bool(arrived)
