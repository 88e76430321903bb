"""What an attacker leaves behind and uses again: texts, hosts, handles, mails, phones, wallets."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

from core.identities import Identities
from core.protection import Trace
from core.triage.contacts import invites, outside
from core.triage.hosts import host_of
from core.triage.reading import Reading, read
from core.triage.sketch import sketch
from core.types import Message, Verdict

MOST, LONGEST = 24, 60
_SALT = b"skerry-trace"


def traces(message: Message, verdict: Verdict, identities: Identities) -> tuple[Trace, ...]:
    """The traces of one message, each once; none of the exchange's own addresses is one."""
    reading = read(message.text)
    found = [*_contacts(reading, identities), *_hosts(reading, identities)]
    found += [_trace("wallet", each) for each in verdict.facts.get("address", ())]
    unique = list(dict.fromkeys(found))[: MOST - 8]
    shown = " ".join(message.text.split())[:LONGEST]
    texts = [Trace(kind="text", digest=each, shown=shown) for each in sketch(message.text)]
    return (*unique, *texts)


def _contacts(reading: Reading, identities: Identities) -> Iterator[Trace]:
    for each in outside(reading, identities):
        if each.startswith("@"):
            yield _trace("handle", each.casefold())
        elif "@" in each:
            yield _trace("mail", each.casefold())
        elif any(char.isalpha() for char in each):  # an invitation to a chat or a form
            yield _trace("handle", each.casefold().partition("://")[2] or each.casefold())
        else:
            yield _trace("phone", "".join(char for char in each if char.isdecimal()))


def _hosts(reading: Reading, identities: Identities) -> Iterator[Trace]:
    chats = set(invites(reading))
    for link in reading.links:
        host = host_of(link)
        if (
            host
            and link not in chats
            and not any(host == own or host.endswith(f".{own}") for own in identities.domains)
        ):
            yield _trace("host", host)


def _trace(kind: str, value: str) -> Trace:
    digest = blake2b(f"{kind}|{value}".encode(), digest_size=12, key=_SALT).hexdigest()
    return Trace(kind=kind, digest=digest, shown=value[:LONGEST])
