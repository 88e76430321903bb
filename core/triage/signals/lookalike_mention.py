"""Sends the reader to a handle or mail address that imitates an official one."""

from __future__ import annotations

from dataclasses import dataclass

from core.identities import Context, Identities
from core.triage.contacts import is_official
from core.triage.disguise import skeleton
from core.triage.likeness import likeness
from core.triage.polarity import about_a_name
from core.triage.reading import Reading, read
from core.triage.text import normalise
from core.types import Finding, Message, Stance

_CODE = "lookalike_mention"


@dataclass(frozen=True, slots=True)
class Signal:
    """Official handles are compared as a whole; mail addresses by domain, then by brand."""

    handle: float = 0.8
    mail: float = 0.85
    talk: float = 0.4

    def __call__(self, message: Message, context: Context) -> Finding | None:
        reading, known = read(message.text), context.identities
        if not (reading.handles or reading.emails):
            return None
        for name, score in self._suspects(reading, known):
            about = about_a_name(reading)
            attempt = about is Stance.ATTEMPT
            does = "sends people to" if attempt else "speaks of"
            return Finding(
                signal=_CODE,
                kind=_CODE,
                score=score if attempt else self.talk,
                reason=f"{does} “{name}”, no account of ours",
                stance=about,
            )
        return None

    def _suspects(self, reading: Reading, known: Identities) -> list[tuple[str, float]]:
        own = {account.handle.casefold() for account in known.accounts}
        found = [
            (f"@{name}", self.handle)
            for name in dict.fromkeys(reading.handles)
            if name.casefold() not in own and likeness(name, known)
        ]
        brand = skeleton(normalise(known.brand))
        found += [
            (mail, self.mail)
            for mail in dict.fromkeys(reading.emails)
            if brand and brand in skeleton(normalise(mail)) and not is_official(mail, known)
        ]
        return found
