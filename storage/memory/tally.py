"""What the reference memory counts: everything, in the order in which it happened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from core.actions import Outgoing
from core.case import Case
from core.corrections import Correction
from core.numbers import steps, words
from core.numbers.events import acted, heard, read
from core.numbers.facts import CaseFact, Heard, Said, Step
from core.numbers.happening import Happening
from core.ports import TurnResult

_NOTHING = Heard()


class Tally:
    """What happened, and what is known of each case."""

    def __init__(self) -> None:
        self.found: list[Happening] = []
        self.facts: dict[str, CaseFact] = {}
        self._heard: dict[str, Heard] = {}

    def count(self, found: Iterable[Happening]) -> None:
        """What is counted whatever case it belongs to."""
        self.found += found

    def read(self, result: TurnResult, again: frozenset[str]) -> None:
        """A turn, before it changes its case."""
        self.found += read(result, again)
        case = result.case or result.turn.case
        self._heard = {case.id: heard(result)} if case else {}

    def over(self) -> None:
        """The turn is recorded: what it told is news to nobody who moves its case later."""
        self._heard = {}

    def changed(self, before: Case | None, after: Case) -> None:
        """A case is now like this."""
        fact, news = self.facts.get(after.id), self._heard.pop(after.id, _NOTHING)
        self._step(steps.changed(before, after, fact, news))

    def said(self, case: Case | None, out: Outgoing, at: datetime) -> None:
        """A row of the outbox was sent."""
        sent = Said(
            by=out.by,
            kind=out.kind.value,
            purpose=out.purpose.value,
            sequence=out.sequence,
            platform=out.platform,
            at=at,
        )
        self.found += acted(sent)
        if case:
            self._step(words.said(self._fact(case), case, sent))

    def rated(self, case: Case, score: int, at: datetime) -> None:
        """A score was kept."""
        self._step(words.rated(self._fact(case), case, score, at))

    def corrected(self, case: Case, correction: Correction) -> None:
        """A correction was kept."""
        self._step(words.corrected(self._fact(case), correction))

    def _fact(self, case: Case) -> CaseFact:
        return self.facts.get(case.id) or steps.unknown(case)

    def _step(self, step: Step) -> None:
        fact, found = step
        self.facts[fact.case_id] = fact
        self.found += found
