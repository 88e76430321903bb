"""The evidence pack of a scam case: every file of it as bytes, the same for the same input. Pure.

Texts come masked from the memory and are masked once more here: a pack leaves the house.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from core.evidence import pages as evidence_pages
from core.evidence import report as evidence_report
from core.protection import ScamCase
from core.scams import ScamEvent, ScamFile
from core.triage.secrets import mask
from core.types import Author

FORMAT = 1
MESSAGE = "message"
# Events other than messages: the kind, and the list of evidence.json that holds them.
LISTS = {"warning": "warnings", "act": "acts", "ruling": "rulings", "rename": "renames"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporter:
    """Who reports: the brand, and display names of the kinds by language, then by code."""

    brand: str = ""
    kinds: Mapping[str, Mapping[str, str]] | None = None


def pack(
    file: ScamFile, made_at: datetime, reporter: Reporter | None = None
) -> Mapping[str, bytes]:
    """File names and contents, in order; `MANIFEST.txt` names the SHA-256 of all the others."""
    file, made_at = _covered(file), made_at.astimezone(UTC)
    reporter = reporter or Reporter()
    messages = [each for each in file.events if each.kind == MESSAGE]
    texts = {
        "abuse-report.txt": evidence_report.report(
            file, made_at, reporter.brand, reporter.kinds or {}
        ),
        "evidence.json": _record(file, made_at),
        "messages.html": evidence_pages.page(file.scam, messages, made_at),
    }
    for number, event in enumerate(messages, start=1):
        texts[card_name(number)] = evidence_pages.card(file.scam, event, number)
    files = {name: texts[name].encode("utf-8", "replace") for name in sorted(texts)}
    return files | {"MANIFEST.txt": _manifest(files)}


def card_name(number: int) -> str:
    """Where the picture of the message with this number lies."""
    return f"cards/{number:04}.svg"


def _covered(file: ScamFile) -> ScamFile:
    """The file with every free text masked; what was masked before stays as it is."""
    events = tuple(
        replace(
            each,
            text=mask(each.text).text,
            by=mask(each.by).text,
            state=mask(each.state).text,
            reasons=tuple(mask(reason).text for reason in each.reasons),
        )
        for each in file.events
    )
    return replace(
        file,
        scam=_named(file.scam),
        events=events,
        names=tuple(_author(each) for each in file.names),
        alike=tuple(map(_named, file.alike)),
        traces=tuple(replace(each, shown=mask(each.shown).text) for each in file.traces),
    )


def _named(scam: ScamCase) -> ScamCase:
    return replace(scam, name=mask(scam.name).text, handle=mask(scam.handle).text)


def _author(author: Author) -> Author:
    return replace(author, name=mask(author.name).text, handle=mask(author.handle).text)


def _record(file: ScamFile, made_at: datetime) -> str:
    scam = file.scam
    tree: dict[str, Any] = {
        "format": FORMAT,
        "made_at": _time(made_at),
        "case": _case(scam),
        "actor": {
            "platform": scam.platform,
            "platform_id": scam.author_id,
            "handle": scam.handle,
            "name": scam.name,
            "names": [{"handle": each.handle, "name": each.name} for each in file.names],
        },
        "messages": list(_messages(file.events)),
        "traces": [
            {"kind": each.kind, "shown": each.shown, "digest": each.digest} for each in file.traces
        ],
        "cases_with_the_same_traces": [_case(each) for each in file.alike],
    }
    for kind, name in LISTS.items():
        tree[name] = [_event(each) for each in file.events if each.kind == kind]
    # Every character outside ASCII is escaped, so that nothing in a text can hide or reorder.
    return json.dumps(tree, ensure_ascii=True, indent=1, sort_keys=True) + "\n"


def _case(scam: ScamCase) -> dict[str, Any]:
    return {
        "id": scam.id,
        "platform": scam.platform,
        "account": scam.account,
        "actor_platform_id": scam.author_id,
        "actor_handle": scam.handle,
        "level": scam.level,
        "score": round(scam.score, 4),
        "findings": list(scam.kinds),
        "status": scam.status,
        "opened_at": _time(scam.opened_at),
        "last_at": _time(scam.last_at),
        "decided_at": _time(scam.decided_at),
        "messages": scam.messages,
        "people_warned": scam.warned,
    }


def _messages(events: Iterable[ScamEvent]) -> Iterable[dict[str, Any]]:
    messages = [each for each in events if each.kind == MESSAGE]
    for number, each in enumerate(messages, start=1):
        digest = sha256(each.text.encode("utf-8", "replace")).hexdigest()
        yield {
            "number": number,
            "platform_id": each.native_id,
            "version": each.version,
            "place": each.scene,
            "author_as_shown": each.by,
            "sent_at": _time(each.sent_at),
            "received_at": _time(each.at),
            "text": each.text,
            "sha256": digest,
            "sha256_when_received": each.sha256 or digest,
            "level": each.level,
            "score": round(each.score, 4),
            "findings": list(each.reasons),
            "picture": card_name(number),
        }


def _event(each: ScamEvent) -> dict[str, Any]:
    return {
        "at": _time(each.at),
        "by": each.by,
        "text": each.text,
        "state": each.state,
        "place": each.scene,
        "platform_id": each.native_id,
        "key": each.key,
    }


def _time(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None


def _manifest(files: Mapping[str, bytes]) -> bytes:
    """What `sha256sum --check MANIFEST.txt` reads."""
    lines = [f"{sha256(body).hexdigest()}  {name}" for name, body in files.items()]
    return ("\n".join(lines) + "\n").encode()
