"""Amounts with their unit as written: "1.5k usdt", "R$ 3.200", "12万5千円", "8tr5", "٣٠٠ ريال"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.triage.facts.coins import COINS, NAMES, WORDS_TOO
from core.triage.facts.glance import Glance, listed

_REACH = 30
_SPOKEN_COINS = frozenset({"sol", "ton"})
_CODES = listed(
    "usd eur gbp cny rmb rub rur try vnd krw jpy idr inr brl mxn ars cop clp pen aed sar egp mad "
    "dzd tnd qar kwd bhd omr jod lbp iqd chf pln czk huf ron uah kzt ngn hkd twd ntd sgd myr thb "
    "php aud cad nzd zar ils sek nok dkk"
)
# Whole words that are units.
_UNITS = frozenset(
    {coin.lower() for coin in COINS if coin not in WORDS_TOO}
    | _CODES
    | _SPOKEN_COINS
    | listed(
        "tl rp vnđ đ sats sat gwei fcfa cfa xof xaf aoa mzn pesos peso soles reais bucks quid "
        "contos pila paus lei zł won yen yuan р руб бакс баксов долл грн сум лир ден đô"
    )
)
# Beginnings of words that are units; languages add their endings.
_STEMS = (
    "dollar", "dolar", "dólar", "euro", "rublo", "rubel", "rouble", "ruble", "pound", "libra",
    "rupee", "rupiah", "rupia", "lira", "dirham", "riyal", "rial", "dinar", "đồng", "kwanza",
    "franc", "franken", "tenge", "hryvnia", "satoshi", "đô la",
    "рубл", "руб", "доллар", "бакс", "евро", "тенге", "гривн", "юсдт", "усдт", "сом",
    "دولار", "يورو", "ريال", "درهم", "جنيه", "دينار", "ليرة", "ليره", "روبية", "روبل", "يوان",
    "रुपये", "रुपए", "रुपया", "रुपयों", "रू", "रु", "डॉलर", "यूरो",
    "美元", "美金", "美刀", "欧元", "歐元", "人民币", "人民幣", "港币", "港幣", "台币", "台幣",
    "新台幣", "日元", "日圓", "元", "块", "塊", "刀", "蚊", "円", "圓", "원", "달러", "불", "유로",
    "엔", "위안", "ドル", "ユーロ",
    "$", "€", "£", "₽", "₺", "₹", "₩", "₫", "¥", "₸", "₴", "₦", "₱", "฿",
)  # fmt: skip
_TIMES = listed(
    "k m mio mln mn bn mil mille milyon milyar bin ribu rb juta jt miliar lakh lakhs lac lacs "
    "crore crores cr hazar hajar hazaar thousand million millions millones millón milhões milhão "
    "millionen tausend tsd nghìn ngàn triệu tr củ tỷ tỉ тыс тысяч тысячи тысячу тыщ тыщи к кк "
    "косарей млн миллион миллиона миллионов лям ляма лямов млрд ألف الف آلاف الاف ألاف مليون "
    "ملايين लाख करोड़ हज़ार हजार"
)
_TIMES_STEM = re.compile(
    r"k(?=usd|eur|btc|eth|u\b)|[百千万萬億亿]|[천백십]?만|억|[천백](?=\s?(?:원|만))"
)
# Enough without a unit: people mean money, unless what they count follows.
_ENOUGH = listed(
    "ribu rb juta jt miliar lakh lakhs lac crore crores triệu tr củ tỷ tỉ mil millones тыс "
    "тысяч тысячи тысячу тыщ тыщи к косарей млн лям ляма лямов लाख करोड़ 万 萬 億 亿 만 천만 백만 억"
)
_COUNTED = re.compile(
    r"\s?(?:人|个|個|名|次|年|步|字|粉|명|회|번|개|년|people|user|member|follower|orang|người|"
    r"kişi|kere|kez|человек|подписч|юзер|раз|член|usuari|pessoa|persona|seguidor|लोग|बार|veces|"
    r"vezes|kali|lần|gün|adım|follow|вопрос|штук|lot|токен|token)"
)
_BEFORE = re.compile(
    r"(?:(?:(?<![a-z])(?:us|hk|nt|r|a|c|s|mx))?[$€£¥₽₺₹₩₫₦₴₸₱฿]"
    r"|(?<![a-z])(?:rp\.?|rm|rs\.?|s/\.?|usd|eur|gbp|chf|inr|idr|aed|fr\.))\s?$"
)
_NUMBER = re.compile(
    r"\d{1,3}(?:[ ,.'٬]\d{3})+(?:[.,٫]\d{1,18})?(?!\d)"
    r"|\d{1,2}(?:,\d{2}){1,4},\d{3}(?!\d)|\d{1,18}(?:[.,٫]\d{1,18})?(?!\d)"
)
# Arabic and Devanagari digits are digits too; full-width ones are plain by now.
_RUN = re.compile(r"[0-9٠-٩۰-۹०-९]+")
_GROUPED = re.compile(r"\d{1,3}(?:([ ,.'])\d{3})(?:\1\d{3})+$")
# Latin letters end where others begin: "3,000XRPを".
_WORD = re.compile(
    r"\s?(?:(?:de|di)\s|d['’])?([a-zà-ɏḀ-ỹ]+|(?:(?![a-zà-ɏḀ-ỹ])(?:[^\W\d_]|[\u0900-\u094f]))+)"
)
_SIGN = re.compile(rf"\s?(?:[个個枚顆颗]\s?)?(?:{'|'.join(map(re.escape, (*NAMES, *_STEMS)))})")
_OPEN_NUMBER = re.compile(r"(?:\d[.,]|[A-Za-z]-)$")
_NOTHING = ("", ".", ",", ":", ";", "/", "-", ")", "%", "\n", "!", "?")
_NO_SIGN = frozenset("0123456789,;:!?()[]\"'-=~")
# Numbers in Chinese characters; "千万" and "万一" alone are no numbers.
_SAID_MARK = re.compile("[万萬億亿]")
_SAID = re.compile(
    r"(?:[一二两兩三四五六七八九几幾][十百千]?|十)[一二两兩三四五六七八九十百千几幾多来半]{0,5}[万萬億亿]"
    r"(?:[一二三四五六七八九]千?)?(?:美元|美金|美刀|人民币|日元|元|块|塊|刀|円|u)?",
)
_LONE_U = re.compile(r"u(?![a-z])")
_REST = re.compile(r"\d{1,4}(?!\d)")


def find(seen: Glance) -> list[str]:
    """Amounts as written, a sign before the number included."""
    text = seen.text
    found = list(_in_digits(text)) if seen.longest_number else []
    if not seen.plain and _SAID_MARK.search(text) is not None:
        found += [each[0] for each in _SAID.finditer(text) if not _COUNTED.match(text, each.end())]
    return found


def _in_digits(text: str) -> Iterator[str]:
    done = 0
    for number in _numbers(text):
        start, end = number.span()
        sign = _sign_before(text, start)
        if start < done or (sign == start and _is_inside(text, start)):
            continue
        last = _end(text, end, alone=sign == start)
        if sign < start or last > end or _GROUPED.match(number[0]):
            done = last
            yield text[sign:last]


def _numbers(text: str) -> Iterator[re.Match[str]]:
    """Numbers with their separators, one after the other."""
    last = 0
    for run in _RUN.finditer(text):
        if run.start() >= last and (number := _NUMBER.match(text, run.start())):
            last = number.end()
            yield number


def _is_inside(text: str, start: int) -> bool:
    """Whether a number is only part of a word or of a longer number."""
    before = text[max(0, start - 2) : start]
    last = before[-1:]
    return (last.isascii() and last.isalnum()) or _OPEN_NUMBER.match(before) is not None


def _sign_before(text: str, start: int) -> int:
    """Where a currency before the number begins; the number's own beginning without one."""
    before = text[max(0, start - 5) : start]
    if not before.rstrip()[-1:] or before.rstrip()[-1] in _NO_SIGN:
        return start
    found = _BEFORE.search(before.lower())
    return start if found is None else start - len(before) + found.start()


