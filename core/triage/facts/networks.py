"""Networks by their standards' names and by the words people use; each comes out under one name."""

from __future__ import annotations

import re

from core.triage.facts.glance import Glance, Stems

# Say a network wherever they stand.
_PLAIN = {
    "trc20": "TRC20", "trc-20": "TRC20", "trc 20": "TRC20", "trc": "TRC20", "erc-20": "ERC20",
    "erc 20": "ERC20", "bep-20": "BEP20", "bep 20": "BEP20", "bep-2": "BEP2", "brc-20": "BRC20",
    "erc20": "ERC20", "erc": "ERC20", "bep20": "BEP20",
    "bsc": "BEP20", "bep2": "BEP2", "arbitrum": "Arbitrum", "optimism": "Optimism",
    "polygon": "Polygon", "avalanche": "Avalanche", "c-chain": "Avalanche",
    "lightning": "Lightning", "spl": "Solana", "omni": "Omni", "segwit": "SegWit",
    "mainnet": "mainnet", "kusama": "Kusama", "zksync": "zkSync", "opbnb": "opBNB",
    "linea": "Linea", "smart chain": "BEP20", "bnb chain": "BEP20", "starknet": "Starknet",
    "scroll network": "Scroll", "brc20": "BRC20", "trc10": "TRC10",
    "波场": "TRC20", "波場": "TRC20", "币安智能链": "BEP20", "幣安智能鏈": "BEP20",
    "闪电网络": "Lightning", "閃電網路": "Lightning", "아비트럼": "Arbitrum", "폴리곤": "Polygon",
    "옵티미즘": "Optimism", "라이트닝": "Lightning", "アービトラム": "Arbitrum",
    "ポリゴン": "Polygon", "ライトニング": "Lightning", "арбитрум": "Arbitrum",
    "полигон": "Polygon", "оптимизм": "Optimism", "лайтнинг": "Lightning",
}  # fmt: skip
# Say a network beside a word for it ("Base network", "по сети TON") or after "via".
_CHAINS = {
    "base": "Base", "ton": "TON", "solana": "Solana", "tron": "TRC20", "ethereum": "ERC20",
    "cosmos": "Cosmos", "bitcoin": "Bitcoin", "bnb": "BEP20", "near": "NEAR", "sui": "Sui",
    "aptos": "Aptos", "xrp": "XRP", "ripple": "XRP", "stellar": "Stellar", "cardano": "Cardano",
    "polkadot": "Polkadot", "algorand": "Algorand", "kaspa": "Kaspa", "trx": "TRC20",
    "eth": "ERC20", "sol": "Solana", "btc": "Bitcoin", "tezos": "Tezos", "litecoin": "Litecoin",
    "трон": "TRC20", "тон": "TON", "солана": "Solana", "эфириум": "ERC20", "эфира": "ERC20",
    "ترون": "TRC20", "تون": "TON", "سولانا": "Solana", "إيثيريوم": "ERC20",
    "트론": "TRC20", "이더리움": "ERC20", "솔라나": "Solana", "베이스": "Base", "톤": "TON",
    "トロン": "TRC20", "イーサリアム": "ERC20", "ソラナ": "Solana",
    "以太坊": "ERC20", "ट्रॉन": "TRC20", "सोलाना": "Solana",
}  # fmt: skip
_BEFORE = re.compile(
    r"(?:\b(?:network|netzwerk|blockchain|(?:la|por|en|de|qué) red|rede|réseau|jaringan|mạng|"
    r"сеть|сети|сетью)(?:\s(?:de|da|do|of|von))?|شبكة|شبكه|नेटवर्क|网络|網路|網絡|链|鏈|ネットワーク|네트워크|체인)"
    r"[\s:]{0,2}$"
)
_AFTER = re.compile(
    r"['’]?s?[\s\-]?(?:network|netzwerk|chain|blockchain|jaringan|ağı|сеть|नेटवर्क|网络|網路|網絡|"
    r"链|鏈|主网|主網|ネットワーク|チェーン|네트워크|체인|망)"
)
# Names that are plain words too: a capital makes them names, "via" makes them networks.
_NAME = re.compile(r"Base|BASE|TON|Solana|SOLANA|Cosmos|Tron|TRON|Stellar|Sui|SUI|Aptos|Cardano")
_VIA = re.compile(
    r"(?:\b(?:via|over|on|through|sur|par|por|pela|pelo|na|no|über|auf|lewat|pakai|pake|qua|bằng|"
    r"через|на)|على|عبر|通过|走|用)\s?$"
)
_THROUGH = re.compile(r"으?로|에서|で|上|经由|経由|\s(?:üzerinden|ile|se|par|pe|पर|से)(?!\w)")
_REACH = 16

_RUNS = re.compile(r"[a-z0-9]+")
_NAMES = (*_PLAIN, *_CHAINS)
# Names of more than one word, and all in other letters, are looked for as they stand.
_LOOKED_FOR = sorted(
    (name for name in _NAMES if not (name.isascii() and name.isalnum())), key=len, reverse=True
)
_LONG = re.compile("|".join(map(re.escape, _LOOKED_FOR)))
_STEMS = Stems.of([name for name in _LOOKED_FOR if not name.isascii()])
_COMMON = {"20", "2", "c", "network", "smart"}
_WORDS = frozenset(_RUNS.findall(" ".join(name for name in _NAMES if name.isascii()))) - _COMMON


def find(seen: Glance) -> list[str]:
    """Networks in the order in which they are named."""
    if _WORDS.isdisjoint(seen.words) and (seen.plain or not seen.has(_STEMS)):
        return []
    lower = seen.lower
    spots = [(run[0], *run.span()) for run in _RUNS.finditer(lower)]
    spots += [(run[0], *run.span()) for run in _LONG.finditer(lower)]
    found = []
    for name, start, end in spots:
        if name in _PLAIN:
            found.append((start, _PLAIN[name]))
        elif name in _CHAINS and _is_network(seen.text, lower, start, end):
            found.append((start, _CHAINS[name]))
    return [network for _, network in sorted(found)]


def _is_network(text: str, lower: str, start: int, end: int) -> bool:
    """Whether the words around a chain's name make it a network."""
    before, after = lower[max(0, start - _REACH) : start], lower[end : end + _REACH]
    if _BEFORE.search(before) or _AFTER.match(after):
        return True
    if not _NAME.fullmatch(text, start, end):
        return False
    return _VIA.search(before) is not None or _THROUGH.match(after) is not None
