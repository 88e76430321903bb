"""What people ask of the desk's memory: verify, check, who is it; and moderators' orders. Pure.

`/verify X`, `/scamcheck TEXT` (or in answer to a message) are for everybody, `/whois X` and the
buttons of a card ("/mod delete ab12…") for moderators.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from core.actions import Action, Ignore, Inform
from core.commands import ACCOUNT, CHECK, MOD, VERIFY, WHOIS, argument, command
from core.identities import Identities
from core.scams import Ruled, Verb
from core.types import Message, RiskLevel, Stance, Verdict
from core.verify import Means, Verification, verify

NOT_FOR_YOU = "only moderators may order that"
_ORDER = re.compile(r"([a-z_]{2,16})\s+([0-9a-f]{10})\b")
_LEVELS = {RiskLevel.ALERT: "check_alert", RiskLevel.REVIEW: "check_alert"}


@dataclass(frozen=True, slots=True)
class Order:
    """A moderator's press or word about a scam case."""

    verb: Verb
    scam_id: str


def order_of(message: Message) -> Order | None:
    """The order in a message, whoever wrote it; None where there is none that can be read."""
    if command(message.text) != MOD:
        return None
    found = _ORDER.match(argument(message.text))
    if found is None or found[1] not in set(Verb):
        return None
    return Order(Verb(found[1]), found[2])


def may_order(message: Message, identities: Identities) -> bool:
    """Moderators of the place, and the exchange's own people by id.

    Adapters call nobody a moderator whose place anybody could have made.
    """
    author = message.author
    return author.is_moderator or identities.is_real(message.platform, author)


def subject(message: Message) -> Message:
    """What triage has to read: for a check the text in question, beside an order about an account
    whatever else was written, else the message itself."""
    given = command(message.text)
    if given in ACCOUNT:
        return replace(message, text=message.text.strip().partition("\n")[2])
    if given != CHECK:
        return message
    text = argument(message.text) or message.reply_text
    return replace(message, text=text, author=replace(message.author, is_moderator=False))


def looked_up(message: Message, verdict: Verdict, means: Means, language: str) -> Action | None:
    """The answer to a verification or a check; None for everything else."""
    given, asked = command(message.text), argument(message.text)
    if given == VERIFY and asked:
        return _verified(verify(asked, means, message.platform), language)
    if given == CHECK:
        return _checked(message, verdict, language)
    if given in (MOD, WHOIS) and not may_order(message, means.identities):
        return Ignore(reason=NOT_FOR_YOU)
    return None


def told(ruled: Ruled, order: Order, language: str) -> Inform:
    """What the moderator hears: done, or who was first."""
    identity = ("id", order.scam_id)
    if ruled.won:
        return _inform(f"mod_done_{order.verb}", language, "a moderator decided", (identity,))
    at = f"{ruled.at:%H:%M} UTC" if ruled.at else ""
    values = (("by", ruled.by), ("at", at), identity)
    return _inform("mod_first", language, "somebody else was first", values)


def unknown_case(language: str) -> Inform:
    """For an order about a case that is not there."""
    return _inform("mod_unknown", language, "there is no such scam case")


def _verified(found: Verification, language: str) -> Inform:
    phrase = f"verify_{found.answer}"
    return _inform(phrase, language, f"asked whether {found.about} is ours: {found.answer}")


def _checked(message: Message, verdict: Verdict, language: str) -> Inform:
    if not (argument(message.text) or message.reply_text):
        return _inform("check_usage", language, "asked for a check of nothing")
    risky = verdict.risk.stance is Stance.ATTEMPT
    phrase = _LEVELS.get(verdict.risk.level, "check_note") if risky else "check_clean"
    return _inform(phrase, language, f"checked a text: {verdict.risk.level}")


def _inform(
    phrase: str, language: str, reason: str, values: tuple[tuple[str, str], ...] = ()
) -> Inform:
    return Inform(phrase=phrase, language=language, reason=reason, values=values)