def _end(text: str, end: int, *, alone: bool) -> int:
    """Where multipliers and unit behind a number end; the number's own end where neither is.

    A number that is not `alone` has a sign before it: the multiplier counts without a unit.
    """
    near = text[end : end + _REACH]
    if near[:1] in _NOTHING:
        return end
    tail = near.replace("İ", "I").lower()
    times, enough = _times(tail)
    unit = _unit(tail, times, near)
    if unit > times:
        return end + unit
    if not alone or (enough and not _COUNTED.match(tail, times)):
        return end + times
    return end


def _times(tail: str) -> tuple[int, bool]:
    """Where multipliers end ("만", "k", "万5千"), and whether they alone make an amount."""
    at, enough = 0, False
    while True:
        word = _WORD.match(tail, at)
        if word is None:
            return at, enough
        stem = _TIMES_STEM.match(tail, word.start(1))
        if word[1] in _TIMES:
            at, said = word.end(), word[1]
        elif stem is not None:
            at, said = stem.end(), stem[0]
        else:
            return at, enough
        enough = enough or said in _ENOUGH
        rest = _REST.match(tail, at)
        at = at if rest is None else rest.end()


def _unit(tail: str, at: int, near: str) -> int:
    """Where a unit that begins here ends; `at` where none does."""
    lone = _LONE_U.match(tail, at)
    if lone is not None:
        return lone.end()
    word = _WORD.match(tail, at)
    if word is not None and (word[1] in _UNITS or near[word.start(1) : word.end(1)] in COINS):
        return word.end()
    sign = _SIGN.match(tail, word.start(1) if word is not None else at)
    return at if sign is None else sign.end()
