"""Passwords that are written out: the word for it, then something that looks chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.triage.secrets.look import Look

_WORDS = (
    r"pass ?word|passwd|pass ?wort|passphrase|\bpwd\b|\bpw\b|kennwort|contraseñ\w|contrasen\w|"
    r"\bclave\b|\bsenha\b|парол\w{1,3}|"
    r"şifre\w{0,5}|sifre\w{0,5}|parola\w{0,3}|mật khẩu|mat khau|비밀번호|비번|패스워드|"
    r"パスワード|暗証番号|kata ?sandi|\bsandi\b|"
    r"كلمة المرور|كلمة السر|الرقم السري|पासवर्ड|mot de passe|\bmdp\b|密码|密碼|口令"
)
# One of these is in every text that names a password.
_STEMS = (
    "pass", "pwd", "pw", "kennwort", "clave", "senha", "contrase", "парол", "şifre", "sifre",
    "parola",
    "mật khẩu", "mat khau", "비밀번호", "비번", "패스워드", "パスワード", "暗証番号", "sandi",
    "كلم", "الرقم السري",
    "पासवर्ड", "mdp", "mot de", "密码", "密碼", "口令",
)  # fmt: skip
_LINKS = (
    r"is|was|are|ist|war|lautet|es|era|é|e|est|était|это|такой|был|adalah|yaitu|là|la|هي|"
    r"هو|है|是|为|為|は|는|은|を|:|：|=|＝|-|–|—|->|→"
)
_WRITTEN = re.compile(
    rf"(?:{_WORDS})[^\S\n]{{0,3}}(?:\([^()\0\n]{{0,20}}\)[^\S\n]{{0,2}})?"
    rf"((?:(?:{_LINKS})[^\S\n]{{0,3}}){{1,2}})[\"'“”«「`]?([^\s\0\"“”«»「」`]{{4,64}})",
    re.IGNORECASE,
)
_FIELDS = re.compile(
    r"(?:login|user ?name|user|e-?mail|логин|账号|帳號|usuario|usuário|kullanıcı)\s{0,2}[:：=]|@",
    re.IGNORECASE,
)
_FIRM = re.compile(r"[:：=＝]")
_TRAILING = ".,;:!?)'…。，！？、）]"
# What people say about a password instead of telling it.
_STATES = frozenset({
    "change", "changed", "correct", "errada", "esqueci", "expired", "falsch", "forgotten",
    "incorrect", "incorrecta", "incorrecto", "invalid", "lost", "lupa", "missing", "olvidada",
    "oublié", "oubliée", "required", "reset", "salah", "unuttum", "vergessen", "weak", "wrong",
    "yanlış", "забыл", "забыт", "неверный", "неправильный",
})  # fmt: skip


def find(text: str, look: Look) -> Iterator[tuple[int, int]]:
    """Where passwords stand, without the words that announce them."""
    if not look.names(_STEMS):
        return
    last = 0
    in_form = _FIELDS.search(text[:2000]) is not None
    for match in _WRITTEN.finditer(text):
        value = match[2].rstrip(_TRAILING)
        start = match.start(2)
        if start >= last and _chosen(value, firm=bool(_FIRM.search(match[1])), in_form=in_form):
            yield start, start + len(value)
            last = start + len(value)


def _chosen(value: str, *, firm: bool, in_form: bool) -> bool:
    """Whether a string looks made up by its owner rather than said about a password."""
    if len(value) < 4 or value.casefold() in _STATES or value.startswith(("http", "/", "[")):
        return False
    digits = sum(char.isdigit() for char in value)
    letters = sum(char.isalpha() for char in value)
    if digits and (letters or len(value) != digits):
        return len(value) >= 5
    if digits == len(value):
        return firm and len(value) >= 6
    inner = value[1:]
    if value.isascii() and (inner != inner.lower() and inner != inner.upper()):
        return len(value) >= 6
    marked = any(not char.isalnum() and char not in "-'’._" for char in value[:-1])
    if value.isascii() and marked and letters:
        return True
    return firm and value.isascii() and len(value) >= 6 and in_form
