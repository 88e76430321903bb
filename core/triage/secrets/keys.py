"""Private keys of wallets and servers, by their own form or by the words beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from base58_bech32.base58 import b58decode
from Crypto.PublicKey import ECC

from core.triage.secrets.look import Look, apart, labels

_B58, _B32 = "[1-9A-HJ-NP-Za-km-z]", "[02-9ac-hj-np-z]"
_EDGE, _END = "(?<![0-9A-Za-z])", "(?![0-9A-Za-z])"
_NUMBERS = (
    r"(?:\s{0,4}(?:0x[0-9a-fA-F]{1,2}|\d{1,3})\s{0,4},){31,63}\s{0,4}(?:0x[0-9a-fA-F]{1,2}|\d{1,3})"
)
# Formats that are nothing but keys: WIF and BIP-38, extended keys, a key file's bytes, seeds of
# Stellar, Ripple, Tezos, Cardano and Sui, Nostr and age.
_EXACT = re.compile(
    f"{_EDGE}(?:"
    rf"[5KLc9TQ67]{_B58}{{50,51}}|6P{_B58}{{56}}|"
    rf"[a-zA-Z]prv{_B58}{{100,112}}|Ltpv{_B58}{{100,108}}|"
    rf"S[A-D][A-Z2-7]{{54}}|sEd{_B58}{{28}}|"
    rf"edsk{_B58}{{50,94}}|(?:ed25519e?|addr_x|acct_x|root_x|stake_x)_?sk1{_B32}{{40,200}}|"
    rf"suiprivkey1{_B32}{{58}}|nsec1{_B32}{{58}}|AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{{58}}|"
    rf"ed25519:{_B58}{{80,90}}"
    f"){_END}"
    rf"|\[{_NUMBERS}\s{{0,4}}\]"
)
_MIXED = re.compile(r"(?=[^A-Z]*[A-Z])(?=[^a-z]*[a-z])(?=\D*\d)|S[A-D]|AGE|\[")
# Formats that are also hashes and signatures: the words beside them decide.
_HEX = re.compile(r"(?<![0-9A-Za-z/])(?:0[xX])?[0-9a-fA-F]{64}(?![0-9A-Za-z])")
_PAIR = re.compile(rf"(?<![0-9A-Za-z/]){_B58}{{86,88}}(?![0-9A-Za-z])")
_RIPPLE = re.compile(rf"{_EDGE}s{_B58}{{28}}{_END}")
_BROKEN = re.compile(
    r"(?<![0-9A-Za-z/])(?:0[xX])?[0-9a-fA-F]{2,62}(?:[\s\-:]{1,3}[0-9a-fA-F]{2,62}){1,31}(?![0-9A-"
    r"Za-z])"
)
_HEX_DIGITS = 64
_KEY_WORDS = labels(
    r"private.?key|priv\w{0,4}.?key|\bpri?v ?key|\bpk\b|\bpvt\b|secret.?key|signing.?key|私钥|"
    r"私鑰|私匙|"
    r"密钥|приват\w{0,5}|"
    r"закрыт\w{0,3} ключ|секретн\w{0,3} ключ|ключ\w{0,3} (?:от )?кошельк|"
    r"clave privada|llave privada|clave secreta|chave privada|chave secreta|özel anahtar|"
    r"ozel anahtar|gizli anahtar|"
    r"khóa riêng|khoá riêng|khóa bí mật|khóa cá nhân|khoá cá nhân|khóa riêng tư|개인\s?키|"
    r"프라이빗|비밀\s?키|"
    r"비공개\s?키|"
    r"秘密鍵|プライベートキー|シークレットキー|kunci pribadi|kunci privat\w?|kunci rahasia|"
    r"المفتاح الخاص|مفتاح خاص|مفتاحي الخاص|المفتاح السري|प्राइवेट\s?की|निजी कुंजी|"
    r"cl[ée] priv[ée]e|cl[ée] secr[èe]te|privat\w{0,3}[ \-]?(?:schl[üu]ssel|key)|"
    r"geheim\w{0,3} schl[üu]ssel|"
    r"wallet.?key|my key|the key|with key|import",
)
_HASH_WORDS = labels(
    r"\btx|hash|transa|explorer|scan\.|scan\b|blockcha|\bblock|/tx|哈希|交易|хеш|хэш|транз|"
    r"signature|"
    r"해시|거래|トランザク|ハッシュ|取引|i̇şlem|işlem|giao dịch|transak|معاملة|लेनदेन|хеш|"
    r"checksum|sha-?256|"
    r"commit|contract"
)
_BLOCK_BEGIN = re.compile(r"-----BEGIN [A-Z0-9 ]{0,24}PRIVATE KEY(?: BLOCK)?-----")
_BLOCK_END = re.compile(r"-----END [A-Z0-9 ]{0,24}-----")
_LONGEST_BLOCK = 8000
_KEYSTORE = re.compile(
    r"[\"']?ciphertext[\"']?\s{0,3}:\s{0,3}[\"']?[0-9a-fA-F]{32,256}", re.IGNORECASE
)
_KEYSTORE_REACH = 1200
_AROUND = 70
_SHORTEST, _MOST_CHECKS = 29, 64


def find(look: Look) -> Iterator[tuple[int, int]]:
    """Private keys by their form, or by the words around them where the form is shared."""
    text = look.text
    spans: list[tuple[int, int]] = []
    if look.longest >= _SHORTEST:
        spans += [each.span() for each in _EXACT.finditer(text) if _MIXED.match(each[0])]
        spans += [each.span() for each in _HEX.finditer(text) if _called_key(look, each)]
        spans += [each.span() for each in _RIPPLE.finditer(text) if _called_key(look, each)]
        spans += _pairs(look)
        spans += _keystores(text) if "ciphertext" in look.lower else []
    elif "[" in text:
        spans += [each.span() for each in _EXACT.finditer(text)]
    spans += _broken(look) if look.digits else []
    spans += _blocks(text) if "-----" in text else []
    yield from apart(spans)


def _pairs(look: Look) -> Iterator[tuple[int, int]]:
    """64 bytes in base58: a key where its second half is the public half, else as it is called."""
    for number, match in enumerate(_PAIR.finditer(look.text)):
        if (number < _MOST_CHECKS and _holds_its_public(match[0])) or _called_key(look, match):
            yield match.span()


def _holds_its_public(encoded: str) -> bool:
    data = b58decode(encoded)
    if len(data) != 64:
        return False
    key = ECC.construct(curve="Ed25519", seed=data[:32])
    return key.public_key().export_key(format="raw") == data[32:]


def _broken(look: Look) -> Iterator[tuple[int, int]]:
    """64 hexadecimal digits over several lines or in groups, where they are called a key."""
    if not _KEY_WORDS.search(look.lower):
        return
    for match in _BROKEN.finditer(look.text):
        parts = re.split(r"[\s\-:]+", match[0].removeprefix("0x"))
        if len("".join(parts)) == _HEX_DIGITS and _called_key(look, match):
            yield match.span()


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Key files: to their end, or to where one would have ended."""
    for match in _BLOCK_BEGIN.finditer(text):
        start, inside = match.span()
        reach = min(len(text), inside + _LONGEST_BLOCK)
        covered = text.find("\0", inside, reach)
        reach = covered if covered >= 0 else reach
        end = _BLOCK_END.search(text, inside, reach)
        yield start, end.end() if end else reach


