"""What both memories agree on about attacks: what each adds to its author's file. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from core.actions import BOT, Kind, Outgoing, Purpose
from core.ports import TurnResult
from core.protection import Attack, ScamCase, ScamStatus, Seen, scam_id
from core.scams import ScamEvent
from core.traces import Trace
from core.types import Message, RiskLevel
from storage.codec import speaker, stem
from storage.guard.dossier import (
    ACT,
    GRADES,
    MESSAGE,
    RENAME,
    Dossier,
    Entry,
    Fate,
    act,
    following,
    warning,
)

DRY_RUN = "dry_run"
MOST_NAMES = 50  # of one actor; the first ones go
MOST_SHOWN = 60  # characters of a trace


@dataclass(frozen=True, slots=True)
class Beside:
    """What one attack meets: marks and themes in the file, fates of rows, the turn's acts."""

    known: set[str]
    fates: Mapping[str, Fate]
    acts: Sequence[Outgoing]
    now: datetime


def acts_of(result: TurnResult) -> list[Outgoing]:
    """What a turn does to people and their messages."""
    return [each for each in result.outgoing if each.purpose is Purpose.ACT]


def opened(attack: Attack) -> Dossier:
    """A new file, before anything is in it."""
    message, author = attack.message, attack.message.author
    scam = ScamCase(
        id=attack.scam_id,
        platform=message.platform,
        account=message.account,
        author_id=author.id,
        handle=author.handle,
        name=author.name,
        opened_at=message.received_at,
        last_at=message.received_at,
        level=RiskLevel.NONE,
        score=0.0,
    )
    return Dossier(scam, message.conversation)


def accused(dossier: Dossier, attack: Attack, beside: Beside) -> tuple[Dossier, list[Entry]]:
    """The file after an attack, and what is new in it; the same attack twice is one."""
    entries = []
    heard = _heard(attack)
    if heard.mark not in beside.known:
        entries = [heard, *_renamed(dossier.scam, attack), *_rehearsed(attack)]
        dossier = _met(dossier, attack, again=heard.theme in beside.known)
    for entry in _consequences(dossier.scam, attack, beside):
        if entry.mark not in beside.known:
            entries.append(entry)
            dossier = replace(dossier, scam=following(dossier.scam, entry))
    beside.known.update(mark for each in entries for mark in (each.mark, each.theme))
    return dossier, entries


def is_flagged(seen: Seen, cleared: set[str]) -> bool:
    """Whether its traces are an attacker's; `cleared` are files of whom people know better."""
    return seen.scam and scam_id(seen.platform, seen.author_id) not in cleared


def seen_of(attack: Attack) -> Seen:
    """An attack's traces."""
    message = attack.message
    return Seen(
        message_key=message.key,
        platform=message.platform,
        scene=message.scene,
        author_id=message.author.id,
        at=message.received_at,
        traces=attack.traces,
        scam=True,
    )


def shortened(trace: Trace) -> Trace:
    """A trace as it is kept."""
    return replace(trace, shown=trace.shown[:MOST_SHOWN])


def _heard(attack: Attack) -> Entry:
    message, verdict = attack.message, attack.verdict
    event = ScamEvent(
        kind=MESSAGE,
        at=message.received_at,
        by=speaker(message.author),
        text=message.text,
        key=message.key,
        native_id=message.id,
        scene=message.scene,
        conversation=message.conversation,
        address=message.address,
        sent_at=message.sent_at,
        sha256=sha256(message.text.encode("utf-8", "replace")).hexdigest(),
        score=verdict.risk.score,
        level=verdict.risk.level.value,
        reasons=tuple(each.reason for each in verdict.findings),
        version=message.version,
    )
    return Entry(attack.scam_id, event, stem(message), message.key, message.received_at)


def _renamed(scam: ScamCase, attack: Attack) -> Iterator[Entry]:
    message = attack.message
    before, now = _title(scam), _title(_named(scam, message))
    if before == now:
        return
    event = ScamEvent(
        kind=RENAME,
        at=message.received_at,
        by=now,
        text=f"{before} → {now}",
        key=message.key,
        scene=message.scene,
    )
    yield Entry(scam.id, event, "", message.key)


def _rehearsed(attack: Attack) -> Iterator[Entry]:
    """What would have been done, had it not been a dry run."""
    if not (attack.dry_run and attack.would):
        return
    event = ScamEvent(
        kind=ACT,
        at=attack.message.received_at,
        by=BOT,
        text=", ".join(attack.would),
        key=f"{attack.message.key}:{DRY_RUN}",
        state=DRY_RUN,
    )
    yield Entry(attack.scam_id, event, "", attack.message.key)


def _met(dossier: Dossier, attack: Attack, *, again: bool) -> Dossier:
    message, risk = attack.message, attack.verdict.risk
    scam = _named(dossier.scam, message)
    after = replace(
        scam,
        last_at=max(scam.last_at, message.received_at),
        level=max(scam.level, risk.level, key=GRADES.__getitem__),
        score=max(scam.score, risk.score),
        kinds=tuple(dict.fromkeys((*scam.kinds, *risk.kinds))),
        messages=scam.messages + (not again),
        # There is something new to delete.
        acts=tuple(each for each in scam.acts if each != Kind.DELETE),
        would=tuple(dict.fromkeys((*scam.would, *(attack.would if attack.dry_run else ())))),
        version=scam.version + 1,
    )
    if scam.status is ScamStatus.DISMISSED and risk.level is RiskLevel.ALERT:
        after = replace(after, status=ScamStatus.OPEN, agent="", decided_at=None)
    author, names = message.author, dossier.names
    if all((each.handle, each.name) != (author.handle, author.name) for each in names):
        names = (*names, author)[-MOST_NAMES:]
    return Dossier(after, message.conversation, names)


def _named(scam: ScamCase, message: Message) -> ScamCase:
    """Where a platform says no name, the last one stays."""
    author = message.author
    return replace(scam, handle=author.handle or scam.handle, name=author.name or scam.name)


def _title(scam: ScamCase) -> str:
    return f"{scam.name} @{scam.handle}" if scam.handle else scam.name


def _consequences(scam: ScamCase, attack: Attack, beside: Beside) -> Iterator[Entry]:
    """The warnings and acts of an attack that are in the outbox."""
    message = attack.message
    for key in attack.warned:
        if fate := beside.fates.get(key):
            entry = warning(scam.id, fate, beside.now)
            yield replace(entry, message_key=message.key, heard_at=message.received_at)
    for out in beside.acts:
        if _concerns(out, attack) and (fate := beside.fates.get(out.key)):
            yield replace(act(scam, fate, beside.now), message_key=message.key)


def _concerns(out: Outgoing, attack: Attack) -> bool:
    message = attack.message
    about = out.case_id == attack.scam_id or out.target in {message.id, message.author.id}
    return about and (out.platform, out.account) == (message.platform, message.account)
