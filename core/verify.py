"""Whether a handle, link or mail address is the exchange's: official, not official, unknown. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from core.identities import Identities
from core.triage.hosts import host_of, judge
from core.triage.likeness import likeness


@dataclass(frozen=True, slots=True)
class Verification:
    """`answer`: official | not_official | unknown; `about`: handle | link | mail | name."""

    answer: str
    about: str
    what: str


def verify(query: str, identities: Identities) -> Verification:
    """What we know about an address that a user asks about; nothing is ever looked up."""
    query = query.strip()[:300]
    if query.startswith("@") or ("." not in query and " " not in query):
        name = query.removeprefix("@")
        own = {account.handle.casefold() for account in identities.accounts if account.handle}
        answer = "official" if name.casefold() in own else _unless_alike(name, identities)
        return Verification(answer, "handle", name)
    found = judge(query.rpartition("@")[2], identities)
    answers = {"official": "official", "suspect": "not_official", "listed": "not_official"}
    about = "mail" if "@" in query else "link"
    return Verification(answers.get(found.verdict, "unknown"), about, host_of(query))


def _unless_alike(name: str, identities: Identities) -> str:
    return "not_official" if likeness(name, identities) else "unknown"
