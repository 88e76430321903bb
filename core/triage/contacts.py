"""Ways to reach somebody outside that a text offers, and which of them are official."""

from __future__ import annotations

import re

from core.identities import Identities
from core.triage.hosts.address import host_of
from core.triage.reading import Reading

_PHONE = re.compile(r"(?<![\w.])\+?\d[\d ()\-]{7,17}\d(?!\w)")
_MESSENGER = re.compile(
    r"(?<![\w\-])(?:t\.me|telegr\w{2}\.me|wa\.me|api\.whatsapp\.com|chat\.whatsapp\.com|disco\w{2}\.gg|"
    r"disco\w{2}\.com/invite|line\.me|signal\.me|m\.me|zalo\.me|open\.kakao\.com|u\.wechat\.com|"
    r"forms\.gle|docs\.google\.com/forms|instagram\.com)/?\S*",
    re.IGNORECASE,
)
_ADDRESSEE = re.compile(r"^(?:\s*@\w+)+")
# Where coins could be sent to, whole or with its middle left out; searched for where it begins so.
_PAYABLE = {
    start: re.compile(rf"{start}(?<!\w{start})(?:{whole}|\w{{1,8}}(?:…|\.{{2,3}})\w{{2,8}})(?!\w)")
    for start, whole in (
        ("0x", "[0-9a-fA-F]{40}"),
        ("bc1", "[0-9a-z]{20,}"),
        ("T", "[1-9A-HJ-NP-Za-km-z]{33}"),
    )
}


def outside(reading: Reading, identities: Identities) -> tuple[str, ...]:
    """Handles, mails, phone numbers and invites in a text that are not the exchange's own.

    Handles that open a text say whom it is written to, and do not count.
    """
    mails = tuple(mail for mail in reading.emails if not is_official(mail, identities))
    return _handles(reading, identities) + mails + invites(reading) + phones(reading)


def invites(reading: Reading) -> tuple[str, ...]:
    """Links that open a chat or a form elsewhere."""
    return tuple(link for link in reading.links if _MESSENGER.search(link))


def phones(reading: Reading) -> tuple[str, ...]:
    """Numbers written the way phone numbers are: with a plus, or beside the name of a messenger."""
    channel = "channel" in reading.concepts
    if not channel and "+" not in reading.raw:
        return ()
    return tuple(
        number
        for number in _PHONE.findall(reading.raw)
        if number.startswith("+") or (channel and " " in number)
    )


def leads_away(reading: Reading, identities: Identities) -> bool:
    """Whether a text names a way to somebody else: a contact, a link, an address to pay to."""
    return (
        bool(outside(reading, identities))
        or any(not is_official(host_of(link), identities) for link in reading.links)
        or any(
            start in reading.raw and each.search(reading.raw) for start, each in _PAYABLE.items()
        )
    )


def stays_home(reading: Reading, identities: Identities) -> bool:
    """Whether a text names links or mails, and everything that it names is the exchange's own.

    Handles alone do not make it so: scammers name the real one as a cover.
    """
    return bool(reading.links or reading.emails) and not leads_away(reading, identities)


def is_official(address: str, identities: Identities) -> bool:
    """Whether a mail address or host is at one of the brand's own domains."""
    host = address.rpartition("@")[2].casefold().rstrip(".")
    return any(host == own or host.endswith(f".{own}") for own in identities.domains)


def _handles(reading: Reading, identities: Identities) -> tuple[str, ...]:
    if not reading.handles:
        return ()
    addressee = _ADDRESSEE.match(reading.raw)
    greeted = addressee[0].casefold() if addressee else ""
    official = {account.handle.casefold() for account in identities.accounts if account.handle}
    return tuple(
        f"@{name}"
        for name in reading.handles
        if name.casefold() not in official and f"@{name.casefold()}" not in greeted
    )
