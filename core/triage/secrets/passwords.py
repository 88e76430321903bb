"""Passwords that are written out: the word for it, then something that looks chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.triage.secrets.look import Look, Stems, apart, labels
from core.triage.secrets.password_words import BRANDS, FAVOURITES, STATES

# One of these is in every text that names a password.
_STEMS = Stems.of(
    "pass|pwd|pw|kennwort|clave|senha|contrase|contrasena|sifre|parola|sandi|mdp|mot de|mk|"
    "mat khau|"
    "парол|şifre|mật khẩu|비밀번호|비번|패스워드|암호|パス|暗証|كلم|باسورد|"
    "الرقم السري|पासवर्ड|密码|密碼|口令|"
    "contraseña"
)
_LABEL = labels(
    r"pass[ \-]?word\w{0,3}\b|passwd|pass[ \-]?wort\w{0,3}|pass ?phrase|\bpass(?:code)?\b|\bpwd\b|"
    r"\bpw\b|kennwort|"
    r"contrase[ñn]\w|\bclave\b(?! (?:privada|api|secreta|de api))|\bsenha\b|парол\w{1,3}|"
    r"[şs]ifre\w{0,5}|\bparola\w{0,3}|m[ậa]t kh[ẩa]u|\bmk\b|비밀번호|비번|패스워드|암호(?!화)|"
    r"パスワード|パス(?=[はがを:： ])|暗証番号|kata ?sandi\w{0,3}|\bsandi\w{0,3}\b|"
    r"كلم[ةه] (?:ال)?(?:مرور|سر)\w{0,2}|(?:ال)?باسورد\w{0,2}|(?:ال)?باسوورد|الرقم السري|पासवर्ड|"
    r"mot de passe|\bmdp\b|"
    r"密码|密碼|口令"
)
_LINK = (
    r"is|was|are|ist|war|lautet|es|era|é|e|foi|est|était|c'est|fue|это|такой|был|adalah|yaitu|itu|"
    r"là|la|هي|"
    r"هو|है|था|是|为|為|は|는|은|이|を|:|：|=|＝|-|–|—|->|→|=>"
)
_FIRM = re.compile(r"[:：=＝]\s{0,2}$|=>\s?$|->\s?$|→\s?$")
_LINKED = re.compile(rf"(?:^|[\s「\"'“])(?:{_LINK})[^\S\n]*$|[:：=＝是为為はを는은]\s{{0,3}}$")
_OPEN = "\"'“”«»‘’「」『』`"
_VALUE = re.compile(
    rf"[^\s\0{_OPEN},，。、！？；：（）\u0600-\u06ff\u0900-\u097f\u3040-\u30ff\u4e00-\u9fff\uac00-"
    rf"\ud7af]"
    rf"[^\s\0{_OPEN}，。、！？；：（）\u0600-\u06ff\u0900-\u097f\u3040-\u30ff\u4e00-\u9fff\uac00-"
    rf"\ud7af]{{3,63}}"
)
_QUOTED = re.compile(
    rf"\s{{0,2}}(?:(?:{_LINK})\s{{0,2}}){{0,2}}[\"'“«‘「『`]"
    r"([^\"'”»’」』`\0\n]{4,64})[\"'”»’」』`]"
)
_TRAILING = ".,;:!?)'…。，！？、）]\"”"
_FIELDS = re.compile(
    r"(?:login|user ?name|user|e-?mail|account|логин|账号|帳號|帐号|usuario|usuário|identifiant|"
    r"kullanıcı|benutzer)\w{0,3}\s{0,2}[:：=]|@"
)
# A name or a number of another kind follows these.
_OTHER = re.compile(
    r"(?:user ?name|user|login|account|uid|id|order|ticket|case|ref|reference|error|code|hash|tx|"
    r"txid|e-?mail|phone|"
    r"device|browser|version|android|ios|iphone|windows|chrome|model|логин|аккаунт|заказ|"
    r"ошибк\w{1,2}|код|"
    r"usuario|usuário|cuenta|conta|kullanıcı|hesap|akun|compte|konto|benutzer)\W{0,3}(?:no\.?|"
    r"number|#|name)?\W{0,2}$"
)
_ACCOUNT = re.compile(r"account|аккаунт|cuenta|conta|hesap|akun|compte|konto")
_ELSE = re.compile(
    rf"\b(?:url|site|website|link|page|domain|address|app|bot|name|message|number|"
    rf"nummer)\W{{0,3}}(?:{_LINK})\W{{0,2}}$"
)
_NOT_CHOSEN = re.compile(
    r"(?:https?:|www\.|//|/|\[|<|\{).*|[@#$€£+][^\W\d_]+|[@$€£+][\d.,]+|@\w+|"
    r"[\w.+\-]+@[\w\-]+\.[\w.]+|"
    r"[\w\-]+(?:\.[\w\-]+)*\.(?:com|net|org|io|example|ru|cn)\b.*|"
    r"[\d.,:/\-]+(?:st|nd|rd|th|hrs?|h|hours?|d|days?|mins?|m|s|secs?|x|k|usdt?|btc|eth|gb|mb|am|"
    r"pm|%|€|\$|times|weeks?|months?|years?|дн\w*|час\w*)?|"
    r"[^\W\d_]+\.{2,}.*|(?:(?:2fa|mfa|1password)[\w\-]*|h2o|b2b|p2p|c2c|kyc\d?|web[23]|(?:bep|erc|"
    r"trc|spl)-?\d+|brc-?20|iphone\w*|ipad\w*|android\w*|windows\d*|win\d+|ios\d*|s\d\d|"
    r"covid-?19|mp[34]|utf-?8|sha-?\d+|md5|v\d+(?:\.\d+)*|\d+/\d+|24/7|no\.?\d*|id\d*)|0x[0-9a-f]{38,}|"
    r".{41,}",
    re.IGNORECASE | re.DOTALL,
)
_OWNER = (
    r"(?:my|the|our|mein|meine|das|mi|la|mon|le|mot|minha|a|мой|пароль|это|benim|saya|của|tôi|"
    r"我的|我|제|내|나의|私の|मेरा|मेरी|هي|هو|for|old|new|account|login|wallet|"
    r"đăng nhập|登录|登入|ログイン|로그인|входа|giriş|para|de|du|zum|untuk)"
)
_STOP = re.compile(r"[.!?]\s|[。！？\0]")
_OWNED = re.compile(rf"\s*(?:{_OWNER}\s*){{0,3}}")
_VAGUE = re.compile(r"\b(?:pass|mk)$")
_MINE = re.compile(r"\b(?:my|mein|meine|mi|mon|minha|мой|benim|saya|tôi|मेरा)\b|[我私제내]")
_BEFORE = re.compile(
    rf"\s?(?:(?:{_LINK}|as|als|como|comme|как|sebagai|làm|が|이|가)\s?)(?:{_OWNER}\s?){{0,3}}$"
    rf"|\s?(?:是|が|는|은)?\s?(?:我的|私の|제|내|मेरा)\s?$"
)
_REACH, _BACK, _LONGEST_VAGUE, _MOST_WORDS, _NEAR = 72, 96, 8, 9, 24


def find(look: Look) -> Iterator[tuple[int, int]]:
    """Where passwords stand, without the words that announce them."""
    if look.names(_STEMS):
        in_form = _FIELDS.search(look.lower) is not None
        yield from apart(_all(look, in_form=in_form))


def _all(look: Look, *, in_form: bool) -> Iterator[tuple[int, int]]:
    for label in _LABEL.finditer(look.lower):
        quoted = _QUOTED.match(look.text, label.end())
        if (
            quoted
            and (quoted[1].isdecimal() or not _said(quoted[1]))
            and (" " not in quoted[1] or _is_linked(quoted))
        ):
            yield quoted.span(1)
            continue
        found = _behind(look, label.end(), in_form=in_form) or _before(look, label.start())
        if found:
            yield found


def _is_linked(quoted: re.Match[str]) -> bool:
    """Whether more than a space stands between the label and the quotation mark."""
    return len(quoted[0][: quoted.start(1) - quoted.start()].strip()) > 1


def _behind(look: Look, at: int, *, in_form: bool) -> tuple[int, int] | None:
    """The first string behind the label that looks chosen, in the same sentence."""
    for count, match in enumerate(_VALUE.finditer(look.text, at, at + _REACH)):
        start = match.start()
        between = look.text[at:start]
        another_line = "\n" in between and between.strip(" \t:：=\n\r")
        if count > _MOST_WORDS or another_line or _STOP.search(between):
            return None
        value = match[0].rstrip(_TRAILING)
        end = start + len(value)
        if _told(look, (at, start, end), in_form=in_form):
            return start, end
    return None


def _told(look: Look, place: tuple[int, int, int], *, in_form: bool) -> bool:
    """Whether what stands there is told as the password, given how closely it follows the label."""
    at, start, end = place
    value, between = look.text[start:end], look.lower[at:start]
    near = between[-_NEAR:]
    if value.isdecimal():
        return _digits_told(look, place)
    compound = value[:1] == "-" and not between  # as in "Passwort-Reset"
    if len(value) < 4 or compound or _said(value) or _is_of_another(near):
        return False
    before = look.lower[max(0, at - _BACK) : start].rpartition("\0")[2]
    vague = _VAGUE.search(look.lower, max(0, at - _LONGEST_VAGUE), at) is not None
    close = _OWNED.fullmatch(between) is not None
    if _LINKED.search(near):
        return (
            _strong(value)
            or _odd(value)
            or _is_favourite(value)
            or (
                _FIRM.search(between) is not None
                and _fills_field(look, start, end, in_form=in_form)
            )
        )
    if _strong(value):
        far = len(value) >= 6 and value[0] != "#" and not vague
        return far or (close and not (vague and "," in value))
    mine = not between.strip() or _MINE.search(before) is not None
    return close and (_is_favourite(value) or (mine and not vague and _odd(value)))


def _is_of_another(near: str) -> bool:
    """Whether the word before the value announces a name, an order or the like."""
    other = _OTHER.search(near)
    owner = other is not None and _FIRM.search(near) and _ACCOUNT.match(other[0])
    return (other is not None and not owner) or _ELSE.search(near) is not None


def _fills_field(look: Look, start: int, end: int, *, in_form: bool) -> bool:
    """A plain word that is all there is behind the colon, or one field of several."""
    if end - start < 6 or not look.text[start:end].isascii():
        return False
    rest = look.text[end : end + 24].lstrip(_TRAILING + _OPEN + " ")
    return in_form or not rest or rest[0] == "\n" or look.text[end] in ",;"


def _digits_told(look: Look, place: tuple[int, int, int]) -> bool:
    at, start, end = place
    between = look.lower[at:start]
    followed = re.match(
        r"\s?(?:character|char|digit|time|day|min|hour|letter|symbol|zeichen|位|字|자|文字|次|%)",
        look.lower[end : end + 12],
    )
    if followed:
        return False
    if _LINKED.search(between):
        return end - start >= (4 if _FIRM.search(between) else 5)
    return not between.strip() and end - start >= 6


def _before(look: Look, at: int) -> tuple[int, int] | None:
    """A chosen string that is said to be the password: "… is my password"."""
    low = max(0, at - _BACK)
    found = None
    for match in _VALUE.finditer(look.text, low, at):
        value = match[0].rstrip(_TRAILING)
        end = match.start() + len(value)
        chosen = _strong(value) or _is_favourite(value) or value.isdecimal()
        between = look.lower[end:at].strip("\"'”»」")
        kept = _said(value) and not value.isdecimal()
        if chosen and len(value) >= 6 and not kept and _BEFORE.fullmatch(between):
            found = match.start(), end
    return found


def _said(value: str) -> bool:
    """Whether a string is something that people say about a password, or of another kind."""
    lower = value.lower()
    return lower in STATES or lower in BRANDS or _NOT_CHOSEN.fullmatch(value) is not None


def _is_favourite(value: str) -> bool:
    return value.lower() in FAVOURITES


def _strong(value: str) -> bool:
    """Letters and digits together, or letters with a sign in their midst."""
    letters = sum(char.isalpha() for char in value)
    digits = sum(char.isdigit() for char in value)
    signs = sum(char in "!@#$%^&*+=~?_" for char in value[:-1])
    return letters > 0 and (digits > 0 or (signs > 0 and letters > 2))


def _odd(value: str) -> bool:
    """Capitals inside, or a sign: nobody writes a word so."""
    inner = value[1:]
    mixed = inner != inner.lower() and inner != inner.upper()
    marked = value.count("-") > 1 or any(
        not char.isalnum() and char not in "-'’._/" for char in value[:-1]
    )
    return value.isascii() and len(value) >= 5 and (mixed or marked)
