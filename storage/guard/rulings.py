"""What both memories agree on about moderators' rulings: the first of its kind wins. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.actions import Outgoing, Purpose
from core.ports import Decision
from core.protection import ScamCase, ScamStatus
from core.scams import Ruled, Ruling, ScamEvent, Verb
from storage.guard.dossier import (
    ACT,
    PENDING,
    RULING,
    Dossier,
    Entry,
    Fate,
    act,
    following,
    warning,
)

STATUS = {
    Verb.TAKE: ScamStatus.TAKEN,
    Verb.SCAM: ScamStatus.CONFIRMED,
    Verb.NOT_SCAM: ScamStatus.DISMISSED,
}
VERDICTS = frozenset((Verb.SCAM, Verb.NOT_SCAM))
DECIDED = frozenset((ScamStatus.CONFIRMED, ScamStatus.DISMISSED))


@dataclass(frozen=True, slots=True)
class Judgment:
    """What became of a ruling: where it won, the file after it and what is new in that."""

    ruled: Ruled
    dossier: Dossier
    entries: tuple[Entry, ...] = ()


def judge(dossier: Dossier, ruling: Ruling, past: Sequence[ScamEvent]) -> Judgment:
    """Decide a ruling; `past` are the file's rulings and acts, oldest first."""
    if _too_late(dossier.scam, ruling):
        return Judgment(_lost(dossier.scam, ruling, past), dossier)
    after, entries = _won(dossier, ruling)
    ruled = Ruled(won=True, scam=after.scam, by=ruling.by, at=ruling.at, verb=ruling.verb.value)
    return Judgment(ruled, after, entries)


def signed(ruling: Ruling) -> list[Outgoing]:
    """What a ruling sends; its acts in the name of who ruled."""
    return [
        replace(each, by=ruling.by) if each.purpose is Purpose.ACT else each
        for each in ruling.outgoing
    ]


def traced(ruling: Ruling) -> Decision:
    """The audit's line about it."""
    return Decision(
        message_key="",
        act=ruling.verb.value,
        reason=ruling.note,
        by=ruling.by,
        at=ruling.at,
        evidence=ruling.scam_id,
    )


def _too_late(scam: ScamCase, ruling: Ruling) -> bool:
    verb, is_decided = ruling.verb, scam.status in DECIDED
    if verb is Verb.TAKE:
        return is_decided or scam.status is ScamStatus.TAKEN
    if verb in VERDICTS:
        return is_decided and not _overrules(scam, ruling)
    if verb is Verb.LIFT:
        return not scam.acts
    return verb.value in scam.acts


def _overrules(scam: ScamCase, ruling: Ruling) -> bool:
    """A verdict is changed by who gave it, or by somebody who says why."""
    return STATUS[ruling.verb] is not scam.status and bool(
        ruling.by == scam.agent or ruling.note.strip()
    )


def _lost(scam: ScamCase, ruling: Ruling, past: Sequence[ScamEvent]) -> Ruled:
    """Who was first; an act may have been the desk's own."""
    kinds = {RULING} if ruling.verb in {*STATUS, Verb.LIFT} else {RULING, ACT}
    verbs = {each.value for each in STATUS} if ruling.verb in STATUS else {ruling.verb.value}
    for event in reversed(past):
        if event.kind in kinds and event.text in verbs:
            return Ruled(won=False, scam=scam, by=event.by, at=event.at, verb=event.text)
    return Ruled(won=False, scam=scam)


def _won(dossier: Dossier, ruling: Ruling) -> tuple[Dossier, tuple[Entry, ...]]:
    scam = _moved(dossier.scam, ruling)
    event = ScamEvent(
        kind=RULING,
        at=ruling.at,
        by=ruling.by,
        text=ruling.verb.value,
        key=f"{scam.id}:{scam.version}",
        state=ruling.note,
    )
    entries = [Entry(scam.id, event)]
    for out in signed(ruling):
        if out.purpose in {Purpose.ACT, Purpose.WARNING}:
            entry = _queued(scam, out, ruling)
            entries.append(entry)
            scam = following(scam, entry)
    return replace(dossier, scam=_ordered(scam, ruling)), tuple(entries)


def _queued(scam: ScamCase, out: Outgoing, ruling: Ruling) -> Entry:
    fate = Fate(out, PENDING)
    if out.purpose is Purpose.WARNING:
        return warning(scam.id, fate, ruling.at)
    return act(scam, fate, ruling.at)


def _moved(scam: ScamCase, ruling: Ruling) -> ScamCase:
    verb = ruling.verb
    return replace(
        scam,
        status=STATUS.get(verb, scam.status),
        agent=ruling.by if verb in STATUS else scam.agent,
        decided_at=ruling.at if verb in VERDICTS else scam.decided_at,
        version=scam.version + 1,
    )


def _ordered(scam: ScamCase, ruling: Ruling) -> ScamCase:
    """An order counts also where the platform left nothing to send."""
    if ruling.verb is Verb.LIFT:
        return replace(scam, acts=())
    if ruling.verb in STATUS or ruling.verb.value in scam.acts:
        return scam
    return replace(scam, acts=(*scam.acts, ruling.verb.value))
