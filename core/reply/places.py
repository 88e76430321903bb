"""Where a text sends its reader: links, names, mail, phones and wallets that are not ours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from core.identities import Identities
from core.reply.problem import Problem
from core.triage.text import links

_MAIL = re.compile(r"(?<![\w./+\-])([\w.+\-]{0,64})@((?:[\w\-]{1,63}\.){1,6}[^\W\d_]{2,24})\b")
_HANDLE = re.compile(r"(?<![\w@/])@(\w{3,32})\b")
_SCHEME = re.compile(r"\b([a-z][a-z0-9+\-]{1,20})://[^\s<>\"'，。）)\[\]]*", re.IGNORECASE)
_BARE = re.compile(
    r"(?<![\w@.\-/])(?:[\w\-]{2,63}\.){1,6}(?:[a-z]{2}|example|xn--[\w\-]+)(?![\w.@])"
)
_DIRECT = re.compile(r"\]\(\s*<?([a-z][a-z0-9+.\-]*):(?!//)", re.IGNORECASE)
_DOT = re.compile(r"[\[(](?:\.|dot)[\])]", re.IGNORECASE)
_HOST_END = re.compile(r"[/?#\\]")
# What calls a whole room, by name or by the number of a role.
_EVERYBODY = frozenset({"everyone", "here", "all", "channel", "room"})
_CALLED = re.compile(r"<[@#][!&]?\d+>|<!\w+>")
_WEB = frozenset({"http", "https"})
# A plus and at least eight digits, a number in brackets or dashes, or one after a word for calling.
_PHONE = re.compile(
    r"\+\d[\d ().\-]{6,18}\d"
    r"|\(\d{2,5}\)[ \-]?\d{2,4}[ \-]?\d{3,5}"
    r"|(?<![\d.\-])\d{3,4}-\d{3,4}-\d{3,4}(?![\d\-])"
    r"|\b(?:00|0800|1800|1-800)[ \-]?\d[\d \-]{6,14}\d"
    r"|(?:call|phone|tel|whats\s?app|hotline|电话|热线|微信|звони\w*|телефон\w*|llam\w*|ligue|appelez"
    r"|rufen|anruf\w*|telefon\w*|전화|電話|hubungi|gọi|اتصل|कॉल)\W{0,12}\d[\d \-]{5,16}\d",
    re.IGNORECASE,
)
_WALLET = re.compile(
    r"\b0x[0-9A-Fa-f]{40}\b|\bbc1[02-9ac-hj-np-z]{11,71}\b|\bT[1-9A-HJ-NP-Za-km-z]{33}\b"
    r"|\b(?=\w{26})(?=\w*\d)(?=\w*[A-Z])(?=\w*[a-z])[1-9A-HJ-NP-Za-km-z]{26,44}\b|\b(?:EQ|UQ)[\w\-]{46}\b"
    r"|\b(?:addr1|cosmos1|ltc1|bnb1)[a-z0-9]{20,100}\b",
)


def strangers(text: str, identities: Identities) -> Iterator[Problem]:
    """One problem for each place, person or account that the registry does not know."""
    text = unicodedata.normalize("NFKC", text)
    bare = _SCHEME.sub(" ", text) if "://" in text else text
    yield from _links(text, bare, identities)
    yield from _people(bare, identities)
    if _PHONE.search(text):
        yield Problem("phone")
    if _WALLET.search(text):
        yield Problem("wallet")


def _links(text: str, bare: str, identities: Identities) -> Iterator[Problem]:
    """`bare` is the text without what has a scheme."""
    for scheme in dict.fromkeys(_schemes(text)):
        yield Problem("scheme", scheme)
    written = _MAIL.sub(" ", bare) if "@" in bare else bare
    for host in dict.fromkeys((*_linked(text), *_written(written))):
        if not _is_ours(host, identities):
            yield Problem("link", host)


def _people(text: str, identities: Identities) -> Iterator[Problem]:
    for called in dict.fromkeys(_CALLED.findall(text)):
        yield Problem("everyone", called)
    if "@" not in text:
        return
    for name, host in dict.fromkeys(_MAIL.findall(text)):
        if not _is_ours(host.casefold(), identities):
            yield Problem("mail", f"{name}@{host}")
    known = {account.handle.casefold() for account in identities.accounts if account.handle}
    for handle in dict.fromkeys(_HANDLE.findall(_MAIL.sub(" ", text))):
        if handle.casefold() not in known:
            yield Problem("everyone" if handle.casefold() in _EVERYBODY else "handle", handle)


def _linked(text: str) -> Iterator[str]:
    """The hosts of links with a scheme."""
    for found in _SCHEME.finditer(text):
        if found[1].lower() in _WEB:
            yield _host(found[0])


def _written(text: str) -> Iterator[str]:
    """The hosts that a reader or an app would take for links although they have no scheme."""
    for link in links(text):
        yield _host(f"https://{link}")
    for bare in _BARE.findall(text.casefold()):
        yield _host(f"https://{bare}")


def _host(link: str) -> str:
    """The host as a browser reads it: behind a user name, before port, path and the rest."""
    link = _DOT.sub(".", link)
    place = _HOST_END.split(link.partition("://")[2], maxsplit=1)[0]
    return place.rpartition("@")[2].partition(":")[0].rstrip(".").casefold() or link


def _schemes(text: str) -> Iterator[str]:
    for found in _SCHEME.finditer(text) if "://" in text else ():
        if found[1].lower() not in _WEB:
            yield found[1].lower()
    for scheme in _DIRECT.findall(text) if "](" in text else ():
        yield scheme.lower()


def _is_ours(host: str, identities: Identities) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in identities.domains)
