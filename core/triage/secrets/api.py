"""The keys, secrets and tokens of programming interfaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from core.triage.addresses import LONGEST, chains
from core.triage.secrets.look import Look, Stems, apart, labels

SHORTEST = 16
# Tokens that say what they are: of chat bots, clouds, code hosts, payment and model providers.
_TOKEN = re.compile(
    r"(?<![A-Za-z0-9_\-])(?:\d{8,10}:[A-Za-z0-9_\-]{35}|(?:AKIA|ASIA)[0-9A-Z]{16}|"
    r"gh[pousr]_[A-Za-z0-9]{36,80}|github_pat_[A-Za-z0-9_]{40,100}|gl(?:pat|rt|"
    r"dt)-[A-Za-z0-9_\-]{20,60}|"
    r"xox[abeprs]-[A-Za-z0-9\-]{20,120}|xapp-[A-Za-z0-9\-]{20,120}|"
    r"sk-[A-Za-z0-9_\-]{20,200}|[sr]k_(?:live|test)_[A-Za-z0-9]{16,120}|"
    r"whsec_[A-Za-z0-9+/=]{20,80}|"
    r"AIza[A-Za-z0-9_\-]{35}|ya29\.[A-Za-z0-9_\-]{30,300}|GOCSPX-[A-Za-z0-9_\-]{20,40}|"
    r"SG\.[A-Za-z0-9_\-]{16,32}\.[A-Za-z0-9_\-]{30,60}|(?:SK|AC)[0-9a-f]{32}|hf_[A-Za-z0-9]{30,60}|"
    r"npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_\-]{40,220}|dop_v1_[0-9a-f]{64}|shp(?:at|ss|ca|"
    r"pa)_[0-9a-fA-F]{32}|"
    r"sq0(?:atp|csp)-[A-Za-z0-9_\-]{22,60}|EAA[A-Za-z0-9]{60,300}|"
    r"eyJ[A-Za-z0-9_\-]{10,800}\.eyJ[A-Za-z0-9_\-]{10,2000}\.[A-Za-z0-9_\-]{10,700}|"
    r"[MNO][A-Za-z\d_\-]{23,27}\.[A-Za-z\d_\-]{6,7}\.[A-Za-z\d_\-]{27,45})(?![A-Za-z0-9_\-])"
    r"|(?<=/services/)T[A-Z0-9]{8,12}/B[A-Z0-9]{8,12}/[A-Za-z0-9]{20,30}"
    r"|(?<=/webhooks/)\d{17,20}/[A-Za-z0-9_\-]{40,90}"
)
_API = r"(?:\bapi|\bапи|एपीआई|接口)"
_LABEL = labels(
    rf"{_API}[ _\-]?(?:secret|key|token|pass\w{{0,6}})s?(?:[ _\-]?key)?|"
    rf"secret[ _\-]?(?:access[ _\-]?)?key|access[ _\-]?(?:key|token)|"
    r"client[ _\-]?secret|app[ _\-]?secret|\bsecret\b|\bapi\b(?=[\"']?\s?(?:[:=：]|[a-z0-9]{16}))|"
    r"bot[ _\-]?token|"
    r"auth[ _\-]?token|"
    r"refresh[ _\-]?token|session[ _\-]?token|\btoken\b(?=[\"']?\s?[:=：])|"
    r"\bbearer\b|\b(?:key|sign\w{0,6})(?=[\"']?[=:：])|"
    rf"секрет\w{{0,4}}(?: ключ\w{{0,3}})?|ключ\w{{0,3}} api|{_API}[ \-]?(?:ключ\w{{0,3}}|key)|"
    rf"токен|"
    rf"{_API}[ ]?(?:密钥|密匙|秘钥|金鑰|密鑰)|密钥|密匙|秘钥|金鑰|密鑰|"
    rf"clave (?:secreta|de (?:la )?api|api)|llave api|secreto|secreta\b|chave (?:secreta|da api|"
    rf"api)|segredo|"
    rf"gizli(?: anahtar\w{{0,5}})?|{_API} anahtar\w{{0,5}}|khóa (?:api|bí mật)|khoá (?:api|bí mật)|"
    rf"bí mật|"
    rf"시크릿\s?키?|{_API}\s?키|비밀\s?키|시크릿|シークレット(?:キー)?|{_API}\s?キー|"
    rf"kunci (?:api|rahasia)|rahasia|مفتاح\s?(?:ال)?api|المفتاح السري|السري|السر\b|"
    rf"{_API} (?:कुंजी|की)|सीक्रेट|cl[ée] (?:secr[èe]te|api)|secr[èe]te?\b|"
    rf"{_API}[ \-]?schl[üu]ssel|geheim\w{{0,6}}"
)
_STEMS = Stems.of(
    "secret|api|key|token|bearer|sign|secreto|segredo|gizli|rahasia|geheim|kunci|"
    "секрет|ключ|апи|токен|密钥|密匙|秘钥|金鑰|密鑰|接口|bí mật|khóa|khoá|시크릿|키|シークレット|"
    "キー|"
    "مفتاح|السر|सीक्रेट|एपीआई|secrète|clé|schlüssel"
)
_VALUE = re.compile(r"(?<![A-Za-z0-9+/_\-.@])[A-Za-z0-9+/_\-]{16,512}={0,2}(?![A-Za-z0-9+@])")
_HEX = re.compile(r"0[xX][0-9a-fA-F]+")
_SAFE = re.compile(
    r"\btx|hash|transa|uid|order|request|trace|address|wallet\b|contract|scan\b|url|http|version|"
    r"адрес|хеш|хэш|транз|заказ|地址|哈希|交易|订单|주소|거래|주문|アドレス|注文|取引|direcci|"
    r"endere|adres|địa chỉ|"
    r"alamat|عنوان|पता"
)
_REACH, _FEWEST_CHANGES = 60, 4


def find(look: Look) -> Iterator[tuple[int, int]]:
    """Tokens with a form of their own, and long random strings that are called a secret."""
    if look.longest < SHORTEST:
        return
    spans = [match.span() for match in _TOKEN.finditer(look.text)]
    if look.names(_STEMS):
        spans += _called(look)
    yield from apart(spans)


def _called(look: Look) -> Iterator[tuple[int, int]]:
    """Random strings after a label, and the one that follows such a string closely."""
    labels = [match.end() for match in _LABEL.finditer(look.lower)]
    at, last, secret_end = 0, -1, -_REACH
    for match in _VALUE.finditer(look.text):
        start, end = match.span()
        while at < len(labels) and labels[at] <= start:
            last, at = labels[at], at + 1
        near = last >= 0 and start - last <= _REACH
        paired = start - secret_end <= _REACH // 4
        if not (near or paired) or not _random(match[0]):
            continue
        between = look.lower[max(last if near else secret_end, 0) : start]
        if "\0" not in between and not _SAFE.search(between) and not _public(match[0]):
            secret_end = end
            yield start, end


def _random(value: str) -> bool:
    """Not a word or a path: digits and letters together, or capitals strewn in."""
    digits = sum(char.isdigit() for char in value)
    letters = [char for char in value if char.isalpha()]
    if not letters or value.count("/") > 3 + len(value) // 16:
        return False
    if digits >= 2 or (digits and value != value.lower()):
        return True
    changes = sum(one.islower() != other.islower() for one, other in pairwise(letters))
    return changes >= _FEWEST_CHANGES


def _public(value: str) -> bool:
    """An address that can be proved one is no secret, and what begins like one is a hash."""
    return _HEX.fullmatch(value) is not None or (len(value) <= LONGEST and bool(chains(value)))