def _keystores(text: str) -> Iterator[tuple[int, int]]:
    """Encrypted wallets: the whole object around what is encrypted."""
    for match in _KEYSTORE.finditer(text):
        low = max(0, match.start() - _KEYSTORE_REACH)
        low = max(low, text.rfind("\0", low, match.start()) + 1)
        start = text.find("{", low, match.start())
        high = text.find("\0", match.end(), match.end() + _KEYSTORE_REACH)
        high = high if high >= 0 else match.end() + _KEYSTORE_REACH
        end = text.rfind("}", match.end(), high) + 1
        yield start if start >= 0 else match.start(), end or match.end()


def _called_key(look: Look, match: re.Match[str]) -> bool:
    """Whether a word for key stands nearer than a word for transaction."""
    start, end = match.span()
    before = look.lower[max(0, start - _AROUND) : start].rpartition("\0")[2]
    after = look.lower[end : end + _AROUND].partition("\0")[0]
    return _nearest(_KEY_WORDS, before, after) < _nearest(_HASH_WORDS, before, after)


def _nearest(words: re.Pattern[str], before: str, after: str) -> int:
    left = [len(before) - found.end() for found in words.finditer(before)]
    right = [found.start() for found in words.finditer(after)]
    return min(left + right, default=_AROUND * 2)
