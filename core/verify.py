"""Whether a handle, link, mail address or name that somebody asks about is really ours."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from core.identities import Account, Identities
from core.triage.contacts import is_official
from core.triage.hosts.judge import Host, JudgeLink
from core.triage.likeness import Likeness, level_of, likeness
from core.types import RiskLevel

_LONGEST = 300
_MAIL = re.compile(
    r"^(?:mailto:)?([^\s@<>]{1,64})@([^\s@<>/]{1,253}\.[^\s@<>/]{2,63})$", re.IGNORECASE
)
_LINK = re.compile(
    r"^(?:[a-z]{2,8}\s?:\s?//|[^\s/@]{1,63}(?:\.|\[\.\]|\(\.\))[^\s@]{2,})", re.IGNORECASE
)
_PHONE = re.compile(r"^\+?[\d\s().\-/]{6,24}$")
_HANDLE = re.compile(r"^@?[\w.\-]{2,64}$")
_WRAPPED = " \t\r\n<>\"'“”„«»,;!?()"
_DIGITS = 6
_NUMBER = re.compile(r"#\d{4}$")
_GRAVE = frozenset({RiskLevel.REVIEW, RiskLevel.ALERT})


class Answer(StrEnum):
    """The three answers; unknown is not safe."""

    OFFICIAL = "official"
    NOT_OFFICIAL = "not_official"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verification:
    """An answer, what was asked about, and why, as codes that others put into words.

    `about`: handle, link, mail, phone, name or nothing. `what`: the thing as it was read. `how`:
    our_account, our_domain, our_domain_mail (a sender can be forged), same_name_elsewhere,
    imitates, known_fake, listed, suspect_link, or not_known. `platform` and `whom`: of the account
    that it is, or imitates.
    """

    answer: Answer
    about: str
    what: str
    how: str = "not_known"
    platform: str = ""
    whom: str = ""


# On which platform an address of an account is, and its handle; None where it is no such address.
ReadAddress = Callable[[str], tuple[str, str] | None]


@dataclass(frozen=True, slots=True)
class Means:
    """Who is real, what judges links, and what knows the addresses of accounts."""

    identities: Identities
    judge: JudgeLink
    address: ReadAddress


def verify(query: str, means: Means, platform: str = "") -> Verification:
    """The answer on whatever a user pastes; `platform`: where he asks, or "" if anywhere."""
    asked = query[:_LONGEST].strip(_WRAPPED).rstrip(".:")
    if not asked:
        return Verification(Answer.UNKNOWN, "nothing", "")
    if mail := _MAIL.match(asked):
        return _mail(asked.removeprefix("mailto:"), mail[2], means)
    if account := means.address(asked):
        return _handle(account[1], means, account[0])
    if asked.startswith("@"):
        return _handle(asked, means, platform)
    if _PHONE.match(asked) and sum(map(str.isdigit, asked)) >= _DIGITS:
        return Verification(Answer.UNKNOWN, "phone", asked)
    return _written(asked, means, platform)


def _written(asked: str, means: Means, platform: str) -> Verification:
    """A link, a bare handle or a name; a dot may stand in each."""
    if _LINK.match(asked) and (found := _link(asked, means)).answer is not Answer.UNKNOWN:
        return found
    worn = _NUMBER.sub("", asked)
    bare = _HANDLE.match(worn) and worn.casefold() not in _names(means.identities)
    return _as_link(asked, _handle(worn, means, platform) if bare else _name(asked, means))


def _as_link(asked: str, found: Verification) -> Verification:
    """What nobody knows and is written like a link is spoken of as one."""
    if found.answer is Answer.UNKNOWN and _LINK.match(asked):
        return Verification(Answer.UNKNOWN, "link", asked)
    return found


def _mail(mail: str, domain: str, means: Means) -> Verification:
    if is_official(mail, means.identities):
        return Verification(Answer.OFFICIAL, "mail", mail, "our_domain_mail")
    if found := _looks(mail.partition("@")[0], means):
        return Verification(Answer.NOT_OFFICIAL, "mail", mail, "imitates", whom=found.whom)
    if how := _wrong(means.judge(domain)):
        return Verification(Answer.NOT_OFFICIAL, "mail", mail, how)
    return Verification(Answer.UNKNOWN, "mail", mail)


def _link(link: str, means: Means) -> Verification:
    host = means.judge(link)
    if host.verdict == "official":
        return Verification(Answer.OFFICIAL, "link", link, "our_domain")
    if how := _wrong(host):
        return Verification(Answer.NOT_OFFICIAL, "link", link, how)
    return Verification(Answer.UNKNOWN, "link", link)


def _wrong(host: Host) -> str:
    """What is wrong with a host; a short link and an odd name alone leave it unknown."""
    if host.verdict == "listed":
        return "listed"
    by_rule = host.level in _GRAVE and not host.by_wording
    return "suspect_link" if by_rule or host.level is RiskLevel.ALERT else ""


def _handle(handle: str, means: Means, platform: str) -> Verification:
    """Ours by handle on that platform; without a platform, on any that has one of the name."""
    bare = handle.lstrip("@")
    known = means.identities
    for fake in known.fakes:
        if _named(fake, bare) and platform in {"", fake.platform}:
            return Verification(
                Answer.NOT_OFFICIAL, "handle", bare, "known_fake", fake.platform, known.brand
            )
    ours = [account for account in known.accounts if _named(account, bare)]
    if here := next((each for each in ours if platform in {"", each.platform}), None):
        return Verification(
            Answer.OFFICIAL, "handle", bare, "our_account", here.platform, f"@{here.handle}"
        )
    if ours:
        how = "same_name_elsewhere"
        return Verification(
            Answer.NOT_OFFICIAL, "handle", bare, how, ours[0].platform, f"@{ours[0].handle}"
        )
    if found := _looks(bare, means):
        return Verification(Answer.NOT_OFFICIAL, "handle", bare, "imitates", whom=found.whom)
    return Verification(Answer.UNKNOWN, "handle", bare)


def _name(name: str, means: Means) -> Verification:
    """A display name: anybody can wear ours, so the same name is no proof and no guilt."""
    if name.casefold() not in _names(means.identities) and (found := _looks(name, means)):
        return Verification(Answer.NOT_OFFICIAL, "name", name, "imitates", whom=found.whom)
    return Verification(Answer.UNKNOWN, "name", name)


def _names(known: Identities) -> set[str]:
    return {known.brand.casefold(), *(account.name.casefold() for account in known.accounts)}


def _looks(name: str, means: Means) -> Likeness | None:
    if name.casefold() in {fan.casefold() for fan in means.identities.fans}:
        return None
    found = likeness(name, means.identities)
    return found if found and level_of(found.score) in _GRAVE else None


def _named(account: Account, bare: str) -> bool:
    return bool(account.handle) and account.handle.casefold() == bare.casefold()
