"""Ways to reach somebody outside that a text offers, and which of them are official."""

from __future__ import annotations

import re

from core.identities import Identities
from core.triage.reading import Reading

_PHONE = re.compile(r"(?<![\w.])\+?\d[\d ()\-]{7,17}\d(?!\w)")
_MESSENGER = re.compile(
    r"(?<![\w\-])(?:t\.me|telegr\w{2}\.me|wa\.me|api\.whatsapp\.com|chat\.whatsapp\.com|disco\w{2}\.gg|"
    r"disco\w{2}\.com/invite|line\.me|signal\.me|m\.me|zalo\.me|open\.kakao\.com|u\.wechat\.com|"
    r"forms\.gle|docs\.google\.com/forms|instagram\.com)/?\S*",
    re.IGNORECASE,
)
_ADDRESSEE = re.compile(r"^(?:\s*@\w+)+")


def outside(reading: Reading, identities: Identities) -> tuple[str, ...]:
    """Handles, mails, phone numbers and invites in a text that are not the exchange's own.

    Handles that open a text say whom it is written to, and do not count.
    """
    addressee = _ADDRESSEE.match(reading.raw)
    greeted = addressee[0].casefold() if addressee else ""
    official = {account.handle.casefold() for account in identities.accounts if account.handle}
    handles = tuple(
        f"@{name}"
        for name in reading.handles
        if name.casefold() not in official and f"@{name.casefold()}" not in greeted
    )
    mails = tuple(mail for mail in reading.emails if not is_official(mail, identities))
    return handles + mails + invites(reading) + phones(reading)


def invites(reading: Reading) -> tuple[str, ...]:
    """Links that open a chat or a form elsewhere."""
    return tuple(link for link in reading.links if _MESSENGER.search(link))


def phones(reading: Reading) -> tuple[str, ...]:
    """Numbers written the way phone numbers are: with a plus, or beside the name of a messenger."""
    found = (number for number in _PHONE.findall(reading.raw))
    return tuple(
        number
        for number in found
        if number.startswith("+") or ("channel" in reading.concepts and " " in number)
    )


def is_official(address: str, identities: Identities) -> bool:
    """Whether a mail address or host is at one of the brand's own domains."""
    host = address.rpartition("@")[2].casefold().rstrip(".")
    return any(host == own or host.endswith(f".{own}") for own in identities.domains)
