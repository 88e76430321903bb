"""What turns mean for protection, written with them: askers, traces, attacks, alarms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import case as choose
from sqlalchemy import or_, select

from core.actions import BOT
from core.ports import TurnResult
from core.protection import Alarm, Guarding, Seen, scam_id
from storage import names
from storage import tables as t
from storage.codec import stem, us
from storage.engine.dialect import VALUES, add, execute, select_in, upsert
from storage.guard import alarms
from storage.guard.accusing import Beside, accused, acts_of, is_flagged, seen_of
from storage.guard.codec import asker_row, entry_of, fate_of, trace_rows
from storage.guard.dossier import Fate
from storage.guard.scams import Accounts
from storage.ledger import Ledger

Done: TypeAlias = tuple[TurnResult, datetime]
_NOTHING = Guarding()

_E = t.scam_event
_KNOWN = select(_E).where(_E.c.about.in_(VALUES))
_ROWS = select(t.outbox).where(t.outbox.c.key.in_(VALUES))
_CLEARED = select(t.scam.c.id).where(t.scam.c.id.in_(VALUES), t.scam.c.status == "dismissed")
_RAISED = select(t.alarm.c.key).where(t.alarm.c.key.in_(VALUES))
_RAISE = add(t.alarm)
_ASK = upsert(
    t.asker,
    lambda new: {
        column.name: new[column.name] for column in t.asker.columns if not column.primary_key
    },
    lambda new: new.asked_at >= t.asker.c.asked_at,
)
_SEE = upsert(
    t.trace,
    lambda new: {"scam": choose((or_(new.scam == 1, t.trace.c.scam == 1), 1), else_=0)},
)


def keep(ledger: Ledger, done: Sequence[Done]) -> None:
    """Write what accepted results mean for protection; their outbox rows are there already."""
    busy = [each for each in done if each[0].guarding != _NOTHING]
    if not busy:
        return
    askers = [each for result, _ in busy for each in result.guarding.askers if each.scene]
    execute(ledger.connection, _ASK, [asker_row(each) for each in askers])
    _accuse(ledger, [each for each in busy if each[0].guarding.attacks])
    _see(ledger, busy, _cleared(ledger, busy))
    for result, now in busy:
        _raise(ledger, result.guarding.alarms, now)


def _accuse(ledger: Ledger, done: Sequence[Done]) -> None:
    """Every attack into its author's file."""
    if not done:
        return
    accounts = Accounts(ledger)
    accounts.meet([each for result, _ in done for each in result.guarding.attacks])
    known, fates = _known(ledger, done), _fates(ledger, done)
    for result, now in done:
        beside = Beside(known, fates, acts_of(result), now)
        for attack in result.guarding.attacks:
            dossier = accounts.files[attack.scam_id]
            after, entries = accused(dossier, attack, beside)
            if entries:
                accounts.save(after, entries)
    accounts.flush()
    names.accuse(
        ledger.connection, [each for result, _ in done for each in result.guarding.attacks]
    )


def _cleared(ledger: Ledger, busy: Sequence[Done]) -> set[str]:
    """The files of authors of whom people said that they are no scammers."""
    authors = {
        scam_id(each.platform, each.author_id)
        for result, _ in busy
        for each in _sightings(result.guarding)
        if each.scam
    }
    return {row.id for row in select_in(ledger.connection, _CLEARED, authors)}


def _known(ledger: Ledger, done: Sequence[Done]) -> set[str]:
    """Marks and themes of what is in the files already."""
    stems = [stem(attack.message) for result, _ in done for attack in result.guarding.attacks]
    rows = select_in(ledger.connection, _KNOWN, (*stems, *_keys(done)))
    return {mark for row in rows for entry in [entry_of(row)] for mark in (entry.mark, entry.theme)}


def _fates(ledger: Ledger, done: Sequence[Done]) -> dict[str, Fate]:
    return {row.key: fate_of(row) for row in select_in(ledger.connection, _ROWS, _keys(done))}


def _keys(done: Sequence[Done]) -> list[str]:
    """Of the outbox rows that may stand in a file."""
    warned = (key for r, _ in done for attack in r.guarding.attacks for key in attack.warned)
    return [*warned, *(each.key for result, _ in done for each in acts_of(result))]


def _see(ledger: Ledger, busy: Sequence[Done], cleared: set[str]) -> None:
    rows = [
        row
        for result, _ in busy
        for each in _sightings(result.guarding)
        for row in trace_rows(each, scam=is_flagged(each, cleared))
    ]
    execute(ledger.connection, _SEE, rows)


def _sightings(guarding: Guarding) -> list[Seen]:
    return [*guarding.seen, *map(seen_of, guarding.attacks)]


def _raise(ledger: Ledger, news: Sequence[Alarm], now: datetime) -> None:
    """Victims whom only a person can warn: in front of one, with the words prepared."""
    raised = {row.key for row in select_in(ledger.connection, _RAISED, (each.key for each in news))}
    cases = ledger.latest(each.conversation for each in news)
    for alarm in news:
        case = cases.get(alarm.conversation)
        if case is None or not case.is_open or alarm.key in raised:
            continue
        raised.add(alarm.key)
        row = {"key": alarm.key, "conversation": alarm.conversation, "at": us(now)}
        execute(ledger.connection, _RAISE, [row])
        after = alarms.alarmed(case, alarm, (ledger.promises, now))
        if after is not case:
            ledger.save(after)
            cases[alarm.conversation] = after
        ledger.touch(case, "case")
        ledger.note(case, BOT, alarm.draft, us(now))
        ledger.decide(alarms.raised(alarm, now), case.conversation, case.id)
