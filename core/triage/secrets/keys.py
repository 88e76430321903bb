"""Private keys, and the secrets and tokens of programming interfaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.triage.secrets.look import Look, apart

_BASE58 = "1-9A-HJ-NP-Za-km-z"
# Formats that are nothing but keys: WIF, extended keys, a Solana key file.
_EXACT = re.compile(
    rf"(?<![0-9A-Za-z])(?:[5KLc9][{_BASE58}]{{50,51}}|"
    rf"[xyzt]prv[{_BASE58}]{{100,112}})(?![0-9A-Za-z])"
    r"|\[\s{0,4}(?:\d{1,3}\s{0,4},\s{0,4}){63}\d{1,3}\s{0,4}\]"
)
# Formats that are also hashes and signatures: the words around them decide.
_MAYBE = re.compile(
    rf"(?<![0-9A-Za-z/])(?:(?:0x)?[0-9a-fA-F]{{64}}|[{_BASE58}]{{86,88}})(?![0-9A-Za-z])"
)
_KEY_WORDS = re.compile(
    r"private.?key|priv\w{0,4}.?key|\bpk\b|\bpvt\b|secret.?key|私钥|私鑰|密钥|приватн|"
    r"закрыт\w{0,3} ключ|секретн\w{0,3} ключ|"
    r"clave privada|llave privada|chave privada|özel anahtar|ozel anahtar|khóa riêng|khoá "
    r"riêng|khóa bí mật|개인\s?키|"
    r"프라이빗|비밀\s?키|秘密鍵|プライベートキー|kunci pribadi|kunci privat|المفتاح الخاص|"
    r"مفتاح خاص|مفتاحي الخاص|प्राइवेट की|"
    r"निजी कुंजी|clé privée|cle privee|privater? schlüssel|privaten schlüssel|wallet.?key|my "
    r"key|import",
    re.IGNORECASE,
)
_HASH_WORDS = re.compile(
    r"\btx|hash|transa|explorer|scan\.|etherscan|tronscan|solscan|block|哈希|交易|хеш|транз|"
    r"signature|해시|トランザク|ハッシュ|işlem",
    re.IGNORECASE,
)
_BLOCK_BEGIN = re.compile(r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----")
_BLOCK_END, _LONGEST_BLOCK = "-----END", 6000
_TOKEN = re.compile(
    r"(?<![\w\-])(?:\d{8,10}:[A-Za-z0-9_\-]{35}|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|"
    r"xox[abpr]-[A-Za-z0-9\-]{20,80}|sk-[A-Za-z0-9_\-]{20,120}|"
    r"eyJ[\w\-]{10,400}\.eyJ[\w\-]{10,800}\.[\w\-]{10,400}|"
    r"[MN][A-Za-z\d]{23,25}\.[\w\-]{6}\.[\w\-]{27,38})(?![\w\-])"
)
_API = re.compile(
    r"(?:api[ _\-]?(?:secret|key)(?:[ _\-]?key)?|secret[ _\-]?key|access[ _\-]?key|"
    r"client[ _\-]?secret|\bsecret|api[ _\-]?token|"
    r"bearer|секретн\w{0,3} ключ|ключ api|api[ \-]?ключ|api[ ]?密钥|密钥|秘钥|clave (?:secreta|"
    r"api)|chave (?:secreta|api)|"
    r"gizli anahtar|api anahtar\w{0,5}|khóa api|시크릿 ?키|api ?키|シークレットキー|apiキー|"
    r"kunci api|مفتاح api|clé (?:secrète|api)|"
    r"api[ \-]?schlüssel)"
    r"[^\S\n]{0,3}(?:is|was|ist|es|é|est|это|adalah|là|是|为|は|는|"
    r"은)?\s{0,2}[:：=]?\s{0,3}[\"'“`]?"
    r"([A-Za-z0-9/+_=\-]{16,128})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_AROUND = 70
_SHORTEST_KEY, SHORTEST_SECRET = 51, 16


def find_private(text: str, look: Look) -> Iterator[tuple[int, int]]:
    """Private keys by their form, or by the words around them where the form is shared."""
    if look.longest < _SHORTEST_KEY and "[" not in text and "-----" not in text:
        return
    spans = [match.span() for match in _EXACT.finditer(text)]
    spans += [match.span() for match in _MAYBE.finditer(text) if _called_key(text, match)]
    spans += _blocks(text) if "-----" in text else []
    yield from apart(spans)


def find_api(text: str, look: Look) -> Iterator[tuple[int, int]]:
    """Tokens with a form of their own, and long strings that are called a secret."""
    if look.longest < SHORTEST_SECRET:
        return
    spans = [match.span() for match in _TOKEN.finditer(text)]
    spans += [match.span(1) for match in _API.finditer(text) if _random(match[1])]
    yield from apart(spans)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Key files: to their end, or to where one would have ended."""
    for match in _BLOCK_BEGIN.finditer(text):
        start, inside = match.span()
        reach = min(len(text), inside + _LONGEST_BLOCK)
        ends = [text.find(mark, inside, reach) for mark in (_BLOCK_END, "\0")]
        yield start, min((end for end in ends if end >= 0), default=reach)


def _called_key(text: str, match: re.Match[str]) -> bool:
    """Whether a word for key stands nearer than a word for transaction."""
    start, end = match.span()
    before = text[max(0, start - _AROUND) : start].rpartition("\0")[2]
    after = text[end : end + _AROUND].partition("\0")[0]
    return _nearest(_KEY_WORDS, before, after) < _nearest(_HASH_WORDS, before, after)


def _nearest(words: re.Pattern[str], before: str, after: str) -> int:
    left = [len(before) - found.end() for found in words.finditer(before)]
    right = [found.start() for found in words.finditer(after)]
    return min(left + right, default=_AROUND * 2)


def _random(value: str) -> bool:
    """Not a word or a path: letters and digits together."""
    return any(char.isdigit() for char in value) and any(char.isalpha() for char in value)
