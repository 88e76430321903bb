"""What an attacker leaves behind and uses again: texts, hosts, handles, mails, phones, wallets."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

from core.identities import Identities
from core.traces import Trace
from core.triage.contacts import invites, outside
from core.triage.hosts.judge import OFFICIAL, WELL_KNOWN, JudgeLink
from core.triage.hosts.lists import GENERIC, SHORTENERS
from core.triage.reading import Reading, read
from core.triage.sketch import sketch
from core.types import Message, Verdict

MOST, LONGEST = 24, 60
_SALT = b"skerry-trace"


def traces(
    message: Message, verdict: Verdict, identities: Identities, judge: JudgeLink
) -> tuple[Trace, ...]:
    """The traces of one message, each once.

    Neither the exchange's own addresses nor sites that everybody links to are any; where anybody
    can put a page, the page is one and not the site.
    """
    reading = read(message.text)
    found = [*_contacts(reading, identities), *_hosts(reading, judge)]
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


def _hosts(reading: Reading, judge: JudgeLink) -> Iterator[Trace]:
    chats = set(invites(reading))
    for link in reading.links:
        judged = judge(link)
        harmless = judged.verdict == OFFICIAL or judged.reason == WELL_KNOWN
        if link in chats or harmless or not judged.name:
            continue
        anybodys = judged.name in GENERIC or judged.name in SHORTENERS
        page = link.partition("://")[2] or link
        yield _trace("host", page.casefold() if anybodys else judged.name)


def _trace(kind: str, value: str) -> Trace:
    digest = blake2b(f"{kind}|{value}".encode(), digest_size=12, key=_SALT).hexdigest()
    return Trace(kind=kind, digest=digest, shown=value[:LONGEST])
