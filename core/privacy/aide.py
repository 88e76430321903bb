"""`/privacy` in a private chat: beside what is kept, how to have it erased; `/privacy erase` is a
case for a lead, never done by the desk itself. Who asks is not proof of who he is.
"""

from __future__ import annotations

from datetime import datetime

from core.actions import Action, Escalate, Inform, Reply
from core.commands import PRIVACY, argument, command
from core.ports import Turn
from core.types import Leg, Message, Urgency, Verdict

ERASE = "erase"
ARTICLE = "privacy"
ASKED_WHAT = "asked what is kept"
ASKS = "asks to have his data erased: a lead decides, on the page about the person"


class PrivacyAide:
    """Implements `Aide`."""

    def wants(self, message: Message, verdict: Verdict) -> bool:  # noqa: ARG002 - the port's
        """In private alone: in public anybody could be asked to type it."""
        return message.leg is Leg.PRIVATE and command(message.text) == PRIVACY

    async def consider(
        self,
        turn: Turn,  # noqa: ARG002 - the port's
        message: Message,
        verdict: Verdict,
        now: datetime,  # noqa: ARG002 - the port's
    ) -> tuple[Action, ...]:
        """What is kept and how to have it erased, or the wish before a person."""
        language = verdict.labels.language
        if argument(message.text).lower() != ERASE:
            told = Reply(article=ARTICLE, language=language, reason=ASKED_WHAT)
            how = Inform(phrase="privacy_how", language=language, reason=ASKED_WHAT)
            return (told, how)
        heard = Inform(phrase="privacy_asked", language=language, reason=ASKS, waits=True)
        return (heard, Escalate(priority=Urgency.P2, reason=ASKS))
