"""User ids and order ids: long numbers and codes, told apart by the words beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from core.triage.facts.coins import COINS
from core.triage.facts.glance import Glance

_BEFORE, _AFTER, _WIDE = 34, 24, 70

# Words for the id of an account, in fourteen languages.
_UID = (
    r"(?<![a-z])u\.?i\.?d(?![a-z]{4})|(?:user|account|client|customer|member|nordex|profile)\s?id"
    r"|(?:my|mi|meu|mon|meine?|mein|mera|meri|saya|ku|benim)\s(?:user\s?)?id|id[\s\-]?(?:akun|saya"
    r"|pengguna|user|của|tài|de usuario|utilisateur|do usuário|da conta|compte|kamu|m\b|nutzer)"
    r"|(?:kullanıcı|hesap|üye|nutzer|konto|kunden)[\s\-]?(?:id|no|numaras|nummer)|mã người dùng"
    r"|(?:мой|моя|ваш)\s(?:ид|id|айди)|айди|юид|уид|id\s?(?:пользователя|аккаунта)"
    r"|(?:用户|用戶|会员|會員|账户|帳戶|账号|帳號|我的|ユーザー|会員|私の)\s?(?:id|号码|編號|编号|番号)"
    r"|(?:유저|회원|사용자|내|제)\s?(?:id|아이디|번호)|아이디|유아이디"
    r"|(?:ال)?(?:[آا]ي\s?دي|يو\s?آي\s?دي|معرف|المعرّف)|रंग आईडी|(?:मेरी|मेरा|यूज़र|यूजर)\s?(?:आईडी|id)"
    r"|यूआईडी|आईडी"
)
# Words for an account: a number beside them is its id.
_ACCOUNT = (
    r"\baccount|\bacct?\b|\bcuenta|\bconta\b|\bcompte|\bkonto\b|\bkonten|\bakun|tài khoản|\btk\b|"
    r"\bhesab|\bhesap|аккаунт|учётк|учетк|\bакк\b|账号|帳號|账户|帳戶|号被|アカウント|口座|계정|"
    r"حساب|अकाउंट|खाता|खाते|\bkhata|satıcıs|merchant|numaralı|müşteri|التوثيق"
)
_ORDER = (
    r"\border|withdraw|\bdeposit|\bticket|transaction|\brefund|\bcase\b|\bорден|\bord(?:en|em|re)\b"
    r"|\bretiro|\bpedido|\bsaque|\bretrait|\bcommande|\bauszahlung|\bauftrag|\bbestellung|\blimit\b"
    r"|\bstop|\btrade\b|заказ|ордер|заявк|вывод|тикет|обращени|стоп|лимитк|sipariş|\bemir|\bemri|"
    r"\bçekim|\btalep|\bişlem|\blệnh|\bđơn|\bmã gd|주문|문의|지정가|출금|注文|指値|受付|発注|"
    r"订单|訂單|单号|單號|这单|這單|工单|工單|委托|委託|pesanan|\bpenarikan|\btiket|"
    r"طلب|الأمر|أمر|السحب|الأوردر|الاوردر|أوردر|اوردر|التذكرة|تذكرة|ऑर्डर|निकासी|टिकट"
)
# Words after which a number is something else.
_OTHER = (
    r"error|\berr\b|\bcode\b|\bcodes\b|código|\bkod\b|\bkodu\b|код|ошибк|fehler|erreur|erro\b|hata|"
    r"lỗi|오류|코드|エラー|コード|错误|錯誤|代码|代碼|رمز|خطأ|त्रुटि|कोड|phone|telefon|тел|\btel\b|"
    r"电话|手机|iban|\bpin\b|\botp\b|\bmemo\b|\btag\b|мемо|passport|паспорт|\bинн\b|\bblock\b|\butr\b"
)
_WORD = re.compile(
    rf"(?P<uid>{_UID})|(?P<account>{_ACCOUNT})|(?P<order>{_ORDER})|(?P<other>{_OTHER})"
)
_ASKED = re.compile(
    r"freez|congel|bekuk|dondur|заморо|заблок|блок|凍結|冻结|동결|정지|bloque|bloqu|gesperrt|sperr|"
    r"khóa|khoá|locked|disabled|suspend|\bbann|dibanned|hack|login|log in|вход|взлом|giriş|封|"
    r"logado|désactiv|desactiv|desativ|deaktiv|vô hiệu|ditutup|disuspend|kapat|로그인|"
    r"잠겼|잠김|donma|kilit|giremiyor|içeri|로그아웃|unlock|acceso|acesso|accès|доступ|access|"
    r"airdrop|エアドロップ|ödül|kupon|bonus|voucher|premio|thưởng"
)
_TRADED = re.compile(
    r"filled|\bfill\b|cancel|doldu|iptal|executed|ejecut|execut|exécut|ausgeführt|체결|約定|成交|"
    r"исполн|отмен|\bkhớp|slippage|滑点|\btaker|\bmaker|청산|강제종료|post only|\bp2p\b|alışım|"
    r"satışım|dobel|double|doppelt"
)
_NUMBER = re.compile(
    r"(?:(?<![a-z0-9_+\-$€£₽₺₹])(?<!\d[.,/:])|(?<=uid))#?(\d{5,19})(?![0-9a-z_]|[.,:/]\d)"
)
_CODE = re.compile(
    r"(?<![A-Za-z0-9\-_/])#?((?:P2P|C2C|[A-Z]{1,5})-?\d{3,14}(?:-\d{1,6})?)(?![A-Za-z0-9\-_])"
)
_MAYBE_CODE = re.compile(r"[A-Z2]-?\d{3}")
_ENDS = re.compile(r"\d{3,}|[!?。！？\n]|\.\s")
_ABBREVIATED = re.compile(r"\b(?:no|nr|num|№|nº|n°|id)\.\s*$")
_UNIT = re.compile(
    rf"\s?(?:{'|'.join(COINS).lower()}|usd|eur|rub|try|idr|vnd|tl|руб|₽|€|\$|₺|원|円|元|juta|jt|"
    r"рубл|dollar|dolar|دولار|ريال)(?![a-z])",
)
# Letters with digits that name a standard, a currency or a coin, never a case.
_STANDARDS = frozenset({
    "TRC", "ERC", "BEP", "BRC", "BIP", "EIP", "ISO", "SHA", "UTC", "GMT", "COVID", "GPT", "RTX",
    "USD", "EUR", "RP", "RM", "RS", "HK", "NT", "US", "X", "RSI", "MA", "EMA", "UID", "ID",
})  # fmt: skip
_TICKERS = frozenset(COINS)
_UID_DIGITS = 5
# More than a person writes: the rest of a pasted log.
_MOST = 40
_LIKELY_DIGITS = (7, 10)


def uids(seen: Glance) -> list[str]:
    """Numbers that stand for an account."""
    if seen.longest_number < _UID_DIGITS:
        return []
    return [number for number, kind in _numbers(seen) if kind == "uid"]


def orders(seen: Glance) -> list[str]:
    """Numbers and codes of orders, withdrawals, tickets."""
    codes = _codes(seen) if seen.longest_number > 2 and _MAYBE_CODE.search(seen.text) else []
    if seen.longest_number < _UID_DIGITS:
        return codes
    return codes + [number for number, kind in _numbers(seen) if kind == "order"]


def _numbers(seen: Glance) -> Iterator[tuple[str, str]]:
    """Long numbers and what they are: "uid", "order" or "" where nothing tells."""
    for found in islice(_NUMBER.finditer(seen.lower), _MOST):
        number, before = (
            found[1],
            _last(seen.lower[max(0, found.start() - _BEFORE) : found.start()]),
        )
        if before == "uid":
            yield number, before
        elif before != "other" and not _UNIT.match(seen.lower, found.end()):
            yield number, _kind(seen.lower, *found.span(1), before)


def _kind(lower: str, start: int, end: int, before: str) -> str:
    digits = end - start
    kind = before or _first(lower[end : end + _AFTER])
    if kind in {"uid", "order"}:
        return kind
    if not _LIKELY_DIGITS[0] <= digits <= _LIKELY_DIGITS[1]:
        return ""
    if kind == "account":
        return "uid"
    if _TRADED.search(lower[max(0, start - _AFTER) : end + _BEFORE]):
        return "order"
    return "uid" if _ASKED.search(lower[max(0, start - _WIDE) : end + _WIDE]) else ""


def _last(before: str) -> str:
    """What the nearest word before a number makes of it; a digit or a line between ends it."""
    near = _ENDS.split(_ABBREVIATED.sub("", before))[-1]
    return _named(*list(_WORD.finditer(near))[-1:])


def _first(after: str) -> str:
    return _named(*list(_WORD.finditer(_ENDS.split(after)[0]))[:1])


def _named(*found: re.Match[str]) -> str:
    return (found[0].lastgroup or "") if found else ""


def _codes(seen: Glance) -> list[str]:
    """Codes of capitals and digits: long ones, and short ones behind a word for an order."""
    kept = []
    for found in islice(_CODE.finditer(seen.text), _MOST):
        code, before = found[1], _last(seen.lower[max(0, found.start() - _BEFORE) : found.start()])
        letters = code.rstrip("0123456789-")
        digits = sum(map(str.isdigit, code[len(letters) :]))
        standard = letters in _STANDARDS or ("-" not in code and letters in _TICKERS)
        if ((digits >= _UID_DIGITS and before != "other") or before == "order") and not standard:
            kept.append(code)
    return kept
