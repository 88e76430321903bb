"""One message to an account aide, and what its parts work with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.accounts.desk import AccountDesk, Handle, handle_of
from core.accounts.links import AccountLink, AccountLinks
from core.actions import Inform, Press
from core.case import Holder
from core.commands import HUMAN, argument, command
from core.ports import Turn
from core.tables.account import AccountsTable
from core.triage.language import detect
from core.types import Message, Utterance, Verdict

UNKNOWN = "und"
# The way out of every answer.
PERSON = Press(phrase="person_button", data=HUMAN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The exchange's side, our memory of links, and the rules."""

    desk: AccountDesk
    links: AccountLinks
    table: AccountsTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody's message in private, and `link` where its author has linked his handle."""

    turn: Turn
    message: Message
    verdict: Verdict
    now: datetime
    link: AccountLink | None = None

    @property
    def handle(self) -> Handle:
        return handle_of(self.message)

    @property
    def order(self) -> str:
        return command(self.message.text) or ""

    @property
    def argument(self) -> str:
        """The first word after an order."""
        return argument(self.message.text).partition("\n")[0].strip()

    @property
    def with_a_person(self) -> bool:
        case = self.turn.case
        return case is not None and case.is_open and case.held_by is not Holder.BOT

    @property
    def language(self) -> str:
        """An order says nothing about its author's language: then what was said before does."""
        said = self.verdict.labels.language
        case = self.turn.case.language if self.turn.case else UNKNOWN
        told = (said, case, _spoken(self.turn.history), self.message.author.language)
        return next((each for each in told if each and each != UNKNOWN), "en")

    def inform(
        self,
        phrase: str,
        reason: str,
        values: tuple[tuple[str, str], ...] = (),
        presses: tuple[Press, ...] = (),
    ) -> Inform:
        """One phrase in the author's language."""
        return Inform(
            phrase=phrase, language=self.language, reason=reason, values=values, presses=presses
        )


def _spoken(history: Sequence[Utterance]) -> str:
    """The language of the author's latest words that are no order."""
    for each in reversed(history):
        if not each.ours and command(each.text) is None:
            return detect(each.text)[0]
    return UNKNOWN
