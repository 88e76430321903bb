"""Keeps the numbers: each thing is counted in the transaction in which it becomes true."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select

from core.case import Case
from core.corrections import Correction
from core.numbers import steps, words
from core.numbers.events import acted, heard, read
from core.numbers.facts import CaseFact, Heard, Said
from core.numbers.happening import Happening
from core.ports import TurnResult
from storage import tables as t
from storage.codec import stem
from storage.engine.closing import number_with
from storage.engine.dialect import VALUES, AnyRow, execute, replace_all, select_in
from storage.numbers.codec import fact_of, fact_row

Change = tuple[Case | None, Case]

_FACTS = select(t.case_fact).where(t.case_fact.c.case_id.in_(VALUES))
_KEEP = replace_all(t.case_fact)
_READ = (
    select(t.message.c.stem, t.message.c.key)
    .join(t.verdict, t.verdict.c.message_key == t.message.c.key)
    .where(t.message.c.stem.in_(VALUES))
)
_NOTHING = Heard()


@dataclass
class Numbers:
    """Collects within one ledger; nothing is written before `flush`."""

    connection: Connection
    _found: list[Happening] = field(default_factory=list[Happening])
    _heard: dict[str, Heard] = field(default_factory=dict[str, Heard])
    _said: list[tuple[Case, Said]] = field(default_factory=list[tuple[Case, Said]])
    _rated: list[tuple[Case, int, datetime]] = field(
        default_factory=list[tuple[Case, int, datetime]]
    )
    _corrected: list[tuple[Case, Correction]] = field(default_factory=list[tuple[Case, Correction]])
    _facts: dict[str, CaseFact] = field(default_factory=dict[str, CaseFact])

    def count(self, found: Iterable[Happening]) -> None:
        """What is counted whatever case it belongs to."""
        self._found += found

    def heard(self, case_id: str, result: TurnResult) -> None:
        """A turn that is about to change this case."""
        self._heard[case_id] = heard(result)

    def said(self, case: Case | None, row: AnyRow, at: datetime) -> None:
        """A row of the outbox that was sent."""
        sent = Said(
            by=row.by,
            kind=row.kind,
            purpose=row.purpose,
            sequence=row.sequence,
            platform=row.platform,
            at=at,
        )
        self._found += acted(sent)
        if case:
            self._said.append((case, sent))

    def rated(self, case: Case, score: int, at: datetime) -> None:
        """A score that was kept."""
        self._rated.append((case, score, at))

    def corrected(self, case: Case, correction: Correction) -> None:
        """A correction that was kept."""
        self._corrected.append((case, correction))

    def flush(self, changes: Sequence[Change]) -> None:
        """Write it all; what changed cases comes before what was said in them."""
        self._find(changes)
        for before, after in changes:
            news = self._heard.get(after.id, _NOTHING)
            fact = self._facts.get(after.id)
            self._step(steps.changed(before, after, fact, news))
        for case, row in self._said:
            self._step(words.said(self._fact(case), case, row))
        for case, score, at in self._rated:
            self._step(words.rated(self._fact(case), case, score, at))
        for case, correction in self._corrected:
            self._step(words.corrected(self._fact(case), correction))
        execute(self.connection, _KEEP, [fact_row(each) for each in self._facts.values()])
        number_with(self.connection, self._found)

    def _find(self, changes: Sequence[Change]) -> None:
        known = [after.id for before, after in changes if before]
        others = [case.id for case, _ in (*self._said, *self._corrected)]
        others += [case.id for case, *_ in self._rated]
        rows = select_in(self.connection, _FACTS, (*known, *others))
        self._facts = {row.case_id: fact_of(row) for row in rows}

    def _fact(self, case: Case) -> CaseFact:
        return self._facts.get(case.id) or steps.unknown(case)

    def _step(self, step: tuple[CaseFact, list[Happening]]) -> None:
        fact, found = step
        self._facts[fact.case_id] = fact
        self._found += found


def keep(numbers: Numbers, done: Sequence[tuple[TurnResult, datetime]]) -> None:
    """What accepted turns add."""
    again = _again(numbers.connection, [result for result, _ in done])
    for result, _ in done:
        numbers.count(read(result, again))
        case = result.case or result.turn.case
        if case:
            numbers.heard(case.id, result)


def _again(connection: Connection, results: Sequence[TurnResult]) -> frozenset[str]:
    """The keys of messages of which an earlier version was read."""
    edits = {
        stem(each.message): each.message.key
        for result in results
        for each in result.judged
        if each.message.version
    }
    rows = select_in(connection, _READ, edits)
    return frozenset(edits[row.stem] for row in rows if row.key != edits[row.stem])
