"""What the surroundings of a message add to what it says itself: findings about its context."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from core.identities import Context, Identities
from core.protection import Asker, Echo, Surroundings
from core.triage.signals import reply_latency
from core.types import Finding, Message

CAMPAIGN = "campaign"
_LATENCY = reply_latency.Signal()
# From how many other authors on the same words are no coincidence.
MANY = 3
_CONTACTS = frozenset({"handle", "mail", "phone", "wallet", "host"})
_NAMES = {
    "handle": "the same handle",
    "mail": "the same mail address",
    "phone": "the same phone number",
    "wallet": "the same wallet",
    "host": "the same site",
    "text": "nearly the same words",
}


def surrounding(
    message: Message, around: Surroundings, identities: Identities
) -> tuple[Finding, ...]:
    """Findings from what is known around a message; none is proof by itself."""
    return (*_campaign(around.echoes), *_victim(message, around.askers, identities))


def _campaign(echoes: Collection[Echo]) -> Iterator[Finding]:
    """The same traces in other hands: the strongest echo speaks."""
    graded = [(score, each) for each in echoes if (score := _grade(each))]
    if not graded:
        return
    score, echo = max(graded, key=lambda each: each[0])
    yield Finding(signal=CAMPAIGN, kind="flood", score=score, reason=_reason(echo))


def _grade(echo: Echo) -> float:
    if echo.scams:
        return 0.9 if echo.kind in _CONTACTS else 0.8
    if echo.kind == "text" and echo.authors >= MANY:
        return 0.7
    return 0.5 if echo.kind != "host" and echo.authors >= MANY else 0.0


def _reason(echo: Echo) -> str:
    times = f"{echo.authors} other author{'' if echo.authors == 1 else 's'}"
    where = f" on {echo.platforms} platforms" if echo.platforms > 1 else ""
    known = f", {echo.scams} of them known as scams" if echo.scams else ""
    return f"{_NAMES[echo.kind]} from {times}{where}{known}"


def _victim(message: Message, askers: Collection[Asker], identities: Identities) -> list[Finding]:
    """He answers somebody who has just asked us."""
    asked = (each.asked_at for each in askers if each.message_id == message.reply_to)
    context = Context(now=message.sent_at, identities=identities, victim_at=next(asked, None))
    found = _LATENCY(message, context)
    return [found] if found else []
