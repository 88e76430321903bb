"""What moderators hear of somebody: his names, now and before, and his scam case. Pure."""

from __future__ import annotations

from core.actions import Inform
from core.cards import harmless
from core.commands import WHOIS, argument, command
from core.scams import KnownAs, NameSeen

MOST_EARLIER = 5
NOTHING = "-"


def whom(text: str) -> str | None:
    """Whom a text asks about, "" where it does not say; None where it asks about nobody."""
    return argument(text) if command(text) == WHOIS else None


def described(known: KnownAs | None, language: str) -> Inform:
    """Who it is, or that nobody knows him."""
    if known is None:
        reason = "asked who somebody is: nobody knows"
        return Inform(phrase="mod_whois_unknown", language=language, reason=reason)
    shown = [_shown(each) for each in known.names]
    values = (
        ("who", shown[0] if shown else NOTHING),
        ("id", harmless(known.author_id)),
        ("names", ", ".join(shown[1 : MOST_EARLIER + 1]) or NOTHING),
        ("scam", f"{known.scam.status.value} {known.scam.id}" if known.scam else NOTHING),
    )
    reason = f"asked who {known.author_id} is"
    return Inform(phrase="mod_whois", language=language, reason=reason, values=values)


def _shown(seen: NameSeen) -> str:
    return harmless(f"{seen.name} @{seen.handle}".strip() if seen.handle else seen.name)
