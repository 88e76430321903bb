"""How much a name looks like one of the exchange's own: skeletons, affixes, edit distance."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from core.identities import Account, Identities
from core.triage.disguise import skeleton
from core.triage.text import normalise

_ROLES = (
    "support", "supp0rt", "helpdesk", "helpcenter", "helpline", "help", "desk", "service",
    "services",
    "care", "admin", "administrator", "moderator", "mod", "mods", "official", "officiel",
    "oficial",
    "offizieller", "resmi", "verify", "verification", "security", "recovery", "refund", "assist",
    "assistance", "assistant", "agent", "team", "staff", "live", "care", "customer", "soporte",
    "suporte", "ayuda", "destek", "yardim", "hilfe", "aide", "bantuan", "hotro", "manager",
    "ticket",
    "claim", "airdrop", "giveaway", "compliance", "resolution", "wallet", "ceo", "founder", "rep",
    "客服", "官方", "管理员", "支持", "поддержка", "саппорт", "админ", "модератор", "サポート",
    "公式", "運営",
    "고객센터", "지원", "관리자", "공식", "الدعم", "المشرف", "सहायता", "सपोर्ट", "एडमिन",
    "quantri", "hotline",
)  # fmt: skip
_HARMLESS = frozenset({
    "alert", "alerts", "army", "bear", "bears", "boy", "bull", "bulls", "club", "community",
    "daily", "enjoyer", "fan", "fans", "fud", "girl", "guy", "hodler", "holder", "holders",
    "lover", "meme", "memes", "news", "parody", "scam", "scammed", "scams", "sucks", "trader",
    "traders", "trading", "truth", "unofficial", "user", "victims", "warning", "watch",
    "watcher",
})  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_SHORT, _LONG = 6, 10


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a name imitates, how surely (0..1), and in which way."""

    whom: str
    score: float
    how: str


@lru_cache(maxsize=4096)
def likeness(name: str, identities: Identities) -> Likeness | None:
    """The strongest resemblance of a handle or display name to the brand or its people.

    A brand name alone, or a person's first name alone, is no resemblance: fans carry them.
    """
    words = [skeleton(word) for word in _WORD.findall(_split_case(name))]
    worn = "".join(words)
    if len(worn) < 4:
        return None
    found = [
        seen
        for account in identities.accounts
        for own in (account.handle, account.name)
        if own and (seen := _compare(worn, words, own, account))
    ]
    branded = _brand_and_role(worn, words, skeleton(normalise(identities.brand)))
    found += [branded] if branded else []
    return max(found, key=lambda seen: seen.score, default=None)


def _compare(worn: str, words: list[str], own: str, account: Account) -> Likeness | None:
    theirs = skeleton(normalise(own))
    if len(theirs) < _SHORT:
        return None
    whom = f"@{account.handle}" if account.handle else account.name
    if worn == theirs:
        exact = own == account.handle or account.role == "" or len(theirs) >= _LONG
        return Likeness(whom, 0.93 if exact else 0.6, "looks the same as")
    stripped = "".join(word for word in words if word not in _ROLE_SET and not word.isdigit())
    if stripped.rstrip("0123456789") == theirs or worn.strip("0123456789") == theirs:
        return Likeness(whom, 0.85, "is only decorated compared with")
    allowed = 1 if len(theirs) < _LONG else 2
    distance = OSA.distance(worn, theirs, score_cutoff=allowed)
    if distance > allowed or _HARMLESS & set(words):
        return None
    return Likeness(whom, 0.85 if distance == 1 else 0.7, "differs by a letter or two from")


def _brand_and_role(worn: str, words: list[str], brand: str) -> Likeness | None:
    """The brand, exact or misspelt, with a word that promises help."""
    if len(brand) < 3 or _HARMLESS & set(words):
        return None
    named = brand in worn or any(
        len(word) >= _SHORT - 1 and OSA.distance(word, brand, score_cutoff=1) <= 1 for word in words
    )
    if not named:
        return None
    rest = worn.replace(brand, " ", 1).split() if brand in worn else words
    role = next((each for each in _ROLE_LIST if any(each in part for part in rest)), "")
    return Likeness(f"the brand as “{role}”", 0.88, "poses as") if role else None


def _split_case(name: str) -> str:
    """NordexSupport -> nordex support, so that words can be told apart."""
    return normalise(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name[:120]))


_ROLE_LIST = tuple(dict.fromkeys(skeleton(role) for role in _ROLES if len(role) > 2 or role > "z"))
_ROLE_SET = frozenset(_ROLE_LIST)
