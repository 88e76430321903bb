"""Safe facts in a message: what the desk may ask for and keep."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from core.triage.text import visible

_MOST, _LONGEST = 8, 160

COINS = (
    "BTC", "ETH", "USDT", "USDC", "BNB", "XRP", "SOL", "TRX", "ADA", "DOGE", "TON", "DOT",
    "LTC", "BCH", "AVAX", "MATIC", "POL", "SHIB", "LINK", "XLM", "ATOM", "UNI", "NEAR", "APT",
    "ARB", "OP", "SUI", "PEPE", "FIL", "ETC", "XMR", "HBAR", "ICP", "INJ", "DAI", "TUSD",
    "FDUSD", "BUSD", "WBTC", "STETH", "LDO", "AAVE", "MKR", "ALGO", "VET", "SAND", "MANA",
    "AXS", "EOS", "XTZ", "KAS", "SEI", "TIA", "JUP", "WIF", "BONK", "FLOKI", "ORDI", "RUNE",
    "FTM", "GRT", "THETA", "EGLD", "KAVA", "ZEC", "DASH",
)  # fmt: skip
_COIN_NAMES = {
    "bitcoin": "BTC", "ethereum": "ETH", "ether": "ETH", "tether": "USDT", "solana": "SOL",
    "ripple": "XRP", "tron": "TRX", "cardano": "ADA", "dogecoin": "DOGE", "litecoin": "LTC",
    "polkadot": "DOT", "toncoin": "TON", "比特币": "BTC", "以太坊": "ETH", "以太币": "ETH",
    "泰达币": "USDT",
    "狗狗币": "DOGE", "биткоин": "BTC", "биткойн": "BTC", "эфир": "ETH", "비트코인": "BTC",
    "이더리움": "ETH",
    "ビットコイン": "BTC", "イーサリアム": "ETH", "リップル": "XRP", "بيتكوين": "BTC",
    "بتكوين": "BTC",
    "बिटकॉइन": "BTC", "比特幣": "BTC", "以太幣": "ETH", "테더": "USDT", "리플": "XRP",
    "솔라나": "SOL",
}  # fmt: skip
_NETWORKS = {
    "trc20": "TRC20", "trc-20": "TRC20", "erc20": "ERC20", "erc-20": "ERC20", "bep20": "BEP20",
    "bep-20": "BEP20", "bsc": "BEP20", "bep2": "BEP2", "arbitrum": "Arbitrum",
    "optimism": "Optimism",
    "polygon": "Polygon", "avalanche": "Avalanche", "c-chain": "Avalanche",
    "base network": "Base",
    "base chain": "Base", "lightning": "Lightning", "spl": "Solana", "omni": "Omni",
    "segwit": "SegWit",
    "solana network": "Solana", "tron network": "TRC20", "ethereum network": "ERC20",
    "mainnet": "mainnet",
    "kusama": "Kusama", "zksync": "zkSync", "ton network": "TON", "opbnb": "opBNB",
    "linea": "Linea",
}  # fmt: skip

_NUMBER = r"\d{1,3}(?:[ ,.]\d{3})+(?:[.,]\d{1,18})?|\d{1,18}(?:[.,]\d{1,18})?"
_UNITS = (
    r"USD|EUR|GBP|CNY|RUB|TRY|VND|KRW|JPY|IDR|INR|BRL|AED|u|U|刀|美元|欧元|元|円|원|руб|₽|"
    r"₺|₹|€|\$|£|lira|TL"
)
_COIN = re.compile(rf"(?<![A-Za-z0-9])({'|'.join(COINS)})(?![A-Za-z0-9])", re.IGNORECASE)
# Tickers that are words too count only in capitals.
_WORDS_TOO = frozenset({
    "ADA", "APT", "ATOM", "DOT", "ETC", "ICP", "JUP", "LINK", "NEAR", "OP", "POL", "SAND",
    "SEI", "SOL", "TON", "UNI", "WIF",
})  # fmt: skip
_NAMED_COIN = re.compile("|".join(map(re.escape, _COIN_NAMES)), re.IGNORECASE)
_NETWORK = re.compile(
    rf"(?<![a-z0-9])(?:{'|'.join(map(re.escape, _NETWORKS))})(?![a-z0-9])", re.IGNORECASE
)
_AMOUNT = re.compile(
    rf"(?<![A-Za-z0-9.,])(?:[$€£₽₺₹]\s?(?:{_NUMBER})|(?:{_NUMBER})\s?(?:k\s)?(?:{'|'.join(COINS)}|"
    rf"{_UNITS})(?![A-Za-z]))",
    re.IGNORECASE,
)
_TXID = re.compile(r"(?<![0-9A-Za-z])(?:0x)?[0-9a-fA-F]{64}(?![0-9A-Za-z])")
_SIGNATURE = re.compile(r"(?<![0-9A-Za-z])[1-9A-HJ-NP-Za-km-z]{86,88}(?![0-9A-Za-z])")
_ADDRESS = re.compile(
    r"(?<![0-9A-Za-z])(?:0x[0-9a-fA-F]{40}|(?:bc1|ltc1|addr1|cosmos1|tb1)[0-9a-z]{20,100}"
    r"|T[1-9A-HJ-NP-Za-km-z]{33}|[13LDMXr][1-9A-HJ-NP-Za-km-z]{25,34}|(?:EQ|UQ)[0-9A-Za-z_\-]{46}"
    r"|G[A-Z2-7]{55})(?![0-9A-Za-z])"
)
_SOLANA = re.compile(r"(?<![0-9A-Za-z])[1-9A-HJ-NP-Za-km-z]{43,44}(?![0-9A-Za-z])")
_UID = re.compile(
    r"\b(?:uid|user\s?id|account\s?id|client\s?id|id\s?пользователя|kullanıcı\s?id|用户id|"
    r"用戶id|会员id)"
    r"\s{0,2}(?:is|number|no\.?|=|:|：|#|是|为)?\s{0,2}#?(\d{5,14})\b",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"(?:order|withdrawal|deposit|ticket|transaction|orden|pedido|ordem|заказ\w{0,2}|"
    r"ордер\w{0,2}|sipariş|emir|"
    r"lệnh|주문|注文|订单|訂單|工单|pesanan|طلب|ऑर्डर|commande|ordre|auftrag\w{0,2})"
    r"\s{0,2}(?:id|number|no\.?|nr\.?|num|n°|#|号|號|번호|番号|номер|numarası|"
    r"رقم)?\s{0,2}[:：#=]?\s{0,2}"
    r"#?([A-Z]{0,4}-?\d{5,24})\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:20\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?"
    r"|\d{1,2}[/.]\d{1,2}[/.](?:20)?\d\d(?: \d{1,2}:\d{2})?|"
    r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?(?:\s?UTC)?)\b"
    r"|\d{1,2}月\d{1,2}[日号號]",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"(?:error|err|fehler|erreur|erro|ошибк\w|hata|lỗi|오류|エラー|错误|錯誤|报错|خطأ|त्रुटि|"
    r"एरर|galat|código de error|code d'erreur)"
    r"(?:\s{0,2}(?:code|message|kodu|код|mã|코드|コード|码|代码|رمز|"
    r"कोड))?\s{0,2}[:：#=\-]?\s{0,2}"
    r"(?:[\"“«「']([^\"”»」'\n]{3,120})[\"”»」']|(-?[A-Z_]{0,12}\d{2,7}\b))",
    re.IGNORECASE,
)


def facts(text: str) -> dict[str, tuple[str, ...]]:
    """Facts by kind: uid, coin, network, amount, txid, address, order_id, time, error."""
    text = visible(text)
    glance = _Glance.at(text)
    found = {kind: _few(find(text)) for kind, may, find in _FINDERS if may(glance)}
    return {kind: values for kind, values in found.items() if values}


class _Glance(NamedTuple):
    """What a few microseconds tell about a text, so that most patterns need not run."""

    lower: str
    words: frozenset[str]
    digits: bool
    long_number: bool
    longest: int

    @classmethod
    def at(cls, text: str) -> _Glance:
        lower = text.lower()
        words = frozenset(_RUN.findall(lower))
        numbers = _DIGITS.findall(lower)
        longest = max(map(len, words), default=0)
        return cls(lower, words, bool(numbers), any(len(each) > 4 for each in numbers), longest)

    def has(self, stems: _Stems) -> bool:
        lower = self.lower
        if any(stem in lower for stem in stems.plain):
            return True
        return not lower.isascii() and any(stem in lower for stem in stems.others)


class _Stems(NamedTuple):
    """Beginnings of words, those in plain letters apart: most texts hold no others."""

    plain: tuple[str, ...]
    others: tuple[str, ...]

    @classmethod
    def of(cls, stems: Iterable[str]) -> _Stems:
        known = tuple(stems)
        return cls(
            tuple(stem for stem in known if stem.isascii()),
            tuple(stem for stem in known if not stem.isascii()),
        )


def _few(values: list[str]) -> tuple[str, ...]:
    """Each once, in order, not more than anybody would read."""
    return tuple(dict.fromkeys(value.strip()[:_LONGEST] for value in values if value))[:_MOST]


def _coins(text: str) -> list[str]:
    listed = [
        (found.start(), found[0].upper())
        for found in _COIN.finditer(text)
        if found[0].isupper() or found[0].upper() not in _WORDS_TOO
    ]
    named = [
        (found.start(), _COIN_NAMES[found[0].casefold()]) for found in _NAMED_COIN.finditer(text)
    ]
    return [coin for _, coin in sorted(listed + named)]


def _networks(text: str) -> list[str]:
    return [_NETWORKS[found.casefold()] for found in _NETWORK.findall(text)]


def _txids(text: str) -> list[str]:
    return _TXID.findall(text) + _SIGNATURE.findall(text)


def _addresses(text: str) -> list[str]:
    return _ADDRESS.findall(text) + _SOLANA.findall(text)


def _errors(text: str) -> list[str]:
    return [quoted or code for quoted, code in _ERROR.findall(text)]


_RUN, _DIGITS = re.compile(r"[a-z0-9]+"), re.compile(r"\d+")
_TICKERS = frozenset(coin.lower() for coin in COINS)
_NAME_STEMS = _Stems.of(_COIN_NAMES)
# No letter or digit stands before or after a network, so its first run is a run of the text.
_NETWORK_RUNS = frozenset(_RUN.findall(name)[0] for name in _NETWORKS)
_ERROR_STEMS = _Stems.of((
    "err", "fehler", "ошибк", "hata", "lỗi", "오류", "エラー", "错误", "錯誤", "报错", "خطأ",
    "त्रुटि", "एरर", "galat",
))  # fmt: skip
# kind, whether the pattern could match at all, the pattern
_FINDERS: tuple[tuple[str, Callable[[_Glance], bool], Callable[[str], list[str]]], ...] = (
    ("uid", lambda glance: glance.long_number and "id" in glance.lower, _UID.findall),
    (
        "coin",
        lambda glance: not _TICKERS.isdisjoint(glance.words) or glance.has(_NAME_STEMS),
        _coins,
    ),
    ("network", lambda glance: not _NETWORK_RUNS.isdisjoint(glance.words), _networks),
    ("amount", lambda glance: glance.digits, _AMOUNT.findall),
    ("txid", lambda glance: glance.longest >= 64, _txids),
    ("address", lambda glance: glance.longest >= 24, _addresses),
    ("order_id", lambda glance: glance.long_number, _ORDER.findall),
    ("time", lambda glance: glance.digits, _TIME.findall),
    ("error", lambda glance: glance.has(_ERROR_STEMS), _errors),
)
