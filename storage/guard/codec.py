"""Between rows and what protection remembers: pure, and exact in both directions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from core.protection import Asker, ScamCase, ScamStatus, Seen
from core.scams import ScamEvent
from core.types import Author, Platform, RiskLevel
from storage.case_codec import outgoing_of
from storage.codec import maybe_us, maybe_when, us, when
from storage.engine.dialect import AnyRow
from storage.guard.accusing import shortened
from storage.guard.dossier import GRADES, Dossier, Entry, Fate
from storage.sealing.columns import SCAM_REASONS, SCAM_SHA256, SCAM_TEXT

# The lines of a file that quote people, or answer them.
_SAID = frozenset(("message", "warning"))
_WORDS = TypeAdapter(tuple[str, ...])
_NAMES = TypeAdapter(tuple[Author, ...])


def asker_row(asker: Asker) -> dict[str, Any]:
    """A row of `asker`; where he can be written to in private is looked up when it is needed."""
    return {
        "platform": asker.platform,
        "scene": asker.scene,
        "conversation": asker.conversation,
        "account": asker.account,
        "address": asker.address,
        "author_id": asker.author_id,
        "author_name": asker.author_name,
        "message_id": asker.message_id,
        "asked_at": us(asker.asked_at),
        "language": asker.language,
        "case_id": asker.case_id,
    }


def asker_of(row: AnyRow) -> Asker:
    """The asker in a row."""
    return Asker(
        scene=row.scene,
        conversation=row.conversation,
        platform=Platform(row.platform),
        account=row.account,
        address=row.address,
        author_id=row.author_id,
        author_name=row.author_name,
        message_id=row.message_id,
        asked_at=when(row.asked_at),
        language=row.language,
        case_id=row.case_id,
    )


def trace_rows(seen: Seen, *, scam: bool) -> list[dict[str, Any]]:
    """Rows of `trace`."""
    common = {
        "message_key": seen.message_key,
        "platform": seen.platform,
        "scene": seen.scene,
        "author_id": seen.author_id,
        "at": us(seen.at),
        "scam": int(scam),
    }
    return [
        common | {"kind": each.kind, "digest": each.digest, "shown": shortened(each).shown}
        for each in seen.traces
    ]


def scam_row(dossier: Dossier) -> dict[str, Any]:
    """A row of `scam`."""
    scam = dossier.scam
    return {
        "id": scam.id,
        "platform": scam.platform,
        "account": scam.account,
        "conversation": dossier.conversation,
        "author_id": scam.author_id,
        "handle": scam.handle,
        "name": scam.name,
        "names": _NAMES.dump_json(dossier.names).decode(),
        "opened_at": us(scam.opened_at),
        "last_at": us(scam.last_at),
        "level": scam.level.value,
        "grade": GRADES[scam.level],
        "score": scam.score,
        "kinds": _WORDS.dump_json(scam.kinds).decode(),
        "status": scam.status.value,
        "messages": scam.messages,
        "warned": scam.warned,
        "acts": _WORDS.dump_json(scam.acts).decode(),
        "would": _WORDS.dump_json(scam.would).decode(),
        "agent": scam.agent,
        "decided_at": maybe_us(scam.decided_at),
        "version": scam.version,
    }


def scam_of(row: AnyRow) -> ScamCase:
    """The scam case in a row."""
    return ScamCase(
        id=row.id,
        platform=Platform(row.platform),
        account=row.account,
        author_id=row.author_id,
        handle=row.handle,
        name=row.name,
        opened_at=when(row.opened_at),
        last_at=when(row.last_at),
        level=RiskLevel(row.level),
        score=row.score,
        kinds=_WORDS.validate_json(row.kinds),
        status=ScamStatus(row.status),
        messages=row.messages,
        warned=row.warned,
        acts=_WORDS.validate_json(row.acts),
        would=_WORDS.validate_json(row.would),
        agent=row.agent,
        decided_at=maybe_when(row.decided_at),
        version=row.version,
    )


def dossier_of(row: AnyRow) -> Dossier:
    """The scam case in a row with all that is kept of it."""
    return Dossier(scam_of(row), row.conversation, _NAMES.validate_json(row.names))


def entry_row(entry: Entry) -> dict[str, Any]:
    """A row of `scam_event`."""
    event = entry.event
    row, said = (entry.scam_id, event.kind, event.key), event.kind in _SAID
    reasons = _WORDS.dump_json(event.reasons).decode()
    return {
        "scam_id": entry.scam_id,
        "kind": event.kind,
        "key": event.key,
        "about": entry.about,
        "message_key": entry.message_key,
        "heard_at": maybe_us(entry.heard_at),
        "at": us(event.at),
        "by": event.by,
        "text": SCAM_TEXT.closed(event.text, *row, private=said),
        "native_id": event.native_id,
        "scene": event.scene,
        "conversation": event.conversation,
        "address": event.address,
        "sent_at": maybe_us(event.sent_at),
        "sha256": SCAM_SHA256.closed(event.sha256, *row, private=said),
        "score": event.score,
        "level": event.level,
        "reasons": SCAM_REASONS.closed(reasons, *row, private=said),
        "state": event.state,
        "version": event.version,
    }


def event_of(row: AnyRow) -> ScamEvent:
    """The event in a row."""
    key = (row.scam_id, row.kind, row.key)
    reasons = SCAM_REASONS.secret(row.reasons, *key)
    return ScamEvent(
        kind=row.kind,
        at=when(row.at),
        by=row.by,
        text=SCAM_TEXT.opened(row.text, *key),
        key=row.key,
        native_id=row.native_id,
        scene=row.scene,
        conversation=row.conversation,
        address=row.address,
        sent_at=maybe_when(row.sent_at),
        sha256=SCAM_SHA256.secret(row.sha256, *key) or "",
        score=row.score,
        level=row.level,
        reasons=() if reasons is None else _WORDS.validate_json(reasons),
        state=row.state,
        version=row.version,
    )


def entry_of(row: AnyRow) -> Entry:
    """The event in a row with how it is found again."""
    heard_at = maybe_when(row.heard_at)
    return Entry(row.scam_id, event_of(row), row.about, row.message_key, heard_at)


def fate_of(row: AnyRow) -> Fate:
    """An outbox row and how it stands."""
    return Fate(outgoing_of(row), row.state, maybe_when(row.settled_at), row.remote_id)


def reached(asker: Asker, address: str) -> Asker:
    """The asker with where he can be written to in private."""
    return replace(asker, private_address=address)
