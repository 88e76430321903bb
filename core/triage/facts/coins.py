"""Coins by ticker and by the names people give them; each comes out as its ticker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from core.triage.facts.glance import Glance, Stems

COINS = (
    "BTC", "ETH", "USDT", "USDC", "BNB", "XRP", "SOL", "TRX", "ADA", "DOGE", "TON", "DOT",
    "LTC", "BCH", "AVAX", "MATIC", "POL", "SHIB", "LINK", "XLM", "ATOM", "UNI", "NEAR", "APT",
    "ARB", "OP", "SUI", "PEPE", "FIL", "ETC", "XMR", "HBAR", "ICP", "INJ", "DAI", "TUSD",
    "FDUSD", "BUSD", "WBTC", "STETH", "LDO", "AAVE", "MKR", "ALGO", "VET", "SAND", "MANA",
    "AXS", "EOS", "XTZ", "KAS", "SEI", "TIA", "JUP", "WIF", "BONK", "FLOKI", "ORDI", "RUNE",
    "FTM", "GRT", "THETA", "EGLD", "KAVA", "ZEC", "DASH", "LUNA", "LUNC", "USTC", "IOTA", "HYPE",
    "EURC", "EURI", "PYUSD", "USDE", "PAXG", "XAUT", "RNDR", "RENDER", "NEO", "GAS", "QTUM",
    "WAVES", "NOT", "TRUMP", "GRAM", "DOGS", "HMSTR", "KASPA", "CHZ", "PI", "OMG", "FTT", "FET",
    "AGIX", "TAO", "XEM", "IOST", "JPYC", "JASMY", "ASTR", "KLAY", "KAIA", "WLD", "WEMIX", "BRZ",
    "BIDR", "IDRT", "BTT", "HOT", "WIN", "JST", "SUN", "CAKE", "BAKE", "GALA", "ENJ", "IMX",
    "APE", "BLUR", "DYDX", "GMX", "CRV", "CVX", "SNX", "COMP", "YFI", "SUSHI", "ZIL",
    "ONT", "ICX", "RVN", "BSV", "XEC", "STX", "MINA", "ROSE", "FLOW", "KSM", "ENS", "LRC", "ZRX",
    "BAT", "STRK", "ZK", "MNT", "MANTA", "PYTH", "ENA", "ONDO", "PENDLE", "ETHFI", "EIGEN",
    "TURBO", "MEME", "NDX",
)  # fmt: skip
# Tickers that are no word in any of our languages; the others count in capitals only.
_ALWAYS = frozenset({
    "BTC", "ETH", "USDT", "USDC", "BNB", "XRP", "TRX", "DOGE", "LTC", "BCH", "AVAX", "MATIC",
    "SHIB", "XLM", "XMR", "HBAR", "BUSD", "TUSD", "FDUSD", "WBTC", "STETH", "BONK", "FLOKI",
    "USDE", "PYUSD", "EURC", "PAXG", "EGLD", "JASMY", "AAVE", "ZEC", "XTZ", "LUNC", "KASPA",
})  # fmt: skip
WORDS_TOO = frozenset(COINS) - _ALWAYS
# English shouts these single words; they count among other letters only.
_SHOUTED_ALONE = frozenset({"NOT", "WIN", "HOT"})
# Longest first, so that the cash is not read as the coin that it left.
_NAMES = {
    "bitcoin cash": "BCH", "ethereum classic": "ETC", "bitcoin": "BTC", "ethereum": "ETH",
    "ether": "ETH", "tether": "USDT", "solana": "SOL", "ripple": "XRP", "tron": "TRX",
    "cardano": "ADA", "dogecoin": "DOGE", "litecoin": "LTC", "polkadot": "DOT", "toncoin": "TON",
    "monero": "XMR", "chainlink": "LINK", "stellar lumens": "XLM", "shiba inu": "SHIB",
    "ビットコインキャッシュ": "BCH", "비트코인캐시": "BCH", "比特币现金": "BCH",
    "比特币": "BTC", "比特幣": "BTC", "大饼": "BTC", "以太坊经典": "ETC", "以太坊": "ETH",
    "以太币": "ETH", "以太幣": "ETH", "泰达币": "USDT", "泰達幣": "USDT", "狗狗币": "DOGE",
    "狗狗幣": "DOGE", "莱特币": "LTC", "萊特幣": "LTC", "瑞波币": "XRP", "瑞波幣": "XRP",
    "ビットコイン": "BTC", "イーサリアム": "ETH", "リップル": "XRP", "テザー": "USDT",
    "ソラナ": "SOL", "ドージコイン": "DOGE", "ライトコイン": "LTC", "ポルカドット": "DOT",
    "비트코인": "BTC", "이더리움": "ETH", "테더": "USDT", "리플": "XRP", "솔라나": "SOL",
    "도지코인": "DOGE", "라이트코인": "LTC", "에이다": "ADA", "폴카닷": "DOT",
    "биткоин": "BTC", "биткойн": "BTC", "битка": "BTC", "биток": "BTC", "битков": "BTC",
    "эфириум": "ETH", "эфира": "ETH", "эфир": "ETH", "юсдт": "USDT", "усдт": "USDT",
    "тезер": "USDT", "солана": "SOL", "лайткоин": "LTC", "догикоин": "DOGE", "догекоин": "DOGE",
    "بيتكوين": "BTC", "بتكوين": "BTC", "البتكوين": "BTC", "بيت كوين": "BTC",
    "إيثيريوم": "ETH", "ايثيريوم": "ETH", "إيثريوم": "ETH", "ايثريوم": "ETH", "ايثيروم": "ETH",
    "تيثر": "USDT", "تيذر": "USDT", "سولانا": "SOL", "ريبل": "XRP", "دوجكوين": "DOGE",
    "बिटकॉइन": "BTC", "बिटकॉयन": "BTC", "बिटकोइन": "BTC", "इथेरियम": "ETH", "एथेरियम": "ETH",
    "इथीरियम": "ETH", "टेथर": "USDT", "टीथर": "USDT", "यूएसडीटी": "USDT", "सोलाना": "SOL",
    "डॉजकॉइन": "DOGE", "रिपल": "XRP",
}  # fmt: skip
NAMES = dict(sorted(_NAMES.items(), key=lambda each: -len(each[0])))
# Inside other words these letters say something else: "trong", "ethernet".
_WHOLE = frozenset({"ether", "tron", "ripple", "эфир", "эфира"})
_FEW_WORDS = 3

_LETTERS = re.compile(r"[A-Za-z]{2,}")
_NAMED = re.compile("|".join(map(re.escape, NAMES)))
# What all plain names hold: one look for "coin" is cheaper than four.
_STEMS = Stems.of({"coin" if name.endswith("coin") else name for name in NAMES})
_TICKERS = frozenset(coin.lower() for coin in COINS)
_KNOWN = frozenset(COINS)
_DIGITS = "0123456789"


def find(seen: Glance) -> list[str]:
    """Tickers in the order in which their coins are named."""
    found = [spot for coin in _said(seen) for spot in _tickers(seen, coin)]
    if seen.has(_STEMS):
        found += _named(seen.lower)
    return [coin for _, coin in sorted(found)] if found else []


def _said(seen: Glance) -> frozenset[str]:
    """Tickers, in small letters, that are among the words, alone or behind a number."""
    said = _TICKERS & seen.words
    if seen.longest_number:
        said |= _TICKERS & {word.lstrip(_DIGITS) for word in seen.words if word[0] in _DIGITS}
    return said


def _tickers(seen: Glance, coin: str) -> Iterator[tuple[int, str]]:
    """Where a ticker stands as a word of its own or behind a number ("0.2BTC")."""
    ticker = coin.upper()
    if ticker in _SHOUTED_ALONE and seen.plain:
        return
    text = seen.text
    for each in _spots(coin).finditer(seen.lower):
        written = text[each.start() : each.end()]
        if ticker in _ALWAYS or (written == ticker and not _shouted(text)):
            yield each.start(), ticker


@cache
def _spots(coin: str) -> re.Pattern[str]:
    """The letter first: a pattern that begins with one is found without trying every place."""
    return re.compile(rf"{coin[0]}(?<![a-z_].){coin[1:]}(?![a-z0-9_])")


def _shouted(text: str) -> bool:
    """Whether a text is all capitals, so that capitals tell nothing."""
    return text.isupper() and len(set(_LETTERS.findall(text)) - _KNOWN) > _FEW_WORDS


def _named(lower: str) -> list[tuple[int, str]]:
    found = []
    for each in _NAMED.finditer(lower):
        name, start, end = each[0], each.start(), each.end()
        inside = start > 0 and lower[start - 1].isalpha()
        if name.isascii() and inside and lower[start - 1].isascii():
            continue
        if name in _WHOLE and (inside or lower[end : end + 1].isalpha()):
            continue
        found.append((start, NAMES[name]))
    return found
